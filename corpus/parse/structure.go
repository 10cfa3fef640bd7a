package parse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/force"
	"github.com/lodestone-kb/lodestone/corpus/language"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Structure cuts normalised text (one block a line) into provisions and sentences. Lines that hold
// tabs are rows of tables.
func Structure(text string, lang corpus.Lang) ([]corpus.Provision, []corpus.Range) {
	var lines []line
	table, inTable := 0, false
	for start := 0; start < len(text); {
		end := len(text)
		if n := strings.IndexByte(text[start:], '\n'); n >= 0 {
			end = start + n
		}
		if l, ok := lineAt(text, start, end); ok {
			isRow := strings.Contains(text[l.start:l.end], "\t")
			if isRow && !inTable {
				table++
			}
			if isRow {
				l.Kind, l.Table = block.Row, table
			}
			inTable = isRow
			lines = append(lines, l)
		}
		start = end + 1
	}
	nameColumns(lines)
	return structure(text, lines, setting{lang: lang})
}

// line is a block that has found its place in the text.
type line struct {
	block.Block
	start, end int
}

// lineAt returns the line without the blanks around it, or false when nothing is left.
func lineAt(text string, start, end int) (line, bool) {
	s := text[start:end]
	if strings.TrimSpace(s) == "" {
		return line{}, false
	}
	// A leading tab stays: it is the empty first cell of a row.
	left := strings.TrimLeftFunc(s, func(r rune) bool { return r != '\t' && unicode.IsSpace(r) })
	start += len(s) - len(left)
	end = start + len(strings.TrimRightFunc(left, unicode.IsSpace))
	return line{start: start, end: end, Block: block.Block{Text: text[start:end]}}, true
}

// setting is what the structurer knows of the document beside its lines.
type setting struct {
	lang  corpus.Lang
	title string
	annex bool // the whole document is an annex of another
}

func (s setting) chinese() bool { return strings.HasPrefix(string(s.lang), "zh") }

// level is one open item: the numbered thing that later items may belong to.
type level struct {
	marker
	address string
	depth   int // of an automatic number in its list, from 1; 0 for one that is printed
}

// structurer walks the lines once, from top to bottom.
type structurer struct {
	setting
	lines   []line
	out     []corpus.Provision
	used    map[string]int
	lists   map[string]counting // by parent and style
	marks   map[string]string   // the provision in which a footnote's mark was last seen
	open    []level             // from the root inwards
	annexP  string              // address of the annex the walk is in, such as "附件1"; empty before the first
	part    string              // chapter heading above the section heading
	head    string              // the short heading above that has no number
	plain   int                 // unnumbered paragraphs so far
	tables  int                 // tables since the annex, or the declared provision, began
	within  string              // declared provision of the row before
	table   int                 // table id of the row before
	rows    int                 // rows of the current table so far
	titled  bool                // the title was met
	raised  bool                // a footnote was met whose mark has no brackets
	subject int                 // index of the line behind the one that opened an article
	root    int                 // index of the last line that opens an item of the first rank
}

// structure gives every line an address. Provisions come out in text order and disjoint because
// each is exactly one line.
func structure(text string, lines []line, set setting) ([]corpus.Provision, []corpus.Range) {
	if set.lang == "" {
		set.lang = language.Script(text)
	}
	s := &structurer{setting: set, lines: lines, used: map[string]int{}, lists: map[string]counting{}, marks: map[string]string{}}
	if set.annex {
		s.annexP = "Annex"
		if s.chinese() {
			s.annexP = "附件"
		}
	}
	for i, l := range lines {
		if m, ok := readMarker(firstOf(l.Marker, l.Text)); ok && m.root() && !l.Declared() {
			s.root = i
		}
	}
	var sentences []corpus.Range
	for i := range lines {
		s.walk(i)
		l := lines[i]
		if l.Kind == block.Row || l.Kind == block.RowHead {
			sentences = append(sentences, corpus.Range{Start: l.start, End: l.end})
		} else {
			sentences = append(sentences, sentencesOf(text, l.start, l.end)...)
		}
	}
	s.bindRaised()
	for k := range s.out {
		s.forced(text, &s.out[k])
	}
	return s.out, sentences
}

// forced reads the words of force of a provision. Headings command nothing.
func (s *structurer) forced(text string, p *corpus.Provision) {
	if p.Kind == corpus.TitleProvision || p.Kind == corpus.Heading {
		return
	}
	p.Force = force.Find(text[p.Start:p.End], s.lang)
	for k := range p.Force {
		p.Force[k].Start += p.Start
		p.Force[k].End += p.Start
	}
}

// walk names the line with index i.
func (s *structurer) walk(i int) {
	l := s.lines[i]
	switch {
	case i < topLines && l.Text == s.title && !s.titled:
		s.titled = true
		s.emit(l, corpus.TitleProvision, firstOf(l.Address, "title"), "")
	case l.Kind == block.Dateline:
		s.emit(l, corpus.Paragraph, "dateline", "")
	case l.Kind == block.Row || l.Kind == block.RowHead:
		s.row(l)
	case l.Kind == block.Note && l.Address == "":
		s.footnote(i)
	case l.Declared() || l.Kind == block.Annex:
		s.declared(l)
	case s.annexHead(i):
	case s.partHead(l):
	case s.numbered(i):
	case l.Kind == block.Heading && s.subject == i:
		s.plainLine(i, corpus.Heading) // "Article 3", then "Scope": the article stays open
	case l.Kind == block.Heading:
		s.open, s.head = nil, ""
		if utf8.RuneCountInString(l.Text) <= 30 {
			s.head = l.Text
		}
		s.plainLine(i, corpus.Heading)
	default:
		s.plainLine(i, corpus.Paragraph)
	}
}

// emit adds a provision and makes its address unique: the second "一" of a text is "一·2".
func (s *structurer) emit(l line, kind corpus.ProvisionKind, address, parent string) string {
	s.used[address]++
	for n := s.used[address]; n > 1; n++ {
		again := address + "·" + itoa(n)
		if s.used[again] == 0 {
			s.used[address], s.used[again] = n, 1
			address = again
			break
		}
	}
	if kind != corpus.Footnote {
		s.called(l, address)
	}
	s.out = append(s.out, corpus.Provision{Address: address, Kind: kind, Start: l.start, End: l.end, Parent: parent, Columns: l.Columns})
	return address
}

// plainLine names a line without a number: "¶ 4". Running text belongs to the article above it. It
// belongs to an item such as 三、 only when another item follows: after the last one, nobody can
// tell the item from the closing words. What reads like a signature belongs to nothing.
func (s *structurer) plainLine(i int, kind corpus.ProvisionKind) {
	l := s.lines[i]
	s.plain++
	parent := s.annexP
	if s.subject == i && i > 0 && len(s.open) > 0 {
		parent = s.open[0].address
	} else if kind == corpus.Paragraph && len(s.open) > 0 && endsSentence(l.Text) {
		switch top := s.open[0]; top.style {
		case zhArticle, enArticle, enSection, cfrSection:
			parent = top.address
		case zhOne:
			if i < s.root {
				parent = top.address
			}
		}
	}
	s.emit(l, kind, "¶ "+itoa(s.plain), parent)
}

// numbered names a line that begins with a number, printed or generated by the markup.
func (s *structurer) numbered(i int) bool {
	l := s.lines[i]
	rest := l.Text
	found := false
	for depth := 0; depth < 4; depth++ {
		read, generated := rest, depth == 0 && l.Marker != ""
		if generated {
			read = l.Marker + " A" // as if text with a capital followed
		}
		m, at, ok := s.choose(readMarkers(read), i, generated || depth > 0)
		if !ok {
			break
		}
		s.push(m, at)
		found = true
		if generated {
			s.open[len(s.open)-1].depth = l.listDepth()
			continue
		}
		rest = rest[m.size:]
		if !strings.HasPrefix(rest, "(") && !strings.HasPrefix(rest, "（") {
			break
		}
	}
	if !found {
		return false
	}
	top := &s.open[len(s.open)-1]
	kind, parent := corpus.Item, s.annexP
	switch top.style {
	case zhArticle, enArticle, enSection, cfrSection:
		kind = corpus.Article
		if l.Kind == block.Heading {
			s.subject = i + 1
		}
	}
	if len(s.open) > 1 {
		parent = s.open[len(s.open)-2].address
	}
	top.address = s.emit(l, kind, s.listed(*top, parent), parent)
	return true
}

// choose picks the reading that goes on with an open list, or begins a new one. The second result
// is the index in the stack at which the item belongs. A number that the markup generated is a
// number for certain; one that is printed must fit.
func (s *structurer) choose(readings []marker, i int, certain bool) (marker, int, bool) {
	depth := s.lines[i].listDepth()
	for _, m := range readings {
		for at := len(s.open) - 1; at >= 0; at-- {
			o := s.open[at]
			if certain && o.depth > 0 && depth > 0 && o.depth != depth {
				continue // of the same look, on another level
			}
			if o.style == m.style && o.ord < m.ord && m.ord <= o.ord+3 {
				return m, at, true
			}
		}
	}
	if at := s.inside(depth); certain && at > 0 {
		for _, m := range readings {
			if !m.root() && (m.ord == 1 || len(readings) == 1) {
				return m, at, true
			}
		}
	}
	for _, m := range readings {
		if m.root() && (certain || m.strong() || s.rootFits(m, i)) {
			return m, 0, true
		}
		if !certain && !m.strong() && m.ord != 1 && !s.continued(m, i) {
			continue
		}
		if !certain && m.ord == 1 && weak(m.style) && !s.continued(m, i) {
			continue
		}
		at := s.above(depth)
		for k, o := range s.open {
			if o.style == m.style || depth == 0 && s.chinese() && rank(m.style) > 0 && rank(o.style) >= rank(m.style) {
				at = k
				break
			}
		}
		if at < 8 {
			return m, at, true
		}
	}
	return marker{}, 0, false
}

// rank is the place of a style in the order that Chinese drafting keeps: 一、（一）1.（1）a. An item is
// never inside one of a later rank, also where the heading of its list is missing. Zero is for styles
// that have no place in it.
func rank(st style) int {
	switch st {
	case zhParen:
		return 1
	case arabDot, arabHalf:
		return 2
	case arabParen, circled:
		return 3
	case alphaDot, alphaParen:
		return 4
	}
	return 0
}

// rootFits believes 第三条 at the head of a line when a blank follows, as printers set it, or when
// it is the next article; otherwise it is a reference to the article.
func (s *structurer) rootFits(m marker, i int) bool {
	rest := s.lines[i].Text[min(m.size, len(s.lines[i].Text)):]
	if rest == "" || strings.IndexAny(rest, " \u3000：:　【") == 0 {
		return true
	}
	return m.ord == 1 || len(s.open) > 0 && s.open[0].style == m.style && m.ord == s.open[0].ord+1
}

// weak styles look like other things (initials, references) unless the list goes on.
func weak(st style) bool {
	switch st {
	case upperDot, alphaDot, arabHalf, romanDot, decimals:
		return true
	}
	return false
}

// continued looks ahead for the next number of the list that m would begin.
func (s *structurer) continued(m marker, i int) bool {
	for _, l := range s.lines[i+1 : min(len(s.lines), i+120)] {
		read := l.Text
		if l.Marker != "" {
			read = l.Marker
		}
		if l.Declared() {
			continue
		}
		for _, n := range readMarkers(read) {
			if n.style == m.style && n.ord == m.ord+1 {
				return true
			}
		}
	}
	return false
}

// endsSentence reports whether the line ends like running text.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	return hasAnySuffix(s, "。", "；", "：", "！", "？", ".", ";", ":", "!", "?", "，", ",")
}
