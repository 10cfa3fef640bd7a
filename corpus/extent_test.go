package corpus

import "testing"

func TestShare(t *testing.T) {
	for _, c := range []struct{ kept, visible, want int }{{0, 0, 0}, {10, 10, 100}, {999, 1000, 99}, {12, 10, 100}, {1, 3, 33}} {
		if got := (Extent{Kept: c.kept, Visible: c.visible}).Share(); got != c.want {
			t.Errorf("%d of %d characters are %d %%, want %d", c.kept, c.visible, got, c.want)
		}
	}
	if !(Extent{}).IsZero() || (Extent{Visible: 3}).IsZero() {
		t.Error("only an extent of nothing is zero")
	}
}
