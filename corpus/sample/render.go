package sample

import (
	"fmt"
	"html"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lodestone-kb/lodestone/corpus"
)

// render makes the bytes of every version once, so that serving is looking up.
func (s *site) render() error {
	for _, p := range s.pages {
		for i := range p.versions {
			v := &p.versions[i]
			b, err := s.bytesOf(p, v)
			if err != nil {
				return fmt.Errorf("make page %s: %w", p.path, err)
			}
			v.bytes = b
		}
	}
	return nil
}

func (s *site) bytesOf(p *page, v *version) ([]byte, error) {
	switch v.form {
	case formPDF:
		return makePDF(v)
	case formDOCX:
		return makeDOCX(v)
	case formHTML:
	default:
		return nil, fmt.Errorf("form %q: want html, pdf or docx", v.form)
	}
	text := s.wrap(v, bodyHTML(v))
	if v.charset == "gb18030" {
		return simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(text))
	}
	return []byte(text), nil
}

// mediaType is what the server declares for a version.
func (v *version) mediaType() string {
	switch v.form {
	case formPDF:
		return "application/pdf"
	case formDOCX:
		return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	}
	if v.charset != "" {
		return "text/html" // the page's own meta element says which
	}
	return "text/html; charset=utf-8"
}

// block is a line of the markup, or the rows of a table together.
type block struct {
	kind rune // 'p', '#', '-', '+', '^', '>' or '|'
	text string
	rows [][]string
}

// blocks reads the light markup.
func blocks(body string) []block {
	var out []block
	for line := range strings.Lines(body) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		mark, rest, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "|"):
			row := strings.Split(strings.Trim(line, "|"), "|")
			for i := range row {
				row[i] = strings.TrimSpace(row[i])
			}
			if n := len(out); n > 0 && out[n-1].kind == '|' {
				out[n-1].rows = append(out[n-1].rows, row)
			} else {
				out = append(out, block{kind: '|', rows: [][]string{row}})
			}
		case len(mark) == 1 && strings.Contains("#-+^>", mark):
			out = append(out, block{kind: rune(mark[0]), text: rest})
		default:
			out = append(out, block{kind: 'p', text: line})
		}
	}
	return out
}

// bodyHTML is the document itself, without what a publisher puts around it.
func bodyHTML(v *version) string {
	var b strings.Builder
	inList := false
	for _, k := range blocks(v.body) {
		if inList != (k.kind == '-') {
			b.WriteString(map[bool]string{true: "</ul>\n", false: "<ul>\n"}[inList])
			inList = !inList
		}
		text := html.EscapeString(k.text)
		switch k.kind {
		case '#':
			fmt.Fprintf(&b, "<h2>%s</h2>\n", text)
		case '-':
			fmt.Fprintf(&b, "<li>%s</li>\n", text)
		case '^':
			fmt.Fprintf(&b, "<p style=\"text-align:center\">%s</p>\n", text)
		case '>':
			fmt.Fprintf(&b, "<p style=\"text-align:right\">%s</p>\n", text)
		case '|':
			tableHTML(&b, k.rows)
		default:
			fmt.Fprintf(&b, "<p>%s</p>\n", text)
		}
	}
	if inList {
		b.WriteString("</ul>\n")
	}
	for _, a := range v.attach {
		fmt.Fprintf(&b, "<p class=\"attach\"><a href=\"%s\">%s</a></p>\n", html.EscapeString(a.path), html.EscapeString(a.title))
	}
	return b.String()
}

// tableHTML writes a table; its first row is the head.
func tableHTML(b *strings.Builder, rows [][]string) {
	b.WriteString("<table border=\"1\">\n")
	for i, row := range rows {
		cell := "td"
		if i == 0 {
			cell = "th"
		}
		b.WriteString("<tr>")
		for _, c := range row {
			fmt.Fprintf(b, "<%s>%s</%s>", cell, html.EscapeString(c), cell)
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
}

// mark is the sentence at the top of a page of this language.
func mark(lang corpus.Lang) string {
	if strings.HasPrefix(string(lang), "zh") {
		return MarkChinese
	}
	return MarkEnglish
}
