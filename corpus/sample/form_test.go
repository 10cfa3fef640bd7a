package sample

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"golang.org/x/net/html"
)

// wellFormed reads XML to its end.
func wellFormed(b []byte) error {
	d := xml.NewDecoder(bytes.NewReader(b))
	for {
		switch _, err := d.Token(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// TestFiles opens every annex without the house's own readers.
func TestFiles(t *testing.T) {
	w := load(t)
	seen := map[string]bool{}
	for _, s := range w.sites {
		for _, p := range s.pages {
			for _, v := range p.versions {
				var err error
				switch v.form {
				case formPDF:
					err = checkPDF(v.bytes)
				case formDOCX:
					err = checkDOCX(v.bytes)
				}
				if err != nil {
					t.Errorf("%s%s: %v", s.host, p.path, err)
				}
				seen[v.form] = true
			}
		}
	}
	if !seen[formPDF] || !seen[formDOCX] {
		t.Errorf("forms seen: %v", seen)
	}
}

var xrefEntry = regexp.MustCompile(`(?m)^(\d{10}) 00000 n $`)

// checkPDF follows the cross-reference table to every object.
func checkPDF(b []byte) error {
	if !bytes.HasPrefix(b, []byte("%PDF-1.4\n")) || !bytes.HasSuffix(b, []byte("%%EOF\n")) {
		return errors.New("no head or no end")
	}
	_, tail, _ := bytes.Cut(b, []byte("startxref\n"))
	line, _, _ := bytes.Cut(tail, []byte("\n"))
	start, err := strconv.Atoi(string(line))
	if err != nil || start >= len(b) || !bytes.HasPrefix(b[start:], []byte("xref\n")) {
		return fmt.Errorf("startxref %q leads to no table", line)
	}
	for i, m := range xrefEntry.FindAllSubmatch(b[start:], -1) {
		at, err := strconv.Atoi(string(m[1]))
		if want := fmt.Sprintf("%d 0 obj\n", i+1); err != nil || !bytes.HasPrefix(b[at:], []byte(want)) {
			return fmt.Errorf("object %d is not at %s", i+1, m[1])
		}
	}
	return nil
}

// checkDOCX reads every part of the package, and wants a table and automatic numbers.
func checkDOCX(b []byte) error {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return err
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		part, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close(), wellFormed(part)); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if f.Name == "word/document.xml" && (!bytes.Contains(part, []byte("<w:tbl>")) || !bytes.Contains(part, []byte("<w:numPr>"))) {
			return errors.New("no table or no automatic number")
		}
	}
	return nil
}

// TestListingsAreWellFormed reads each feed, site map and JSON listing on each day.
func TestListingsAreWellFormed(t *testing.T) {
	w := load(t)
	kinds := map[string]bool{}
	for _, s := range w.sites {
		kinds[s.listing] = true
		for _, d := range w.Days() {
			b := readAll(t, get(w, d, "http://"+s.host+s.listingPath()))
			var err error
			switch path.Ext(s.listingPath()) {
			case ".json":
				if !json.Valid(b) {
					err = errors.New("no JSON")
				}
			case ".html":
			default:
				err = wellFormed(b)
			}
			if err != nil {
				t.Errorf("%s%s on %s: %v", s.host, s.listingPath(), d, err)
			}
		}
	}
	for _, k := range []string{"list", "json", "atom", "rss", "sitemap"} {
		if !kinds[k] {
			t.Errorf("no host lists by %s", k)
		}
	}
}

// TestPagesAreWellFormed wants each element closed that was opened, in order.
func TestPagesAreWellFormed(t *testing.T) {
	for _, s := range load(t).sites {
		for _, p := range s.pages {
			for _, v := range p.versions {
				if v.form != formHTML {
					continue
				}
				if err := balanced(v.bytes); err != nil {
					t.Errorf("%s%s: %v", s.host, p.path, err)
				}
			}
		}
	}
}

func balanced(b []byte) error {
	z := html.NewTokenizer(bytes.NewReader(b))
	var open []string
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) || len(open) > 0 {
				return fmt.Errorf("ends with %v open: %w", open, z.Err())
			}
			return nil
		case html.StartTagToken:
			if name, _ := z.TagName(); string(name) != "meta" {
				open = append(open, string(name))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if n := len(open); n == 0 || open[n-1] != string(name) {
				return fmt.Errorf("</%s> closes none of %v", name, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func TestManifests(t *testing.T) {
	w := load(t)
	for name, b := range w.Manifests() {
		var m struct {
			ID       string `yaml:"id"`
			Kind     string `yaml:"kind"`
			Official bool   `yaml:"official"`
			Sample   bool   `yaml:"sample"`
			Entries  []struct {
				URL string `yaml:"url"`
			} `yaml:"entries"`
		}
		if err := yaml.Unmarshal(b, &m); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.HasPrefix(m.ID, "sample-") || !m.Sample || len(m.Entries) == 0 {
			t.Errorf("%s: id %q, sample %v, %d entries", name, m.ID, m.Sample, len(m.Entries))
		}
		if m.Kind == "news" && m.Official {
			t.Errorf("%s: a news publisher is no authority", name)
		}
		for _, e := range m.Entries {
			if r := get(w, w.Days()[0], e.URL); r.StatusCode != 200 {
				t.Errorf("%s: %s answers %d", name, e.URL, r.StatusCode)
			}
		}
	}
}
