package extract

import (
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/fedreg"
)

// fixedPlaces keeps what a document of the Federal Register says in the places that are prescribed
// for it, where the place tells the role more surely than the words around a date do.
func (r *reader) fixedPlaces() {
	if r.doc.Kind == corpus.News || r.doc.Kind == corpus.Analysis {
		return
	}
	n, ok := fedreg.Read(r.rev.Text)
	if !ok {
		return
	}
	r.roles = map[int]kb.Role{}
	for _, of := range []struct {
		role kb.Role
		days []fedreg.Day
	}{{kb.RoleEffective, n.Effective}, {kb.RoleCommentDeadline, n.Comment}, {kb.RoleSigned, n.Signed}} {
		for _, d := range of.days {
			r.roles[d.Start] = of.role
		}
	}
	for _, v := range n.Amended {
		r.later = append(r.later, func() { r.amended(v) })
	}
	if r.own.printed == "" && n.Document.Text != "" {
		r.own = number{start: n.Document.Start, end: n.Document.End, printed: n.Document.Text}
		r.later = append(r.later, func() {
			r.emit(r.around(n.Document), kb.DocumentNumberValue{Number: "FR Doc. " + n.Document.Text}, 0, n.Document.End-n.Document.Start, "", kb.Asserted, "number.fedreg/1", 0.95)
		})
	}
}

// amended emits a section of the Code of Federal Regulations that the document amends.
func (r *reader) amended(v fedreg.Value) {
	r.emit(r.around(v), kb.CitationValue{Cited: "§ " + v.Text, Provision: v.Text}, 0, v.End-v.Start, kb.Role(kb.Amends), kb.Asserted, "citation.fedreg/1", 0.9)
}

// around is the place of a value, in its sentence.
func (r *reader) around(v fedreg.Value) *sentence {
	s := &sentence{reader: r, Range: v.Range, whole: v.Range, text: v.Text}
	for _, whole := range r.rev.Sentences {
		if whole.Start <= v.Start && v.End <= whole.End {
			s.whole = whole
		}
	}
	return s
}
