package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

const savedHTML = "<!DOCTYPE html>\n<!-- saved from url=(0033)http://gazette.test/notices/7#top -->\n<html><title>Notice 7</title><body><main><h1>Notice 7 on gallium</h1><p>Exports of gallium metal require a licence.</p></main></body></html>"

func mhtmlFile(encoding, body string) string {
	return "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://gazette.test/notices/9\r\nSubject: Notice 9\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----b--x\"\r\n\r\n" +
		"------b--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: " + encoding + "\r\nContent-Location: https://gazette.test/notices/9\r\n\r\n" + body + "\r\n" +
		"------b--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://gazette.test/logo.png\r\n\r\niVBORw0KGgo=\r\n------b--x--\r\n"
}

func gz(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	if _, err := z.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func zipped(t *testing.T, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func foreignWARC() string {
	record := func(kind, uri, contentType, block string) string {
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-10-01T00:00:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, uri, contentType, len(block), block)
	}
	return record("warcinfo", "", "application/warc-fields", "software: other\r\n") +
		record("response", "http://gazette.test/old", "application/http;msgtype=response", "HTTP/1.1 301 Moved\r\nLocation: /n/12\r\n\r\n") +
		record("response", "http://gazette.test/robots.txt", "application/http;msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUser-agent: *\nDisallow: /gallium\n") +
		record("response", "http://gazette.test/look", "application/http;msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/css; =\r\n\r\np { color: gallium }") +
		record("response", "http://gazette.test/logo.png", "application/http;msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG") +
		record("resource", "metadata://other/log", "text/plain", "what the writer did") +
		record("response", "http://gazette.test/n/12", "application/http;msgtype=response", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<main><h1>Notice 12</h1><p>Exports of germanium require a licence.</p></main>")
}

// TestIntake takes in each form by hand, and looks at which addresses documents are held then.
func TestIntake(t *testing.T) {
	page := "<html><body><main><h1>Notice 9 on antimony</h1><p>Exports of antimony oxide require a licence.</p></main></body></html>"
	arc := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<main><p>Exports of tungsten require a licence.</p></main>"
	arcFile := "filedesc://x.arc 127.0.0.1 20140216050221 text/plain 17\n1 0 Somebody\nURL\n\nhttp://gazette.test/arc 10.0.0.1 20140216050222 text/html " + fmt.Sprint(len(arc)) + "\n" + arc + "\n"
	fresh := newCLI(t)
	fresh.want(0, "instruments", "--limit", "1") // the register is in
	for _, c := range []struct {
		name  string
		files map[string]string
		code  int
		held  []string // addresses; FILE stands for the folder
		says  string
	}{
		{"a page saved as HTML with its folder", map[string]string{"p.html": savedHTML, "p_files/ad.html": "<p>Buy gallium now, exports need no licence", "p_files/x.js": "var x"}, 0, []string{"http://gazette.test/notices/7"}, ""},
		{"a folder of that name without a page", map[string]string{"q_files/n.html": page}, 0, []string{"FILE/q_files/n.html"}, ""},
		{"MHTML, quoted-printable", map[string]string{"p.mhtml": mhtmlFile("quoted-printable", strings.ReplaceAll(page, "=", "=3D"))}, 0, []string{"https://gazette.test/notices/9"}, ""},
		{"MHTML, base64", map[string]string{"p.mht": mhtmlFile("base64", base64.StdEncoding.EncodeToString([]byte(page)))}, 0, []string{"https://gazette.test/notices/9"}, ""},
		{"MHTML without a page", map[string]string{"p.mht": strings.ReplaceAll(mhtmlFile("base64", ""), "text/html\r\n", "text/css\r\n")}, 1, nil, "no web page in it"},
		{"WARC", map[string]string{"x.warc": foreignWARC()}, 0, []string{"http://gazette.test/n/12"}, "5 records of web archives passed over"},
		{"WARC, gzip", map[string]string{"x.warc.gz": string(gz(t, []byte(foreignWARC())))}, 0, []string{"http://gazette.test/n/12"}, ""},
		{"WARC in a zip", map[string]string{"x.zip": string(zipped(t, map[string]string{"a/x.warc": foreignWARC()}))}, 0, []string{"http://gazette.test/n/12"}, ""},
		{"WARC of requests", map[string]string{"x.warc": strings.ReplaceAll(foreignWARC(), "WARC-Type: res", "WARC-Type: req")}, 1, nil, "holds no answer of a server"},
		{"ARC", map[string]string{"x.arc": arcFile}, 0, []string{"http://gazette.test/arc"}, ""},
		{"ARC, gzip", map[string]string{"x.arc.gz": string(gz(t, []byte(arcFile)))}, 0, []string{"http://gazette.test/arc"}, ""},
		{"ARC, broken", map[string]string{"x.arc": strings.Replace(arcFile, "text/html "+fmt.Sprint(len(arc)), "text/html -1", 1)}, 1, nil, `its length is "-1"`},
		{"a zip in a zip", map[string]string{"x.zip": string(zipped(t, map[string]string{"in.zip": string(zipped(t, map[string]string{"n.html": page}))}))}, 0, []string{"FILE/x.zip#in.zip#n.html"}, ""},
		{"gzip of a page", map[string]string{"n.html.gz": string(gz(t, []byte(page)))}, 0, []string{"FILE/n.html"}, ""},
		{"a zip cut short", map[string]string{"x.zip": string(zipped(t, map[string]string{"n.html": page})[:60])}, 1, nil, "broken or cut short"},
		{"feeds that cannot be reached", map[string]string{"f.opml": `<opml version="2.0"><body><outline text="News"><outline text="The &amp; Wire" xmlUrl="http://127.0.0.1:9/feed"/></outline></body></opml>`}, 1, nil, "private or reserved network"},
		{"a list of no feeds", map[string]string{"f.opml": `<opml version="2.0"><body><outline text="News"/></body></opml>`}, 1, nil, "no outline has an xmlUrl"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, cli := t.TempDir(), newCLI(t)
			copyFolder(t, fresh.data, cli.data)
			for name, body := range c.files {
				path := filepath.Join(dir, name)
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			_, errs, code := cli.run("", "ingest", dir)
			if code != c.code || !strings.Contains(errs, c.says) {
				t.Errorf("exit %d, want %d; it says %q, want %q in it", code, c.code, errs, c.says)
			}
			if c.code == 0 {
				if got := heldAt(cli, dir); !slices.Equal(got, c.held) {
					t.Errorf("held at %q, want %q", got, c.held)
				}
			}
		})
	}
}

// heldAt lists the addresses at which documents are held.
func heldAt(c cli, dir string) []string {
	c.t.Helper()
	a := &app{streams: streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}, now: fixedClock, data: c.data}
	h, err := a.open(c.t.Context(), true)
	if err != nil {
		c.t.Fatal(err)
	}
	defer h.Close()
	docs, err := h.store.Documents(c.t.Context(), "", 0)
	if err != nil {
		c.t.Fatal(err)
	}
	var at []string
	for _, d := range docs {
		at = append(at, strings.Replace(d.URL, "file://"+filepath.ToSlash(dir), "FILE", 1))
	}
	slices.Sort(at)
	return at
}

// TestIntakeOfAStream: what cannot seek is taken in from its first byte.
func TestIntakeOfAStream(t *testing.T) {
	c := newCLI(t)
	c.want(0, "instruments", "--limit", "1")
	a := &app{streams: streams{nil, &bytes.Buffer{}, &bytes.Buffer{}}, now: fixedClock, data: c.data}
	h, err := a.open(t.Context(), true)
	if err != nil {
		t.Fatal(err)
	}
	in := intake{app: a, house: h}
	for name, content := range map[string][]byte{"p.html": []byte(savedHTML), "x.warc.gz": gz(t, []byte(foreignWARC()))} {
		if err := in.stream(t.Context(), name, iotest.HalfReader(bytes.NewReader(content))); err != nil {
			t.Error(err)
		}
	}
	_, err = h.follow(t.Context())
	if err := errors.Join(err, h.Close()); err != nil {
		t.Fatal(err)
	}
	// The address that the page was saved from stands just behind its beginning.
	if got, want := heldAt(c, ""), []string{"http://gazette.test/n/12", "http://gazette.test/notices/7"}; !slices.Equal(got, want) || len(in.failed) > 0 {
		t.Errorf("held at %q, want %q; failed %v", got, want, in.failed)
	}
}

func TestFeedsAreDeclared(t *testing.T) {
	c := newCLI(t)
	path := filepath.Join(t.TempDir(), "feeds.opml")
	if err := os.WriteFile(path, []byte(`<opml version="1.0"><body><outline title="A &quot;quoted&quot; wire: é" xmlUrl="http://127.0.0.1:9/feed?a=1&amp;b=2" language="en-us"/></body></opml>`), 0o644); err != nil {
		t.Fatal(err)
	}
	c.want(1, "ingest", path)
	out := c.want(0, "sources", "check")
	if !strings.Contains(out, "A \"quoted\" wire: é\n  on\n") || !strings.Contains(out, "feed     http://127.0.0.1:9/feed?a=1&b=2") {
		t.Errorf("the feed is not declared:\n%s", out)
	}
}

func FuzzSavedPages(f *testing.F) {
	f.Add([]byte(mhtmlFile("quoted-printable", "<p>x=3D")))
	f.Add([]byte(`<opml><body><outline xmlUrl="http://x/"/></body></opml>`))
	f.Add([]byte(savedHTML))
	f.Fuzz(func(t *testing.T, b []byte) {
		if p, err := readMHTML(b); err == nil && len(p.body) > 2*len(b)+1 {
			t.Errorf("a page of %d bytes out of %d", len(p.body), len(b))
		}
		if at := savedFrom(b); at != "" && !strings.HasPrefix(at, "http") {
			t.Errorf("a page saved from %q", at)
		}
		if feeds, err := feedsIn(b); err == nil && len(feeds) > maxFeeds {
			t.Errorf("%d feeds", len(feeds))
		}
	})
}
