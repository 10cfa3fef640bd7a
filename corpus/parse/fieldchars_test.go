package parse

import (
	"context"
	"strings"
	"testing"
)

// TestLateCharacters decodes what only the end of a long body shows: a four-byte character of GB 18030
// under the label gb2312, behind a hundred thousand ASCII bytes.
func TestLateCharacters(t *testing.T) {
	head := "<html><head><meta charset=gb2312><title>Ores</title></head><body><p>"
	ascii := strings.Repeat("The ore is weighed and sealed. ", 4000)
	// 稀土㐀: two pairs and a character of four bytes.
	body := head + ascii + "\xcf\xa1\xcd\xc1\x81\x39\xee\x39\xcf\xa1\xcd\xc1</p></body></html>"
	for _, declared := range []string{"text/html", "text/html; charset=gbk", "text/html; charset=gb2312"} {
		p, err := Parse(context.Background(), Input{Bytes: []byte(body), MediaType: declared}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, p)
		if !strings.HasSuffix(strings.TrimSpace(p.Text), "稀土㐀稀土") {
			t.Errorf("%s: ends %q", declared, p.Text[max(0, len(p.Text)-40):])
		}
	}
}

// TestObjectCharacters keeps offsets where a text has characters that stand for objects, marks of
// direction or joiners.
func TestObjectCharacters(t *testing.T) {
	for _, odd := range []string{"\ufffc", "\u200b", "\u200f", "\u00ad", "\ufeff", "\u2060", "\U000e0041", "e\u0301"} {
		p, err := Parse(context.Background(), Input{Bytes: []byte("<html><body><h1>Ores</h1><p>Before" + odd + "after the ore. The second sentence stands whole.</p></body></html>"), MediaType: "text/html; charset=utf-8"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		check(t, p)
		found := false
		for _, s := range p.Sentences {
			found = found || p.Text[s.Start:s.End] == "The second sentence stands whole."
		}
		if !found {
			t.Errorf("%+q: the second sentence is not one of %q", odd, p.Text)
		}
	}
}
