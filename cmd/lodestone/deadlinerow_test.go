package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// An end is dated by the first day after; the line also says the last day, as a status does.
func TestDeadlineSaysLastDay(t *testing.T) {
	for kind, want := range map[deadline.Kind]bool{deadline.End: true, deadline.Lapse: true, deadline.WindDown: true, deadline.Start: false} {
		var out bytes.Buffer
		printDeadline(&out, deadline.Row{Change: legal.Change{LegalDate: corpus.Day(2027, 1, 1)}, Deadline: kind, LastDay: corpus.Day(2026, 12, 31)}, 1, nil)
		if got := strings.Contains(out.String(), "last day 2026-12-31"); got != want {
			t.Errorf("%s: %q", kind, out.String())
		}
	}
}
