package parse

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"strings"
	"testing"
)

func TestEnds(t *testing.T) {
	d := os.Getenv("PEEKS")
	if d == "" {
		t.Skip()
	}
	es, _ := os.ReadDir(d)
	for _, e := range es {
		b, _ := os.ReadFile(d + "/" + e.Name())
		if strings.HasSuffix(e.Name(), ".gz") {
			zr, _ := gzip.NewReader(bytes.NewReader(b))
			b, _ = io.ReadAll(zr)
		}
		p, err := Parse(context.Background(), Input{Bytes: b}, Options{})
		if err != nil {
			t.Log(e.Name(), err)
			continue
		}
		t.Logf("=== %s %q %v kept %d/%d", e.Name(), p.Title, p.Published, p.Kept, p.Visible)
		n := len(p.Provisions)
		for i, v := range p.Provisions {
			if i < 4 || i >= n-3 {
				s := []rune(p.Text[v.Start:v.End])
				t.Logf("%s [%s] %s", v.Address, v.Kind, string(s[:min(len(s), 60)]))
			}
		}
	}
}
