package main

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb/boltkb"
)

// backupForm is the version of the form of backups.
const backupForm = 1

// manifestName is the last member of a backup: what it holds. A backup without it is not whole.
const manifestName = "manifest.json"

// backupManifest lists the members of a backup.
type backupManifest struct {
	Form    int            `json:"form"`
	Program string         `json:"program"`
	Made    time.Time      `json:"made"`
	Members []backupMember `json:"members"`
}

type backupMember struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

func (a *app) backup() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Write a backup of the data folder, also while a server runs on it", Args: cobra.ExactArgs(1),
		Long: "Writes the knowledge base as of one moment, the archive up to where it was then, keys, saved searches, webhooks\n" +
			"with their secrets and the log's signing key, as one tar file compressed with zstd. The index is left out; it is made again. A server that\n" +
			"runs on the folder writes the backup itself. The file is there whole or not at all. It is readable by its\n" +
			"owner alone (mode 0600). Guard it: who has it can sign for the log and to the receivers of webhooks.",
		Example: "  lodestone backup /backups/lodestone-$(date +%F).tar.zst",
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			write := func(w io.Writer) error {
				served, err := a.backupFromServer(ctx, w)
				if served || err != nil {
					return err
				}
				h, err := a.open(ctx, false)
				if err != nil {
					return err
				}
				return errors.Join(h.backupTo(ctx, w), h.Close())
			}
			if err := a.exportTo(args[0], 0o600, write); err != nil {
				return fmt.Errorf("backup: %w", err)
			}
			a.progress("written %s; lodestone restore %s --rehearse tries it", args[0], args[0])
			return nil
		},
	}
}

// backupTo writes the backup. The knowledge base comes first: what it says of the archive is then
// true of the archive that follows.
func (h *house) backupTo(ctx context.Context, w io.Writer) error {
	packed, err := zstd.NewWriter(w)
	if err != nil {
		return err
	}
	b := &backupWriter{tar: tar.NewWriter(packed), made: h.app.now().UTC()}
	if err := h.backupStore(ctx, b); err != nil {
		return err
	}
	for _, e := range h.archive.Extents() {
		if err := b.addFile(filepath.Join(h.dir, "archive"), "archive/", e.Name, e.Length); err != nil {
			return err
		}
	}
	if err := h.backupRest(b); err != nil {
		return err
	}
	if err := b.finish(); err != nil {
		return err
	}
	return packed.Close()
}

// backupStore copies the store aside first: a long read would keep its file growing.
func (h *house) backupStore(ctx context.Context, b *backupWriter) error {
	aside, err := os.CreateTemp(h.dir, "backup-*.tmp")
	if err != nil {
		return err
	}
	defer os.Remove(aside.Name())
	defer aside.Close()
	out := bufio.NewWriter(aside)
	if err := errors.Join(h.store.Backup(ctx, out), out.Flush()); err != nil {
		return fmt.Errorf("copy the knowledge base: %w", err)
	}
	size, err := aside.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	if _, err := aside.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return b.add(boltkb.File, 0o600, size, aside)
}

// derived are the members of a data folder that are made again, or that only a running process has.
var derived = []string{"index", "cache", boltkb.LockFile, boltkb.File, controlSocket}

// backupRest adds what else lies in the folder: keys, saved searches, manifests, torn bytes.
func (h *house) backupRest(b *backupWriter) error {
	return filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(h.dir, path)
		if err != nil || rel == "." {
			return err
		}
		name := filepath.ToSlash(rel)
		switch {
		case slices.Contains(derived, name) && d.IsDir():
			return filepath.SkipDir
		case slices.Contains(derived, name), !d.Type().IsRegular(), strings.HasSuffix(name, ".tmp"), strings.HasSuffix(name, ".new"), strings.HasSuffix(name, ".lock"),
			filepath.Dir(name) == "archive" && strings.HasSuffix(name, ".warc.gz"):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return b.addFile(h.dir, "", name, info.Size())
	})
}

// backupWriter writes members and remembers what they were.
type backupWriter struct {
	tar      *tar.Writer
	made     time.Time
	manifest backupManifest
}

// addFile adds the first bytes of a file.
func (b *backupWriter) addFile(dir, under, name string, size int64) error {
	f, err := os.Open(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err != nil {
		return errors.Join(err, f.Close())
	}
	return errors.Join(b.add(under+name, info.Mode().Perm(), size, f), f.Close())
}

func (b *backupWriter) add(name string, mode fs.FileMode, size int64, from io.Reader) error {
	if err := b.tar.WriteHeader(&tar.Header{Name: name, Mode: int64(mode), Size: size, ModTime: b.made, Format: tar.FormatPAX}); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(b.tar, sum), from, size); err != nil {
		return fmt.Errorf("copy %s: %w", name, err)
	}
	b.manifest.Members = append(b.manifest.Members, backupMember{name, size, hex.EncodeToString(sum.Sum(nil))})
	return nil
}

func (b *backupWriter) finish() error {
	m := b.manifest
	m.Form, m.Program, m.Made = backupForm, programVersion()["version"], b.made
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	if err := b.tar.WriteHeader(&tar.Header{Name: manifestName, Mode: 0o600, Size: int64(len(text)), ModTime: b.made, Format: tar.FormatPAX}); err != nil {
		return err
	}
	if _, err := b.tar.Write(text); err != nil {
		return err
	}
	return b.tar.Close()
}
