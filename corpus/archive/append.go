package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// part is one record of a group before it is packed.
type part struct {
	kind   kind
	record []byte
}

// Append adds a capture with what went over the wire for it, and returns the capture completed: its
// id, its payload's hash and length, and whether the page is unchanged, which means that it answered
// 304, or with the bytes that this address of this source answered with before. (A body that is
// held from elsewhere, or from longer ago, is not written twice, but the capture is not unchanged.)
// A 304 takes over hash, length, media type and encoding of what it confirms. When Append returns,
// everything is on disk.
func (a *Archive) Append(ctx context.Context, c corpus.Capture, e Exchange) (corpus.Capture, error) {
	if err := ctx.Err(); err != nil {
		return c, err
	}
	a.appending.Lock()
	defer a.appending.Unlock()
	answered := e.StatusLine != "" || e.Body != nil
	if !answered && c.Failure == "" {
		return c, fmt.Errorf("archive %s: neither an answer nor a failure is given", c.URL)
	}
	c.ID = corpus.CaptureID(fmt.Sprintf("c-%010d", len(a.captures)+1))
	if c.FetchedAt.IsZero() {
		c.FetchedAt = a.opt.Now()
	}
	c.FetchedAt = c.FetchedAt.UTC().Round(0)
	if c.FinalURL == "" {
		c.FinalURL = c.URL
	}
	c.PayloadHash, c.Length, c.Unchanged = "", 0, false
	if answered {
		a.complete(&c, e)
	}
	at, err := a.write(func(at place) ([]part, error) { return a.compose(at, c, e, answered) })
	if err != nil {
		return c, fmt.Errorf("archive %s: %w", c.URL, err)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.remember(at, c, recordIDOf(at, c, answered))
	kept := c
	a.recent.put(at, Record{Capture: &kept, ETag: e.Header.Get("ETag"), LastModified: e.Header.Get("Last-Modified"), Hops: e.Hops, Position: a.end()})
	return c, nil
}

// end is the position behind the last record. The caller holds mu.
func (a *Archive) end() Position {
	return place{len(a.files), a.files[len(a.files)-1].end}.position()
}

// complete fills in what the archive knows of an answer.
func (a *Archive) complete(c *corpus.Capture, e Exchange) {
	before, seen := a.last[page{c.Source, c.URL}]
	if c.Status == 304 {
		if !seen {
			c.Failure = "the server answered 304, but nothing is held that it could confirm"
			return
		}
		c.PayloadHash, c.MediaType, c.Encoding = before.hash, before.mediaType, before.encoding
		c.Length, c.Unchanged = a.payloads[before.hash].length, true
		return
	}
	c.PayloadHash, c.Length = corpus.HashOf(e.Body), int64(len(e.Body))
	c.Unchanged = seen && before.hash == c.PayloadHash && before.encoding == c.Encoding
}

// remember brings the index up to date with a capture that is on disk.
func (a *Archive) remember(at place, c corpus.Capture, first original) {
	a.captures = append(a.captures, at)
	if c.PayloadHash == "" {
		return
	}
	if _, held := a.payloads[c.PayloadHash]; !held {
		a.payloads[c.PayloadHash] = first
	}
	if c.Failure == "" && c.Status >= 200 && c.Status < 300 {
		a.last[page{c.Source, c.URL}] = body{c.PayloadHash, c.MediaType, c.Encoding}
	}
}

// recordIDOf says what a later revisit would refer to, were it to the first record of this group.
func recordIDOf(at place, c corpus.Capture, answered bool) original {
	o := original{place: at, uri: asciiURI(c.FinalURL), date: c.FetchedAt, length: c.Length}
	if answered {
		o.id = recordID(at, response, c)
	}
	return o
}

// compose makes the records of a capture's group.
func (a *Archive) compose(at place, c corpus.Capture, e Exchange, answered bool) ([]part, error) {
	uri, date := asciiURI(c.FinalURL), warcDate(c.FetchedAt)
	env := envelope{Capture: &c, ETag: e.Header.Get("ETag"), LastModified: e.Header.Get("Last-Modified"), Hops: e.Hops}
	var parts []part
	if answered {
		env.RecordID = recordID(at, response, c)
		first := a.answer(c, e, env.RecordID)
		parts = append(parts, first)
		if e.Request != "" {
			parts = append(parts, part{request, compose([]field{
				{"WARC-Type", "request"}, {"WARC-Record-ID", recordID(at, request, c)}, {"WARC-Date", date}, {"WARC-Target-URI", uri},
				{"WARC-Concurrent-To", env.RecordID}, {"Content-Type", "application/http;msgtype=request"},
			}, httpBlock(e.Request, e.RequestHeader, nil))})
		}
	}
	m, err := metadataRecord(at, env, c.FetchedAt, uri)
	return append(parts, m), err
}

// answer makes the record of what arrived: the whole of it, or a revisit of what is held.
func (a *Archive) answer(c corpus.Capture, e Exchange, id string) part {
	isFile := e.StatusLine == ""
	fields := []field{{"WARC-Type", ""}, {"WARC-Record-ID", id}, {"WARC-Date", warcDate(c.FetchedAt)}, {"WARC-Target-URI", asciiURI(c.FinalURL)}}
	head := func() []byte {
		if isFile {
			return nil
		}
		return httpBlock(e.StatusLine, e.Header, nil)
	}
	contentType := "application/http;msgtype=response"
	if isFile {
		if contentType = oneLine(c.MediaType); contentType == "" {
			contentType = "application/octet-stream"
		}
	}
	fields = append(fields, field{"Content-Type", contentType})
	if c.PayloadHash != "" {
		fields = append(fields, field{"WARC-Payload-Digest", digest(c.PayloadHash)})
	}
	if o, held := a.payloads[c.PayloadHash]; held {
		profile := identicalPayload
		if c.Status == 304 {
			profile = serverUnmodified
		}
		fields[0].value = "revisit"
		fields = append(fields, field{"WARC-Profile", profile},
			field{"WARC-Refers-To", o.id}, field{"WARC-Refers-To-Target-URI", o.uri}, field{"WARC-Refers-To-Date", warcDate(o.date)})
		return part{revisit, compose(fields, head())}
	}
	if isFile {
		fields[0].value = "resource"
		return part{resource, compose(fields, e.Body)}
	}
	fields[0].value = "response"
	return part{response, compose(fields, httpBlock(e.StatusLine, e.Header, e.Body))}
}

func metadataRecord(at place, env envelope, date time.Time, uri string) (part, error) {
	block, err := json.Marshal(env)
	if err != nil {
		return part{}, fmt.Errorf("write the metadata record: %w", err)
	}
	return part{metadata, compose([]field{
		{"WARC-Type", "metadata"}, {"WARC-Record-ID", blockID(at, metadata, block)}, {"WARC-Date", warcDate(date)}, {"WARC-Target-URI", uri},
		{"WARC-Concurrent-To", env.RecordID}, {"Content-Type", "application/json"},
	}, block)}, nil
}

// AppendRun adds the report of a run and returns it with its number. It is on disk then.
func (a *Archive) AppendRun(ctx context.Context, r corpus.Run) (corpus.Run, error) {
	if err := ctx.Err(); err != nil {
		return r, err
	}
	a.appending.Lock()
	defer a.appending.Unlock()
	r.ID = corpus.RunID(fmt.Sprintf("r-%010d", a.runs+1))
	r.Started, r.Finished = r.Started.UTC().Round(0), r.Finished.UTC().Round(0)
	_, err := a.write(func(at place) ([]part, error) {
		m, err := metadataRecord(at, envelope{Run: &r}, r.Finished, asciiURI("urn:lodestone:run:"+string(r.Source)))
		return []part{m}, err
	})
	if err != nil {
		return r, fmt.Errorf("archive the run of %s: %w", r.Source, err)
	}
	a.runs++
	return r, nil
}

// AppendAlarm adds an alarm. It is on disk when the call returns.
func (a *Archive) AppendAlarm(ctx context.Context, al corpus.Alarm) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	a.appending.Lock()
	defer a.appending.Unlock()
	if al.At.IsZero() {
		al.At = a.opt.Now()
	}
	al.At = al.At.UTC().Round(0)
	_, err := a.write(func(at place) ([]part, error) {
		m, err := metadataRecord(at, envelope{Alarm: &al}, al.At, asciiURI("urn:lodestone:alarm:"+string(al.Source)))
		return []part{m}, err
	})
	if err != nil {
		return fmt.Errorf("archive the alarm of %s: %w", al.Source, err)
	}
	return nil
}

// write packs the records of one group, writes them behind the last one, and syncs. It returns the
// place at which the group starts. A write that does not succeed is taken back.
func (a *Archive) write(compose func(at place) ([]part, error)) (place, error) {
	if err := a.prepare(); err != nil {
		return place{}, err
	}
	f := a.files[len(a.files)-1]
	at := place{len(a.files), f.end}
	parts, err := compose(at)
	if err != nil {
		return at, err
	}
	var group []byte
	for i, p := range parts {
		m, err := a.packer.pack(p.record, p.kind, len(parts)-1-i)
		if err != nil {
			return at, err
		}
		group = append(group, m...)
	}
	if len(group) > maxGroup {
		return at, fmt.Errorf("the records have %d bytes, more than the %d that one append may write", len(group), maxGroup)
	}
	_, err = a.writer.WriteAt(group, f.end)
	if err == nil {
		err = a.opt.sync(a.writer)
	}
	if err != nil {
		return at, errors.Join(fmt.Errorf("write to %s: %w", fileName(at.file), err), a.writer.Truncate(f.end))
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	f.end += int64(len(group))
	return at, nil
}

// prepare sees to it that the last file is open for writing and has room.
func (a *Archive) prepare() error {
	if a.closed {
		return os.ErrClosed
	}
	if n := len(a.files); n > 0 && a.files[n-1].end < a.opt.MaxFileBytes {
		if a.writer != nil {
			return nil
		}
		w, err := os.OpenFile(filepath.Join(a.dir, fileName(n)), os.O_RDWR, 0)
		if err != nil {
			return err
		}
		a.writer = w
		return nil
	}
	return a.create(len(a.files) + 1)
}

// create makes a file with its warcinfo record: aside, synced, then renamed to its name.
func (a *Archive) create(n int) error {
	if err := os.MkdirAll(a.dir, 0o755); err != nil {
		return err
	}
	now := a.opt.Now()
	block := fmt.Appendf(nil, "software: %s\r\nformat: WARC File Format 1.1\r\nconformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\nlodestone-archive: %d\r\n", oneLine(a.opt.Software), Format)
	m, err := a.packer.pack(compose([]field{
		{"WARC-Type", "warcinfo"}, {"WARC-Record-ID", blockID(place{n, 0}, warcinfo, append(block, warcDate(now)...))}, {"WARC-Date", warcDate(now)},
		{"WARC-Filename", fileName(n)}, {"Content-Type", "application/warc-fields"},
	}, block), warcinfo, 0)
	if err != nil {
		return err
	}
	name := filepath.Join(a.dir, fileName(n))
	if _, err := os.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("start %s: a file of that name is there already (%w)", fileName(n), errors.Join(err, fs.ErrExist))
	}
	if err := a.writeAside(name, m); err != nil {
		return fmt.Errorf("start %s: %w", fileName(n), err)
	}
	r, err := os.Open(name)
	if err != nil {
		return err
	}
	w, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return errors.Join(err, r.Close())
	}
	if a.writer != nil {
		err = a.writer.Close()
	}
	a.writer = w
	a.mu.Lock()
	defer a.mu.Unlock()
	a.files = append(a.files, &file{r, int64(len(m))})
	return err
}
