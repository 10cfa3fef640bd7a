package diff

import "testing"

func TestValueOf(t *testing.T) {
	for text, want := range map[string]int{"30": 30, "三十": 30, "十二": 12, "一百零五": 105, "三万二千": 32000, "二〇二五": 2025, "两千": 2000, "十": 10, "〇": 0, "45": 45} {
		if got, ok := valueOf(significant(text)); !ok || got != want {
			t.Errorf("%s = %d, %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "三个", "abc", "30 40", "123456789012", "一二三四五六七八九十"} {
		if got, ok := valueOf(significant(text)); ok {
			t.Errorf("%q = %d, want none", text, got)
		}
	}
}
