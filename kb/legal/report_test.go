package legal_test

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// That an act was suspended or ended is believed of a report only where the words are known that would
// take it back: in another language a denial would be read as the news itself.
func TestReportsInOtherLanguagesTellOfNoHalt(t *testing.T) {
	tests := []struct {
		name       string
		lang       corpus.Lang
		text, verb string
		want       int
	}{
		{"English", "en", "The ministry suspended Announcement No. 55 of 2025.", "suspended", 1},
		{"English of a country", "en-GB", "The ministry suspended Announcement No. 55 of 2025.", "suspended", 1},
		{"English, taken back", "en", "The ministry might have suspended Announcement No. 55 of 2025.", "suspended", 0},
		{"Chinese", "zh", "商务部暂停实施公告2025年第55号。", "暂停实施", 1},
		{"Chinese, taken back", "zh", "商务部未暂停实施公告2025年第55号。", "暂停实施", 0},
		{"German", "de", "Das Ministerium hat die Bekanntmachung Nr. 55 von 2025 ausgesetzt.", "ausgesetzt", 0},
		{"German, denied", "de", "Das Ministerium hat die Bekanntmachung Nr. 55 von 2025 keineswegs ausgesetzt.", "ausgesetzt", 0},
		{"Japanese, denied", "ja", "商務部は2025年第55号公告の実施を停止していない。", "停止", 0},
		{"language not known", "", "Ministeriet har suspendert kunngjøring nr. 55 fra 2025.", "suspendert", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			hash := corpus.HashOf([]byte(tt.text))
			rev := corpus.Revision{ID: corpus.NewRevisionID("d", hash), Document: "d", Hash: hash, Text: tt.text}
			at := strings.Index(tt.text, tt.verb)
			span, whole := rev.Span(at, at+len(tt.verb)), corpus.Range{Start: 0, End: len(tt.text)}
			facts := []kb.Fact{
				{Value: kb.CitationValue{Target: "cn-mofcom-gacc-2025-55"}, Role: kb.Role(kb.Suspends), Assertion: kb.Asserted, Span: span, Context: whole, Rule: "citation/1", Language: tt.lang},
				{Value: kb.RestrictionValue{Type: kb.Suspension}, Assertion: kb.Asserted, AsPrinted: tt.verb, Span: span, Context: whole, Rule: "restriction/1", Language: tt.lang},
			}
			got := legal.Reports(corpus.Document{ID: "d", Kind: corpus.News}, rev, facts, today)
			if len(got) != tt.want {
				t.Errorf("%d reports of a halt, want %d", len(got), tt.want)
			}
		})
	}
}
