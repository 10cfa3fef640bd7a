package extract_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// denial is a sentence that denies a restriction, and one that states it.
type denial struct {
	lang            corpus.Lang
	kind            kb.RestrictionType
	denied, asserts string
}

// TestDenied: a restriction that the sentence denies is not asserted, and one that it states is.
func TestDenied(t *testing.T) {
	for _, c := range []denial{
		{"fr", kb.LicenceRequirement, "L'exportation de gallium n'est pas soumise à autorisation.", "L'exportation de gallium est soumise à autorisation."},
		{"fr", kb.LicenceRequirement, "L'exportation de gallium n'est plus soumise à licence.", "L'exportation de gallium n'est pas seulement taxée, elle est soumise à licence."},
		{"fr", kb.Exemption, "Les exportations de gallium ne sont pas exonérées de droits.", "Les exportations de gallium sont exonérées de droits."},
		{"ja", kb.LicenceRequirement, "ガリウムの輸出に許可が必要ない。", "ガリウムの輸出に許可が必要である。"},
		{"ja", kb.Extraterritorial, "中国はガリウムの規制の域外適用を検討していない。", "中国はガリウムについての規制の域外適用をこれから始めることになった。"},
		{"de", "reporting_registration", "Für Gallium gilt keine Meldepflicht.", "Für Gallium gilt eine Meldepflicht."},
		{"de", "import_ban", "Ein Einfuhrverbot für Gallium wurde nicht beschlossen.", "Ein Einfuhrverbot für Gallium wurde beschlossen."},
		{"nl", "import_ban", "Er komt geen invoerverbod voor gallium.", "Er geldt een invoerverbod voor gallium."},
		{"nl", kb.Suspension, "De maatregelen voor gallium zijn niet opgeschort.", "De maatregelen voor gallium zijn opgeschort."},
		{"tr", kb.LicenceRequirement, "Galyum ihracatı izne tabi değildir.", "Galyum ihracatı izne tabidir."},
		{"pl", kb.Suspension, "Rząd nie zawiesza środków kontroli wobec galu.", "Rząd zawiesza środki kontroli wobec galu."},
		{"ar", kb.Prohibition, "لن يتم حظر تصدير الغاليوم.", "تم حظر تصدير الغاليوم."},
		{"id", kb.LicenceRequirement, "Eksportir galium tidak wajib memiliki izin.", "Eksportir galium wajib memiliki izin."},
		{"ko", kb.Suspension, "정부는 갈륨 통제 시행을 유예하지 않기로 했다.", "정부는 갈륨 통제 시행을 유예하기로 했다."},
		{"it", kb.Prohibition, "Le esportazioni di gallio non sono vietate.", "Le esportazioni di gallio sono vietate."},
		{"vi", kb.ExportDuty, "Doanh nghiệp không phải nộp thuế xuất khẩu đất hiếm.", "Doanh nghiệp phải nộp thuế xuất khẩu đất hiếm."},
		{"vi", kb.Prohibition, "Năm 2030 công ty không xuất khẩu đất hiếm.", "Doanh nghiệp không được phép xuất khẩu đất hiếm."},
		{"pt", "state_monopoly", "O governo não vai, segundo o ministro, estatizar o lítio.", "O governo estatiza o lítio."},
		{"es", "state_monopoly", "El presidente negó que vaya a nacionalizar el litio.", "El presidente nacionaliza el litio."},
		{"ru", kb.LicenceRequirement, "Экспорт галлия не требует лицензии.", "Экспорт галлия требует лицензии."},
	} {
		checkDenial(t, c)
	}
}

// states reports whether a report of one sentence asserts a restriction of a kind.
func states(t *testing.T, lang corpus.Lang, text string, kind kb.RestrictionType) bool {
	t.Helper()
	for _, f := range readLang(t, lang, text).Facts {
		if v, ok := f.Value.(kb.RestrictionValue); ok && v.Type == kind && f.Assertion == kb.Asserted {
			return true
		}
	}
	return false
}

// TestProposedAbroad: what is asked for, or might come, does not hold; what a ban may lead to leaves it standing.
func TestProposedAbroad(t *testing.T) {
	for _, c := range []denial{
		{"ru", kb.ExportDuty, "Депутат предложил ввести экспортные пошлины на галлий.", "Россия ввела экспортные пошлины на галлий."},
		{"tr", kb.LicenceRequirement, "Bakan galyum ihracatının izne bağlanmasını önerdi.", "Galyum ihracatı izne bağlandı."},
		{"de", "import_tariff", "Der Verband fordert Strafzölle auf Gallium.", "Die Regierung verhängt Strafzölle auf Gallium, und der Verband fordert mehr Geld."},
		{"it", "import_tariff", "Potrebbero essere introdotti dazi sulle importazioni di gallio.", "Sono stati introdotti dazi sulle importazioni di gallio, e i prezzi potrebbero salire."},
		{"ja", kb.Prohibition, "中国はガリウムの輸出を禁止する可能性がある。", "中国はガリウムの輸出を禁止し、価格が上がる可能性がある。"},
		{"en", kb.Prohibition, "Lawmakers called for a ban on exports of cobalt.", "The state bans exports of cobalt, and lawmakers called for calm."},
	} {
		checkDenial(t, c)
	}
}

// TestNever: what was never stopped goes on, and so do controls that were never suspended.
func TestNever(t *testing.T) {
	for _, c := range []denial{
		{"en", kb.Prohibition, "Cobalt exports were never suspended.", "Cobalt exports were suspended."},
		{"en", kb.Prohibition, "Exports of cobalt to Japan have never been banned.", "Exports of cobalt to Japan have been banned."},
		{"en", kb.Suspension, "The export controls on gallium were never suspended.", "The export controls on gallium were suspended."},
		{"zh", kb.Prohibition, "钴的出口从未停止。", "钴的出口已经停止。"},
		{"zh", kb.Prohibition, "该国从未禁止钴出口。", "该国禁止钴出口。"},
	} {
		checkDenial(t, c)
	}
	if text := "The ban on exports of gallium was never lifted."; !states(t, "en", text, kb.Prohibition) {
		t.Errorf("a ban is not asserted of %q", text)
	}
}

func checkDenial(t *testing.T, c denial) {
	t.Helper()
	if states(t, c.lang, c.denied, c.kind) {
		t.Errorf("%s: %s is asserted of %q", c.lang, c.kind, c.denied)
	}
	if !states(t, c.lang, c.asserts, c.kind) {
		t.Errorf("%s: %s is not asserted of %q", c.lang, c.kind, c.asserts)
	}
}
