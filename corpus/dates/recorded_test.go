package dates

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestRecordedLabels compares with labelled sentences of another project where they are at hand.
// Its labels complete years and prefer the American order, which this package refuses: so silence
// is allowed and a different date is not.
func TestRecordedLabels(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "recorded", "labels", "dates")
	files, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(files) == 0 {
		t.Skip("the recorded labels are not here")
	}
	langs := map[string]corpus.Lang{"Chinese": "zh", "English": "en", "French": "fr", "German": "de", "Japanese": "ja", "Korean": "ko", "Spanish": "es"}
	right, silent, wrong := 0, 0, 0
	for _, file := range files {
		name, _, _ := strings.Cut(filepath.Base(file), "__")
		for _, c := range readLabels(t, file) {
			got := foundIn(c.input, langs[name])
			switch {
			case strings.Contains(got, c.day):
				right++
			case got == "":
				silent++
				t.Logf("silent: %s %q, want %s", name, c.input, c.day)
			default:
				wrong++
				t.Logf("other: %s %q = %s, want %s", name, c.input, got, c.day)
			}
		}
	}
	t.Logf("%d right, %d silent, %d different", right, silent, wrong)
}

type label struct{ input, day string }

func readLabels(t *testing.T, file string) []label {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Input   string
		Results []struct {
			Text, Type string
			Value      json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(strings.TrimPrefix(string(b), "\ufeff")), &cases); err != nil {
		t.Fatal(err)
	}
	var out []label
	for _, c := range cases {
		for _, r := range c.Results {
			var v struct{ Timex string }
			if r.Type != "date" || json.Unmarshal(r.Value, &v) != nil {
				continue
			}
			if d, err := corpus.ParseDate(v.Timex); err == nil && strings.ContainsAny(r.Text, "0123456789") {
				out = append(out, label{c.Input, d.String()})
			}
		}
	}
	return out
}
