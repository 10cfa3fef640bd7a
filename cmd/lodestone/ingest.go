package main

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// maxInput bounds one file or member.
const maxInput = 64 << 20

func (a *app) ingest() *cobra.Command {
	return &cobra.Command{
		Use:   "ingest PATH|URL|-...",
		Short: "Take in files, folders, tar, zip or WARC files, single addresses, or JSON Lines of documents",
		Long: "Takes in documents of any format that can be read; what cannot be read is kept in the archive and\n" +
			"listed with the reason. An address is fetched politely, robots.txt included. JSON Lines hold one document a line (id, url, title, text, published), plain or\n" +
			"gzip. Exit status 1 when nothing was taken in, 3 when only a part was.",
		Example: "  lodestone ingest notice.html annex.pdf\n  lodestone ingest notices.jsonl.gz\n  lodestone ingest - < notice.txt",
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
	failed []unreadable
}

func (in *intake) fail(name string, err error) {
	in.failed = append(in.failed, unreadable{name, reason(err)})
}

// reason is the cause without the path, which is printed beside it.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

// path takes in a file, a folder, or standard input. Only an error of the archive is returned.
func (in *intake) path(ctx context.Context, name string) error {
	if name == "-" {
		b, err := readAll(in.app.in)
		if err != nil {
			in.fail("standard input", err)
			return nil
		}
		return in.bytes(ctx, "stdin:", b)
	}
	if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
		return in.address(ctx, name)
	}
	info, err := os.Stat(name)
	if err != nil {
		in.fail(name, err)
		return nil
	}
	if !info.IsDir() {
		return in.file(ctx, name)
	}
	return filepath.WalkDir(name, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			in.fail(p, err)
			return nil
		}
		if d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		return in.file(ctx, p)
	})
}

func (in *intake) file(ctx context.Context, name string) error {
	f, err := os.Open(name)
	if err != nil {
		in.fail(name, err)
		return nil
	}
	b, err := readAll(f)
	if err = errors.Join(err, f.Close()); err != nil {
		in.fail(name, err)
		return nil
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		abs = name
	}
	return in.bytes(ctx, "file://"+filepath.ToSlash(abs), b)
}

// readAll reads up to the limit for one input.
func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(b) > maxInput {
		err = fmt.Errorf("larger than %d MiB, the limit for one input", maxInput>>20)
	}
	return b, err
}

// address fetches one page, with the politeness and the guards of the crawler.
func (in *intake) address(ctx context.Context, url string) error {
	// A source of its own, so that nothing else that was taken in by hand is asked for again.
	source, err := crawler.ForPage(corpus.SourceID("address-"+corpus.NewDocumentID(ingest.Files, url)), "taken in by hand", url)
	if err != nil {
		in.fail(url, err)
		return nil
	}
	c, err := crawler.New(crawler.Options{Archive: in.house.archive, Now: in.app.now, Sleep: pause})
	if err != nil {
		return err
	}
	defer c.Close()
	run, err := c.Run(ctx, source)
	if err != nil {
		return fmt.Errorf("fetch %s: %w", url, err)
	}
	if len(run.Alarms) > 0 && run.Failed == 0 { // what failed as an item is told by its outcome
		in.fail(url, errors.New(run.Alarms[0].Detail))
	}
	return nil
}

// pause waits between requests.
func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// warc takes in the responses of a WARC file.
func (in *intake) warc(ctx context.Context, url string, b []byte) error {
	for f, err := range archive.ReadWARC(bytes.NewReader(b), maxInput) {
		if err != nil {
			in.fail(cmp.Or(f.Capture.URL, url), err)
			continue
		}
		in.taken++
		f.Capture.Source, f.Capture.Purpose = ingest.Files, corpus.ForItem
		if _, err := in.house.archive.Append(ctx, f.Capture, f.Exchange); err != nil {
			return fmt.Errorf("put %s into the archive: %w", f.Capture.URL, err)
		}
	}
	return nil
}

// bytes takes in one file by its content: a container gives its members, everything else is a document.
func (in *intake) bytes(ctx context.Context, url string, b []byte) error {
	switch {
	case len(b) == 0:
		in.fail(url, errors.New("the file is empty"))
		return nil
	case bytes.HasPrefix(b, []byte("WARC/")):
		return in.warc(ctx, url, b)
	case bytes.HasPrefix(b, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(bytes.NewReader(b))
		if err == nil {
			var plain []byte
			if plain, err = readAll(z); err == nil {
				return in.bytes(ctx, strings.TrimSuffix(url, ".gz"), plain)
			}
		}
		in.fail(url, fmt.Errorf("unpack gzip: %w", err))
		return nil
	case len(b) > 262 && string(b[257:262]) == "ustar":
		return in.tar(ctx, url, b)
	case bytes.HasPrefix(b, []byte("PK\x03\x04")) && !bytes.Contains(b[:min(len(b), 4096)], []byte("[Content_Types].xml")):
		return in.zip(ctx, url, b)
	case jsonLines(b):
		return in.lines(ctx, url, b)
	}
	return in.capture(ctx, url, "", b, corpus.Hints{})
}

func (in *intake) tar(ctx context.Context, url string, b []byte) error {
	t := tar.NewReader(bytes.NewReader(b))
	for {
		head, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			in.fail(url, fmt.Errorf("read tar: %w", err))
			return nil
		}
		if head.Typeflag != tar.TypeReg {
			continue
		}
		member, err := readAll(t)
		if err != nil {
			in.fail(url+"#"+head.Name, err)
			return nil
		}
		if err := in.bytes(ctx, url+"#"+head.Name, member); err != nil {
			return err
		}
	}
}

// officePart reports whether a member belongs to a document of an office program.
func officePart(name string) bool {
	return name == "[Content_Types].xml" || strings.HasPrefix(name, "word/") || strings.HasPrefix(name, "xl/") || name == "mimetype"
}

func (in *intake) zip(ctx context.Context, url string, b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil || slices.ContainsFunc(z.File, func(f *zip.File) bool { return officePart(f.Name) }) {
		return in.capture(ctx, url, "", b, corpus.Hints{}) // an office document, or one that is cut off: the parser says which
	}
	total := 0
	for _, f := range z.File {
		if f.FileInfo().IsDir() {
			continue
		}
		r, err := f.Open()
		if err != nil {
			in.fail(url+"#"+f.Name, err)
			continue
		}
		member, err := readAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			in.fail(url+"#"+f.Name, err)
			continue
		}
		if total += len(member); total > 4*maxInput {
			in.fail(url, fmt.Errorf("its members unpack to more than %d MiB", 4*maxInput>>20))
			return nil
		}
		if err := in.bytes(ctx, url+"#"+f.Name, member); err != nil {
			return err
		}
	}
	return nil
}

// record is one line of JSON Lines.
type record struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Published string `json:"published"`
}

func jsonLines(b []byte) bool {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	var r record
	return len(line) > 0 && line[0] == '{' && json.Unmarshal(line, &r) == nil && r.Text != "" && (bytes.Count(b, []byte("\n{")) > 0 || r.ID != "")
}

func (in *intake) lines(ctx context.Context, url string, b []byte) error {
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(make([]byte, 1<<20), maxInput)
	for n := 1; s.Scan(); n++ {
		line := bytes.TrimSpace(s.Bytes())
		if len(line) == 0 {
			continue
		}
		name := fmt.Sprintf("%s#%d", url, n)
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			in.fail(name, fmt.Errorf("line %d is no JSON document: %w", n, err))
			continue
		}
		if strings.TrimSpace(r.Text) == "" {
			in.fail(name, fmt.Errorf("line %d holds no text", n))
			continue
		}
		hints := corpus.Hints{Title: r.Title}
		if r.Published != "" {
			d, err := corpus.ParseDate(r.Published)
			if err != nil {
				in.fail(name, fmt.Errorf("line %d, published: %w", n, err))
				continue
			}
			hints.Published = d
		}
		if r.URL != "" {
			name = r.URL
		}
		// The line itself is the evidence; its title becomes the first line of the text.
		if err := in.capture(ctx, name, "application/json", bytes.Clone(line), hints); err != nil {
			return err
		}
	}
	if err := s.Err(); err != nil {
		in.fail(url, err)
	}
	return nil
}

// capture puts one document into the archive.
func (in *intake) capture(ctx context.Context, url, mediaType string, body []byte, hints corpus.Hints) error {
	in.taken++
	c := corpus.Capture{Source: ingest.Files, Purpose: corpus.ForItem, URL: url, FinalURL: url, FetchedAt: in.app.now().UTC(), Status: http.StatusOK,
		MediaType: mediaType, Hints: hints}
	if _, err := in.house.archive.Append(ctx, c, archive.Exchange{Body: body}); err != nil {
		return fmt.Errorf("put %s into the archive: %w", url, err)
	}
	return nil
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
	bad := len(in.failed) + len(r.Problems)
	switch {
	case held == 0:
		return errors.New("nothing was taken in")
	case bad > 0:
		return attention{fmt.Errorf("%d of %d inputs need a look", bad, bad+held)}
	}
	return nil
}
