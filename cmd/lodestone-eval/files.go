package main

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"
)

// read opens a file, plain or gzip as its first bytes tell, and hands it to use.
func read(name string, use func(io.Reader) error) (err error) {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	b := bufio.NewReaderSize(f, 1<<16)
	var r io.Reader = b
	if head, err := b.Peek(2); err == nil && head[0] == 0x1f && head[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
		r = z
	}
	if err := use(r); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	return nil
}

// lines decodes a file of JSON lines.
func lines[T any](name string) ([]T, error) {
	var out []T
	err := read(name, func(r io.Reader) error {
		d := json.NewDecoder(r)
		for {
			var v T
			switch err := d.Decode(&v); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return fmt.Errorf("item %d: %w", len(out)+1, err)
			}
			out = append(out, v)
		}
	})
	return out, err
}

// members returns the files of a tar by their names without folder and extension.
func members(name string) (map[string][]byte, error) {
	out := make(map[string][]byte)
	err := read(name, func(r io.Reader) error {
		for t := tar.NewReader(r); ; {
			h, err := t.Next()
			switch {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return err
			case h.Typeflag != tar.TypeReg:
				continue
			}
			b, err := io.ReadAll(t)
			if err != nil {
				return fmt.Errorf("%s: %w", h.Name, err)
			}
			out[strings.TrimSuffix(path.Base(h.Name), path.Ext(h.Name))] = b
		}
	})
	return out, err
}

// label is an id of the data: a string or a number, written again as it was read.
type label struct {
	text   string
	number bool
}

// UnmarshalJSON reads a string or a number.
func (l *label) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		l.number = false
		return json.Unmarshal(b, &l.text)
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return fmt.Errorf("an id must be a string or a number, not %s", b)
	}
	*l = label{n.String(), true}
	return nil
}

// MarshalJSON writes what was read.
func (l label) MarshalJSON() ([]byte, error) {
	if l.number {
		return []byte(l.text), nil
	}
	return json.Marshal(l.text)
}

// items is the file of what was found. A nil one takes everything and keeps nothing.
type items struct {
	f *os.File
	w *bufio.Writer
	e *json.Encoder
}

func create(name string) (*items, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	w := bufio.NewWriter(f)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return &items{f, w, e}, nil
}

// put writes one line.
func (o *items) put(item any) error {
	if o == nil {
		return nil
	}
	if err := o.e.Encode(item); err != nil {
		return fmt.Errorf("write what was found: %w", err)
	}
	return nil
}

func (o *items) close() error {
	if o == nil {
		return nil
	}
	return errors.Join(o.w.Flush(), o.f.Close())
}
