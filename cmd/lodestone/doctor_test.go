package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func TestDoctor(t *testing.T) {
	c := newCLI(t)
	c.want(exitDone, "instruments", "--limit", "1") // makes the folder
	out := c.want(exitDone, "doctor")
	for _, want := range []string{"lodestone ", "the last of", "documents are read in a process of its own", "no capture is in quarantine"} {
		if !strings.Contains(out, want) {
			t.Errorf("doctor lacks %q:\n%s", want, out)
		}
	}
	locked := filepath.Join(t.TempDir(), "locked.bin")
	if err := os.WriteFile(locked, []byte("\x89PNG\r\n\x1a\n and no more"), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(exitFailed, "ingest", locked)
	var d diagnosis
	if err := json.Unmarshal([]byte(c.want(exitDone, "doctor", "--json")), &d); err != nil {
		t.Fatal(err)
	}
	if d.Quarantine["unsupported"] != 1 || d.Captures != 1 || d.Entries == 0 || d.Holds == nil {
		t.Errorf("doctor says %+v", d)
	}
	if runtime.GOOS == "linux" && d.Holds != nil && !d.Holds.Memory {
		t.Error("memory is not watched on Linux")
	}
	if out := c.want(exitDone, "doctor"); !strings.Contains(out, "in quarantine: 1 unsupported") {
		t.Errorf("doctor does not tell of the quarantine:\n%s", out)
	}
}

// TestDoctorOnADamagedFolder: a folder that cannot be opened is what doctor is asked about.
func TestDoctorOnADamagedFolder(t *testing.T) {
	c := newCLI(t)
	if err := os.MkdirAll(c.data, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(c.data, "kb.bolt"), []byte("no database"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := c.want(exitAttention, "doctor"); !strings.Contains(out, "kb.bolt") && !strings.Contains(out, "open") {
		t.Errorf("doctor does not say what is wrong:\n%s", out)
	}
}

// TestDoctorWritesNothing: what is not there is told, and not made.
func TestDoctorWritesNothing(t *testing.T) {
	c := newCLI(t)
	if out := c.want(exitAttention, "doctor"); !strings.Contains(out, "the folder does not exist") {
		t.Errorf("doctor does not say that there is no folder:\n%s", out)
	}
	if _, err := os.Stat(c.data); !os.IsNotExist(err) {
		t.Errorf("doctor made the folder: %v", err)
	}
	if err := os.Mkdir(c.data, 0o755); err != nil {
		t.Fatal(err)
	}
	if out := c.want(exitAttention, "doctor"); !strings.Contains(out, "there is no kb.bolt") {
		t.Errorf("doctor does not say that there is no knowledge base:\n%s", out)
	}
	if made, err := os.ReadDir(c.data); err != nil || len(made) > 0 {
		t.Errorf("doctor made %v, %v", made, err)
	}
}

func TestDoctorTellsOfAlarms(t *testing.T) {
	g, c := newGazette(t), newCLI(t)
	dir := g.manifests(t, "")
	c.want(exitDone, "crawl", "gazette", "--manifests", dir)
	copyFolder(t, dir, filepath.Join(c.data, sourcesFolder))
	if out := c.want(exitDone, "doctor"); !strings.Contains(out, "the last runs raised no alarm") {
		t.Errorf("doctor on healthy sources:\n%s", out)
	}
	g.set("/list", "<p>We are working on our site.</p>")
	c.want(exitAttention, "crawl", "gazette")
	if out := c.want(exitAttention, "doctor"); !strings.Contains(out, "1 source with alarms; see `lodestone sources list`") {
		t.Errorf("doctor does not tell of the alarm:\n%s", out)
	}
}
