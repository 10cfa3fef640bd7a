package diff

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// label is a number at the head of a provision, in the styles in which acts are numbered.
var label = regexp.MustCompile(`^[\s\p{Z}]*(?:` +
	`第[〇零一二三四五六七八九十百千0-9]+[编章节条款项](?:之[一二三四五六七八九十]+)?` +
	`|[〇零一二三四五六七八九十百]+[、．.]` +
	`|附件[〇一二三四五六七八九十0-9]*` +
	`|(?i:articles?|art\.|sections?|sec\.|annex|paragraph|chapter|part|title)[\s\p{Z}]+(?:[0-9]+(?:\.[0-9]+)*[a-z]?|[ivxlc]+)\b[.:)]?` +
	`|§+[\s\p{Z}]*[0-9]+(?:\.[0-9]+)*(?:[\s\p{Z}]*\([0-9a-zA-Z]{1,5}\))*` +
	`|(?:[(（](?:[一二三四五六七八九十]+|[0-9]{1,3}|[a-zA-Z]{1,2}|[ivxlcIVXLC]+)[)）][\s\p{Z}]*)+` +
	`|[①-⑳]` +
	`|[0-9]{1,3}(?:\.[0-9]{1,3})*[.、．)）](?:[\s\p{Z}]|[^\x00-\x7f]|$)` +
	`|(?:[a-zA-Z]|[ivxlcIVXLC]{1,6})[.)](?:[\s\p{Z}]|$)` +
	`)`)

// rowNumber is the running number in the first cell of a table's row.
var rowNumber = regexp.MustCompile(`^[\s\p{Z}]*[0-9]{1,4}[.)]?[\s\p{Z}]*\t`)

// bodyOf returns where the words of a provision begin, behind its printed number.
func bodyOf(p corpus.Provision, text string) int {
	at := p.Start
	s := text[p.Start:p.End]
	switch m := rowNumber.FindString(s); {
	case p.Kind == corpus.Row && m != "":
		at += len(m)
	case p.Kind != corpus.TitleProvision:
		m = label.FindString(s)
		if last := lastRune(m); last != "" && len(last) > 1 && !strings.ContainsAny(last, "、．）项条款章节编①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳") && m[0] >= '0' && m[0] <= '9' {
			m = strings.TrimSuffix(m, last) // the character behind "3." belongs to the words
		}
		at += len(m)
	}
	return at
}

func lastRune(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return ""
	}
	return string(r[len(r)-1])
}

// positional reports whether an address only counts (paragraphs, rows of a table): then it is no
// number that the publisher printed, and another one is no renumbering.
func positional(p corpus.Provision) bool {
	return p.Kind == corpus.Paragraph || p.Kind == corpus.Row || p.Kind == corpus.TitleProvision || p.Kind == corpus.Heading || p.Kind == corpus.Footnote || strings.Contains(p.Address, "¶")
}
