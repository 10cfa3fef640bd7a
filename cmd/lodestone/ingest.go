package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// maxInput bounds one file or member.
const maxInput = 64 << 20

func (a *app) ingest() *cobra.Command {
	return &cobra.Command{
		Use:   "ingest PATH|URL|-...",
		Short: "Take in files, folders, archives, WARC files, saved pages, addresses, lists of feeds, or JSON Lines",
		Long: "Takes in documents of any format that can be read; a document that cannot be read is kept in the archive\n" +
			"and listed with the reason. An empty file, a file larger than 64 MiB, and an archive that cannot be opened\n" +
			"are listed too, and not kept; links in a folder are not followed, and hidden files not read. Archives (tar, zip, gzip), WARC and ARC files give what is in them; a page saved by a\n" +
			"browser (MHTML, or HTML with its folder) is taken for the page. An address is fetched politely, robots.txt\n" +
			"included. The feeds that an OPML file lists are read now, and declared as sources for crawl. JSON Lines hold\n" +
			"one document a line (id, url, title, text, published), plain or gzip. Exit status 1 when nothing was taken in, 3 when only a part was.",
		Example: "  lodestone ingest notice.html annex.pdf saved.mhtml\n  lodestone ingest crawl.warc.gz feeds.opml\n  lodestone ingest notices.jsonl.gz\n  lodestone ingest - < notice.txt",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			h, err := a.open(cmd.Context(), true)
			if err != nil {
				return err
			}
			defer h.Close()
			if c, err := h.desk.Coverage(cmd.Context()); err != nil {
				return err
			} else if c.Sample {
				return fmt.Errorf("the folder %s holds the sample web, and real documents must not stand beside it; name another folder with --data", a.data)
			}
			a.tell = true
			return a.takeIn(cmd.Context(), h, args)
		},
	}
}

// unreadable is an input that never became a capture.
type unreadable struct {
	Input  string `json:"input"`
	Reason string `json:"reason"`
}

func (a *app) takeIn(ctx context.Context, h *house, args []string) error {
	in := intake{app: a, house: h, failed: []unreadable{}}
	for _, arg := range args {
		if err := in.path(ctx, arg); err != nil {
			return err
		}
	}
	r, err := h.follow(ctx)
	if err != nil {
		return err
	}
	return in.report(r)
}

// intake turns what is named on the command line into captures.
type intake struct {
	app    *app
	house  *house
	taken  int
	passed int // answers in web archives that are no documents, such as redirects
	hidden int // files and folders below a named folder whose names begin with a dot
	failed []unreadable
}

func (in *intake) fail(name string, err error) {
	in.failed = append(in.failed, unreadable{shown(name), reason(err)})
}

// reason is the cause without the path, which is printed beside it.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// report says what came of it.
func (in *intake) report(r ingest.Report) error {
	held := r.Outcomes[kb.Ingested] + r.Outcomes[kb.Partial] + r.Outcomes[kb.SameText] + r.Outcomes[kb.SameBytes]
	if in.app.json {
		if err := in.app.printJSON(map[string]any{"ingest": r, "failed": in.failed}); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(in.app.out, "%d taken in, %d already held, %d could not be read\n", r.Outcomes[kb.Ingested]+r.Outcomes[kb.Partial],
			r.Outcomes[kb.SameText]+r.Outcomes[kb.SameBytes], len(in.failed)+len(r.Problems)-r.Outcomes[kb.Partial])
		for _, id := range r.Documents {
			fmt.Fprintf(in.app.out, "  %s\n", id)
		}
	}
	for _, f := range in.failed {
		fmt.Fprintf(in.app.err, "lodestone: %s: %s\n", f.Input, f.Reason)
	}
	for _, p := range r.Problems {
		fmt.Fprintf(in.app.err, "lodestone: %s: %s\n", p.URL, p.Reason)
	}
	if in.passed > 0 {
		in.app.progress("%s of web archives passed over: redirects, robots files, pictures, scripts and styles, and notes of the archive about itself", plural(in.passed, "record"))
	}
	if in.hidden > 0 {
		in.app.progress("%s passed over, whose names begin with a dot", plural(in.hidden, "hidden file"))
	}
	bad := len(in.failed) + len(r.Problems)
	switch {
	case held == 0:
		return errors.New("nothing was taken in")
	case bad > 0:
		return attention{fmt.Errorf("%d of %d inputs need a look", bad, bad+held)}
	}
	return nil
}
