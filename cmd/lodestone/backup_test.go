package main

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A backup that is taken while a server runs is restored whole: the same answers, the same keys, a
// log that verifies. One that was cut or changed is refused, and leaves nothing behind.
func TestBackupWhileServing(t *testing.T) {
	c := newCLI(t)
	page := filepath.Join(t.TempDir(), "notice.html")
	if err := os.WriteFile(page, []byte(`<html lang="en"><title>Notice 7</title><body><h1>Notice 7</h1><p>From 1 March 2026 the export of gallium needs a licence.</p></body></html>`), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(0, "ingest", page)
	c.want(0, "keys", "create", "tool")
	before := c.want(0, "facts", "--json")
	file := filepath.Join(t.TempDir(), "backup.tar.zst")
	_, errs, stop := c.serving("--quiet")
	c.want(0, "backup", file)
	if code := stop(); code != 0 {
		t.Fatalf("serve ended with %d: %s", code, errs)
	}
	if info, err := os.Stat(file); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 { // it holds keys
		t.Errorf("the backup is %v, %v; want it to be read by its owner alone", info.Mode(), err)
	}
	there := cli{t, filepath.Join(t.TempDir(), "restored", "data")}
	there.want(0, "restore", file, "--rehearse")
	if _, err := os.Stat(there.data); err == nil {
		t.Error("a rehearsal made the data folder")
	}
	there.want(0, "restore", file)
	if got := there.want(0, "facts", "--json"); got != before {
		t.Errorf("the restored folder answers otherwise:\n%s\n%s", got, before)
	}
	there.want(0, "verify")
	if list := there.want(0, "keys", "list"); !strings.Contains(list, "tool") {
		t.Errorf("the keys are gone: %s", list)
	}
	if _, errs, code := there.run("", "restore", file); code != 1 || !strings.Contains(errs, "not empty") {
		t.Errorf("over a folder that holds something: %d %s", code, errs)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := bytes.Clone(whole)
	flipped[len(flipped)/2] ^= 1
	for name, b := range map[string][]byte{"cut": whole[:len(whole)*2/3], "changed": flipped, "empty": nil, "another file": []byte("PK\x03\x04")} {
		bad := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(bad, b, 0o644); err != nil {
			t.Fatal(err)
		}
		other := cli{t, filepath.Join(t.TempDir(), "data")}
		other.want(1, "restore", bad)
		if left, err := os.ReadDir(filepath.Dir(other.data)); err != nil || len(left) != 0 {
			t.Errorf("%s: %v is left behind, %v", name, left, err)
		}
	}
}
