package pagedate

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

// dateName is the name of an element that holds a date, or the line on which one stands.
var dateName = regexp.MustCompile(`(?i)(?:^|[^a-z])(?:date?s?|datum|dato|data|fecha|tanggal|time|timestamp|datetime|pub|pubdate|publish(?:ed)?|posted|posting|byline|dateline|submitted|created|wzxx|fbsj|laiyuan|infos?|meta|metadata|author|autor|stamp|postmetadata)(?:[^a-z]|$)|(?:date|datum|time|meta|byline|fecha)s?(?:[-_ ]|$)|postmeta|entrymeta|articleinfo|newsinfo|publi[cs]`)

// printed gathers the claims of the lines.
func (g *gatherer) printed() {
	g.lang = g.orderSeen()
	g.tell()
	title := g.titleLine()
	names := g.repeated()
	for i, l := range g.lines {
		if !hasDigit(l.text) {
			continue
		}
		if l.outside && i != title {
			g.lastChange(l, i)
			continue
		}
		text := l.text
		if utf8.RuneCountInString(text) > 300 {
			g.dateline(l, i, title)
			continue
		}
		lang := g.lang
		if gazetteLine.MatchString(text) && strings.HasPrefix(strings.ToLower(string(lang)), "en") {
			lang = "en-GB" // the Union's journal puts the day first in all its languages
		}
		for _, f := range dates.FindShort(text, lang) {
			if !g.possible(f.Date, true) {
				continue
			}
			g.judge(l, i, title, f, names)
		}
		if n := len(g.claims); utf8.RuneCountInString(text) > longLine && (n == 0 || g.claims[n-1].order != i) {
			g.dateline(l, i, title)
		}
	}
	for _, t := range g.times {
		g.timeElement(t, title, names)
	}
}

// timeElement makes a claim of an element that says a time to machines, whose words are none ("two
// hours ago").
func (g *gatherer) timeElement(t timed, title int, names map[string]int) {
	if t.line >= len(g.lines) || g.lines[t.line].outside || ofOther(t.node) || len(dates.FindShort(textOf(t.node, 80), g.lang)) > 0 {
		return
	}
	text := t.node.FirstChild
	if text == nil {
		text = t.node
	}
	if loose(t) && !dateName.MatchString(attr(t.node, "class")+" "+attr(t.node, "id")) && g.pastHead(t.line, title) {
		return
	}
	if t.node.DataAtom == atom.Time && g.behindStory(t.line, title) && !g.labels(t.node) {
		return
	}
	from, c := len(g.claims), Claim{Source: Printed, Role: Dated, Node: text}
	if publishedBefore.MatchString(withoutFiller(squeeze(before(t.node)))) {
		c.Source, c.Role = Label, Published
	}
	g.claim(t.said, c)
	for i := from; i < len(g.claims); i++ {
		g.claims[i].order = t.line
		g.claims[i].Weight = g.weigh(g.lines[t.line], t.line, title, dates.Found{}, text, names)
	}
}

// longLine is how many characters a line that is no running text has at most, beside its date.
const longLine = 110

func hasDigit(s string) bool {
	return strings.ContainsFunc(s, unicode.IsDigit) || strings.Contains(s, "〇") || strings.Contains(s, "○")
}

// headLines is the number of lines in which an act states where it was published; further down it
// cites others.
const headLines = 25

var gazetteLine = regexp.MustCompile(`(?i)official journal|\bOJ [LC]\b`)

// lastChange reads the day of the last change of the page out of its frame, where wikis and public
// bodies print it: "This page was last edited on".
func (g *gatherer) lastChange(l line, i int) {
	if len(l.text) > 200 || !lastChanged.MatchString(l.text) {
		return
	}
	for _, f := range dates.Find(l.text, g.lang) {
		if g.possible(f.Date, false) && modifiedBefore.MatchString(withoutFiller(l.text[:f.Start])) {
			g.claims = append(g.claims, Claim{Day: f.Date, Source: Label, Role: Modified, Node: l.nodeAt(f.Start), order: i})
		}
	}
}

var lastChanged = regexp.MustCompile(`(?i)\blast (?:edit|updat|modif|chang|review)|zuletzt|letzte (?:änderung|aktualisierung)|dernière (?:modification|mise)|última (?:actualización|modificación)|ultim[oa] (?:aggiornamento|modifica)|最終更新|最后更新`)

// judge makes a claim of one printed date, if it can be one of the page's own.
func (g *gatherer) judge(l line, i, title int, f dates.Found, names map[string]int) {
	before, behind := l.text[:f.Start], l.text[f.End:]
	node := l.nodeAt(f.Start)
	c := Claim{Day: f.Date, Source: Printed, Role: Dated, Node: node, order: i}
	lead := before
	if i > 0 && strings.TrimSpace(before) == "" && i-1 != title && utf8.RuneCountInString(g.lines[i-1].text) < 40 && !hasDigit(g.lines[i-1].text) {
		lead = g.lines[i-1].text // the label of a table's row or of a list's term
	}
	if head := headOfColumn(node); head != "" && strings.TrimSpace(before) == "" {
		lead = head
	}
	lead = withoutFiller(lead)
	switch {
	case modifiedBefore.MatchString(lead):
		c.Source, c.Role = Label, Modified
	case publishedBefore.MatchString(lead):
		c.Source, c.Role, c.made = Label, Published, written.MatchString(lead)
	case gazette.MatchString(before) && i < headLines+max(title, 0):
		c.Source, c.Role = Label, Published
	case otherBefore.MatchString(lead) && (strings.TrimSpace(before) != "" || i == 0 || g.lines[i-1].names()), adopted.MatchString(before):
		return
	case publishedBehind.MatchString(behind) && (utf8.RuneCountInString(l.text) < 220 || ofItself.MatchString(l.text)):
		c.Source, c.Role = Label, Published
	}
	if c.Day.Year < firstYear && (c.Source != Label || c.Role != Published) {
		return
	}
	if c.Source == Label && !ofItself.MatchString(l.text) && sentence(l.text) && utf8.RuneCountInString(before) > 60 {
		return // running text tells when something was published
	}
	c.Weight = g.weigh(l, i, title, f, node, names)
	if c.Weight > 0 && signed.MatchString(before) {
		c.Weight += 15
	}
	if (c.Weight > 0 || c.Source == Label) && len(g.claims) < maxClaims {
		g.claims = append(g.claims, c)
	}
}

// names reports whether a line stands where what follows is named: it ends in a colon, or it is a term
// of a list or the first cell of a row. Other lines above a date are rubrics: "Comment".
func (l line) names() bool {
	if text := strings.TrimSpace(l.text); strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") {
		return true
	}
	return len(l.parts) > 0 && within(l.parts[0].node, atom.Dt, atom.Th, atom.Td, atom.Label)
}

// fillers stand between a label and its date.
var fillers = regexp.MustCompile(`(?i)(?:[\s:：,|.·–-]|\b(?:on|at|am|vom|den|dem|der|le|el|il|em|du|de|la|dia|día|op|den|d\.|i|a|dne|pe|the|of|in|was|wurde|wird|ist|um|zum|von|by|hari|pada|ngày|lúc|` +
	`montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so|monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|tues|thur|thurs|` +
	`lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta|feira|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica|` +
	`poniedziałek|wtorek|środa|czwartek|piątek|sobota|niedziela|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|senin|selasa|rabu|kamis|jumat|sabtu|minggu|date|datum|fecha))+$`)

// signed is a name and a word of time before a date: "von rasos am", "by A. Writer on".
var signed = regexp.MustCompile(`(?i)(?:^|\s)(?:von|by|par|por|da|di|door|av)\s+\S+(?:\s\S+){0,3}?,?\s(?:am|on|le|el|em|il|op|den)\s*$`)

// byPerson is a name between a label and its date: "Gespeichert von rasos am".
var byPerson = regexp.MustCompile(`(?i)^(.*?)\s(?:von|by|par|por|da|di)\s+\S+(?:\s\S+){0,2}$`)

// withoutFiller cuts weekdays, articles and a person's name off the end, so that a label stands last.
func withoutFiller(lead string) string {
	lead = lead[max(0, len(lead)-120):]
	cut := func(s string) string { return strings.TrimRight(fillers.ReplaceAllString(s, ""), " ") }
	short := cut(lead)
	if m := byPerson.FindStringSubmatch(short); m != nil {
		if s := cut(m[1]); publishedBefore.MatchString(s) || modifiedBefore.MatchString(s) {
			return s
		}
	}
	if short == "" {
		return lead
	}
	return short
}

// weigh says how much speaks for a printed date being that of the page: its element's name, its
// place beside the title, standing alone. The numbers were set on labelled pages with all markup
// taken away; only their sum against [enough] has a meaning.
func (g *gatherer) weigh(l line, i, title int, f dates.Found, node *html.Node, names map[string]int) int {
	rest := utf8.RuneCountInString(l.text) - utf8.RuneCountInString(l.text[f.Start:f.End])
	timely := timeWith(f, l.text[f.End:])
	opens := timely && strings.TrimSpace(l.text[:f.Start]) == "" // a byline: "1.11.23 20:19 by A. Writer, 4 min."
	if sentence(l.text) && rest > 25 && !opens || rest > longLine {
		return 0
	}
	weight := besideTitle(i, title)
	if rest <= 12 {
		weight += 15
	} else if rest <= 45 {
		weight += 8
	}
	if timely {
		weight += 8
	}
	name, isTime := namesAround(node)
	switch {
	case dateName.MatchString(name):
		weight += 20
	case isTime && g.behindStory(i, title):
		return 0 // of a reader's comment
	}
	if g.events[f.Date] && !f.Date.IsZero() || ofListed(node) {
		return 0
	}
	if isTime {
		weight += 15
	}
	if within(node, atom.Article, atom.Main) {
		weight += 8
	}
	if names[signature(node)] >= 3 {
		weight -= 12
	}
	if l.beside {
		weight -= 10
	}
	if within(node, atom.Td, atom.Th) {
		weight -= 8
	}
	return weight
}

// besideTitle is the part of a weight that the distance from the title gives, in lines.
func besideTitle(i, title int) int {
	switch d := i - title; {
	case title < 0:
		return 0
	case d == 0:
		return -5 // a title tells of a date as often as it has one
	case d > 0 && d <= 4:
		return 30
	case d > 0 && d <= 10:
		return 20
	case d < 0 && d >= -3:
		return 20
	case d < 0 && d >= -6:
		return 8
	case d < 0:
		return -10
	}
	return 0
}

// sentence reports whether a line is running text.
func sentence(s string) bool {
	s = strings.TrimRight(s, " \"'”»）)")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".。!！?？;；", r) && len(strings.Fields(s)) > 5 || strings.ContainsRune("。！？；", r)
}

// namesAround collects the names of the elements around a text node, up to the block above its own.
func namesAround(node *html.Node) (string, bool) {
	var b strings.Builder
	isTime := false
	n := 0
	for a := node.Parent; a != nil && n < 4; a = a.Parent {
		if a.DataAtom == atom.Body || a.DataAtom == atom.Article || a.DataAtom == atom.Main {
			break
		}
		if n > 0 && len(textOf(a, 400)) > 300 {
			break
		}
		isTime = isTime || a.DataAtom == atom.Time
		b.WriteString(attr(a, "class") + " " + attr(a, "id") + " ")
		n++
	}
	return b.String(), isTime
}

// signature tells elements of one kind: the names of the nearest two elements.
func signature(node *html.Node) string {
	p := node.Parent
	if p == nil {
		return ""
	}
	s := p.Data + "." + attr(p, "class")
	if p.Parent != nil {
		s += "<" + p.Parent.Data + "." + attr(p.Parent, "class")
	}
	return s
}

// repeated counts the lines with a date by their signature: many of one kind are a list.
func (g *gatherer) repeated() map[string]int {
	out := map[string]int{}
	for _, l := range g.lines {
		if len(l.text) < 200 && hasDigit(l.text) {
			if f := dates.FindShort(l.text, g.lang); len(f) > 0 && f[0].Date.Precision() == corpus.ToDay {
				out[signature(l.nodeAt(f[0].Start))]++
			}
		}
	}
	return out
}

// titleLine finds the line of the page's heading: the first h1 whose words the title has, else the
// first h1, else a heading of lower rank or a line that the title begins with; -1 where there is none.
func (g *gatherer) titleLine() int {
	first, lower, plain := -1, -1, -1
	title := strings.ToLower(g.title)
	for i, l := range g.lines {
		text := strings.ToLower(strings.TrimSpace(l.text))
		said := len(text) >= 8 && strings.Contains(title, text)
		switch {
		case l.heading == atom.H1 && said && !l.outside:
			return i
		case l.heading == atom.H1 && first < 0 && !l.outside:
			first = i
		case l.heading != 0 && said && lower < 0 && !l.outside:
			lower = i
		case said && plain < 0 && len(text) >= 16 && !l.outside:
			plain = i
		}
	}
	switch {
	case lower >= 0:
		return lower
	case first >= 0:
		return first
	}
	return plain
}

// dateline reads the date that opens a long line, set off from it: "(18.01.2018) Farmers",
// "27.1.2022 – At the", "Karlsruhe, (12.11.2021).". A date that begins a sentence is an event's.
func (g *gatherer) dateline(l line, i, title int) {
	head := l.text[:cutAt(l.text, 90)]
	found := dates.FindShort(head, g.lang)
	if len(found) == 0 || !g.possible(found[0].Date, false) {
		return
	}
	f := found[0]
	if ofItself.MatchString(head) {
		g.judge(l, i, title, f, nil)
		return
	}
	if i-title > 12 && title >= 0 {
		return
	}
	before, behind := strings.TrimSpace(head[:f.Start]), strings.TrimLeft(head[f.End:], " ")
	place := utf8.RuneCountInString(before) <= 30 && (strings.HasSuffix(before, ",") || strings.HasSuffix(before, "(") || before == "")
	off := strings.HasPrefix(behind, ")") || strings.HasPrefix(behind, "–") || strings.HasPrefix(behind, "—") || strings.HasPrefix(behind, "- ") || strings.HasPrefix(behind, "|") || strings.HasPrefix(behind, "/") || strings.HasPrefix(behind, ": ")
	if place && off || utf8.RuneCountInString(before) <= 30 && ownDate(l.nodeAt(f.Start), f, l.text) {
		g.claims = append(g.claims, Claim{Day: f.Date, Source: Printed, Role: Dated, Node: l.nodeAt(f.Start), Weight: 35, order: i})
	}
}

// ofItself begins a sentence in which a page speaks of itself: "This entry was posted on".
var ofItself = regexp.MustCompile(`(?i)^\W*(?:dieser|diese|this|the|cet|cette|questo|este|esta|deze|dit|der)\s(?:artikel|beitrag|eintrag|meldung|seite|post|entry|article|item|story|page|billet|articolo|artículo|entrada|artigo|bericht)\b`)

// cutAt returns the largest offset up to limit at which a character begins.
func cutAt(s string, limit int) int {
	if len(s) <= limit {
		return len(s)
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return limit
}
