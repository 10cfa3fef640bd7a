package parse

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

const smallPage = `<html><head><meta charset="utf-8"><title>Rule</title></head><body><p>The rule takes effect on December 1, 2025, for all sample items named in it.</p></body></html>`

func TestBadInput(t *testing.T) {
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(i * i * 31)
	}
	for _, c := range []struct {
		name string
		in   Input
		opt  Options
		kind Kind
	}{
		{name: "no bytes", in: Input{}, kind: Empty},
		{name: "blanks", in: Input{Bytes: []byte(" \n\t\r\n ")}, kind: Empty},
		{name: "page without words", in: Input{Bytes: []byte("<html><head><title>T</title></head><body><script>x()</script></body></html>")}, kind: Empty},
		{name: "error page", in: Input{Bytes: []byte("<html><title>404 Not Found</title><body><h1>404 Not Found</h1><hr>server</body></html>")}, kind: BlockPage},
		{name: "challenge", in: Input{Bytes: []byte("<html><title>Just a moment...</title><body>Checking your browser before you go on.</body></html>")}, kind: BlockPage},
		{name: "Chinese error page", in: Input{Bytes: []byte("<html><body><p>抱歉，您访问的页面不存在</p></body></html>")}, kind: BlockPage},
		{name: "shell for scripts", in: Input{Bytes: []byte("<html><body><div id=app>Please enable JavaScript to go on</div></body></html>")}, kind: BlockPage},
		{name: "noise", in: Input{Bytes: noise}, kind: Unsupported},
		{name: "noise called HTML", in: Input{Bytes: noise, MediaType: "text/html"}, kind: Unsupported},
		{name: "image", in: Input{Bytes: []byte("\x89PNG\r\n\x1a\nabc"), MediaType: "text/html"}, kind: Unsupported},
		{name: "old Word file", in: Input{Bytes: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc")}, kind: Unsupported},
		{name: "protected Word file", in: Input{Bytes: []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")}, kind: Encrypted},
		{name: "Word file cut short", in: Input{Bytes: wordFile(t, wp("text"), "")[:200]}, kind: Damaged},
		{name: "zip", in: Input{Bytes: zipOf(t, map[string]string{"a.txt": "a", "b.txt": "b"})}, kind: Unsupported},
		{name: "WARC", in: Input{Bytes: []byte("WARC/1.0\r\nWARC-Type: response\r\n\r\n")}, kind: Unsupported},
		{name: "WARC in gzip", in: Input{Bytes: gzipped("WARC/1.0\r\nWARC-Type: response\r\n\r\n")}, kind: Unsupported},
		{name: "ARC", in: Input{Bytes: []byte("filedesc://a.arc 0.0.0.0 20140301000000 text/plain 75\n")}, kind: Unsupported},
		{name: "gzip in gzip", in: Input{Bytes: gzipped(string(gzipped("words")))}, kind: Unsupported},
		{name: "JSON listing", in: Input{Bytes: []byte(`{"results":[{"title":"a","text":"b"},{"title":"c","text":"d"}]}`)}, kind: Unsupported},
		{name: "JSON cut short", in: Input{Bytes: []byte(`{"title":"a","text":"b`), MediaType: "application/json"}, kind: Damaged},
		{name: "JSON cut short that nobody declared", in: Input{Bytes: []byte("{\n \"title\": \"a\", \"text\": \"b")}, kind: Damaged},
		{name: "JSON with a comma too many, as text", in: Input{Bytes: []byte(`[{"title":"a","text":"b",}]`), MediaType: "text/plain"}, kind: Damaged},
		{name: "JSON lines", in: Input{Bytes: []byte("{\"title\":\"a\",\"text\":\"b\"}\n{\"title\":\"c\",\"text\":\"d\"}\n")}, kind: Unsupported},
		{name: "JSON that goes on", in: Input{Bytes: []byte(`{"title":"a","text":"b"} and so on`)}, kind: Damaged},
		{name: "too large", in: Input{Bytes: make([]byte, 2000)}, opt: Options{MaxBytes: 1000}, kind: TooLarge},
		{name: "gzip bomb", in: Input{Bytes: gzipped(strings.Repeat("a", 1<<20)), Encoding: "gzip"}, opt: Options{MaxBytes: 1 << 16}, kind: TooLarge},
		{name: "unknown coding", in: Input{Bytes: []byte(smallPage), Encoding: "zstd2"}, kind: Unsupported},
		{name: "text too large", in: Input{Bytes: []byte("word word word")}, opt: Options{MaxText: 5}, kind: TooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse(context.Background(), c.in, c.opt)
			wantError(t, err, c.kind)
		})
	}
}

func gzipped(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(s))
	if err = errors.Join(err, w.Close()); err != nil {
		panic(err) // a buffer does not fail
	}
	return b.Bytes()
}

func TestContentCodings(t *testing.T) {
	var br, zl bytes.Buffer
	bw := brotli.NewWriter(&br)
	zw := zlib.NewWriter(&zl)
	_, err1 := bw.Write([]byte(smallPage))
	_, err2 := zw.Write([]byte(smallPage))
	if err := errors.Join(err1, err2, bw.Close(), zw.Close()); err != nil {
		t.Fatal(err)
	}
	whole := gzipped(smallPage + strings.Repeat("<p>More words of the rule follow here.</p>", 500))
	for _, c := range []struct {
		name, coding string
		body         []byte
		warns        bool
	}{
		{"none", "", []byte(smallPage), false},
		{"identity", "identity", []byte(smallPage), false},
		{"gzip", "gzip", gzipped(smallPage), false},
		{"deflate", "deflate", zl.Bytes(), false},
		{"bare deflate", "deflate", zl.Bytes()[2 : zl.Len()-4], false},
		{"brotli", "br", br.Bytes(), false},
		{"twice", "gzip, br", nil, false},
		{"declared but not coded", "gzip", []byte(smallPage), true},
		{"gzip cut short", "gzip", whole[:len(whole)-20], true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.name == "twice" {
				var b bytes.Buffer
				w := brotli.NewWriter(&b)
				if _, err := w.Write(gzipped(smallPage)); err != nil {
					t.Fatal(err)
				}
				if err := w.Close(); err != nil {
					t.Fatal(err)
				}
				c.body = b.Bytes()
			}
			p, err := Parse(context.Background(), Input{Bytes: c.body, Encoding: c.coding, MediaType: "text/html"}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(p.Text, "The rule takes effect on December 1, 2025") {
				t.Errorf("text = %q", p.Text)
			}
			if (len(p.Warnings) > 0) != c.warns {
				t.Errorf("warnings = %q", p.Warnings)
			}
		})
	}
}

func TestCharsets(t *testing.T) {
	chinese := "关于镓、锗相关物项的公告：本公告自2023年8月1日起正式实施，𬬭、镕亦然。"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(chinese)
	if err != nil {
		t.Fatal(err)
	}
	page := func(meta, text string) []byte {
		return []byte("<html><head>" + meta + "<title>t</title></head><body><p>" + text + "</p></body></html>")
	}
	for _, c := range []struct {
		name, media string
		body        []byte
	}{
		{"gb2312 in meta holds four-byte characters", "text/html", page(`<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`, gb)},
		{"gbk in header", "text/html; charset=GBK", page("", gb)},
		{"nothing declared", "text/html", page("", strings.Repeat(gb, 4))},
		{"latin-1 declared wrongly", "text/html; charset=iso-8859-1", page("", strings.Repeat(gb, 4))},
		{"gb declared over UTF-8", "text/html; charset=gb2312", page("", chinese)},
		{"UTF-8 with a mark", "text/html", append([]byte("\xef\xbb\xbf"), page("", chinese)...)},
		{"plain text", "text/plain", []byte(strings.Repeat(gb+"\n", 4))},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(context.Background(), Input{Bytes: c.body, MediaType: c.media}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(p.Text, chinese) || len(p.Warnings) > 0 {
				t.Errorf("text = %q, warnings = %q", p.Text, p.Warnings)
			}
		})
	}
	t.Run("broken bytes are counted", func(t *testing.T) {
		p, err := Parse(context.Background(), Input{Bytes: append(page(`<meta charset="utf-8">`, chinese), "<p>\xff\xfe</p>"...), MediaType: "text/html"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Warnings) != 1 || !strings.HasPrefix(p.Warnings[0], "2 bytes") {
			t.Errorf("warnings = %q", p.Warnings)
		}
	})
}

// TestLarge reads inputs whose size or shape is hostile; each must end and keep its words.
func TestLarge(t *testing.T) {
	deep := strings.Repeat("<div>", 3000) + "the words at the bottom" + strings.Repeat("</div>", 3000)
	for name, body := range map[string]string{
		"a line of 20 MB":       strings.Repeat("word. ", 20<<20/6),
		"a word of 3 MB":        strings.Repeat("字", 1<<20),
		"dots":                  strings.Repeat(".", 1<<20),
		"brackets":              strings.Repeat("(", 1<<20),
		"many short lines":      strings.Repeat("1.\n", 30_000),
		"deep nesting":          deep,
		"deep inline nesting":   "<html><body>" + strings.Repeat("<b>", 3000) + "the words at the bottom",
		"many cells":            "<table>" + strings.Repeat("<tr><td>1<td>2</tr>", 20_000) + "</table>",
		"wide spans":            "<table>" + strings.Repeat(`<tr><td colspan=9999 rowspan=9999>1<td>2</tr>`, 300) + "</table>",
		"many lists":            "<ul>" + strings.Repeat("<li><a href=x>link</a> text", 5_000) + "</ul>",
		"an unclosed attribute": `<a href="` + strings.Repeat("x", 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			p, err := Parse(context.Background(), Input{Bytes: []byte(body)}, Options{})
			var e *block.Error
			if err != nil && !errors.As(err, &e) {
				t.Fatal(err)
			}
			if err == nil {
				check(t, p)
			}
			if strings.Contains(body, "at the bottom") && !strings.Contains(p.Text, "the words at the bottom") {
				t.Errorf("the words are lost: %q, %v", p.Text, err)
			}
		})
	}
}

func TestJSONItem(t *testing.T) {
	item := `{"item":{"id":7,"title":"关于<em>示例</em>物项的公告","publishTime":"2025-10-09 09:00","content":"<p>一、甲。</p><ol><li>乙</li></ol><table><tr><td>1</td><td>2</td></tr></table>","url":"https://www.ministry.example/7","source":"示例部"}}`
	p, err := Parse(context.Background(), Input{Bytes: []byte(item), MediaType: "application/json"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	if want := "title: 关于示例物项的公告\n一: 一、甲。\n一、1: 乙\n表1，第1行: 1→2\n"; outline(p) != want {
		t.Errorf("got\n%swant\n%s", outline(p), want)
	}
	if p.Published != corpus.Day(2025, 10, 9) || p.Authority != "示例部" || p.Canonical != "https://www.ministry.example/7" || p.Parser != "json/1" {
		t.Errorf("published %v, authority %q, canonical %q, parser %q", p.Published, p.Authority, p.Canonical, p.Parser)
	}
	p, err = Parse(context.Background(), Input{Bytes: []byte(`{"title":"Rule","text":"The rule is < 5 lines.\nIt ends.","published":"2025-10"}`)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Text != "Rule\nThe rule is < 5 lines.\nIt ends." || p.Published != (corpus.Date{Year: 2025, Month: 10}) {
		t.Errorf("text %q, published %v", p.Text, p.Published)
	}
}

func TestBodySelector(t *testing.T) {
	page := []byte(`<html><body><div class="nav"><a href=a>x</a></div><div id="c"><div class="share">Shared duties of the parties</div><p>Text.</p></div></body></html>`)
	in := Input{Bytes: page, MediaType: "text/html", Hints: corpus.Hints{Body: "#c", Title: "Rule"}}
	p, err := Parse(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if p.Text != "Shared duties of the parties\nText." || p.Title != "Rule" {
		t.Errorf("text %q, title %q", p.Text, p.Title)
	}
	// Title and date stand outside of the node but must be citable.
	in.Bytes = []byte(`<html><body><h1>Rule on ores</h1><p class="date">Published: 9 October 2025</p><div id="c"><p>Text.</p></div><p>More.</p></body></html>`)
	if p, err = Parse(context.Background(), in, Options{}); err != nil || p.Text != "Rule on ores\nPublished: 9 October 2025\nText." {
		t.Errorf("text %q, %v", p.Text, err)
	}
	in.Hints.Body = "#["
	if p, err = Parse(context.Background(), in, Options{}); err != nil || len(p.Warnings) != 1 {
		t.Errorf("a wrong selector: %v, %q", err, p.Warnings)
	}
}

// TestZones reads instants around midnight in Beijing.
func TestZones(t *testing.T) {
	for _, c := range []struct{ instant, zone, want string }{
		{"2025-12-31T15:30:00Z", "Asia/Shanghai", "2025-12-31"},
		{"2025-12-31T16:30:00Z", "Asia/Shanghai", "2026-01-01"},
		{"2025-12-31T16:30:00Z", "", "2025-12-31"},
		{"2025-11-30T15:30:00Z", "Asia/Shanghai", "2025-11-30"},
		{"2025-11-30T16:30:00Z", "Asia/Shanghai", "2025-12-01"},
		{"2025-12-31T23:30:00+08:00", "America/New_York", "2025-12-31"},
		{"2026-01-01T00:30:00+08:00", "Asia/Shanghai", "2026-01-01"},
		{"2026-01-01 00:30", "Asia/Shanghai", "2026-01-01"},
	} {
		if d, ok := civilDate(c.instant, c.zone); !ok || d.String() != c.want {
			t.Errorf("civilDate(%q, %q) = %v, want %s", c.instant, c.zone, d, c.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range pages {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "text/html", "")
	}
	f.Add([]byte(smallPage), "text/html; charset=gb2312", "")
	f.Add(gzipped(smallPage), "text/html", "gzip")
	f.Add(wordFile(f, wn(1, 0, "a")+"<w:tbl>"+wrow("1", "2")+"</w:tbl>", `<w:abstractNum w:abstractNumId="0">`+wlevel(0, "decimal", "%1.")+`</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`), "", "")
	f.Add([]byte(`{"title":"a","content":"<p>b</p>"}`), "application/json", "")
	f.Add([]byte("第一条 甲。\n附件1\n1\t2"), "text/plain", "")
	f.Fuzz(func(t *testing.T, b []byte, media, coding string) {
		p, err := Parse(context.Background(), Input{Bytes: b, MediaType: media, Encoding: coding, URL: "http://a.example/b/"}, Options{NoPDF: true, MaxBytes: 1 << 20, MaxCells: 1000})
		var e *block.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("error %v is no Error", err)
		}
		if err != nil && strings.Contains(e.Reason, "made the reader fail") {
			t.Fatalf("panic: %v", e.Cause)
		}
		if err == nil {
			if msg := coverError(p.Text, p.Provisions, p.Sentences); msg != "" {
				t.Fatal(msg)
			}
			if p.Kept > p.Visible || strings.Contains(p.Text, "\r") {
				t.Fatalf("kept %d of %d, text %q", p.Kept, p.Visible, p.Text)
			}
		}
	})
}

// TestJSONPlace says where JSON goes wrong.
func TestJSONPlace(t *testing.T) {
	for in, want := range map[string]string{
		"{\n \"title\": \"a\",\n \"text\": b}":             "line 3, column 11 (byte 27)",
		"{\"title\": \"a\"":                                "line 1, column 14 (byte 13)",
		"{\"title\": \"a\"}\n{\"title\": \"b\"}":           "the second at line 2, column 1 (byte 15)",
		"{\"title\": \"a\"} tail":                          "after its end, at line 1, column 15 (byte 14)",
		"{quoted in braces}: these are words of a letter.": "",
	} {
		_, err := Parse(context.Background(), Input{Bytes: []byte(in)}, Options{})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", in, err, want)
		}
	}
}
