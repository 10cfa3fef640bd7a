package parse

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
	"github.com/lodestone-kb/lodestone/corpus/language"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/pagedate"
)

// assemble makes the text out of the blocks and names its parts.
func assemble(p block.Page, in Input, opt Options) (Parsed, error) {
	lines, text := join(p.Blocks)
	if text == "" {
		return Parsed{}, block.Failf(Empty, "the content holds no words; a page or a file with text would be right")
	}
	if len(text) > opt.MaxText {
		return Parsed{}, block.Failf(TooLarge, "the text has %d bytes; at most %d are kept", len(text), opt.MaxText)
	}
	if len(lines) > opt.MaxLines {
		return Parsed{}, block.Failf(TooLarge, "the text has %d lines; at most %d are kept", len(lines), opt.MaxLines)
	}
	out := Parsed{
		MediaType: p.MediaType, Title: p.Title, Canonical: p.Canonical, Text: text,
		Visible: p.Visible, Dropped: p.Dropped, Warnings: p.Warnings, Gaps: p.Gaps, Parser: p.Parser,
		Kept: block.Inked(text),
	}
	out.Visible = max(out.Visible, out.Kept)
	if out.Title == "" {
		out.Title = in.Hints.Title
	}
	out.Lang = language.Of(text, p.Lang, in.Hints.Lang)
	out.Attachments = attachmentsOf(p.Attachments, pointing{lang: out.Lang, title: out.Title, address: firstOf(in.URL, p.Canonical), official: in.Hints.Official})
	nameColumns(lines)
	out.Machine = machineRead(lines)
	if !isSheet(p.MediaType) { // whose cells are as they were typed
		out.Warnings = append(out.Warnings, tableFaults(lines)...)
	}
	out.Provisions, out.Sentences = structure(text, lines, setting{lang: out.Lang, title: out.Title,
		annex: in.Hints.Kind == corpus.Annex || in.Hints.Parent != ""})
	if in.Hints.Parent == "" {
		out.Gaps = append(out.Gaps, annexesNotHeld(lines, out)...)
	}
	title := out.Title
	if slices.ContainsFunc(lines, func(l line) bool { return l.Machine && l.Text == title }) {
		title = "" // its number may be misread, and so may other numbers and dates that a machine read
	}
	lines = slices.DeleteFunc(lines, func(l line) bool { return l.Machine })
	if isSheet(p.MediaType) {
		// A date or a number in a cell is data; what the workbook says of itself stands around the table.
		lines = slices.DeleteFunc(lines, func(l line) bool { return l.Kind == block.Row || l.Kind == block.RowHead })
	}
	if !p.Official {
		out.Number = numberOf(title, lines)
	}
	out.Number = firstOf(out.Number, p.Number, in.Hints.Number)
	out.Modified = p.Modified
	out.Authority = firstOf(p.Authority, in.Hints.Authority)
	out.Published, out.PublishedAt = publishedOf(p, lines, dayReader{out.Lang, pagedate.Latest(in.Fetched)}, in.Hints)
	out.Warnings = append(out.Warnings, markupDiffers(p.Published, out)...)
	if out.Published == p.Published && p.Shown != p.Published {
		out.Shown = p.Shown
	}
	out.Warnings = append(out.Warnings, misprinted(text, out.Lang)...)
	return out, nil
}

// markupDiffers tells of a day of publication in the markup that is not the one that the text prints,
// but for a day's difference, which time zones make.
func markupDiffers(markup corpus.Date, out Parsed) []string {
	if out.PublishedAt == nil || markup.Precision() != corpus.ToDay || out.Published.Precision() != corpus.ToDay {
		return nil
	}
	if d := out.Published.DaysUntil(markup); d >= -1 && d <= 1 {
		return nil
	}
	return []string{fmt.Sprintf("the markup gives %s as the day of publication, the text prints %s: the text was believed", markup, out.Published)}
}

// misprinted warns of days that the text prints and that do not exist.
func misprinted(text string, lang corpus.Lang) []string {
	const told = 3
	var out []string
	found := dates.FindImpossible(text, lang)
	for _, f := range found[:min(len(found), told)] {
		out = append(out, fmt.Sprintf("the text prints the day %q, which does not exist; no date was read from it", text[f.Start:f.End]))
	}
	if n := len(found) - told; n > 0 {
		out = append(out, fmt.Sprintf("the text prints %d more days that do not exist", n))
	}
	return out
}

// machineRead returns the ranges of the text that were read off images.
func machineRead(lines []line) []corpus.Range {
	var out []corpus.Range
	for i, l := range lines {
		switch {
		case !l.Machine:
		case i > 0 && lines[i-1].Machine:
			out[len(out)-1].End = l.end
		default:
			out = append(out, corpus.Range{Start: l.start, End: l.end})
		}
	}
	return out
}

// headOnly is what is known of a page that shows no words.
func headOnly(p block.Page) Parsed {
	return Parsed{MediaType: p.MediaType, Title: p.Title, Lang: language.Tidy(p.Lang), Published: p.Published, Modified: p.Modified,
		Authority: p.Authority, Number: p.Number, Canonical: p.Canonical, Warnings: p.Warnings, Parser: p.Parser}
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
func join(blocks []block.Block) ([]line, string) {
	var b strings.Builder
	lines := make([]line, 0, len(blocks))
	for _, bl := range blocks {
		if strings.TrimSpace(bl.Text) == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		start := b.Len()
		b.WriteString(bl.Text)
		lines = append(lines, line{Block: bl, start: start, end: b.Len()})
	}
	return lines, b.String()
}
