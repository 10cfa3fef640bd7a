package web

import (
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

func english() speech { return speech{Wording: wording.New(noNames{})[wording.English]} }

// noNames knows no name.
type noNames struct{}

func (noNames) Name(string, string) string { return "" }

func TestWorded(t *testing.T) {
	if got, want := english().worded("licence_requirement for Ga, some_thing else"), "licence requirement for Ga, some thing else"; got != want {
		t.Errorf("worded = %q, want %q", got, want)
	}
}

// The calendar alone repeals, extends and announces nothing: an act did, though nobody names it.
func TestWhoDidIt(t *testing.T) {
	for _, tt := range []struct {
		c    legal.Change
		want string
	}{
		{legal.Change{Kind: legal.MeasureCommenced}, ". By the calendar."},
		{legal.Change{Kind: legal.MeasureExpired}, ". By the calendar."},
		{legal.Change{Kind: legal.SuspensionLapsed}, ". By the calendar."},
		{legal.Change{Kind: legal.MeasureCommenced, Unnamed: true}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureRepealed}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureExtended}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureAnnounced}, ". By an act that is not named."},
		{legal.Change{Kind: legal.MeasureRepealed, By: "cn-mofcom-2025-72"}, ". By cn-mofcom-2025-72."},
	} {
		if got := ChangeSentence(english().Wording, tt.c); !strings.HasSuffix(got, tt.want) {
			t.Errorf("%s: %q, want it to end in %q", tt.c.Kind, got, tt.want)
		}
	}
}
