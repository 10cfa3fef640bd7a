package api

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/register"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

// term is one word of a closed list.
type term struct {
	Value      string        `json:"value"`
	Meaning    string        `json:"meaning,omitempty"`
	Direction  kb.Direction  `json:"direction,omitempty" doc:"of a restriction: the usual one"`
	Strictness *int          `json:"strictness,omitempty" doc:"of a restriction: the strictest highest; 0 binds nobody"`
	Members    []kb.Material `json:"members,omitempty" doc:"of a group"`
	// Counterparts are what other classifications call a restriction: our reading, no issuer's.
	Counterparts []register.Counterpart `json:"counterparts,omitempty" doc:"of a restriction: intervention types of Global Trade Alert (gta), chapters of the classification of non-tariff measures (mast), symbols of WTO notifications of quantitative restrictions (wto); an empty value: no counterpart"`
	ByRef        bool                   `json:"by_reference,omitempty" doc:"of a group: all items of a jurisdiction"`
}

type vocabulary struct {
	Name  string `json:"name"`
	Terms []term `json:"terms"`
}

type vocabularyNames struct {
	Vocabularies []string `json:"vocabularies"`
}

// vocabularyTable lists the closed lists by name.
func vocabularyTable(says *wording.Wording, schemes register.Schemes) map[string]func() []term {
	return map[string]func() []term{
		"restrictions": func() []term { return restrictionTerms(schemes) },
		"schemes":      func() []term { return schemeTerms(schemes) },
		"end_uses":     endUseTerms,
		"groups":       groupTerms,
		"relations": func() []term {
			var out []term
			for _, r := range kb.Relations() {
				out = append(out, term{Value: string(r), Meaning: says.EventMeaning(r)})
			}
			return out
		},
		"statuses": func() []term {
			var out []term
			for _, s := range kb.Statuses() {
				out = append(out, term{Value: string(s), Meaning: says.StatusMeaning(s)})
			}
			return out
		},
		"kinds": func() []term {
			var out []term
			for _, k := range kb.Kinds() {
				out = append(out, term{Value: string(k)})
			}
			return out
		},
	}
}

func restrictionTerms(schemes register.Schemes) []term {
	var out []term
	for _, r := range kb.Restrictions() {
		out = append(out, term{Value: string(r.Type), Meaning: r.Meaning, Direction: r.Direction, Strictness: &r.Strictness, Counterparts: schemes.Types[r.Type]})
	}
	return out
}

// schemeTerms are the classifications to which restrictions are related.
func schemeTerms(schemes register.Schemes) []term {
	var out []term
	for _, s := range schemes.Schemes {
		out = append(out, term{Value: s.Name, Meaning: s.Title + ", " + s.URL})
	}
	return out
}

func endUseTerms() []term {
	var out []term
	for u, meaning := range kb.EndUses() {
		out = append(out, term{Value: string(u), Meaning: meaning})
	}
	slices.SortFunc(out, func(x, y term) int { return cmp.Compare(x.Value, y.Value) })
	return out
}

func groupTerms() []term {
	var out []term
	for _, g := range kb.Groups() {
		out = append(out, term{Value: string(g.Name), Meaning: g.Meaning, Members: g.Members, ByRef: g.ByReference})
	}
	return out
}

func (s *server) vocabularyRoutes(api huma.API) error {
	schemes, err := register.LoadSchemes()
	if err != nil {
		return err
	}
	table := vocabularyTable(s.Desk.Says(wording.English), schemes)
	var names []string
	for name := range table {
		names = append(names, name)
	}
	slices.Sort(names)
	get(s, api, "/v1/vocabularies", "list-vocabularies", "vocabularies", "The names of the closed lists",
		func(context.Context, *Conditional) (vocabularyNames, error) { return vocabularyNames{names}, nil })
	get(s, api, "/v1/vocabularies/{name}", "get-vocabulary", "vocabularies", "One closed list with its meanings",
		func(_ context.Context, in *struct {
			Conditional
			Name string `path:"name" doc:"restrictions, schemes, end_uses, groups, relations, statuses or kinds"`
		}) (vocabulary, error) {
			terms, ok := table[in.Name]
			if !ok {
				return vocabulary{}, &Problem{Status: http.StatusNotFound, Parameter: "name", Suggestions: names,
					Detail: "there is no vocabulary of that name; there are " + strings.Join(names, ", ")}
			}
			return vocabulary{in.Name, terms()}, nil
		})
	return nil
}
