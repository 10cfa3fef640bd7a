package legalxml

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

func TestBadInput(t *testing.T) {
	for _, c := range []struct {
		name, in string
		kind     block.ErrorKind
	}{
		{"no element", "just text", block.Damaged},
		{"only a declaration", `<?xml version="1.0"?>`, block.Damaged},
		{"no words", "<RULE><PREAMB/></RULE>", block.Empty},
		{"data", "<rows>" + strings.Repeat("<row><id>7</id><name>Ore</name></row>", 9) + "</rows>", block.Unsupported},
		{"too deep", strings.Repeat("<a>", maxDepth+5) + "x" + strings.Repeat("</a>", maxDepth+5), block.TooLarge},
		{"too many bytes", "<a>" + strings.Repeat("x", 2<<20) + "</a>", block.TooLarge},
		{"too many cells", "<RULE><GPOTABLE>" + strings.Repeat("<ROW>"+strings.Repeat("<ENT>1</ENT>", 50)+"</ROW>", 300) + "</GPOTABLE></RULE>", block.TooLarge},
	} {
		_, err := Read([]byte(c.in), testLimits)
		var e *block.Error
		if !errors.As(err, &e) || e.Kind != c.kind {
			t.Errorf("%s: %v, want kind %s", c.name, err, c.kind)
		}
	}
}

// TestHostile reads what attacks a careless reader of XML: nothing is expanded or asked for, and the
// words around it stand.
func TestHostile(t *testing.T) {
	const words = "The words around the attack are still read as they stand."
	var laughs strings.Builder
	laughs.WriteString(`<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">`)
	for i := range 12 {
		fmt.Fprintf(&laughs, `<!ENTITY a%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&a%d;", i), 10))
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("SECRET"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, in string }{
		{"entities that grow", laughs.String() + "]><d><p>" + words + "</p><p>&a12;</p></d>"},
		{"an entity from a file", `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://` + secret + `">]><d><p>` + words + `</p><p>&x;</p></d>`},
		{"a document type from a file", `<?xml version="1.0"?><!DOCTYPE d SYSTEM "file://` + secret + `"><d><p>` + words + `</p></d>`},
		{"attributes", "<?xml version=\"1.0\"?><d " + strings.Repeat(`a="b" `, 50_000) + "><p>" + words + "</p></d>"},
		{"forbidden characters", "<?xml version=\"1.0\"?><d>\x01\x18<p>" + words + "&#x18;&#0;&#xFFFFFFF;</p></d>"},
		{"cut short", "<?xml version=\"1.0\"?><d><p>" + words + "</p><p"},
		{"tags that do not match", "<?xml version=\"1.0\"?><d><p>" + words + "</q></d></p>"},
	} {
		p, err := Read([]byte(c.in), testLimits)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		got := render(p, nil)
		if !strings.Contains(got, words) || strings.Contains(got, "SECRET") || len(got) > 5000 {
			t.Errorf("%s: %.300s", c.name, got)
		}
	}
}

// TestCharsets reads one document in the charsets that authorities use.
func TestCharsets(t *testing.T) {
	const words = "关于镓、锗相关物项的公告，自公布之日起正式实施；Übermaß ist ausgeschlossen。"
	doc := func(charset string) string {
		return `<?xml version="1.0" encoding="` + charset + `"?><d><p>` + words + "</p></d>"
	}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(doc("GB2312"))
	if err != nil {
		t.Fatal(err)
	}
	var wide bytes.Buffer
	wide.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(doc("UTF-16"))) {
		wide.Write([]byte{byte(u), byte(u >> 8)})
	}
	latin := []byte("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><d><p>Das \xdcberma\xdf der Ausfuhren ist hiermit ausgeschlossen.</p></d>")
	for _, c := range []struct {
		name string
		in   []byte
		want string
	}{
		{"UTF-8", []byte(doc("UTF-8")), words}, {"with a mark", []byte("\xef\xbb\xbf" + doc("UTF-8")), words}, {"GBK", []byte(gbk), words},
		{"UTF-16", wide.Bytes(), words}, {"Latin-1", latin, "Das Übermaß der Ausfuhren ist hiermit ausgeschlossen."}, {"GBK said of UTF-8", []byte(doc("gbk")), words},
	} {
		p, err := Read(c.in, testLimits)
		if err != nil || len(p.Blocks) != 1 || p.Blocks[0].Text != c.want {
			t.Errorf("%s: %v %v", c.name, err, p.Blocks)
		}
	}
}

func TestSniff(t *testing.T) {
	for in, want := range map[string]bool{
		"<RULE><PREAMB>": true, "<!-- a note --><feed xmlns='http://www.w3.org/2005/Atom'>": true, `<?xml version="1.0"?><anything/>`: true, "<html><body>": false,
		`<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">`: false, "<div><p>x</p></div>": false, "text": false, "": false, "<": false,
		`<?xml version="1.0"?><!DOCTYPE DOC [<!ENTITY a "b">]><DOC/>`: true, "<section><p>": false,
	} {
		if got := Sniff([]byte(in)); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Read(b, block.Limits{Bytes: 1 << 16, Cells: 1000})
		var e *block.Error
		if err != nil && !errors.As(err, &e) {
			t.Fatalf("an error without a kind: %v", err)
		}
		for _, l := range p.Blocks {
			if strings.TrimSpace(l.Text) == "" || strings.ContainsAny(l.Text, "\n\x01\x02") || l.Kind != block.Row && l.Kind != block.RowHead && strings.Contains(l.Text, "\t") {
				t.Fatalf("the line %q", l.Text)
			}
		}
	})
}
