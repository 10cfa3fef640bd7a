package diff_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/diff"
)

var letter = regexp.MustCompile(`^\(([a-y])\)`)

// shifted gives the item at the place, and its siblings behind it, the next letter, and puts a new
// item before it. It returns how many were given another.
func shifted(all []block, at int, text string) ([]block, int) {
	out, parent := slices.Clone(all), all[at].Parent
	var last string // address of the sibling whose children follow
	renumbered := 0
	renamed := map[string]string{}
	for i := at; i < len(all); i++ {
		b := &out[i]
		if m := letter.FindStringSubmatch(b.text); m != nil && b.Parent == parent && strings.HasSuffix(b.Address, m[0]) {
			next := fmt.Sprintf("(%c)", m[1][0]+1)
			last = b.Address
			renamed[last] = strings.TrimSuffix(b.Address, m[0]) + next
			b.Address, b.text = renamed[last], next+strings.TrimPrefix(b.text, m[0])
			renumbered++
			continue
		}
		rest, below := strings.CutPrefix(b.Parent, last)
		if last == "" || !below {
			break
		}
		b.Parent = renamed[last] + rest
		if rest, ok := strings.CutPrefix(b.Address, last); ok { // what is only counted keeps its address
			b.Address = renamed[last] + rest
			renumbered++
		}
	}
	first := letter.FindString(all[at].text)
	return slices.Insert(out, at, block{corpus.Provision{Address: all[at].Address, Kind: all[at].Kind, Parent: parent}, first + " " + text}), renumbered
}

// An item that is put in renumbers those behind it and what lies below them, and no more is said
// of them.
func TestRenumberingInRecordedActs(t *testing.T) {
	const fresh = "Warehouses that hold samples for others keep a register of them for nine years."
	tried := 0
	recorded(t, func(name string, all []block, lang corpus.Lang) {
		for at, b := range all {
			if m := letter.FindString(b.text); m == "" || !strings.HasSuffix(b.Address, m) || len(b.text) < 20 {
				continue
			}
			newer, want := shifted(all, at, fresh)
			tried++
			d := diff.Revisions(built(all, lang), built(newer, lang), diff.Options{})
			renumbered, inserted := 0, 0
			for _, c := range d.Changes {
				switch {
				case slices.Equal(c.Kinds, []diff.Kind{diff.Renumbered}):
					renumbered++
				case slices.Equal(c.Kinds, []diff.Kind{diff.Inserted}) && strings.Contains(c.To[0].Text, fresh):
					inserted++
				default:
					t.Errorf("%s, before %s: besides, %.200s", name, b.Address, told(c))
				}
			}
			if inserted != 1 || renumbered != want {
				t.Errorf("%s, before %s: %d inserted, %d renumbered; want 1 and %d", name, b.Address, inserted, renumbered, want)
			}
		}
	})
	if tried < 20 {
		t.Errorf("only %d places were tried", tried)
	}
}
