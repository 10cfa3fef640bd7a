package ocr

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"

const table = head +
	"1\t1\t0\t0\t0\t0\t0\t0\t1654\t2339\t-1\t\n" +
	"4\t1\t1\t1\t1\t0\t100\t200\t400\t40\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t100\t205\t90\t30\t96.1\tExport\n" +
	"5\t1\t1\t1\t1\t2\t200\t200\t80\t40\t91.5\tlist\n" +
	"5\t1\t1\t1\t1\t3\t300\t200\t80\t40\t0\t|\n" +
	"5\t1\t1\t1\t1\t4\t400\t200\t80\t40\t95\t \n"

func TestParse(t *testing.T) {
	got, err := Parse([]byte(table))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Text != "Export" || got[1].Text != "list" || got[0].Top != 200 || got[0].Bottom != 240 || got[1].Left != 200 || got[1].Right != 280 {
		t.Errorf("read %+v", got)
	}
	for _, bad := range []string{"", "no table\n", head + "5\tx\n", strings.Replace(table, "205", "NaN", 1), strings.Replace(table, "level", "depth", 1)} {
		if w, err := Parse([]byte(bad)); !errors.Is(err, errTable) {
			t.Errorf("Parse(%.40q) = %v, %v", bad, w, err)
		}
	}
}

// program writes a stand-in for Tesseract.
func program(t *testing.T, script string) Tesseract {
	t.Helper()
	if _, err := os.Stat("/bin/sh"); err != nil {
		t.Skipf("the stand-in is a shell script: %v", err)
	}
	path := filepath.Join(t.TempDir(), "tesseract")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return Tesseract{Path: path}
}

func TestWords(t *testing.T) {
	good := program(t, `[ "$*" = "stdin stdout -l chi_sim+eng --dpi 200 tsv" ] || { echo "asked $*" >&2; exit 3; }
[ "$(cat)" = "an image" ] || exit 4
cat <<'END'
`+table+"END\n")
	got, err := good.Words(t.Context(), []byte("an image"), 200)
	if err != nil || len(got) != 2 {
		t.Errorf("read %v, %v", got, err)
	}
	if _, err := program(t, "echo 'no model chi_sim' >&2; exit 1\n").Words(t.Context(), nil, 200); err == nil || !strings.Contains(err.Error(), "no model chi_sim") {
		t.Errorf("a program that fails: %v", err)
	}
	slow := program(t, "exec sleep 60\n")
	slow.Timeout = 50 * time.Millisecond
	if _, err := slow.Words(t.Context(), nil, 200); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a program that does not end: %v", err)
	}
	if _, err := (Tesseract{Path: filepath.Join(t.TempDir(), "none")}).Words(t.Context(), nil, 200); !errors.Is(err, os.ErrNotExist) && !errors.Is(err, exec.ErrNotFound) {
		t.Errorf("no program: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(table))
	f.Add([]byte(head + "5\t1\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		words, err := Parse(b)
		for _, w := range words {
			if w.Text == "" || strings.ContainsAny(w.Text, "\t\n") {
				t.Errorf("a word is %q", w.Text)
			}
		}
		if err != nil && words != nil {
			t.Error("words beside an error")
		}
	})
}
