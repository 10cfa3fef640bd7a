package parse

import (
	"context"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// readPlain reads plain text and Markdown, line by line. A hard-wrapped English paragraph becomes
// one block, a line with tabs inside a row. Markdown marks stay: they are what was published.
func readPlain(_ context.Context, in Input, _ Options) (block.Page, error) {
	text, warnings := block.Decode(in.Bytes, in.MediaType, false)
	p := block.Page{Parser: "text/1", Warnings: warnings, MediaType: string(formPlain)}
	if strings.HasPrefix(in.MediaType, string(formMark)) {
		p.MediaType = string(formMark)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n").Replace(text)
	table, inTable := 0, false
	for _, l := range unwrap(strings.Split(text, "\n")) {
		b := block.Block{Text: block.Normalise(strings.TrimSpace(l), true)}
		if b.Text == "" {
			inTable = false
			continue
		}
		isRow := strings.Contains(b.Text, "\t")
		if isRow && !inTable {
			table++
		}
		if isRow {
			b.Kind, b.Table = block.Row, table
		}
		inTable = isRow
		p.Blocks = append(p.Blocks, b)
	}
	p.Visible = block.Inked(text)
	if len(p.Blocks) > 0 {
		p.Title = strings.TrimLeft(p.Blocks[0].Text, "# ")
		if len([]rune(p.Title)) > 200 || endsSentence(p.Title) {
			p.Title = ""
		}
	}
	return p, nil
}

// unwrap joins the lines of hard-wrapped paragraphs. It acts only where the whole text is wrapped:
// paragraphs parted by blank lines, and most inner lines of nearly the same full length.
func unwrap(lines []string) []string {
	full, inner := 0, 0
	longest := 0
	for _, l := range lines {
		longest = max(longest, len(l))
	}
	if longest > 120 || longest < 50 {
		return lines
	}
	for i, l := range lines[:len(lines)-1] {
		if strings.TrimSpace(l) == "" || strings.TrimSpace(lines[i+1]) == "" {
			continue
		}
		inner++
		if len(l) > longest*3/4 {
			full++
		}
	}
	if inner < 4 || full*10 < inner*8 {
		return lines
	}
	var out []string
	open := false
	for _, l := range lines {
		blank := strings.TrimSpace(l) == ""
		if open && !blank && !startsBlock(l) {
			out[len(out)-1] += " " + strings.TrimSpace(l)
		} else if !blank {
			out = append(out, l)
		}
		open = !blank
	}
	return out
}

// startsBlock reports whether the line begins with a number, a bullet or an indent of its own.
func startsBlock(l string) bool {
	t := strings.TrimSpace(l)
	if _, ok := readMarker(t); ok {
		return true
	}
	return strings.HasPrefix(t, "- ") || strings.HasPrefix(t, "* ") || strings.HasPrefix(t, "#") || strings.HasPrefix(l, "    ")
}
