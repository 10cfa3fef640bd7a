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
	out := c.want(exitDone, "doctor")
	for _, want := range []string{"lodestone ", "empty", "documents are read in a process of its own", "no capture is in quarantine"} {
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
	c.want(exitDone, "doctor")
	if err := os.WriteFile(filepath.Join(c.data, "kb.bolt"), []byte("no database"), 0o644); err != nil {
		t.Fatal(err)
	}
	if out := c.want(exitAttention, "doctor"); !strings.Contains(out, "kb.bolt") && !strings.Contains(out, "open") {
		t.Errorf("doctor does not say what is wrong:\n%s", out)
	}
}
