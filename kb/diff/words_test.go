package diff_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

// One changed word in a whole act is one edit, graded as what it is.
func TestOneWordInRecordedActs(t *testing.T) {
	tried := 0
	recorded(t, func(name string, all []block, lang corpus.Lang) {
		for _, change := range []struct {
			was, is string
			grade   diff.Grade
		}{
			{" shall ", " may ", diff.Obligation}, {" may not ", " may ", diff.Obligation}, {" is not ", " is ", diff.Obligation}, {" 30 ", " 60 ", diff.Obligation},
			{", ", " ", diff.Editorial}, {" the ", " a ", diff.Editorial}, {" information ", " infromation ", diff.Editorial},
		} {
			done := 0
			for i, b := range all {
				if !strings.Contains(b.text, change.was) || done == 6 {
					continue
				}
				done++
				tried++
				newer := slices.Clone(all)
				newer[i].text = strings.Replace(b.text, change.was, change.is, 1)
				d := diff.Revisions(built(all, lang), built(newer, lang), diff.Options{})
				if len(d.Changes) != 1 || !slices.Equal(d.Changes[0].Kinds, []diff.Kind{diff.Edited}) || d.Changes[0].From[0].Text != b.text {
					t.Errorf("%s: %q in %s gave %d changes", name, change.was, b.Address, len(d.Changes))
				} else if c := d.Changes[0]; c.Grade != change.grade {
					t.Errorf("%s: %q for %q is %s, want %s: %s\n  %.300s", name, change.is, change.was, c.Grade, change.grade, told(c), b.text)
				}
			}
		}
	})
	if tried < 60 {
		t.Errorf("only %d words were changed", tried)
	}
}
