package ingest_test

import (
	"strings"
	"testing"

	"github.com/longbridgeapp/opencc"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/kb"
)

// documents are those that are held, and how many.
func (w *world) documents() []corpus.Document {
	w.t.Helper()
	docs, err := w.store.Documents(w.t.Context(), "", 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return docs
}

// A copy of a notice in the other script is a copy of it: the same act, the same clauses, nothing disputed.
func TestACopyInTheOtherScript(t *testing.T) {
	script, err := opencc.New("s2t")
	if err != nil {
		t.Fatal(err)
	}
	traditional, err := script.Convert(holmium)
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	w.follow()
	clauses, effects := len(w.body().Law().Measures), len(w.body().Law().Effects)
	w.see(page{source: "office", url: "http://office.example/57", body: strings.ReplaceAll(traditional, "1C909", "（１Ｃ９０９）"), lang: "zh-Hant"})
	w.follow()
	law := w.body().Law()
	if len(law.Instruments) == 0 || len(law.Measures) != clauses || len(law.Effects) != effects || len(law.Disputes) != 0 {
		t.Errorf("%d acts, %d measures (%d before), %d effects (%d before), disputes %+v", len(law.Instruments), len(law.Measures), clauses, len(law.Effects), effects, law.Disputes)
	}
	i, ok := w.body().Instrument("cn-mofcom-gacc-2025-57")
	if !ok || len(i.Documents) != 2 {
		t.Errorf("the act has the documents %v, want both", i.Documents)
	}
}

// A copy with pronunciations between its characters, as spam sites print them, is a document of the press: no
// part of the notice and no evidence of law.
func TestASpoiledCopyIsNoNotice(t *testing.T) {
	w := newWorld(t)
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	w.follow()
	before := len(w.body().Law().Measures)
	spoiled := strings.NewReplacer("出口", "出(chū)口(kǒu)", "11月8日", "12月9日").Replace(holmium)
	w.see(page{source: "mirror", url: "http://mirror.example/send/57", body: spoiled, lang: "zh-Hans", press: true})
	w.see(page{source: "mirror", url: "http://mirror.example/send/58", body: holmium, lang: "zh-Hans", press: true}) // word for word
	w.follow()
	if n := len(w.documents()); n != 3 {
		t.Errorf("%d documents, want the notice and two of the mirror", n)
	}
	i, ok := w.body().Instrument("cn-mofcom-gacc-2025-57")
	if !ok || len(i.Documents) != 1 || len(w.body().Law().Measures) != before {
		t.Errorf("the act rests on %v, %d measures, %d before", i.Documents, len(w.body().Law().Measures), before)
	}
	for _, m := range w.body().Law().Measures {
		for _, s := range m.Basis.Spans {
			if d, err := w.store.Revision(t.Context(), s.Revision); err != nil || d.Document != w.at(here).ID {
				t.Errorf("%s rests on %s: %v", m.ID, d.Document, err)
			}
		}
	}
}

// What a consolidated list no longer names, or names again, is an edit of the list. What an announcement
// has put into force stays so until an act says otherwise.
func TestAListEndsNothingByLeavingOut(t *testing.T) {
	const list = "两用物项出口管制清单（汇总）\n现行受管制物项汇总如下：\n1C909 钬相关物项：金属钬、氧化钬\n1C910 铒相关物项：金属铒、氧化铒\n1C911 铥相关物项：金属铥、氧化铥"
	w, seen := newWorld(t), 0
	at := page{source: "list", url: "http://list.example/all", lang: "zh-Hans", kind: corpus.Regulation}
	w.see(page{url: here, body: holmium, lang: "zh-Hans"})
	at.body = list
	w.see(at)
	w.follow()
	told(w, &seen)
	effects := len(w.body().EffectsOn("cn-mofcom-gacc-2025-57"))
	for _, body := range []string{strings.Replace(list, "1C909 钬相关物项：金属钬、氧化钬\n", "", 1), list} {
		at.body = body
		w.see(at)
		w.follow()
		if got := told(w, &seen); len(got) != 1 || got[0] != kb.TextEdited {
			t.Errorf("told as %v, want one edit", got)
		}
		if got := status(w, "cn-mofcom-gacc-2025-57/1", "2025-12-01"); got != kb.StatusInForce {
			t.Errorf("holmium is %s because a list names it or not", got)
		}
		if got := len(w.body().EffectsOn("cn-mofcom-gacc-2025-57")); got != effects {
			t.Errorf("%d effects on the act, %d before", got, effects)
		}
	}
}

// The day that a register's data names for a rule is wrong now and then: it stands beside the one that the
// text names, each with its quote.
func TestTheDayInTheDataAndInTheText(t *testing.T) {
	w := newWorld(t)
	c := corpus.Capture{Source: "register", Purpose: corpus.ForItem, URL: "http://register.example/2031-00007", FinalURL: "http://register.example/2031-00007", FetchedAt: w.clock, Status: 200, MediaType: "application/json",
		Hints: corpus.Hints{Official: true, Kind: corpus.Notice, Jurisdiction: "US", Lang: "en", Authority: "BIS"}}
	body := `{"document_number":"2031-00007","title":"Licences for exports of gallium","type":"Rule","publication_date":"2031-09-01","agencies":[{"name":"Bureau of Industry and Security"}],"effective_on":"2031-09-12",` +
		`"dates":"This rule is effective on September 15, 2031.","abstract":"This rule requires a license for exports of gallium metal to all destinations."}`
	if _, err := w.archive.Append(t.Context(), c, archive.Exchange{StatusLine: "HTTP/1.1 200 OK", Body: []byte(body)}); err != nil {
		t.Fatal(err)
	}
	w.follow()
	facts, err := w.store.FactsOf(t.Context(), w.documents()[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range facts {
		if f.Role == "effective" {
			got[f.Value.Normal()] = f.Span.Quote
		}
	}
	if len(got) != 2 || got["2031-09-15"] != "September 15, 2031" || got["2031-09-12"] != "2031-09-12" {
		t.Errorf("days of effect %v, want both that are named", got)
	}
}
