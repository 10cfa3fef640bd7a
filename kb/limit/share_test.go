package limit

import (
	"strings"
	"testing"
)

func TestAskRefusesMoreThanTheWhole(t *testing.T) {
	for _, w := range []string{"purity = 150 %", "purity at least 100.1 %", "content ≤ 101 %"} {
		if r, err := Ask(w); err == nil || !strings.Contains(err.Error(), "at most 100 %") {
			t.Errorf("Ask(%q) = %+v, %v; want it refused", w, r, err)
		}
	}
	for _, w := range []string{"purity = 100 %", "purity at least 99.99 %", "duty 150 %"} {
		if _, err := Ask(w); err != nil {
			t.Errorf("Ask(%q): %v", w, err)
		}
	}
}
