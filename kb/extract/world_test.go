package extract_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// TestWorldAmounts: amounts as each language prints them, with its own words of comparison.
func TestWorldAmounts(t *testing.T) {
	for _, c := range []struct {
		lang corpus.Lang
		text string
		want string
	}{
		{"de", "Für die Ausfuhr von Antimon mit einer Reinheit von mindestens 99,65 % ist eine Genehmigung erforderlich.", "purity >= 99.65 %"},
		{"fr", "Le quota d'exportation de cobalt est fixé à 48 300 tonnes.", "quota_volume <= 48300 t"},
		{"fr", "L'exportation d'antimoine d'une pureté supérieure ou égale à 99,9 % est soumise à licence.", "purity >= 99.9 %"},
		{"es", "La cuota de exportación de cobalto será de 1,2 millones de toneladas.", "quota_volume <= 1.2e+06 t"},
		{"pt", "O governo criou um imposto de exportação de até 12,5% sobre o nióbio.", "duty_rate <= 12.5 %"},
		{"it", "Il governo fissa una quota di esportazione di rame di 96.600 tonnellate.", "quota_volume <= 96600 t"},
		{"ru", "Экспорт сурьмы чистотой не менее 99,5 % осуществляется по лицензии.", "purity >= 99.5 %"},
		{"id", "Ekspor bijih nikel dengan kadar di bawah 1,7% dilarang.", "content < 1.7 %"},
		{"vi", "Hạn ngạch xuất khẩu quặng sắt không quá 1.200 tấn.", "quota_volume <= 1200 t"},
		{"ko", "순도 99.9% 이상의 갈륨은 수출 허가를 받아야 한다.", "purity >= 99.9 %"},
		{"ja", "コバルトの輸出枠は1万8125トンとする。", "quota_volume <= 18125 t"},
		{"en", "The export quota for aluminium is 275 000 tonnes.", "quota_volume <= 275000 t"},
		{"zh", "纯度优于99.999%的金属铟，未经许可不得出口。", "purity > 99.999 %"},
	} {
		var got []string
		for _, f := range readLang(t, c.lang, c.text).Facts {
			if v, ok := f.Value.(kb.ThresholdValue); ok {
				got = append(got, fmt.Sprintf("%s %s %v %s", v.Quantity, v.Comparison, v.Number, v.Unit))
			}
		}
		if !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s %q: %q, want %q", c.lang, c.text, got, c.want)
		}
	}
}

// TestWorldNumbers: acts by their numbers as each government writes them.
func TestWorldNumbers(t *testing.T) {
	for _, c := range []struct {
		lang          corpus.Lang
		text, printed string
		names         kb.InstrumentID
		relation      kb.Relation
	}{
		{"de", "Mit dieser Anordnung wird Anhang I der Verordnung (EU) 2021/821 geändert.", "Verordnung (EU) 2021/821", "eu-2021-821", kb.Amends},
		{"fr", "Le règlement (UE) 2021/821 est modifié par le présent texte.", "règlement (UE) 2021/821", "eu-2021-821", kb.Amends},
		{"fr", "L'arrêté du 2 février 2031 est abrogé.", "arrêté du 2 février 2031", "", kb.Repeals},
		{"es", "El presente acuerdo deroga el Decreto 563/2031.", "Decreto 563/2031", "", kb.Repeals},
		{"ru", "Настоящим отменяется постановление Правительства Российской Федерации от 9 марта 2031 г. № 313.", "постановление Правительства Российской Федерации от 9 марта 2031 г. № 313", "", kb.Repeals},
		{"id", "Peraturan ini mencabut Peraturan Menteri Perdagangan Nomor 22 Tahun 2031.", "Peraturan Menteri Perdagangan Nomor 22 Tahun 2031", "", kb.Repeals},
		{"vi", "Văn bản này bãi bỏ Nghị định số 122/2031/NĐ-CP.", "Nghị định số 122/2031/NĐ-CP", "", kb.Repeals},
		{"en", "General License 55C is replaced and superseded in its entirety.", "General License 55C", "", kb.Supersedes},
		{"zh", "商务部令2021年第29号同时废止。", "商务部令2021年第29号", "", kb.Repeals},
		{"zh", "商务部令第10号（2021年）同时废止。", "商务部令第10号（2021年）", "", kb.Repeals},
	} {
		var got []string
		found := false
		for _, f := range readLang(t, c.lang, c.text).Facts {
			if v, ok := f.Value.(kb.CitationValue); ok {
				got = append(got, fmt.Sprintf("%s %q %s", f.Role, f.Span.Quote, v.Target))
				found = found || f.Span.Quote == c.printed && v.Target == c.names && f.Role == kb.Role(c.relation)
			}
		}
		if !found {
			t.Errorf("%s %q: %s; want %s %q %s", c.lang, c.text, got, c.relation, c.printed, c.names)
		}
	}
}

// TestActsNamed: an act of Parliament is cited by its name, and the words in the name restrict nothing.
func TestActsNamed(t *testing.T) {
	r := readLang(t, "en", "Under section 4 of the Export and Import Permits Act the minister keeps a register of lithium mines.")
	named := false
	for _, f := range r.Facts {
		switch v := f.Value.(type) {
		case kb.LegalBasisValue:
			named = named || v.Law == "Export and Import Permits Act"
		case kb.RestrictionValue:
			t.Errorf("a name restricts: %s %q", v.Type, f.Span.Quote)
		}
	}
	if !named {
		t.Error("the act is not found")
	}
}
