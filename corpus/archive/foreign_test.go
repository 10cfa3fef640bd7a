package archive

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// warc writes a record as another writer might.
func warc(header, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-10-09T01:00:00Z\r\n%sContent-Length: %d\r\n\r\n%s\r\n\r\n", header, len(block), block)
}

const httpResponse = "WARC-Type: response\r\nWARC-Target-URI: <http://a.example/公告>\r\nContent-Type: application/http;msgtype=response\r\n"

func TestReadWARC(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"nothing", "", ""},
		{"an answer", warc(httpResponse, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\nbody"), "http://a.example/%E5%85%AC%E5%91%8A 404 text/html br body"},
		{"in chunks", warc(httpResponse, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"), "http://a.example/%E5%85%AC%E5%91%8A 200   body"},
		{"said to be in chunks", warc(httpResponse, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nbody"), "http://a.example/%E5%85%AC%E5%91%8A 200   body"},
		{"a file", warc("WARC-Type: resource\r\nWARC-Target-URI: file:///x\r\nContent-Type: text/plain\r\n", "body"), "file:///x 200 text/plain  body"},
		{"others are passed over", warc("WARC-Type: warcinfo\r\n", "x") + warc("WARC-Type: request\r\n", "x") + warc("WARC-Type: resource\r\nWARC-Target-URI: file:///x\r\n", "body"), "file:///x 200   body"},
		{"a wrong digest", warc(httpResponse+"WARC-Payload-Digest: sha256:"+string(corpus.HashOf(nil))+"\r\n", "HTTP/1.1 200 OK\r\n\r\nbody") + warc("WARC-Type: resource\r\nWARC-Target-URI: file:///x\r\n", "next"), "error: the body of http://a.example/%E5%85%AC%E5%91%8A has the digest|file:///x 200   next"},
		{"too large", warc("WARC-Type: resource\r\nWARC-Target-URI: file:///x\r\n", strings.Repeat("x", 101)) + warc("WARC-Type: resource\r\nWARC-Target-URI: file:///y\r\n", "next"), "error: the body of file:///x has more than 100 bytes|file:///y 200   next"},
		{"no answer in it", warc(httpResponse, "hello"), "error: the record of http://a.example/%E5%85%AC%E5%91%8A: it holds no HTTP answer"},
		{"cut short", warc("WARC-Type: resource\r\n", "body")[:117], "error: record 1 of a WARC file: its block of 4 bytes: unexpected EOF"},
		{"no WARC", "<html>", `error: record 1 of a WARC file: it starts with "<html>"`},
	} {
		var zipped bytes.Buffer
		z := gzip.NewWriter(&zipped)
		fmt.Fprint(z, c.file)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{c.file, zipped.String()} {
			var got []string
			for f, err := range ReadWARC(strings.NewReader(file), 100) {
				if err != nil {
					got = append(got, "error: "+err.Error())
					continue
				}
				got = append(got, fmt.Sprintf("%s %d %s %s %s", f.Capture.URL, f.Capture.Status, f.Capture.MediaType, f.Capture.Encoding, f.Exchange.Body))
			}
			want := strings.Split(c.want, "|")
			if c.want == "" {
				want = nil
			}
			ok := len(got) == len(want)
			for i := range min(len(got), len(want)) {
				ok = ok && strings.HasPrefix(got[i], want[i])
			}
			if !ok {
				t.Errorf("%s: %q, want %q", c.name, got, want)
			}
		}
	}
}

// TestForeignRoundTrip takes an archive of ours in as if it were another's.
func TestForeignRoundTrip(t *testing.T) {
	f, err := os.Open("testdata/golden/000001.warc.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	a := open(t, t.TempDir(), Options{})
	for r, err := range ReadWARC(f, 1<<20) {
		if err != nil {
			t.Fatal(err)
		}
		r.Capture.Source = "files"
		if _, err := a.Append(t.Context(), r.Capture, r.Exchange); err != nil {
			t.Fatal(err)
		}
	}
	for _, body := range []string{"one", "two", "nothing here", "a file"} {
		if _, err := a.Payload(t.Context(), corpus.HashOf([]byte(body))); err != nil {
			t.Errorf("%q: %v", body, err)
		}
	}
	verify(t, a)
}

// TestRecordedWARC reads files of other writers, which lie in a sibling folder of the repository.
func TestRecordedWARC(t *testing.T) {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	dir = filepath.Join(dir, "..", "..", "..", "shared", "data", "recorded", "warc")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded files are not here: ", err)
	}
	for name, want := range map[string]int{
		"cc.warc.gz": 20289, "example-iana.org-chunked.warc": 7223, "example-resource.warc.gz": 1303, "example-wrong-chunks.warc.gz": 1270,
		"example-bad-non-chunked.warc.gz": 606, "example-trunc.warc": 604, "example.warc.gz": 606, "example-space-in-target-uri.warc.gz": 70,
	} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for r, err := range ReadWARC(f, 1<<20) {
			if got = len(r.Exchange.Body); err != nil && name != "example-trunc.warc" {
				t.Errorf("%s: %v", name, err)
			}
			break // the first answer
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if got != want {
			t.Errorf("%s: the first body has %d bytes, want %d", name, got, want)
		}
	}
}

// TestEveryRecordedFile reads all of them to their ends: each gives its answers, or the reason why not.
func TestEveryRecordedFile(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "shared", "data", "recorded", "warc")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded files are not here: ", err)
	}
	for name, want := range map[string]struct {
		answers int
		reason  string // of the last error
	}{
		"bad.arc": {0, `its length is "-1"`}, "cc.warc.gz": {1, ""}, "example-bad-non-chunked.warc.gz": {1, ""}, "example-bad.warc.gz.bad": {2, ""},
		"example-digest.warc": {0, ""}, "example-iana.org-chunked.warc": {1, ""}, "example-resource.warc.gz": {1, ""},
		"example-space-in-target-uri.warc.gz": {1, ""}, "example-trunc.warc": {1, "not with WARC/"}, "example-wget-bad-target-uri.warc.gz": {3, ""},
		"example-wrong-chunks.warc.gz": {1, ""}, "example.arc": {1, ""}, "example.arc.gz": {1, ""}, "example.warc.gz": {1, ""}, "gzip_extra_sl.warc.gz": {0, ""},
	} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		read := ReadWARC
		if strings.Contains(name, ".arc") {
			read = ReadARC
		}
		answers, reason := 0, ""
		for f, err := range read(bytes.NewReader(b), 1<<20) {
			if err != nil {
				reason = err.Error()
				continue
			}
			answers++
			if f.Capture.URL == "" || f.Capture.FetchedAt.IsZero() {
				t.Errorf("%s: %+v", name, f.Capture)
			}
		}
		if answers != want.answers || (reason == "") != (want.reason == "") || !strings.Contains(reason, want.reason) {
			t.Errorf("%s: %d answers, %q; want %d, %q", name, answers, reason, want.answers, want.reason)
		}
	}
}

var oneARC = "filedesc://x.arc 127.0.0.1 20140216050221 text/plain 17\n1 0 Somebody\nURL\n\n" +
	"http://x.example/a 10.0.0.1 20140216050222 text/html 55\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>body</p>\n"

func TestReadARC(t *testing.T) {
	n := 0
	for f, err := range ReadARC(strings.NewReader(oneARC), 1000) {
		n++
		if err != nil || f.Capture.URL != "http://x.example/a" || f.Capture.MediaType != "text/html" || string(f.Exchange.Body) != "<p>body</p>" || f.Capture.FetchedAt.Year() != 2014 {
			t.Errorf("%+v, %q, %v", f.Capture, f.Exchange.Body, err)
		}
	}
	if n != 1 {
		t.Errorf("%d records", n)
	}
	for f, err := range ReadARC(strings.NewReader(strings.Replace(oneARC, " 55\n", " 550\n", 1)), 1000) {
		if err == nil {
			t.Errorf("a record that breaks off is read: %+v", f.Capture)
		}
	}
}

func FuzzReadARC(f *testing.F) {
	f.Add([]byte(oneARC))
	f.Fuzz(func(t *testing.T, b []byte) {
		for r, err := range ReadARC(bytes.NewReader(b), 1000) {
			if err == nil && len(r.Exchange.Body) > 1000 {
				t.Fatalf("a body of %d bytes", len(r.Exchange.Body))
			}
		}
	})
}

func FuzzReadWARC(f *testing.F) {
	f.Add([]byte(warc(httpResponse, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n")))
	f.Add([]byte("WARC/1.0\nContent-Length: 99999999999\n\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for r, err := range ReadWARC(bytes.NewReader(b), 1000) {
			if err == nil && len(r.Exchange.Body) > 1000 {
				t.Fatalf("a body of %d bytes", len(r.Exchange.Body))
			}
		}
	})
}
