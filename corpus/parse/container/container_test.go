package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// file is a member to be packed.
type file struct{ name, body string }

func zipOf(files ...file) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err == nil {
			_, err = w.Write([]byte(f.body))
		}
		if err != nil {
			panic(err) // a buffer does not fail
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func gzipOf(body string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(body)); err != nil {
		panic(err)
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func tarOf(files ...file) []byte {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	for _, f := range files {
		err := t.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(f.body)), Mode: 0o600, Format: tar.FormatUSTAR})
		if err == nil {
			_, err = t.Write([]byte(f.body))
		}
		if err != nil {
			panic(err)
		}
	}
	if err := t.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func warcOf(records ...file) string {
	var b strings.Builder
	for _, r := range records {
		block := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + r.body
		fmt.Fprintf(&b, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2025-10-09T01:00:00Z\r\nWARC-Target-URI: %s\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", r.name, len(block), block)
	}
	return b.String()
}

// list walks and writes each member as "name=body" or "name!kind".
func list(b []byte, limit int64) ([]string, error) {
	var out []string
	err := Walk(b, block.Limits{Bytes: limit}, func(m Member) error {
		var e *block.Error
		if errors.As(m.Err, &e) {
			out = append(out, m.Name+"!"+string(e.Kind))
		} else {
			out = append(out, m.Name+"="+string(m.Body))
		}
		return nil
	})
	return out, err
}

func TestWalk(t *testing.T) {
	gbk, err := simplifiedchinese.GBK.NewEncoder().String("关于稀土物项出口管制的公告附件一.txt")
	if err != nil {
		t.Fatal(err)
	}
	a, b := file{"a.txt", "one"}, file{"sub/b.txt", "two"}
	broken := zipOf(a, b)
	broken[bytes.Index(broken, []byte("a.txt"))+len("a.txt")+2] ^= 0xff
	locked := zipOf(a)
	locked[6] |= 1
	locked[bytes.Index(locked, []byte("PK\x01\x02"))+8] |= 1
	for _, c := range []struct {
		name string
		in   []byte
		want []string
		kind block.ErrorKind
	}{
		{name: "zip", in: zipOf(a, b), want: []string{"a.txt=one", "sub/b.txt=two"}},
		{name: "an empty zip", in: zipOf()},
		{name: "tar", in: tarOf(a, b), want: []string{"a.txt=one", "sub/b.txt=two"}},
		{name: "gzip", in: gzipOf("one"), want: []string{"content=one"}},
		{name: "tar in gzip", in: gzipOf(string(tarOf(a, b))), want: []string{"content#a.txt=one", "content#sub/b.txt=two"}},
		{name: "zip in zip", in: zipOf(a, file{"in.zip", string(zipOf(b))}), want: []string{"a.txt=one", "in.zip#sub/b.txt=two"}},
		{name: "WARC", in: []byte(warcOf(file{"http://a.example/x", "one"})), want: []string{"http://a.example/x=one"}},
		{name: "WARC in gzip", in: gzipOf(warcOf(file{"http://a.example/x", "one"})), want: []string{"http://a.example/x=one"}},
		{name: "names are labels", in: zipOf(file{"../../etc/passwd", "x"}, file{`C:\a\b.txt`, "y"}, file{"/\u202ez.txt", "z"}, file{"..", "u"}),
			want: []string{"etc/passwd=x", "C:/a/b.txt=y", "z.txt=z", "member without a name=u"}},
		{name: "Chinese names without a flag", in: zipOf(file{gbk, "x"}), want: []string{"关于稀土物项出口管制的公告附件一.txt=x"}},
		{name: "what a system keeps beside", in: zipOf(file{"__MACOSX/._a.txt", "x"}, file{"d/.DS_Store", "x"}, a), want: []string{"a.txt=one"}},
		{name: "a broken member", in: broken, want: []string{"a.txt!damaged", "sub/b.txt=two"}},
		{name: "a password", in: locked, want: []string{"a.txt!encrypted"}},
		{name: "a broken zip in a zip", in: zipOf(file{"in.zip", "PK\x03\x04nothing"}, a), want: []string{"in.zip!damaged", "a.txt=one"}},
		{name: "a Word file is a document", in: zipOf(file{"d.docx", string(zipOf(file{"word/document.xml", ""}))}), want: []string{"d.docx=" + string(zipOf(file{"word/document.xml", ""}))}},
		{name: "a zip cut short", in: zipOf(a, b)[:60], kind: block.Damaged},
		{name: "a gzip cut short", in: gzipOf(strings.Repeat("one", 1000))[:20], kind: block.Damaged},
		{name: "text", in: []byte("text"), kind: block.Unsupported},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := list(c.in, 1<<20)
			var e *block.Error
			if errors.As(err, &e) && e.Kind != c.kind || err == nil && c.kind != "" {
				t.Errorf("error %v, want kind %q", err, c.kind)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("members %q, want %q", got, c.want)
			}
		})
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name string
		in   []byte
		want Kind
	}{
		{"Word", zipOf(file{"word/document.xml", ""}), None},
		{"OpenDocument", zipOf(file{"mimetype", "application/vnd.oasis.opendocument.text"}), None},
		{"an act in Formex", zipOf(file{"L_1.doc.xml", ""}, file{"L_1.xml", ""}), None},
		{"Word cut short", zipOf(file{"[Content_Types].xml", strings.Repeat("abcdefgh", 99)})[:50], None},
		{"pages", zipOf(file{"a.html", ""}), Zip},
		{"WARC in gzip", gzipOf(warcOf(file{"x", "y"})), WARC},
	} {
		if got := Detect(c.in); got != c.want {
			t.Errorf("%s is %q, want %q", c.name, got, c.want)
		}
	}
}

// TestBombs holds the walk to its budget: small bytes that inflate to many, once, in many members,
// in each other, and in a WARC record that is passed over.
func TestBombs(t *testing.T) {
	big := strings.Repeat("0", 1<<20)
	var many []file
	for i := range 40 {
		many = append(many, file{fmt.Sprint(i), big[:1<<15]})
	}
	request := fmt.Sprintf("WARC/1.0\r\nWARC-Type: request\r\nContent-Length: %d\r\n\r\n%s", len(big), big)
	for name, b := range map[string][]byte{
		"one member": zipOf(file{"a", big}), "many members": zipOf(many...), "tar": tarOf(file{"a", big}), "gzip": gzipOf(big),
		"in each other": gzipOf(string(gzipOf(string(gzipOf(big))))), "WARC": gzipOf(warcOf(file{"http://a.example/", big})), "passed over": gzipOf(request + warcOf(file{"x", "y"})),
	} {
		var total int
		err := Walk(b, block.Limits{Bytes: 1 << 18}, func(m Member) error { total += len(m.Body); return nil })
		var e *block.Error
		if !errors.As(err, &e) || e.Kind != block.TooLarge || total > 1<<18 {
			t.Errorf("%s: %d bytes were handed over, and the error is %v", name, total, err)
		}
	}
}

func TestNestingEnds(t *testing.T) {
	b := zipOf(file{"a.txt", "x"})
	for range 12 {
		b = zipOf(file{"in.zip", string(b)})
	}
	got, err := list(b, 1<<20)
	if err != nil || len(got) != 1 || !strings.HasSuffix(got[0], "!too_large") {
		t.Errorf("%q, %v", got, err)
	}
}

func TestVisitStops(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	err := Walk(zipOf(file{"in.zip", string(zipOf(file{"a", "x"}, file{"b", "y"}))}), block.Limits{Bytes: 1 << 20}, func(Member) error { n++; return stop })
	if err != stop || n != 1 {
		t.Errorf("%d visits, error %v", n, err)
	}
}

// TestRecorded opens the containers of other writers, which lie in a sibling folder of the repository.
func TestRecorded(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "data", "recorded", "warc")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded files are not here: ", err)
	}
	for name, want := range map[string]int{"example.warc.gz": 1, "cc.warc.gz": 1, "example-resource.warc.gz": 1, "example-iana.org-chunked.warc": 1, "gzip_extra_sl.warc.gz": 0} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := list(b, 1<<22)
		if err != nil || len(got) != want {
			t.Errorf("%s: %d members, want %d, error %v", name, len(got), want, err)
		}
	}
}

const issue = `<?xml version="1.0"?><FEDREG><VOL>90</VOL><NO>1</NO><DATE>Friday, April 15, 2016</DATE><UNITNAME>Rules</UNITNAME><RULES><RULE><PREAMB><SUBJECT>One</SUBJECT></PREAMB><DATES>May 2, 2016</DATES></RULE>
<RULE><PREAMB><SUBJECT>Two</SUBJECT></PREAMB></RULE></RULES><NOTICES><NOTICE><P>Three &amp; more</P></NOTICE></NOTICES></FEDREG>`

// TestIssue takes the documents out of a day's Federal Register, each as it stands there.
func TestIssue(t *testing.T) {
	var got []string
	err := Walk([]byte(issue), block.Limits{Bytes: 1 << 16}, func(m Member) error {
		got = append(got, m.Name+" "+m.Hints.Published.String()+" "+string(m.Body))
		return nil
	})
	want := []string{"rule-1 2016-04-15 <RULE><PREAMB><SUBJECT>One</SUBJECT></PREAMB><DATES>May 2, 2016</DATES></RULE>", "rule-2 2016-04-15 <RULE><PREAMB><SUBJECT>Two</SUBJECT></PREAMB></RULE>",
		"notice-3 2016-04-15 <NOTICE><P>Three &amp; more</P></NOTICE>"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
	cut, err := list([]byte(issue[:len(issue)-60]), 1<<16)
	if len(cut) != 2 || err == nil {
		t.Errorf("of an issue that is cut short: %q, %v", cut, err)
	}
}

func FuzzWalk(f *testing.F) {
	f.Add(zipOf(file{"a.txt", "one"}, file{"in.zip", string(zipOf(file{"b", "two"}))}))
	f.Add(tarOf(file{"a.txt", "one"}))
	f.Add(gzipOf(warcOf(file{"http://a.example/x", "one"})))
	f.Add([]byte(warcOf(file{"x", "y"})))
	f.Add([]byte(issue))
	f.Fuzz(func(t *testing.T, b []byte) {
		const limit = 1 << 16
		total := 0
		err := Walk(b, block.Limits{Bytes: limit}, func(m Member) error {
			if total += len(m.Body); m.Err != nil && m.Body != nil {
				t.Fatal("a member has a body and an error")
			}
			if strings.Contains(m.Name, "../") && m.Response == nil || strings.HasPrefix(m.Name, "/") && m.Response == nil {
				t.Fatalf("the name %q leads out", m.Name)
			}
			return nil
		})
		var e *block.Error
		if total > limit || err != nil && !errors.As(err, &e) {
			t.Fatalf("%d bytes, error %v", total, err)
		}
	})
}
