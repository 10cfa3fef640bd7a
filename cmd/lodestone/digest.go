package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/digest"
)

// markFile keeps up to where digests were told, by filter.
const markFile = "digest-marks.json"

func (a *app) digest() *cobra.Command {
	var w desk.DigestWords
	var sinceLast bool
	format := ""
	c := &cobra.Command{
		Use:   "digest",
		Short: "What started, stopped, is suspended, is coming, was learned late, is disputed: told to a reader",
		Long: "Tells what changed in law between two days (the last seven, where none is given): one screen, and all of it\n" +
			"below. It names the sources that could not be read, and never says that nothing changed on their account.\n" +
			"With --since-last it tells what is new since the last digest with the same filter that was asked for so,\n" +
			"and keeps the new mark in the data folder; the first time it tells the last seven days.",
		Example: "  lodestone digest --from 2025-10 --to 2025-11 --jurisdiction CN\n  lodestone digest --since-last --format md\n  lodestone digest --since-last --mail-to reader@firm.example --mail-from lodestone@firm.example --smtp smtp.firm.example:587 --smtp-user lodestone --smtp-password-file smtp.pass",
	}
	changeFlags(c, &w.ChangeWords)
	c.Flags().BoolVar(&sinceLast, "since-last", false, "what is new since the last digest asked for with --since-last")
	c.Flags().StringVar(&format, "format", "text", "text, md, html or json")
	manifests, post := manifestsFlag(c), postFlagsOf(c)
	c.RunE = func(cmd *cobra.Command, _ []string) error {
		if a.json {
			format = "json"
		}
		if f := digest.Format(format); f != digest.Text && f != digest.Markdown && f != digest.HTML && f != digest.JSON {
			return usageError{fmt.Errorf("format %q: want text, md, html or json", format)}
		}
		if sinceLast && (w.From != "" || w.To != "" || w.Known != "") {
			return usageError{errors.New("--since-last takes no --from, --to and --known: the mark says from where, and today is the end")}
		}
		if err := post.check(digest.Format(format)); err != nil {
			return err
		}
		return a.tellDigest(cmd.Context(), w, sinceLast, digest.Format(format), *manifests, post)
	}
	return c
}

// changeFlags are the filters of what changed.
func changeFlags(c *cobra.Command, w *desk.ChangeWords) {
	f := c.Flags()
	f.StringVar(&w.From, "from", "", "first day, inside; a year or a month means the whole of it")
	f.StringVar(&w.To, "to", "", "last day, inside")
	f.StringVar(&w.Known, "known", "", "as known at the end of this day")
	f.StringSliceVar(&w.Kinds, "kind", nil, "only changes of this kind (repeatable)")
	f.StringSliceVar(&w.Materials, "material", nil, "only this material (repeatable)")
	f.StringSliceVar(&w.Jurisdictions, "jurisdiction", nil, "only this jurisdiction (repeatable)")
	f.StringSliceVar(&w.Destinations, "destination", nil, "only this destination (repeatable)")
	f.StringSliceVar(&w.Instruments, "instrument", nil, "only this instrument (repeatable)")
	f.StringSliceVar(&w.Types, "restriction", nil, "only this restriction type (repeatable)")
}

func (a *app) tellDigest(ctx context.Context, w desk.DigestWords, sinceLast bool, format digest.Format, manifests string, post *postFlags) error {
	h, err := a.open(ctx, true)
	if err != nil {
		return err
	}
	defer h.Close()
	if h.sources, err = a.declared(manifests); err != nil {
		return err
	}
	if w.Health, err = h.health(ctx); err != nil {
		return err
	}
	key := strings.Join(w.Told(), "; ")
	marks, err := h.marks()
	if err != nil {
		return err
	}
	if m, ok := marks[key]; ok && sinceLast {
		w.Mark = &m
	}
	d, cover, err := h.desk.Digest(ctx, w)
	if err != nil {
		return err
	}
	switch {
	case len(post.to) > 0: // where it cannot be sent the mark stays, and the next one tells it
		err = post.send(ctx, a, d, cover, w.Told())
	case format == digest.JSON:
		err = a.printJSON(desk.DigestAnswer{Digest: d, Coverage: cover})
	default:
		if err = digest.Write(a.out, d, format); err == nil && format == digest.Text {
			printCoverageOf(a.out, cover, w.Known)
		}
	}
	if err != nil || !sinceLast {
		return err
	}
	v, err := h.store.Version(ctx)
	if err != nil {
		return err
	}
	marks[key] = digest.Mark{Seq: v.Seq, RecordedAt: v.RecordedAt, Day: d.To}
	return h.keepMarks(marks)
}

// marks returns up to where digests were told; none where none was.
func (h *house) marks() (map[string]digest.Mark, error) {
	marks := map[string]digest.Mark{}
	path := filepath.Join(h.dir, markFile)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return marks, nil
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &marks); err != nil {
		return nil, fmt.Errorf("read %s, which holds up to where digests were told: %w; remove it to begin anew", path, err)
	}
	return marks, nil
}

func (h *house) keepMarks(marks map[string]digest.Mark) error {
	b, err := json.MarshalIndent(marks, "", "  ")
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(h.dir, markFile), append(b, '\n'), 0o644)
}
