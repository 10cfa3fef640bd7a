package parse

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

var (
	zhAnnex = regexp.MustCompile(`^(附件|附录|附錄|附表)\s*([一二三四五六七八九十]{1,3}|[0-9０-９]{1,3})?\s*([:：.．、]?)\s*(.*)$`)
	enAnnex = regexp.MustCompile(`^(?i:(annex|appendix|attachment|schedule|supplement))(?:\s+(?i:no\.?)?\s*([0-9]{1,3}|[IVXL]{1,7}|[A-Z]))?\b\s*(?:(?i:to part) [0-9]+)?\s*([:.–—-]?)\s*(.*)$`)
	zhPart  = regexp.MustCompile(`^第\s*([一二三四五六七八九十百零〇0-9]{1,6})\s*(编|編|章|节|節|部分)(.{0,40})$`)
	enPart  = regexp.MustCompile(`^(?:(?i:chapter|part|title|subpart|division))\s+([0-9]{1,4}|[IVXL]{1,7}|[A-Z]|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))\b\s*([:.–—-]?)\s*(.{0,100})$`)
)

// annexHead recognises the line that opens an annex: 附件1 alone on its line, or with its title.
// The list of annexes at the end of a notice looks alike but has its fellows or the signature
// behind it and no annex of its own; it opens nothing.
func (s *structurer) annexHead(i int) bool {
	l := s.lines[i]
	if len(l.Text) > 300 || l.Marker != "" {
		return false
	}
	name, title := s.annexName(l.Text)
	if name == "" || title != "" && s.listsAnnexes(i) {
		return false
	}
	s.annexP, s.open, s.tables, s.table, s.part, s.head = "", nil, 0, 0, "", ""
	s.annexP = s.emit(l, corpus.Heading, name, "")
	return true
}

// annexName returns the annex's address and the title behind it, or "" where the line is not a
// heading.
func (s *structurer) annexName(text string) (name, title string) {
	if m := zhAnnex.FindStringSubmatch(text); m != nil {
		if m[4] != "" && (endsSentence(m[4]) || m[2] == "" && m[3] == "" || utf8.RuneCountInString(m[4]) > 60) {
			return "", ""
		}
		if n, used := leadNumber(m[2]); used > 0 {
			return m[1] + itoa(n), m[4]
		}
		return m[1] + m[2], m[4]
	}
	m := enAnnex.FindStringSubmatch(text)
	if m == nil || m[2] == "" && m[4] != "" && m[3] == "" || endsSentence(m[4]) || len(m[4]) > 140 {
		return "", ""
	}
	if m[4] != "" && m[3] == "" && !opensText(" "+m[4]) {
		return "", ""
	}
	name = strings.ToUpper(m[1][:1]) + strings.ToLower(m[1][1:])
	if m[1] == "supplement" || m[1] == "schedule" || m[1] == "attachment" {
		return "", "" // a word of running text
	}
	if m[2] != "" {
		name += " " + m[2]
	}
	return name, m[4]
}

// listsAnnexes reports whether the line is one of a list of annexes: the next line is another with
// a title, a numbered title, a date, or there is none.
func (s *structurer) listsAnnexes(i int) bool {
	if m := zhAnnex.FindStringSubmatch(s.lines[i].Text); m != nil && m[2] == "" {
		if _, ok := readMarker(m[4]); ok {
			return true // 附件：1. ……
		}
	}
	if i+1 == len(s.lines) {
		return true
	}
	next := s.lines[i+1]
	if next.Kind == block.Row || next.Kind == block.RowHead {
		return false
	}
	if _, title := s.annexName(next.Text); title != "" {
		return true
	}
	return i+3 >= len(s.lines) && !endsSentence(next.Text)
}

// partHead recognises chapters and the like. They close what is open but are not part of the
// addresses of articles, which count through.
func (s *structurer) partHead(l line) bool {
	if l.Marker != "" || len(l.Text) > 160 || endsSentence(l.Text) {
		return false
	}
	address := ""
	if m := zhPart.FindStringSubmatch(l.Text); m != nil {
		address = "第" + m[1] + m[2]
		if m[2] == "节" || m[2] == "節" {
			address = s.part + address
		} else {
			s.part = address
		}
	} else if m := enPart.FindStringSubmatch(l.Text); m != nil && (m[2] != "" || m[3] == "" || opensText(" "+m[3])) && strings.ToUpper(l.Text[:1]) == l.Text[:1] {
		word, _, _ := strings.Cut(l.Text, " ")
		address = strings.ToUpper(word[:1]) + strings.ToLower(word[1:]) + " " + m[1]
		s.part = address
	}
	if address == "" {
		return false
	}
	s.open = nil
	s.emit(l, corpus.Heading, s.annexed(address), s.annexP)
	return true
}

// row names a table row: "附件1，第3行", "Annex 1, row 3", "Table 2, row 3". The row that names the
// columns is not counted: a reader cites the third entry, not the fourth line.
func (s *structurer) row(l line) {
	if l.Within != s.within {
		s.within, s.tables = l.Within, 0
	}
	if l.Table != s.table || s.tables == 0 {
		s.table, s.rows = l.Table, 0
		s.tables++
	}
	where := s.tableName(l)
	parent := firstOf(l.Within, s.annexP)
	if len(s.open) > 0 && parent == "" {
		parent = s.open[len(s.open)-1].address
	}
	if l.Kind == block.RowHead {
		if s.chinese() {
			s.emit(l, corpus.Heading, where+"表头", parent)
		} else {
			s.emit(l, corpus.Heading, where+"head", parent)
		}
		return
	}
	s.rows++
	if s.chinese() {
		s.emit(l, corpus.Row, where+"第"+itoa(s.rows)+"行", parent)
	} else {
		s.emit(l, corpus.Row, where+"row "+itoa(s.rows), parent)
	}
}

// tableName writes what stands before the row's number. The first table of an annex needs no name
// of its own; in a paged document the page says where to look.
func (s *structurer) tableName(l line) string {
	var parts []string
	home := firstOf(l.Within, s.annexP)
	if home != "" {
		parts = append(parts, home)
	}
	zh := s.chinese()
	switch {
	case l.Page > 0 && zh:
		parts = append(parts, "第"+itoa(l.Page)+"页")
	case l.Page > 0:
		parts = append(parts, "page "+itoa(l.Page))
	case home != "" && s.tables == 1:
	case zh:
		parts = append(parts, "表"+itoa(s.tables))
	case len(parts) == 0:
		parts = append(parts, "Table "+itoa(s.tables))
	default:
		parts = append(parts, "table "+itoa(s.tables))
	}
	if zh {
		return strings.Join(parts, "，") + "，"
	}
	return strings.Join(parts, ", ") + ", "
}

// nameColumns finds the head of each table whose markup did not name it, see [block.NameColumns].
func nameColumns(lines []line) {
	for i := 0; i < len(lines); {
		j := i
		for j < len(lines) && lines[j].Table == lines[i].Table {
			j++
		}
		if lines[i].Table > 0 {
			nameTable(lines[i:j])
		}
		i = max(j, i+1)
	}
}

func nameTable(rows []line) {
	table := make([]*block.Block, len(rows))
	for k := range rows {
		table[k] = &rows[k].Block
	}
	block.NameColumns(table)
}
