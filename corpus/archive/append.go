package archive

import (
	"context"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Append adds a capture with what went over the wire for it, and returns the capture completed: its
// id, its payload's hash and length, and whether the page is unchanged, which means that it answered
// 304, or with the bytes that this address of this source answered with before. (A body that is
// held from elsewhere, or from longer ago, is not written twice, but the capture is not unchanged.)
// A 304 takes over hash, length, media type and encoding of what it confirms. When Append returns,
// everything is on disk. Appends that are made at the same time share the wait for the disk.
func (a *Archive) Append(ctx context.Context, c corpus.Capture, e Exchange) (corpus.Capture, error) {
	c, wait, err := a.Begin(ctx, c, e)
	if err != nil {
		return c, err
	}
	return c, wait()
}

// Begin is the first part of [Archive.Append]: it writes a capture and returns it completed without
// waiting for the disk. What it wrote outlives the process, and nobody is shown it yet; it outlives the
// loss of power when wait returns, which must be called. So a page can be asked for while the one before
// it is on its way from the system's memory to the disk.
func (a *Archive) Begin(ctx context.Context, c corpus.Capture, e Exchange) (done corpus.Capture, wait func() error, err error) {
	if err := ctx.Err(); err != nil {
		return c, nil, err
	}
	answered := e.StatusLine != "" || e.Body != nil
	if !answered && c.Failure == "" {
		return c, nil, fmt.Errorf("archive %s: neither an answer nor a failure is given", c.URL)
	}
	if len(e.Body) > maxGroup {
		return c, nil, fmt.Errorf("archive %s: the records have %d bytes, more than the %d that one append may write", c.URL, len(e.Body), maxGroup)
	}
	if c.FetchedAt.IsZero() {
		c.FetchedAt = a.opt.Now()
	}
	c.FetchedAt = c.FetchedAt.UTC().Round(0)
	if c.FinalURL == "" {
		c.FinalURL = c.URL
	}
	c.PayloadHash, c.Length, c.Unchanged = "", 0, false
	if answered && c.Status != 304 {
		c.PayloadHash, c.Length = corpus.HashOf(e.Body), int64(len(e.Body))
	}
	t := &ticket{}
	var first *original
	err = a.enter(t, func() error {
		if answered {
			if err := a.complete(ctx, &c); err != nil {
				return err
			}
			if c.PayloadHash != "" {
				if first, err = a.originalOf(ctx, c.PayloadHash); err != nil {
					return err
				}
			}
		}
		if first != nil {
			c.Length = first.length
		}
		a.number(t, &c, e, answered)
		return nil
	})
	if err == nil {
		err = a.write(t, func() ([]part, error) { return composeCapture(t.env, e, first) })
	}
	if err != nil {
		return c, nil, fmt.Errorf("archive %s: %w", c.URL, err)
	}
	return c, func() error {
		if err := a.wait(t); err != nil {
			return fmt.Errorf("archive %s: %w", c.URL, err)
		}
		return nil
	}, nil
}

// number gives a capture the next number, and makes its envelope. The caller holds the queue.
func (a *Archive) number(t *ticket, c *corpus.Capture, e Exchange, answered bool) {
	a.queue.captures++
	n := uint32(a.queue.captures)
	c.ID, t.n = captureName(n), n
	kept := *c // the caller's may be changed
	t.env = envelope{Capture: &kept, ETag: e.Header.Get("ETag"), LastModified: e.Header.Get("Last-Modified"), Hops: e.Hops}
	if answered {
		t.env.RecordID = recordID(response, kept)
	}
	a.queue.ahead.name(n, &kept)
}

// complete fills in what the archive knows of an answer. The caller holds the queue.
func (a *Archive) complete(ctx context.Context, c *corpus.Capture) error {
	n, seen, err := a.lastNumber(c.Source, c.URL)
	if err != nil {
		return err
	}
	if !seen {
		if c.Status == 304 {
			c.Failure = "the server answered 304, but nothing is held that it could confirm"
		}
		return nil
	}
	e, err := a.recall(ctx, n)
	if err != nil {
		return fmt.Errorf("read back what is held of it: %w", err)
	}
	before := e.Capture
	if c.Status == 304 {
		c.PayloadHash, c.MediaType, c.Encoding, c.Unchanged = before.PayloadHash, before.MediaType, before.Encoding, true
		return nil
	}
	c.Unchanged = before.PayloadHash == c.PayloadHash && before.Encoding == c.Encoding
	return nil
}

// AppendRun adds the report of a run and returns it with its number. It is on disk then.
func (a *Archive) AppendRun(ctx context.Context, r corpus.Run) (corpus.Run, error) {
	if err := ctx.Err(); err != nil {
		return r, err
	}
	r.Started, r.Finished = r.Started.UTC().Round(0), r.Finished.UTC().Round(0)
	t := &ticket{}
	err := a.enter(t, func() error {
		a.queue.runs++
		r.ID = corpus.RunID(fmt.Sprintf("r-%010d", a.queue.runs))
		kept := r
		t.env = envelope{Run: &kept}
		return nil
	})
	if err == nil {
		err = a.write(t, func() ([]part, error) {
			m, err := metadataRecord(string(r.ID), t.env, r.Finished, asciiURI("urn:lodestone:run:"+string(r.Source)))
			return []part{m}, err
		})
	}
	if err == nil {
		err = a.wait(t)
	}
	if err != nil {
		return r, fmt.Errorf("archive the run of %s: %w", r.Source, err)
	}
	return r, nil
}

// AppendAlarm adds an alarm. It is on disk when the call returns.
func (a *Archive) AppendAlarm(ctx context.Context, al corpus.Alarm) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if al.At.IsZero() {
		al.At = a.opt.Now()
	}
	al.At = al.At.UTC().Round(0)
	t, name := &ticket{}, ""
	err := a.enter(t, func() error {
		a.queue.alarms++
		name = fmt.Sprintf("a-%010d", a.queue.alarms)
		t.env = envelope{Alarm: &al}
		return nil
	})
	if err == nil {
		err = a.write(t, func() ([]part, error) {
			m, err := metadataRecord(name, t.env, al.At, asciiURI("urn:lodestone:alarm:"+string(al.Source)))
			return []part{m}, err
		})
	}
	if err == nil {
		err = a.wait(t)
	}
	if err != nil {
		return fmt.Errorf("archive the alarm of %s: %w", al.Source, err)
	}
	return nil
}
