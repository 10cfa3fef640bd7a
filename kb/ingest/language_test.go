package ingest_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// An annex that is no web page and comes back in another language is told, and what is held stands.
func TestFileOfAnotherLanguage(t *testing.T) {
	const (
		chinese = "附件：两用物项出口管制清单。\n一、钨相关物项：碳化钨，须经国务院商务主管部门许可方可出口。\n二、碲相关物项：金属碲、碲化镉，出口经营者应当申请许可。"
		edited  = chinese + "\n三、铋相关物项：金属铋，出口经营者应当申请许可。"
		english = "Annex: the list of dual-use items that are subject to export control.\n1. Items related to tungsten: the export of tungsten carbide is subject to a licence.\n2. Items related to tellurium: exporters of the metal and of its compounds apply for a licence."
	)
	w := newWorld(t)
	at := "https://m.example/annex.txt"
	w.see(page{url: at, body: chinese, lang: "zh-Hans", kind: corpus.Annex})
	w.follow()
	w.see(page{url: at, body: english, lang: "zh-Hans", kind: corpus.Annex})
	r := w.follow()
	if len(r.Documents) != 0 || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Reason, "in another language (en) than the version that is held (zh") {
		t.Errorf("the translation: %+v", r)
	}
	entries, err := w.store.Entries(t.Context(), 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	alarms := 0
	for _, e := range entries {
		if e.Kind == kb.TextEdited {
			t.Errorf("an edit was told: %s", e.Summary)
		}
		if e.Kind == kb.AlarmRaised && e.Reason == string(corpus.WrongLanguage) {
			alarms++
		}
	}
	if alarms != 1 {
		t.Errorf("%d alarms, want 1", alarms)
	}
	w.see(page{url: at, body: edited, lang: "zh-Hans", kind: corpus.Annex})
	if r := w.follow(); len(r.Documents) != 1 {
		t.Errorf("an edit in the language that is held: %+v", r)
	}
	w.see(page{url: at, body: english, lang: "en", kind: corpus.Annex})
	if r := w.follow(); len(r.Documents) != 1 {
		t.Errorf("the language that the listing now says: %+v", r)
	}
}
