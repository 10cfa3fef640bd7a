package web

import (
	"context"
	"html/template"
	"net/http"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// maxBeside bounds how many provisions of each text stand side by side: comparing is quadratic.
const maxBeside = 400

// besideBody is two documents side by side: the original of an act and its translation, or two
// official copies of it.
type besideBody struct {
	Left, Right side
	Pairs       []abreast
	More        int // provisions that are left out
	Languages   bool
	Sample      bool
}

// side is one of the two texts.
type side struct {
	Doc      corpus.Document
	Revision corpus.Revision
	marks    []mark
}

// abreast is a provision and its counterpart; either may be missing.
type abreast struct{ Left, Right *block }

// beside shows a document with another text of the same act.
func (s *Site) beside(r *http.Request) (page, error) {
	ctx, say := r.Context(), s.speech(r)
	left, err := s.side(ctx, say, corpus.DocumentID(r.PathValue("id")))
	if err != nil {
		return page{}, err
	}
	with := r.URL.Query().Get("with")
	if with == "" {
		return page{}, &desk.WordError{Parameter: "with", Detail: "name the document to set beside it"}
	}
	right, err := s.side(ctx, say, corpus.DocumentID(with))
	if err != nil {
		return page{}, err
	}
	body := besideBody{Left: left, Right: right, Languages: left.Doc.Lang != right.Doc.Lang, Sample: left.Doc.Sample || right.Doc.Sample}
	ours, theirs := left.provisions(), right.provisions()
	body.More = len(left.Revision.Provisions) - len(ours) + len(right.Revision.Provisions) - len(theirs)
	for _, p := range align(left.profiles(ours), right.profiles(theirs)) {
		var pair abreast
		if p[0] >= 0 {
			pair.Left = left.block(ours[p[0]])
		}
		if p[1] >= 0 {
			pair.Right = right.block(theirs[p[1]])
		}
		body.Pairs = append(body.Pairs, pair)
	}
	return page{Title: say.t("Side by side: %s", left.Doc.Title), Here: "documents", API: same("/documents/"+string(left.Doc.ID)+"/text", nil), Body: body}, nil
}

// side reads the latest text of a document, with what was read from it marked.
func (s *Site) side(ctx context.Context, say speech, id corpus.DocumentID) (side, error) {
	d, err := s.Desk.Store().Document(ctx, id)
	if err != nil {
		return side{}, err
	}
	if d.Latest() == "" {
		return side{}, kb.ErrNotFound
	}
	rev, err := s.Desk.Store().Revision(ctx, d.Latest())
	if err != nil {
		return side{}, err
	}
	facts, err := s.Desk.Store().FactsOf(ctx, id)
	if err != nil {
		return side{}, err
	}
	facts = slices.DeleteFunc(facts, func(f kb.Fact) bool { return f.Span.Revision != rev.ID || !f.Span.Holds(rev.Text) })
	marks := say.marksOf(facts, nil)
	for i := range marks {
		marks[i].anchor = "" // there is no list on this page to come from
	}
	return side{d, rev, marks}, nil
}

func (s side) provisions() []corpus.Provision {
	return s.Revision.Provisions[:min(len(s.Revision.Provisions), maxBeside)]
}

func (s side) block(p corpus.Provision) *block {
	return &block{Kind: p.Kind, Address: p.Address, HTML: template.HTML(marked(s.Revision.Text, p.Start, p.End, s.marks, map[string]bool{"": true}))}
}

// profile is what of a provision is the same in every language.
type profile struct {
	kind   corpus.ProvisionKind
	length float64  // in letters of an alphabet
	tokens []string // numbers and codes, sorted
}

var sameInEveryLanguage = regexp.MustCompile(`[0-9][0-9A-Za-z.]*[0-9A-Za-z]|[0-9]|[A-Z][A-Z0-9]+`)

// profiles reads the provisions. A Chinese character counts as three letters, which is about what its
// translation takes.
func (s side) profiles(provisions []corpus.Provision) []profile {
	out := make([]profile, 0, len(provisions))
	for _, p := range provisions {
		text := s.Revision.Text[p.Start:p.End]
		q := profile{kind: p.Kind, length: float64(utf8.RuneCountInString(text)), tokens: unique(sameInEveryLanguage.FindAllString(text, -1))}
		for _, r := range text {
			if unicode.Is(unicode.Han, r) {
				q.length += 2
			}
		}
		out = append(out, q)
	}
	return out
}

// like tells how far two provisions can be the same one, from 0 to 1: by their length, as Gale and
// Church (1993) pair sentences of two languages, by the numbers and codes in them, and by their kind.
func (p profile) like(q profile) float64 {
	score := 0.4 * min(p.length, q.length) / max(p.length, q.length, 1)
	if p.kind == q.kind {
		score += 0.2
	}
	shared := 0
	for _, t := range p.tokens {
		if _, found := slices.BinarySearch(q.tokens, t); found {
			shared++
		}
	}
	if all := len(p.tokens) + len(q.tokens) - shared; all > 0 {
		return score + 0.4*float64(shared)/float64(all)
	}
	return score + 0.2
}

// align pairs two runs of provisions in order, so that the likeness of the pairs is greatest; -1 where
// one has no counterpart. Two that are less alike than unalike are no pair.
func align(left, right []profile) [][2]int {
	const unlike = 0.3
	n, m := len(left), len(right)
	best := make([][]float64, n+1)
	for i := range best {
		best[i] = make([]float64, m+1)
	}
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+left[i].like(right[j])-unlike)
		}
	}
	var out [][2]int
	for i, j := 0, 0; i < n || j < m; {
		switch {
		case i < n && j < m && best[i][j] == best[i+1][j+1]+left[i].like(right[j])-unlike:
			out = append(out, [2]int{i, j})
			i, j = i+1, j+1
		case j == m || i < n && best[i][j] == best[i+1][j]:
			out = append(out, [2]int{i, -1})
			i++
		default:
			out = append(out, [2]int{-1, j})
			j++
		}
	}
	return out
}
