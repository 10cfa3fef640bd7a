package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

func (w *walker) zip(b []byte, outer string, depth int) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return damaged("the zip file is broken or cut short", err)
	}
	for _, f := range z.File {
		if f.FileInfo().IsDir() || isFork(f.Name) {
			continue
		}
		m := Member{Name: join(outer, label(f.Name)), Inner: depth}
		if m.Body, m.Err = w.inflate(f); isSpent(m.Err) {
			return m.Err
		}
		if err := w.member(m); err != nil {
			return err
		}
	}
	return nil
}

// inflate reads one member; the size and the sum that the directory claims are checked, not believed.
func (w *walker) inflate(f *zip.File) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, block.Failf(block.Encrypted, "the member is protected by a password; a copy without one would be right")
	}
	r, err := f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, block.Failf(block.Unsupported, "the member is packed by method %d, which is not read; deflate or none would be right", f.Method)
	}
	if err != nil {
		return nil, damaged("the member cannot be found in the zip file", err)
	}
	body, err := w.read(r)
	if isSpent(err) {
		return nil, errors.Join(err, r.Close())
	}
	if err = errors.Join(err, r.Close()); err != nil {
		return nil, damaged("the member of the zip file is broken or cut short", err)
	}
	return body, nil
}

func isSpent(err error) bool {
	var e *block.Error
	return errors.As(err, &e) && e.Kind == block.TooLarge
}

func (w *walker) tar(b []byte, outer string, depth int) error {
	t := tar.NewReader(bytes.NewReader(b))
	for {
		head, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return damaged("the tar file breaks off", err)
		}
		if head.Typeflag != tar.TypeReg || isFork(head.Name) {
			continue
		}
		m := Member{Name: join(outer, label(head.Name)), Inner: depth}
		m.Body, err = w.read(t)
		switch {
		case isSpent(err):
			return err
		case err != nil:
			m.Body, m.Err = nil, damaged("the member of the tar file is cut short", err)
		}
		if err := w.member(m); err != nil {
			return err
		}
	}
}

// gzip opens a single packed file. Its name is the outer one without the ending.
func (w *walker) gzip(b []byte, outer string, depth int) error {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return damaged("the gzip file is broken", err)
	}
	name := strings.TrimSuffix(outer, ".gz")
	if z.Name != "" {
		name = join(outer, label(z.Name))
	}
	m := Member{Name: cmp.Or(name, "content"), Inner: depth}
	m.Body, err = w.read(z)
	switch {
	case isSpent(err):
		return err
	case err != nil:
		return damaged("the gzip file breaks off", err)
	}
	return w.member(m)
}

// gunzipHead inflates the first bytes of a gzip file.
func gunzipHead(b []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	head := make([]byte, len("WARC/1.0"))
	n, err := io.ReadFull(z, head)
	return head[:n], err
}

func (w *walker) warc(b []byte, outer string, depth int) error {
	in := &capped{r: bytes.NewReader(b), left: int64(len(b))}
	if z, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
		in = &capped{r: z, left: w.left} // the records that are passed over are inflated too
	}
	for f, err := range archive.ReadWARC(in, w.left) {
		name := f.Capture.URL
		if in.spent {
			return block.Failf(block.TooLarge, "the WARC file inflates to more than %d bytes, which is the limit", w.limit)
		}
		if err != nil && name == "" {
			return damaged("the WARC file breaks off", err)
		}
		m := Member{Name: join(outer, name), Inner: depth, Body: f.Exchange.Body, Response: &f}
		if err != nil {
			m.Body, m.Err = nil, damaged("the record of the WARC file is not what it says", err)
		}
		if w.left -= int64(len(m.Body)); w.left < 0 {
			return block.Failf(block.TooLarge, "the records of the WARC file hold more than %d bytes, which is the limit", w.limit)
		}
		if err := w.member(m); err != nil {
			return err
		}
	}
	return nil
}

// capped ends a stream that inflates to more than is left, and remembers that it did.
type capped struct {
	r     io.Reader
	left  int64
	spent bool
}

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		n, err := c.r.Read(p[:min(len(p), 1)])
		c.spent = n > 0
		if c.spent {
			return 0, io.ErrUnexpectedEOF
		}
		return 0, err
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

// isFork reports whether the member is what one system keeps beside a file for itself.
func isFork(name string) bool {
	return strings.HasPrefix(name, "__MACOSX/") || strings.HasSuffix(name, "/.DS_Store") || name == ".DS_Store"
}

// join names a member of an inner container.
func join(outer, name string) string {
	if outer == "" {
		return name
	}
	return fmt.Sprintf("%s#%s", outer, name)
}
