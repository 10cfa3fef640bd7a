package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/export"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

func (a *app) export() *cobra.Command {
	var r export.Request
	var q desk.StatusWords
	var out string
	var dictionary bool
	c := &cobra.Command{
		Use:   "export",
		Short: "Write what is held for other programs: JSON Lines, CSV, XLSX, Parquet, FollowTheMoney, JSON-LD, iCalendar, WARC",
		Long: "Writes one dataset (--what) as a table, or, in the formats ftm, jsonld, ics and warc, what each is for. With --since\n" +
			"(a corpus_version that was printed, or a day) only what was added, modified or deleted since. On stderr stands\n" +
			"the version of the corpus to give as --since next time. With --format pack, an evidence pack for the question that\n" +
			"--material and the flags beside it ask, which verify checks without a network or a data folder.",
		Example: "  lodestone export --what measures --format csv > measures.csv\n  lodestone export --what facts --format parquet --out facts.parquet\n  lodestone export --what instruments --format jsonl --since 137\n  lodestone export --format pack --material gallium --destination US --on 2025-11-10 --out gallium.zip",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if dictionary {
				return a.dictionary(r.What)
			}
			if r.Format == packFormat || r.What == packFormat {
				return a.pack(cmd.Context(), q, out)
			}
			if q != (desk.StatusWords{}) {
				return usageError{fmt.Errorf("a question is for evidence packs: give --format %s, or leave it out", packFormat)}
			}
			if err := export.Check(r); err != nil {
				return err
			}
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			v, err := h.store.Version(cmd.Context())
			if err != nil {
				return err
			}
			wrote := &counting{}
			if err := a.exportTo(out, 0o644, func(w io.Writer) error { return h.exports().Write(cmd.Context(), io.MultiWriter(w, wrote), r) }); err != nil {
				return err
			}
			if wrote.bytes == 0 {
				a.progress("nothing was written: %s", nothingIn(r))
			}
			a.progress("corpus_version %d", v.Seq)
			return nil
		},
	}
	c.Flags().StringVar(&r.What, "what", "", "dataset: instruments, measures, effects, facts, documents, changes or disputes")
	c.Flags().StringVar(&r.Format, "format", "jsonl", "jsonl, csv, xlsx or parquet; without --what: ftm, jsonld, ics, warc (each record gzipped, a .warc.gz) or pack")
	questionFlags(c, &q)
	c.Flags().StringVar(&r.Since, "since", "", "only what changed since this version of the corpus, or this day")
	c.Flags().StringVar(&out, "out", "", "file to write; empty: the standard output")
	c.Flags().BoolVar(&dictionary, "dictionary", false, "print the data dictionary of the dataset instead")
	return c
}

// counting counts what is written to it.
type counting struct{ bytes int }

func (c *counting) Write(b []byte) (int, error) {
	c.bytes += len(b)
	return len(b), nil
}

// nothingIn says why an export is empty.
func nothingIn(r export.Request) string {
	switch {
	case r.Since != "":
		return "nothing of it changed since " + r.Since
	case r.Format == "warc":
		return "the archive holds no capture; what was never fetched or taken in cannot be there"
	}
	return "nothing of it is held"
}

// exports is what of the house can be exported.
func (h *house) exports() export.Source { return export.Source{Desk: h.desk, Archive: h.archive} }

// exportTo writes to the standard output, or to a file of the given mode that is there whole or not at all.
func (a *app) exportTo(name string, mode os.FileMode, write func(io.Writer) error) error {
	if name == "" {
		b := bufio.NewWriter(a.out)
		return errors.Join(write(b), b.Flush())
	}
	f, err := os.OpenFile(name+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	if mode&0o077 == 0 { // the mode is of new files only: what an interrupted run left may be open to others
		if err := f.Chmod(mode); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	b := bufio.NewWriter(f)
	if err := errors.Join(write(b), b.Flush(), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name+".new"))
	}
	return os.Rename(name+".new", name)
}

// dictionary prints what the columns of a dataset, or of all, mean.
func (a *app) dictionary(what string) error {
	found := map[string][]export.Column{}
	var cells [][]string
	for _, s := range export.Sets() {
		if what != "" && s.Name != what {
			continue
		}
		found[s.Name] = s.Columns()
		for _, c := range s.Columns() {
			cells = append(cells, []string{s.Name, c.Name, c.Type, c.About})
		}
	}
	if len(found) == 0 {
		return export.Check(export.Request{What: what, Format: "csv"})
	}
	if a.json {
		return a.printJSON(found)
	}
	printTable(a.out, []string{"dataset", "column", "type", "about"}, cells)
	return nil
}

// bulk shows the exports to the API.
type bulk struct{ h *house }

// Catalogue lists what there is.
func (bulk) Catalogue() (sets []api.ExportSet, formats []api.ExportFormat) {
	for _, s := range export.Sets() {
		set := api.ExportSet{Name: s.Name, About: s.About}
		for _, c := range s.Columns() {
			set.Columns = append(set.Columns, api.ExportColumn(c))
		}
		sets = append(sets, set)
	}
	for _, f := range export.Formats() {
		formats = append(formats, api.ExportFormat{Name: f.Name, MediaType: f.MediaType, Ending: f.Ending, Tables: f.Tables})
	}
	return sets, formats
}

// Write writes one export.
func (b bulk) Write(ctx context.Context, w io.Writer, what, format, since string) error {
	err := b.h.exports().Write(ctx, w, export.Request{What: what, Format: format, Since: since})
	if err != nil {
		return fmt.Errorf("export %s: %w", format, err)
	}
	return nil
}
