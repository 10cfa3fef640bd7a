package fedreg

import "testing"

func TestAmends(t *testing.T) {
	for line, want := range map[string]bool{
		"1. Amend § 744.11 by adding an entry.":                    true,
		"■ 2. Section 744.11 is amended to read:":                  true,
		"3. Sections 744.1 and 744.2 ARE Further revised.":         true,
		"4. In supplement no. 4, the entry is put in by  adding a": false,
		"5. This part is put in order by removing paragraph (c).":  true,
		"6. Paragraph (a) shall read as follows:":                  true,
		"7. What is amendedly told, this amended rule":             false,
		"8. Basis added": false,
		"is added":       true,
		"by":             false,
	} {
		r := &reader{text: line, amending: map[int]bool{}}
		r.lines = append(r.lines, r.out.Dates)
		r.lines[0].End = len(line)
		if got := r.amends(0); got != want || r.amends(0) != want {
			t.Errorf("%q amends: %v, want %v", line, got, want)
		}
	}
}
