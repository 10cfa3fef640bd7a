package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// documentBody is the page of one document.
type documentBody struct {
	Doc         corpus.Document
	Revision    corpus.Revision
	Old         bool // not the latest revision
	Blocks      []block
	Facts       []factGroup
	Instruments []kb.InstrumentID
	Revisions   []revisionRow
	Annexes     []corpus.Document
	Parent      *corpus.Document
	Original    bool
	Sample      bool
	Searched    bool // its latest text can be searched
	Citation    string
	Others      []corpus.Document // of the same acts: translations and other copies
	Coming      []changeDay       // known changes of its acts that lie ahead, which the text need not show
}

// block is a provision, or a run of table rows.
type block struct {
	Kind    corpus.ProvisionKind
	Address string
	Anchor  string
	HTML    template.HTML // of everything but rows
	Columns []string
	Rows    []row
}

type row struct {
	Anchor, Address string
	Cells           []template.HTML
}

type revisionRow struct {
	ID         corpus.RevisionID
	RecordedAt time.Time
	Warnings   []string
	Shown      bool
}

// factGroup is the facts of one kind.
type factGroup struct {
	Kind  string
	Facts []factLine
}

type factLine struct {
	Value, Role, Anchor string
	Row                 string   // its own anchor in the list, to which its places in the text link
	Rules               []string // that read it, at this place or another
	More                []string // anchors of the other places that say the same
	Hedge               string   // negated, exempted … where the text does not assert it
	Printed             template.HTML
	Lang                string
}

// document shows a text as it is held, with what was read from it.
func (s *Site) document(r *http.Request) (page, error) {
	ctx, say, id := r.Context(), s.speech(r), corpus.DocumentID(r.PathValue("id"))
	d, err := s.Desk.Store().Document(ctx, id)
	if err != nil {
		return page{}, err
	}
	p := page{Title: d.Title, Here: "documents", API: same("/documents/"+string(id)+"/text", asked(r, "revision"))}
	body := documentBody{Doc: d, Sample: d.Sample, Searched: s.canSearch() && len(d.Revisions) > 0}
	if len(d.Revisions) > 0 {
		if err := s.fill(ctx, r, say, &body); err != nil {
			return page{}, err
		}
	}
	if err := s.surround(ctx, &body); err != nil {
		return page{}, err
	}
	if body.Revision.ID != "" {
		body.Citation = say.citation(d, body.Revision)
	}
	if len(body.Instruments) > 0 {
		v, err := s.shown(ctx, say)
		if err != nil {
			return page{}, err
		}
		const ahead = 5 * 366
		today := s.Desk.Today()
		body.Coming = first(v.firstDays(v.body.Changes(today.AddDays(1), today.AddDays(ahead), legal.Filter{Instruments: body.Instruments}), 20), 20)
	}
	p.Body = body
	return p, nil
}

// fill reads the text that is asked for, and marks the facts in it.
func (s *Site) fill(ctx context.Context, r *http.Request, say speech, b *documentBody) error {
	want := b.Doc.Latest()
	if name := r.URL.Query().Get("revision"); name != "" {
		want = corpus.RevisionID(name)
	}
	if !slices.Contains(b.Doc.Revisions, want) {
		return kb.ErrNotFound
	}
	b.Old = want != b.Doc.Latest()
	var err error
	if b.Revision, err = s.Desk.Store().Revision(ctx, want); err != nil {
		return err
	}
	outcome, err := s.Desk.Store().Outcome(ctx, b.Revision.Capture)
	if err != nil && !errors.Is(err, kb.ErrNotFound) {
		return err
	}
	b.Original = s.Originals && outcome.Capture.PayloadHash != ""
	facts, err := s.Desk.Store().FactsOf(ctx, b.Doc.ID)
	if err != nil {
		return err
	}
	facts = slices.DeleteFunc(facts, func(f kb.Fact) bool { return f.Span.Revision != want || !f.Span.Holds(b.Revision.Text) })
	b.Facts = say.groupFacts(facts)
	marks := say.marksOf(facts, rowsOf(b.Facts))
	if m, ok := say.askedMark(r.URL.Query().Get("mark"), b.Revision.Text); ok {
		marks = append(marks, m)
	}
	b.Blocks = blocks(b.Revision, marks)
	for _, id := range b.Doc.Revisions {
		rev, err := s.Desk.Store().Revision(ctx, id)
		if err != nil {
			return err
		}
		b.Revisions = append(b.Revisions, revisionRow{rev.ID, rev.RecordedAt, rev.Warnings, id == want})
	}
	return nil
}

// surround finds what the document belongs to.
func (s *Site) surround(ctx context.Context, b *documentBody) error {
	body, err := s.Desk.Body(ctx, time.Time{})
	if err != nil {
		return err
	}
	var siblings []corpus.DocumentID
	for _, i := range body.Law().Instruments {
		if slices.Contains(i.Documents, b.Doc.ID) {
			b.Instruments = append(b.Instruments, i.ID)
			siblings = append(siblings, i.Documents...)
		}
	}
	slices.Sort(b.Instruments)
	docs, err := s.Desk.Documents(ctx)
	if err != nil {
		return err
	}
	for _, d := range docs {
		if d.ID != b.Doc.ID && d.ID != b.Doc.Parent && d.Parent != b.Doc.ID && len(b.Doc.Revisions) > 0 && len(d.Revisions) > 0 && slices.Contains(siblings, d.ID) {
			b.Others = append(b.Others, *d)
		}
		if d.Parent == b.Doc.ID {
			b.Annexes = append(b.Annexes, *d)
		}
		if d.ID == b.Doc.Parent {
			b.Parent = d
		}
	}
	return nil
}

// mark is a stretch of text that is shown marked.
type mark struct {
	start, end int
	anchor     string
	class      string
	note       string
	row        string // the anchor of what tells more; may be empty
}

// rowsOf tells in which row of the list each fact stands, by the fact's anchor in the text.
func rowsOf(groups []factGroup) map[string]string {
	out := map[string]string{}
	for _, g := range groups {
		for _, line := range g.Facts {
			out[line.Anchor] = line.Row
			for _, more := range line.More {
				out[more] = line.Row
			}
		}
	}
	return out
}

// marksOf marks the facts in the text. A tooltip opens for a mouse alone, so each mark is also a
// link to the fact's row, which says the same to a keyboard and a finger.
func (s speech) marksOf(facts []kb.Fact, rows map[string]string) []mark {
	var out []mark
	for _, f := range facts {
		note := s.Fact(f.Value.Kind()) + ": " + s.value(f.Value)
		if f.Role != "" {
			note += " (" + s.Role(f.Role) + ")"
		}
		if f.Assertion != kb.Asserted && f.Assertion != "" {
			note += ", " + s.Assertion(f.Assertion)
		}
		note += " · " + s.t("rule %s", f.Rule)
		out = append(out, mark{f.Span.Start, f.Span.End, string(f.ID), "k-" + string(f.Value.Kind()), note, rows[string(f.ID)]})
	}
	return out
}

// askedMark reads the stretch that a link points at: "120-180".
func (s speech) askedMark(at, text string) (mark, bool) {
	a, b, ok := strings.Cut(at, "-")
	start, err1 := strconv.Atoi(a)
	end, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil || start < 0 || start >= end || end > len(text) {
		return mark{}, false
	}
	for !utf8.RuneStart(text[start]) { // a link made by hand may point into the middle of a character
		start--
	}
	for end < len(text) && !utf8.RuneStart(text[end]) {
		end++
	}
	return mark{start: start, end: end, anchor: "marked", class: "asked", note: s.t("the words that the link points at")}, true
}

// blocks cuts the text into its provisions; rows that follow each other are one table.
func blocks(r corpus.Revision, marks []mark) []block {
	var out []block
	placed := map[string]bool{}
	for n, p := range r.Provisions {
		anchor := "p" + strconv.Itoa(n+1)
		if p.Kind != corpus.Row {
			out = append(out, block{Kind: p.Kind, Address: p.Address, Anchor: anchor, HTML: marked(r.Text, p.Start, p.End, marks, placed)})
			continue
		}
		last := len(out) - 1
		if last < 0 || out[last].Kind != corpus.Row || !slices.Equal(out[last].Columns, p.Columns) {
			out = append(out, block{Kind: corpus.Row, Address: p.Address, Anchor: anchor, Columns: p.Columns})
			last++
		}
		line := row{Anchor: anchor, Address: p.Address}
		for start := p.Start; start <= p.End; {
			end := p.End
			if i := strings.IndexByte(r.Text[start:p.End], '\t'); i >= 0 {
				end = start + i
			}
			line.Cells = append(line.Cells, marked(r.Text, start, end, marks, placed))
			start = end + 1
		}
		out[last].Rows = append(out[last].Rows, line)
	}
	return out
}

// marked writes text[start:end] escaped, with the marks that touch it. Marks may overlap: the text
// is cut at every edge, and each piece carries all that cover it, so nothing nests.
func marked(text string, start, end int, marks []mark, placed map[string]bool) template.HTML {
	edges := []int{start, end}
	var here []mark
	for _, m := range marks {
		if m.start < end && m.end > start {
			here = append(here, m)
			edges = append(edges, max(m.start, start), min(m.end, end))
		}
	}
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var b strings.Builder
	for i := 1; i < len(edges); i++ {
		from, to := edges[i-1], edges[i]
		var class, notes []string
		anchors := ""
		var told mark // the shortest with a row
		for _, m := range here {
			if m.start <= from && to <= m.end {
				if m.row != "" && (told.row == "" || m.end-m.start < told.end-told.start) {
					told = m
				}
				class, notes = append(class, m.class), append(notes, m.note)
				if !placed[m.anchor] {
					placed[m.anchor] = true
					anchors += fmt.Sprintf(`<a class="at" id="%s"></a>`, template.HTMLEscapeString(m.anchor))
				}
			}
		}
		if len(class) == 0 {
			writeVisible(&b, text[from:to])
			continue
		}
		fmt.Fprintf(&b, `%s<mark class="%s"%s>`, anchors, template.HTMLEscapeString(strings.Join(class, " ")), titled(notes))
		if told.row != "" {
			fmt.Fprintf(&b, `<a href="#%s">`, template.HTMLEscapeString(told.row))
		}
		writeVisible(&b, text[from:to])
		if told.row != "" {
			b.WriteString(`</a>`)
		}
		b.WriteString(`</mark>`)
	}
	return template.HTML(b.String()) // crawled bytes went through writeVisible, the rest is ours or escaped
}

// titled writes the notes of a mark, where it has any.
func titled(notes []string) string {
	if notes = slices.DeleteFunc(notes, func(n string) bool { return n == "" }); len(notes) == 0 {
		return ""
	}
	return fmt.Sprintf(` title="%s"`, template.HTMLEscapeString(strings.Join(notes, "; ")))
}

func (s speech) groupFacts(facts []kb.Fact) []factGroup {
	var out []factGroup
	for _, k := range kb.Kinds() {
		g := factGroup{Kind: s.Fact(k)}
		for _, f := range facts {
			if f.Value.Kind() != k || !f.Stands() {
				continue
			}
			line := factLine{Value: s.value(f.Value), Role: s.Role(f.Role), Anchor: string(f.ID), Row: "fact-" + string(f.ID), Rules: []string{string(f.Rule)}, Printed: visible(f.AsPrinted), Lang: tongue(f.AsPrinted)}
			if f.Assertion != kb.Asserted {
				line.Hedge = s.Assertion(f.Assertion)
			}
			if i := slices.IndexFunc(g.Facts, func(o factLine) bool { return o.Value == line.Value && o.Role == line.Role && o.Hedge == line.Hedge }); i >= 0 {
				g.Facts[i].More = append(g.Facts[i].More, line.Anchor)
				if !slices.Contains(g.Facts[i].Rules, string(f.Rule)) {
					g.Facts[i].Rules = append(g.Facts[i].Rules, string(f.Rule))
				}
				continue
			}
			g.Facts = append(g.Facts, line)
		}
		if len(g.Facts) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// documentsBody is the list of what is held.
type documentsBody struct {
	Documents []*corpus.Document
	Total     int
}

// documents lists what is held, the newest publication first.
func (s *Site) documents(r *http.Request) (page, error) {
	held, err := s.Desk.Documents(r.Context())
	if err != nil {
		return page{}, err
	}
	docs := slices.Clone(held)
	slices.SortFunc(docs, func(x, y *corpus.Document) int {
		return cmp.Or(y.Published.Compare(x.Published), cmp.Compare(x.ID, y.ID))
	})
	body := documentsBody{Total: len(docs)}
	body.Documents = docs[:min(len(docs), maxRows)]
	return page{Title: s.speech(r).t("Documents"), Here: "documents", API: "/v1/documents", Body: body}, nil
}
