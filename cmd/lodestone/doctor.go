package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/worker"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
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
	Sources    string         `json:"sources"` // what the last runs of sources came to, in words; empty where not known
	Alarms     int            `json:"alarms"`  // sources whose last run raised one
	attention  int
}

func (a *app) doctor() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Look at the program, the data folder, and how documents are read",
		Long: "Tells what is in the data folder, from what the processes that read documents are kept on this\n" +
			"machine (it tries), how many captures could not be read and why, and how many sources raised alarms when\n" +
			"last read. It makes no folder. Exit status 3 when something needs attention.",
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
	if none, err := a.noStore(); err != nil || none != "" { // opening would make one
		d.State = none
		d.attention++
		return d, err
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
	if err := d.examine(ctx, h); err != nil {
		return nil, err
	}
	return d, a.examineSources(ctx, d, h)
}

// noStore says in words that the data folder, or the knowledge base in it, is not there; empty where it is.
func (a *app) noStore() (string, error) {
	_, err := os.Stat(filepath.Join(a.data, boltkb.File))
	if !errors.Is(err, fs.ErrNotExist) {
		return "", nil // what else is wrong is told when it is opened
	}
	switch _, err := os.Stat(a.data); {
	case errors.Is(err, fs.ErrNotExist):
		return "the folder does not exist, and was not made", nil
	case err != nil:
		return "", fmt.Errorf("look at the data folder: %w", err)
	}
	return "the folder holds no knowledge base: there is no " + boltkb.File + ", and none was made", nil
}

// examineSources counts the sources whose last run raised an alarm.
func (a *app) examineSources(ctx context.Context, d *diagnosis, h *house) error {
	var err error
	if h.sources, err = a.declared(""); err != nil {
		d.Sources = fmt.Sprintf("the manifests cannot be read: %v", err)
		d.attention++
		return nil
	}
	rows, err := h.health(ctx)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.State != corpus.SourceOff && r.LastRun != nil && len(r.LastRun.Alarms) > 0 {
			d.Alarms++
		}
	}
	d.Sources = "the last runs raised no alarm"
	if d.Alarms > 0 {
		d.Sources = plural(d.Alarms, "source") + " with alarms; see `lodestone sources list`"
		d.attention++
	}
	return nil
}

// examineParsing starts a process that reads documents and asks what it is kept from.
func (a *app) examineParsing(ctx context.Context, d *diagnosis) error {
	pool, err := a.parsersKeeping("", 1) // looking makes no folder
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
	if err == nil && d.Sources != "" {
		_, err = fmt.Fprintf(w, "sources   %s\n", d.Sources)
	}
	return err
}
