package parse

import (
	"context"
	"os"
	"testing"
)

func TestPeek(t *testing.T) {
	f := os.Getenv("PEEK")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	p, err := Parse(context.Background(), Input{Bytes: b}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%q %s %s %v num=%q auth=%q canon=%q kept %d/%d", p.Title, p.Lang, p.Published, p.PublishedAt, p.Number, p.Authority, p.Canonical, p.Kept, p.Visible)
	for _, d := range p.Dropped {
		t.Log(d)
	}
	t.Log(p.Warnings)
	for _, v := range p.Provisions {
		t.Logf("%-20s %-10s <%s> %s", v.Address, v.Kind, v.Parent, p.Text[v.Start:v.End])
	}
}

func TestEnds(t *testing.T) {
	d := os.Getenv("PEEKS")
	if d == "" {
		t.Skip()
	}
	es, _ := os.ReadDir(d)
	for _, e := range es {
		b, _ := os.ReadFile(d + "/" + e.Name())
		p, err := Parse(context.Background(), Input{Bytes: b}, Options{})
		if err != nil {
			t.Log(e.Name(), err)
			continue
		}
		t.Logf("=== %s %q", e.Name(), p.Title)
		n := len(p.Provisions)
		for i, v := range p.Provisions {
			if i < 4 || i >= n-4 {
				s := []rune(p.Text[v.Start:v.End])
				t.Logf("%s [%s] %s", v.Address, v.Kind, string(s[:min(len(s), 70)]))
			}
		}
	}
}
