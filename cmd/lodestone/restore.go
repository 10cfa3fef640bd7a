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

	"github.com/klauspost/compress/zstd"
	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb/check"
)

func (a *app) restore() *cobra.Command {
	var rehearse bool
	c := &cobra.Command{
		Use: "restore FILE", Short: "Put a backup into a new data folder, or rehearse that", Args: cobra.ExactArgs(1),
		Long: "Unpacks the backup beside the data folder, holds every byte against the list of the backup, verifies store,\n" +
			"archive and signed log as verify does, and only then gives it its name. The data folder must not hold anything\n" +
			"yet. With --rehearse it does all of it in a temporary folder, and removes that.",
		Example: "  lodestone restore backup.tar.zst --rehearse\n  lodestone restore backup.tar.zst --data ./lodestone-data",
		RunE: func(cmd *cobra.Command, args []string) error {
			aside, err := a.restoringFolder(rehearse)
			if err != nil {
				return err
			}
			r, err := a.restoreInto(cmd.Context(), args[0], aside)
			if err != nil || rehearse {
				err = errors.Join(err, os.RemoveAll(aside))
			} else {
				err = a.settleFolder(aside)
			}
			if err != nil {
				return fmt.Errorf("restore %s: %w", args[0], err)
			}
			if a.json {
				return a.printJSON(r)
			}
			printCheck(a.out, r)
			return nil
		},
	}
	c.Flags().BoolVar(&rehearse, "rehearse", false, "try the backup in a temporary folder and remove that again")
	return c
}

// restoringFolder makes the folder into which a backup is unpacked.
func (a *app) restoringFolder(rehearse bool) (string, error) {
	if rehearse {
		return os.MkdirTemp("", "lodestone-restore-")
	}
	held, err := os.ReadDir(a.data)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	if len(held) > 0 {
		return "", fmt.Errorf("the data folder %s is not empty; name a new one with --data, or move it away", a.data)
	}
	parent := filepath.Dir(filepath.Clean(a.data))
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return "", err
	}
	return os.MkdirTemp(parent, filepath.Base(a.data)+".restoring-")
}

// settleFolder gives the folder the name of the data folder.
func (a *app) settleFolder(aside string) error {
	if err := os.Remove(a.data); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return errors.Join(os.Chmod(aside, 0o755), os.Rename(aside, a.data))
}

// restoreInto unpacks a backup and verifies what came out.
func (a *app) restoreInto(ctx context.Context, file, dir string) (check.Report, error) {
	f, err := os.Open(file)
	if err != nil {
		return check.Report{}, fmt.Errorf("%s", reason(err))
	}
	defer f.Close()
	if err := unpack(ctx, bufio.NewReader(f), dir); err != nil {
		return check.Report{}, err
	}
	there := *a
	there.data = dir
	h, err := there.open(ctx, false)
	if err != nil {
		return check.Report{}, err
	}
	opt, err := h.checkOptions(ctx)
	if err != nil {
		return check.Report{}, errors.Join(err, h.Close())
	}
	r, err := check.Store(ctx, h.store, opt)
	if err == nil && !r.Clean() {
		err = fmt.Errorf("what the backup holds is not whole: %v", r.Findings())
	}
	return r, errors.Join(err, h.Close())
}

// unpack writes the members of a backup into a folder and holds them against its manifest. Names do
// not leave the folder, and nothing is taken that the manifest does not list.
func unpack(ctx context.Context, from io.Reader, dir string) error {
	packed, err := zstd.NewReader(from)
	if err != nil {
		return err
	}
	defer packed.Close()
	in := tar.NewReader(packed)
	got := map[string]backupMember{}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		head, err := in.Next()
		if errors.Is(err, io.EOF) {
			return errors.New("the backup has no list at its end: it was cut off")
		}
		if err != nil {
			return fmt.Errorf("this is no whole backup: %w", err)
		}
		if head.Name == manifestName {
			return compareManifest(in, got)
		}
		if _, twice := got[head.Name]; twice || head.Typeflag != tar.TypeReg || !filepath.IsLocal(filepath.FromSlash(head.Name)) {
			return fmt.Errorf("the backup holds %q, which no backup of this program holds", head.Name)
		}
		m, err := unpackMember(in, head, dir)
		if err != nil {
			return err
		}
		got[head.Name] = m
	}
}

func unpackMember(in io.Reader, head *tar.Header, dir string) (backupMember, error) {
	path := filepath.Join(dir, filepath.FromSlash(head.Name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return backupMember{}, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fs.FileMode(head.Mode).Perm())
	if err != nil {
		return backupMember{}, err
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(f, sum), in)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return backupMember{}, fmt.Errorf("unpack %s: %w", head.Name, err)
	}
	return backupMember{head.Name, n, hex.EncodeToString(sum.Sum(nil))}, nil
}

// maxManifest bounds the list of a backup, in bytes.
const maxManifest = 64 << 20

func compareManifest(in io.Reader, got map[string]backupMember) error {
	var m backupManifest
	if err := json.NewDecoder(io.LimitReader(in, maxManifest)).Decode(&m); err != nil {
		return fmt.Errorf("read the list of the backup: %w", err)
	}
	if m.Form > backupForm {
		return fmt.Errorf("the backup has the form %d, and this program reads %d: use a newer one", m.Form, backupForm)
	}
	for _, want := range m.Members {
		if got[want.Name] != want {
			return fmt.Errorf("%s is not what the list of the backup says: it was damaged", want.Name)
		}
		delete(got, want.Name)
	}
	for name := range got {
		return fmt.Errorf("%s is not in the list of the backup", name)
	}
	return nil
}
