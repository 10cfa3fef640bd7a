package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/worker"
	"github.com/lodestone-kb/lodestone/kb"
)

// diagnosis is what doctor found.
type diagnosis struct {
	Program    string         `json:"program"`
	Data       string         `json:"data"`
	State      string         `json:"state"` // of the data folder, in words
	Captures   int            `json:"captures"`
	Entries    kb.Seq         `json:"entries"`
	Parser     int            `json:"parser"`  // version of the readers of documents
	Parsing    string         `json:"parsing"` // how documents are read, in words
	Holds      *worker.Holds  `json:"holds"`   // null where no process could be started
	Scans      string         `json:"scans"`   // what becomes of pages that are images
	Quarantine map[string]int `json:"quarantine"`
	attention  int
}

func (a *app) doctor() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Look at the program, the data folder, and how documents are read",
		Long: "Tells what is in the data folder, from what the processes that read documents are kept on this\n" +
			"machine (it tries), and how many captures could not be read and why. Exit status 3 when something\n" +
			"needs attention.",
		Example: "  lodestone doctor --data ./lodestone-data",
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.diagnose(cmd.Context())
			if err != nil {
				return err
			}
			if a.json {
				err = a.printJSON(d)
			} else {
				err = d.print(a.out)
			}
			if err == nil && d.attention > 0 {
				return attention{fmt.Errorf("%d things need a look", d.attention)}
			}
			return err
		},
	}
}

func (a *app) diagnose(ctx context.Context) (*diagnosis, error) {
	d := &diagnosis{Program: programLine(), Data: a.data, Parser: parse.Version, Quarantine: map[string]int{}}
	switch path, err := exec.LookPath("tesseract"); {
	case err != nil:
		d.Scans = "pages that are images are listed as scans: there is no tesseract on the path"
	case a.ocr:
		d.Scans = "pages that are images are read with " + path + ", marked, and make no fact"
	default:
		d.Scans = "pages that are images are listed as scans: --ocr=false"
	}
	if err := a.examineParsing(ctx, d); err != nil {
		return nil, err
	}
	h, err := a.open(ctx, false)
	if errors.Is(err, kb.ErrLocked) {
		d.State = "in use by another process, which is not disturbed"
		return d, nil
	}
	if err != nil {
		d.State = explain(err)
		d.attention++
		return d, nil
	}
	defer h.Close()
	return d, d.examine(ctx, h)
}

// examineParsing starts a process that reads documents and asks what it is kept from.
func (a *app) examineParsing(ctx context.Context, d *diagnosis) error {
	pool, err := a.parsers(1)
	if err != nil {
		return err
	}
	defer pool.Close()
	holds, err := pool.Holds(ctx)
	if err != nil {
		d.Parsing = fmt.Sprintf("no document can be read: %v", err)
		d.attention++
		return ctx.Err()
	}
	d.Parsing, d.Holds = holds.String(), &holds
	return nil
}

// examine counts what the data folder holds.
func (d *diagnosis) examine(ctx context.Context, h *house) error {
	v, err := h.store.Version(ctx)
	if err != nil {
		return err
	}
	d.Captures, d.Entries = h.archive.Captures(), v.Seq
	d.State = "empty"
	if v.Seq > 0 {
		d.State = fmt.Sprintf("%d captures, %d entries, the last of %s", d.Captures, d.Entries, v.RecordedAt.Format("2006-01-02 15:04 UTC"))
	}
	const page = 500
	for after := corpus.CaptureID(""); ; {
		outcomes, err := h.store.Outcomes(ctx, after, page)
		if err != nil {
			return err
		}
		for _, o := range outcomes {
			after = o.Capture.ID
			if o.Disposition == kb.Quarantined {
				kind := "unknown"
				if o.Quarantine != nil {
					kind = o.Quarantine.Kind
				}
				d.Quarantine[kind]++
			}
		}
		if len(outcomes) < page {
			return nil
		}
	}
}

func (d *diagnosis) print(w io.Writer) error {
	var kinds []string
	for _, kind := range slices.Sorted(maps.Keys(d.Quarantine)) {
		kinds = append(kinds, fmt.Sprintf("%d %s", d.Quarantine[kind], words(kind)))
	}
	shut := "no capture is in quarantine"
	if len(kinds) > 0 {
		shut = "in quarantine: " + strings.Join(kinds, ", ") + " (each with its reason at /v1/issues)"
	}
	_, err := fmt.Fprintf(w, "program   %s; readers of documents, version %d\ndata      %s: %s\nparsing   %s\nscans     %s\nunread    %s\n",
		d.Program, d.Parser, d.Data, d.State, d.Parsing, d.Scans, shut)
	return err
}
