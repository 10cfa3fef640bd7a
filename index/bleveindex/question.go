package bleveindex

import (
	"errors"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/index"
	"github.com/lodestone-kb/lodestone/index/query"
	"github.com/lodestone-kb/lodestone/index/rank"
)

// question is a plain question made ready for ranking.
type question struct {
	*rank.Question
	same  map[string]string          // name of a material, its words parted by blanks → the unit typed for it
	alike map[uint32]uint32          // the same for names of one unit, by keys
	named map[corpus.DocumentID]bool // documents whose number is in the question
	about [][][]uint32               // of each material in the question its names, as keys of their units
}

// inLaws lets what laws write for words of a plain question answer too, where hardly any passage holds the
// words themselves.
func (s *asker) inLaws() error {
	if s.Syntax != index.Plain || s.tree == nil {
		return nil
	}
	in, failed := s.collection()
	for _, said := range rank.InLaws(Words(s.Query), in) {
		if said.Rare {
			s.tree = query.OrAny(s.tree, said.Word, said.Laws)
			s.expanded = append(s.expanded, index.Expansion{Word: said.Word, Names: said.Laws})
		}
	}
	return failed()
}

// acrossLanguages lets texts in the other language answer a plain question by the words of trade in it. Names
// of materials are found in every language already.
func (s *asker) acrossLanguages() error {
	if s.Syntax != index.Plain || s.tree == nil || !s.ExpandMaterials {
		return nil
	}
	in, failed := s.collection()
	s.across = rank.Across(Words(s.Query), in, func(word string) bool {
		return slices.ContainsFunc(s.expanded, func(e index.Expansion) bool { return e.Material != "" && strings.EqualFold(e.Word, word) })
	})
	for _, c := range s.across {
		s.tree = query.OrAny(s.tree, c.Word, c.Names)
		s.expanded = append(s.expanded, index.Expansion{Word: c.Word, Names: c.Names})
	}
	return failed()
}

// collection tells of the passages among which a question is asked, and afterwards what failed.
func (s *asker) collection() (in rank.Collection, failed func() error) {
	all, err := s.frequency(fieldType, "passage")
	return rank.Collection{Passages: all, Holding: func(stem string) float64 {
		n, e := s.frequency(fieldText, stem)
		err = errors.Join(err, e)
		return n
	}}, func() error { return err }
}

// question makes the question ready. Other names of a material stand for the one typed, and so do words of
// the other language.
func (s *asker) question() (question, error) {
	out := question{same: map[string]string{}, alike: map[uint32]uint32{}}
	single, units := map[string]string{}, map[string][]string{}
	stands := func(name, typed string) {
		words := query.NewText(name).Tokens
		if out.same[spaced(words)] != "" {
			return
		}
		out.same[spaced(words)] = typed
		if term := unit(words); term != "" && term != typed {
			out.alike[rank.Key(term)] = rank.Key(typed)
			units[typed] = append(units[typed], term)
		}
	}
	for _, e := range s.expanded {
		if e.Material == "" {
			continue // what laws write is another word, not the same one
		}
		out.about = append(out.about, namesOf(e))
		if typed := unit(query.NewText(e.Word).Tokens); typed != "" {
			for _, name := range e.Names {
				stands(name, typed)
				if words := query.NewText(name).Tokens; unit(words) != "" {
					single[strings.ReplaceAll(spaced(words), " ", "")] = typed
				}
			}
		}
	}
	for _, c := range s.across {
		for _, name := range c.Names {
			stands(name, c.Unit)
		}
	}
	in, failed := s.collection()
	alone := in.Holding
	in.Holding = func(typed string) float64 {
		n := alone(typed)
		for _, u := range units[typed] {
			n += alone(u)
		}
		return n
	}
	out.Question = rank.New(Words(s.Query), single, in, nil)
	err := failed()
	if err == nil {
		out.named, err = s.named()
	}
	return out, err
}

// namesOf returns the names of a material that a word of a question stands for, the word itself among them,
// each as the keys of its units. A symbol is too short to say something where capitals are not known.
func namesOf(e index.Expansion) [][]uint32 {
	var out [][]uint32
	for _, name := range append([]string{e.Word}, e.Names...) {
		var keys []uint32
		for _, u := range rank.Units(Words(name), nil) {
			if len(u) > 2 {
				keys = append(keys, rank.Key(u))
			}
		}
		if len(keys) > 0 {
			out = append(out, keys)
		}
	}
	return out
}

// lacks returns the share of the materials in the question of which neither a passage nor its headings speak.
func (q question) lacks(c *rank.Candidate) float64 {
	if len(q.about) == 0 {
		return 0
	}
	without := 0.0
	for _, names := range q.about {
		if !slices.ContainsFunc(names, func(keys []uint32) bool {
			return !slices.ContainsFunc(keys, func(k uint32) bool { return !slices.Contains(c.Keys, k) && !slices.Contains(c.Heads, k) })
		}) {
			without++
		}
	}
	return without / float64(len(q.about))
}

// unit returns the unit of ranking that some words are: a word, or two Chinese characters; "" where they
// are more.
func unit(words []query.Token) string {
	switch {
	case len(words) == 1:
		return rank.Stem(words[0].Term)
	case len(words) == 2 && query.IsHan(words[0].Term) && query.IsHan(words[1].Term):
		return words[0].Term + words[1].Term
	}
	return ""
}

func spaced(words []query.Token) string {
	terms := make([]string, len(words))
	for i, w := range words {
		terms[i] = w.Term
	}
	return strings.Join(terms, " ")
}
