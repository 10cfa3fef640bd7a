package parse

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// assemble makes the text out of the blocks and names its parts.
func assemble(p page, in Input, opt Options) (Parsed, error) {
	lines, text := join(p.blocks)
	if text == "" {
		return Parsed{}, fail(Empty, "the content holds no words; a page or a file with text would be right")
	}
	if len(text) > opt.MaxText {
		return Parsed{}, fail(TooLarge, "the text has %d bytes; at most %d are kept", len(text), opt.MaxText)
	}
	out := Parsed{
		MediaType: p.mediaType, Title: p.title, Canonical: p.canonical, Text: text,
		Attachments: p.attachments, Visible: p.visible, Dropped: p.dropped, Warnings: p.warnings, Parser: p.parser,
		Kept: inked(text),
	}
	out.Visible = max(out.Visible, out.Kept)
	if out.Title == "" {
		out.Title = in.Hints.Title
	}
	out.Lang = languageOf(text, p.lang, in.Hints.Lang)
	nameColumns(lines)
	out.Provisions, out.Sentences = structure(text, lines, setting{lang: out.Lang, title: out.Title,
		annex: in.Hints.Kind == corpus.Annex || in.Hints.Parent != ""})
	out.Number = firstOf(numberOf(out.Title, lines), p.number, in.Hints.Number)
	out.Authority = firstOf(p.authority, in.Hints.Authority)
	out.Published, out.PublishedAt = publishedOf(p, lines, out.Lang, in.Hints)
	return out, nil
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// join writes the blocks one a line.
func join(blocks []block) ([]line, string) {
	var b strings.Builder
	lines := make([]line, 0, len(blocks))
	for _, bl := range blocks {
		if strings.TrimSpace(bl.text) == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		start := b.Len()
		b.WriteString(bl.text)
		lines = append(lines, line{block: bl, start: start, end: b.Len()})
	}
	return lines, b.String()
}
