package export

import (
	"context"
	"io"

	"github.com/lodestone-kb/lodestone/kb/deadline"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// calendar writes what is still to come.
func (s Source) calendar(ctx context.Context, w io.Writer) error {
	l, err := s.Desk.Deadlines(ctx, desk.DeadlineWords{}, desk.Page{})
	if err != nil {
		return err
	}
	v, err := s.Desk.Store().Version(ctx)
	if err != nil {
		return err
	}
	name := "Export controls on critical minerals: what is to come"
	if l.Coverage.Sample {
		name = "SAMPLE (invented): " + name
	}
	_, err = io.WriteString(w, deadline.Calendar(l.Rows, name, v.RecordedAt))
	return err
}

// warc writes the captures as they lie in the archive. A body that was captured before the point is
// referred to by a revisit record and not written again.
func (s Source) warc(ctx context.Context, w io.Writer, p *point) error {
	if s.Archive == nil {
		return &desk.WordError{Parameter: "format", Value: "warc", Detail: "there is no archive here"}
	}
	for rec, err := range s.Archive.Walk(ctx, "") {
		if err != nil {
			return err
		}
		if rec.Capture == nil || p != nil && !p.touched.Capture(rec.Capture.ID) {
			continue
		}
		b, err := s.Archive.Members(ctx, rec.Capture.ID)
		if err != nil {
			return err
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}
