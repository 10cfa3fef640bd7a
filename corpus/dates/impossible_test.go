package dates

import (
	"strings"
	"testing"
)

func TestFindImpossible(t *testing.T) {
	for text, want := range map[string]string{
		"自2025年2月30日起施行。":                      "2025年2月30日",
		"in force on 2025-02-30, not 28":       "2025-02-30",
		"on 31 April 2025 and 1 May 2025":      "31 April 2025",
		"29 February 2023 | February 29, 2024": "29 February 2023",
		"二〇二五年九月三十一日":                          "二〇二五年九月三十一日",
		"2025-12-31 2025年1月31日":                "",
		"code 2025.02.30, 2025/02/30":          "",
		"公告2025年第30号":                          "",
	} {
		var got []string
		for _, f := range FindImpossible(text, "") {
			got = append(got, text[f.Start:f.End])
		}
		if s := strings.Join(got, "|"); s != want {
			t.Errorf("FindImpossible(%q) = %q, want %q", text, s, want)
		}
	}
}
