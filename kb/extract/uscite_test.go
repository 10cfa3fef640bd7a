package extract

import "testing"

// TestCitationsOfTheCodes wants sections whole, however they are spaced, with and without their sign.
func TestCitationsOfTheCodes(t *testing.T) {
	for _, want := range []string{
		"50 U.S.C. 1701", "50 U.S.C. § 1701", "50 U.S.C. §1701", "50\u00a0U.S.C.\u00a0§\u00a01701", "50 U.S.C. §\u20091701", "50 U.S.C. §\u30001701", "50 USC 1701",
		"18 U.S.C. § 1028A", "18 U.S.C. 1028A(a)(1)", "50 U.S.C. 4801-4852", "42 U.S.C. 300aa-1",
	} {
		text := "It acts under " + want + ", as amended"
		if got := uscCite.FindString(text); got != want {
			t.Errorf("%q: found %q", text, got)
		}
	}
	for _, want := range []string{
		"15 CFR 744.21", "15 CFR § 744.11(a)", "15\u00a0CFR\u00a0§\u00a0744.11(a)(1)", "17 CFR 240.10b-5", "17 C.F.R. § 240.10b-5(b)", "15 CFR parts 730", "17 CFR 240.13a",
	} {
		text := "It acts under " + want + ", as amended"
		if got := cfrCite.FindString(text); got != want {
			t.Errorf("%q: found %q", text, got)
		}
	}
	// A range of sections is no name of one.
	if got := cfrCite.FindString("15 CFR 744.1-5"); got != "15 CFR 744.1" {
		t.Errorf("a range: found %q", got)
	}
}
