package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/logtree"
	"github.com/lodestone-kb/lodestone/kb/pack"
)

// packFormat is the format of evidence packs.
const packFormat = "pack"

// pack writes an evidence pack to a file, or to the standard output.
func (a *app) pack(ctx context.Context, q desk.StatusWords, out string) error {
	h, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	defer h.Close()
	return a.exportTo(out, 0o644, func(w io.Writer) error { return h.writePack(ctx, w, q) })
}

// writePack writes the evidence pack for a question, signed with the key of the log.
func (h *house) writePack(ctx context.Context, w io.Writer, q desk.StatusWords) error {
	if err := h.sign(ctx); err != nil { // so that the newest entries are in the log that is proved
		return err
	}
	k, err := h.key()
	if err != nil {
		return err
	}
	signer, err := logtree.NewSigner(k.Private)
	if err != nil {
		return err
	}
	return pack.Write(ctx, w, pack.Source{Desk: h.desk, Original: h.archive.Payload, Signer: signer, Public: k.Public}, q, h.app.now())
}

// verifyPack checks an evidence pack with nothing but the file.
func (a *app) verifyPack(path, key string) error {
	if b, err := os.ReadFile(key); err == nil {
		key = strings.TrimSpace(string(b))
	} else if !errors.Is(err, fs.ErrNotExist) && !strings.Contains(key, "+") && key != "" {
		return fmt.Errorf("read the key: %w", err)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	r, err := pack.Check(f, info.Size(), key)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if a.json {
		err = a.printJSON(r)
	} else {
		printPack(a.out, r)
	}
	if n := len(r.Findings); err == nil && n > 0 {
		return attention{fmt.Errorf("%d findings: do not rely on this pack", n)}
	}
	return err
}

func printPack(out io.Writer, r pack.Report) {
	for _, f := range r.Findings {
		fmt.Fprintln(out, f)
	}
	if !r.Clean() {
		return
	}
	var asked []string
	for _, w := range []string{r.Question.Asked.Material, r.Question.Asked.Code, r.Question.Asked.Destination, r.Question.Asked.EndUse, r.Question.Asked.Jurisdiction} {
		if w != "" {
			asked = append(asked, w)
		}
	}
	if r.Question.Sample {
		fmt.Fprintln(out, "SAMPLE: rests on the sample web, whose wording is invented. Nothing in it is evidence.")
	}
	fmt.Fprintf(out, "%s, on %s: %s\n", strings.Join(asked, ", "), r.Question.On, words(r.Answer))
	fmt.Fprintf(out, "All holds: %d members as they were signed, made %s; %d quotes in %d texts, %d originals; %d entries proved in a log of %d.\n",
		r.Members, r.Made, r.Quotes, r.Texts, r.Originals, r.Entries, r.LogSize)
	fmt.Fprintf(out, "Signed with the key %s: ask the archive's keeper whether it is theirs.\n", r.Key)
}
