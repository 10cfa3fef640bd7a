package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/container"
	"github.com/lodestone-kb/lodestone/crawler"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// path takes in a file, a folder, or standard input. Only an error of the archive is returned.
func (in *intake) path(ctx context.Context, name string) error {
	if name == "-" {
		b, err := readWithin(ctx, in.app.in)
		if ctx.Err() != nil {
			return ctx.Err()
		}
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
	if scheme, _, ok := strings.Cut(name, ":/"); ok && err != nil && !strings.ContainsAny(scheme, `/\`) {
		in.fail(name, errors.New("is no address that can be fetched; one that begins with https:// or http:// would be right"))
		return nil
	}
	if err != nil {
		in.fail(name, err)
		return nil
	}
	switch {
	case info.IsDir():
		return in.folder(ctx, name)
	case !info.Mode().IsRegular(): // a pipe that nobody writes to would be waited for without end
		in.fail(name, errors.New("is no regular file; what a pipe or a device gives is read from standard input, named -"))
		return nil
	}
	return in.file(ctx, name)
}

// folder takes in the regular files below a folder. Links are not followed: what they name may lie outside
// of the folder, or hold it. What is hidden is passed over, and counted.
func (in *intake) folder(ctx context.Context, name string) error {
	root := name + string(filepath.Separator) // a link that the user named is followed
	return filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			in.fail(p, err)
			return nil
		case d.IsDir() && p != root && besidePage(p):
			return filepath.SkipDir
		case p != root && strings.HasPrefix(d.Name(), "."):
			in.hidden++
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			in.fail(p, errors.New("is a link, which is not followed"))
			return nil
		case !d.Type().IsRegular():
			in.fail(p, errors.New("is no regular file"))
			return nil
		}
		return in.file(ctx, p)
	})
}

// besidePage reports whether a folder holds what a browser saved beside a page: its pictures and its
// scripts, not documents.
func besidePage(folder string) bool {
	for _, end := range []string{"_files", ".files", "_Dateien", "_fichiers", "_archivos", "_bestanden"} {
		page, ok := strings.CutSuffix(folder, end)
		if !ok {
			continue
		}
		for _, ext := range []string{".html", ".htm", ".xhtml"} {
			if _, err := os.Stat(page + ext); err == nil {
				return true
			}
		}
	}
	return false
}

func (in *intake) file(ctx context.Context, name string) error {
	f, err := os.Open(name)
	if err != nil {
		in.fail(name, err)
		return nil
	}
	defer f.Close()
	return in.stream(ctx, name, f)
}

// stream takes in what a file gives, which is read once and need not be able to seek.
func (in *intake) stream(ctx context.Context, name string, f io.Reader) error {
	abs, err := filepath.Abs(name)
	if err != nil {
		abs = name
	}
	url := "file://" + shown(filepath.ToSlash(abs))
	r := bufio.NewReaderSize(f, headSize)
	head, err := r.Peek(headSize)
	if err != nil && err != io.EOF {
		in.fail(name, err)
		return nil
	}
	if read := webArchive(head, r); read != nil { // these are large; they are read as they come
		return in.exchanges(ctx, url, read)
	}
	b, err := readAll(r)
	if err != nil {
		in.fail(name, err)
		return nil
	}
	return in.bytes(ctx, url, b)
}

// shown writes the bytes of a name that break lines, or are no text, as addresses do: two files whose names
// differ in them stay two documents.
func shown(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); {
		c, size := utf8.DecodeRuneInString(name[i:])
		if c == utf8.RuneError && size == 1 || unicode.IsControl(c) {
			for _, odd := range []byte(name[i : i+size]) {
				fmt.Fprintf(&b, "%%%02X", odd)
			}
		} else {
			b.WriteString(name[i : i+size])
		}
		i += size
	}
	return b.String()
}

// readAll reads up to the limit for one input.
func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxInput+1))
	if err == nil && len(b) > maxInput {
		err = fmt.Errorf("larger than %d MiB, the limit for one input", maxInput>>20)
	}
	return b, err
}

// readWithin is readAll of what may never end: it gives up when the context does, and leaves the read to
// the end of the program, since nothing can break off a read from a pipe that nobody writes to.
func readWithin(ctx context.Context, r io.Reader) ([]byte, error) {
	type read struct {
		b   []byte
		err error
	}
	done := make(chan read, 1)
	go func() {
		b, err := readAll(r)
		done <- read{b, err}
	}()
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case all := <-done:
		return all.b, all.err
	}
}

// address fetches one page, with the politeness and the guards of the crawler.
func (in *intake) address(ctx context.Context, url string) error {
	// A source of its own, so that nothing else that was taken in by hand is asked for again.
	source, err := crawler.ForPage(corpus.SourceID(byHand+corpus.NewDocumentID(ingest.Files, url)), "taken in by hand", url)
	if err != nil {
		in.fail(url, err)
		return nil
	}
	return in.crawl(ctx, source, url)
}

// byHand starts the names of sources that are one address, taken in by hand.
const byHand = "address-"

// crawl runs a source once.
func (in *intake) crawl(ctx context.Context, source crawler.Source, url string) error {
	c, err := crawler.New(crawler.Options{Archive: in.house.archive, Now: in.app.now, Sleep: pause, UserAgent: userAgent})
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

// bytes takes in one file by its content: a container gives its members, everything else is a document.
func (in *intake) bytes(ctx context.Context, url string, b []byte) error {
	if len(b) == 0 {
		in.fail(url, errors.New("the file is empty"))
		return nil
	}
	if read := webArchive(b, bytes.NewReader(b)); read != nil {
		return in.exchanges(ctx, url, read)
	}
	switch container.Detect(b) {
	case container.None:
		return in.document(ctx, url, b)
	case container.Gzip:
		z, err := gzip.NewReader(bytes.NewReader(b))
		var plain []byte
		if err == nil {
			plain, err = readAll(z)
		}
		if err != nil {
			in.fail(url, fmt.Errorf("unpack gzip: %w", err))
			return nil
		}
		// What is packed twice over is opened within bounds, below.
		if url = strings.TrimSuffix(url, ".gz"); container.Detect(plain) == container.None {
			return in.document(ctx, url, plain)
		}
		b = plain
	}
	var failed error
	err := container.Walk(b, block.Limits{Bytes: 4 * maxInput}, func(m container.Member) error {
		name := url + "#" + m.Name
		switch {
		case m.Err != nil:
			in.fail(name, m.Err)
		case m.Response != nil:
			failed = in.exchange(ctx, *m.Response)
		case !m.Hints.Published.IsZero(): // a document of an issue, which says when it was published
			failed = in.capture(ctx, name, "", m.Body, m.Hints)
		default:
			failed = in.document(ctx, name, m.Body)
		}
		return failed
	})
	if failed == nil && err != nil {
		in.fail(url, err)
		return nil
	}
	return failed
}

// document takes in what is no container.
func (in *intake) document(ctx context.Context, url string, b []byte) error {
	switch {
	case len(bytes.TrimSpace(b)) == 0:
		in.fail(url, errors.New("the file is empty"))
		return nil
	case jsonLines(b):
		return in.lines(ctx, url, b)
	case isOPML(b):
		return in.feeds(ctx, url, b)
	case isMHTML(b):
		return in.mhtml(ctx, url, b)
	}
	return in.capture(ctx, cmp.Or(savedFrom(b), url), "", b, corpus.Hints{})
}

// headSize is how much of a file is looked at to see whether it is a web archive: the head of a gzip
// file may be as long as 64 KiB.
const headSize = 128 << 10

// webArchive returns what reads the answers of a WARC or ARC file, plain or gzipped, from r, whose
// beginning is head; nil where the file is none. Nothing is read from r before.
func webArchive(head []byte, r io.Reader) func(func(archive.Foreign, error) bool) {
	if bytes.HasPrefix(head, []byte("\x1f\x8b")) {
		head = gunzipStart(bytes.NewReader(head))
	}
	head = head[:min(16, len(head))]
	switch {
	case bytes.HasPrefix(head, []byte("WARC/")):
		return archive.ReadWARC(r, maxInput)
	case archive.IsARC(head):
		return archive.ReadARC(r, maxInput)
	}
	return nil
}

func gunzipStart(r io.Reader) []byte {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil
	}
	start := make([]byte, 16)
	n, err := io.ReadFull(z, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return start[:n]
}

// exchanges takes in the answers of a WARC or ARC file.
func (in *intake) exchanges(ctx context.Context, url string, read func(func(archive.Foreign, error) bool)) error {
	any := false
	var failed error
	read(func(f archive.Foreign, err error) bool {
		any = true
		if err != nil {
			in.fail(cmp.Or(f.Capture.URL, url), err)
			return true
		}
		failed = in.exchange(ctx, f)
		return failed == nil
	})
	if !any {
		in.fail(url, errors.New("the file holds no answer of a server: only requests, mentions of what was seen before, or notes about itself"))
	}
	return failed
}

// exchange takes in one answer out of a web archive. Redirects, what the writer of the archive noted about
// its own work, and what pages are shown with, such as pictures and scripts, are passed over.
func (in *intake) exchange(ctx context.Context, f archive.Foreign) error {
	scheme, _, _ := strings.Cut(f.Capture.URL, ":")
	switch {
	case scheme != "http" && scheme != "https" && scheme != "ftp" && scheme != "file" && scheme != "urn", f.Capture.Status >= 300 && f.Capture.Status < 400,
		noDocument(f.Capture):
		in.passed++
		return nil
	}
	in.taken++
	f.Capture.Source, f.Capture.Purpose = ingest.Files, corpus.ForItem
	if _, err := in.house.archive.Append(ctx, f.Capture, f.Exchange); err != nil {
		return fmt.Errorf("put %s into the archive: %w", f.Capture.URL, err)
	}
	return nil
}

// noDocument reports whether an answer is for programs, or part of how a page looks.
func noDocument(c corpus.Capture) bool {
	if u, err := url.Parse(c.URL); err == nil && u.Path == "/robots.txt" {
		return true
	}
	kind, _, _ := mime.ParseMediaType(c.MediaType) // the kind is told also where a parameter is broken
	group, of, _ := strings.Cut(kind, "/")
	return group == "image" || group == "font" || group == "audio" || group == "video" || of == "css" || of == "javascript" || of == "x-javascript" || of == "ecmascript"
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
