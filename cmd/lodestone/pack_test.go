package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A pack is made in one folder and checked in another that does not exist: it needs nothing else.
func TestAPackIsCheckedAlone(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	g.set("/n/7", `<main><h1>商务部公告2026年第901号 关于对镓相关物项实施出口管制的公告</h1><p>一、未经许可，不得出口金属镓。</p>
		<p>二、出口经营者出口上述物项应当向商务部申请许可。</p><p>三、本公告自2026年2月1日起实施。</p><p>商务部</p><p>2026年1月5日</p></main>`)
	dir := g.manifests(t, "official: true\njurisdiction: CN\n")
	c.want(0, "crawl", "gazette", "--manifests", dir)
	notice := filepath.Join(dir, "gazette.yaml") // a file that is no pack
	file := filepath.Join(t.TempDir(), "gallium.zip")
	c.want(0, "export", "--format", "pack", "--material", "gallium", "--jurisdiction", "CN", "--on", "2026-03-01", "--out", file)
	away := newCLI(t)
	out := away.want(0, "verify", file)
	if !strings.Contains(out, "gallium, CN, on 2026-03-01: controlled") || !strings.Contains(out, "quotes in 1 texts, 1 originals") || !strings.Contains(out, "All holds") {
		t.Errorf("the check says\n%s", out)
	}
	key := strings.Fields(out[strings.Index(out, "with the key "):])[3]
	key = strings.TrimSuffix(key, ":")
	away.want(0, "verify", file, "--key", key)
	if out, _, code := away.run("", "verify", file, "--key", "another+00000000+AAAA"); code != exitAttention || !strings.Contains(out, "is wanted") {
		t.Errorf("another key: exit %d, %s", code, out)
	}
	if _, err := os.Stat(away.data); err == nil {
		t.Error("checking a pack made a data folder")
	}
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(file, b, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, _, code := away.run("", "verify", file); code == 0 {
		t.Errorf("a byte was changed, and all holds:\n%s", out)
	}
	for args, want := range map[string]int{"export --format pack": 2, "export --format pack --material unobtanium": 2, "export --format csv --what measures --material Ga": 2, "verify " + notice: 1, "verify nothing.zip": 1, "verify --key x": 2} {
		if _, errs, code := c.run("", strings.Fields(args)...); code != want || strings.Count(errs, "\n") > 2 {
			t.Errorf("%s: exit %d, want %d: %s", args, code, want, errs)
		}
	}
}
