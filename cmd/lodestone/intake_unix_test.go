//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/kb/boltkb"
)

// TestIntakeOfOddFiles: what is no regular file is told of, and neither waited for nor followed.
func TestIntakeOfOddFiles(t *testing.T) {
	dir, outside, c := t.TempDir(), t.TempDir(), newCLI(t)
	page := func(path string) {
		t.Helper()
		if err := os.WriteFile(path, []byte("<html><body><main><h1>Notice on gallium</h1><p>Exports of gallium, see "+path+", require a licence.</p></main></body></html>"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	page(filepath.Join(dir, "n.html"))
	page(filepath.Join(outside, "secret.html"))
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipe can be made here:", err)
	}
	for name, to := range map[string]string{"file": filepath.Join(outside, "secret.html"), "folder": outside, "loop": dir, "broken": filepath.Join(outside, "none")} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	_, errs, code := c.run("", "ingest", dir)
	if code != exitAttention {
		t.Errorf("exit %d, want %d: %s", code, exitAttention, errs)
	}
	for _, want := range []string{"pipe: is no regular file", "file: is a link, which is not followed", "folder: is a link", "loop: is a link", "broken: is a link"} {
		if !strings.Contains(errs, want) {
			t.Errorf("it lacks %q: %s", want, errs)
		}
	}
	if got := heldAt(c, dir); !slices.Equal(got, []string{"FILE/n.html"}) {
		t.Errorf("held at %q", got)
	}
	for _, named := range []string{pipe, os.DevNull} {
		if _, errs, code := c.run("", "ingest", named); code != exitFailed || !strings.Contains(errs, "is no regular file; what a pipe or a device gives") {
			t.Errorf("ingest %s: exit %d: %s", named, code, errs)
		}
	}
	// A link that is named is followed.
	if _, errs, code := c.run("", "ingest", filepath.Join(dir, "folder")); code != exitDone {
		t.Errorf("a link that is named: exit %d: %s", code, errs)
	}
}

// TestIntakeOfOddNames: bytes of a name that are no text, or break a line, tell files apart and print no
// line of their own; hidden files are counted and not read.
func TestIntakeOfOddNames(t *testing.T) {
	dir, c := t.TempDir(), newCLI(t)
	for _, name := range []string{"bad\xff.html", "bad\xfe.html", "two\nheld d-x.html", ".hidden.html", ".git/config.html", "odd 名.html"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, fmt.Appendf(nil, "<html><body><h1>Notice</h1><p>Exports of gallium named %x require a licence.</p></body></html>", name), 0o644); err != nil {
			t.Skip("no such name can be made here:", err)
		}
	}
	_, errs, code := c.run("", "ingest", dir)
	if code != exitDone || !strings.Contains(errs, "2 hidden files passed over") {
		t.Errorf("exit %d: %s", code, errs)
	}
	if got, want := heldAt(c, dir), []string{"FILE/bad%FE.html", "FILE/bad%FF.html", "FILE/odd 名.html", "FILE/two%0Aheld d-x.html"}; !slices.Equal(got, want) {
		t.Errorf("held at %q, want %q", got, want)
	}
	for _, named := range []string{"ftp://gazette.test/7", "htp:/gazette.test", "file:///tmp/x"} {
		if _, errs, code := c.run("", "ingest", named); code != exitFailed || !strings.Contains(errs, "one that begins with https:// or http:// would be right") {
			t.Errorf("ingest %s: exit %d: %s", named, code, errs)
		}
	}
}

// TestIngestEndsWhenTold starts an ingest that reads a pipe to which nobody writes, and tells it to end.
func TestIngestEndsWhenTold(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	in, ours, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	defer in.Close()
	data := filepath.Join(t.TempDir(), "data")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // it ends long before
	defer cancel()
	cmd := exec.CommandContext(ctx, exe, "ingest", "-", "--data", data)
	cmd.Env, cmd.Stdin = append(os.Environ(), asProgram+"=1"), in
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for ctx.Err() == nil { // the folder is made before anything is read
		if _, err := os.Stat(filepath.Join(data, boltkb.File)); err == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); ctx.Err() != nil || err == nil {
		t.Errorf("told to end, it ended with %v, %v", err, ctx.Err())
	}
}
