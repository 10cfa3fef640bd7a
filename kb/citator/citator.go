package citator

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/cite"
	"github.com/lodestone-kb/lodestone/kb/extract"
)

// Kind says how something is cited.
type Kind string

// The kinds of citations.
const (
	ByNumber    Kind = "number"    // by its document number
	ByName      Kind = "name"      // by a title or another name
	AsBasis     Kind = "basis"     // as the law on which the text rests
	AsProvision Kind = "provision" // a provision, by its number
)

// Citation is one act or provision that a text speaks of: text[Start:End] == Quote, in bytes.
type Citation struct {
	Start      int             `json:"start"`
	End        int             `json:"end"`
	Quote      string          `json:"quote"`
	Kind       Kind            `json:"kind" doc:"number, name, basis or provision"`
	Cited      string          `json:"cited" doc:"in normal form"`
	Relation   kb.Relation     `json:"relation,omitempty" doc:"what the text says that the cited act does or suffers"`
	Provision  string          `json:"provision,omitempty" doc:"the part that is meant"`
	Instrument kb.InstrumentID `json:"instrument" doc:"the act; null where it could not be told"`
	Held       bool            `json:"held" doc:"the act is known here, and title says as what"`
	Title      string          `json:"title,omitempty"`
}

// Citator reads citations. It is read-only and may be used by many goroutines.
type Citator struct{ extractor *extract.Extractor }

// New returns a citator that reads facts with the extractor.
func New(x *extract.Extractor) *Citator { return &Citator{x} }

// Cite returns the citations of the text in the order of their words, resolved against the known
// acts. The language may be empty. An instrument that is named and not known is given all the same,
// with Held false.
func (c *Citator) Cite(text string, lang corpus.Lang, known []kb.Instrument) []Citation {
	r := &resolver{text: text, acts: map[kb.InstrumentID]kb.Instrument{}, names: map[string]kb.InstrumentID{}, counted: map[corpus.Range]kb.InstrumentID{}}
	for _, i := range known {
		r.acts[i.ID] = i
		for _, n := range namesOf(i) {
			r.names[fold(n)] = i.ID
		}
	}
	var found []Citation
	facts := c.facts(text, lang)
	for _, f := range facts {
		r.count(f)
	}
	for _, f := range facts {
		found = append(found, r.fromFact(f)...)
	}
	found = append(found, r.identifiers(known)...)
	for _, ref := range cite.Find(text) {
		found = append(found, r.reference(ref))
	}
	return settle(found)
}

// facts reads the text as it stands: its offsets are those of the answer.
func (c *Citator) facts(text string, lang corpus.Lang) []kb.Fact {
	provisions, sentences := parse.Structure(text, lang)
	rev := corpus.Revision{ID: "given", Text: text, Provisions: provisions, Sentences: sentences}
	return c.extractor.Facts(extract.Input{Document: corpus.Document{ID: "given", Lang: lang}, Revision: rev})
}

// resolver knows the acts by their names.
type resolver struct {
	text    string
	acts    map[kb.InstrumentID]kb.Instrument
	names   map[string]kb.InstrumentID
	counted map[corpus.Range]kb.InstrumentID // the numbers of the text: what they name beside their issuers
}

// count keeps what a number of the text names.
func (r *resolver) count(f kb.Fact) {
	at := corpus.Range{Start: f.Span.Start, End: f.Span.End}
	switch v := f.Value.(type) {
	case kb.CitationValue:
		r.counted[at] = v.Target
	case kb.DocumentNumberValue:
		r.counted[at] = v.Names
	}
}

// ofAnother reports whether the words are a Chinese act's by their number alone, where another
// issuer stands beside the number: GACC Announcement No. 61 of 2025 is none of the ministry of commerce.
// An act that the issuer signed with others stays its own.
func (r *resolver) ofAnother(id kb.InstrumentID, start, end int) bool {
	read, numbered := r.counted[corpus.Range{Start: start, End: end}]
	if !numbered || read == id || r.acts[id].Jurisdiction != "CN" || !strings.Contains(r.text[start:end], "No.") {
		return false
	}
	parts := strings.Split(string(read), "-")
	return len(parts) < 2 || !strings.Contains(string(id), "-"+parts[1]+"-")
}

// fromFact makes a citation of a fact that is one.
func (r *resolver) fromFact(f kb.Fact) []Citation {
	c := Citation{Start: f.Span.Start, End: f.Span.End, Quote: f.Span.Quote}
	switch v := f.Value.(type) {
	case kb.CitationValue:
		c.Kind, c.Cited, c.Provision, c.Instrument, c.Relation = ByName, v.Cited, v.Provision, v.Target, kb.Relation(f.Role)
		if hasDigit(v.Cited) {
			c.Kind = ByNumber
		}
	case kb.DocumentNumberValue:
		c.Kind, c.Cited, c.Instrument = ByNumber, v.Number, v.Names
	case kb.LegalBasisValue:
		c.Kind, c.Cited, c.Instrument = AsBasis, v.Law, v.Names
	default:
		return nil
	}
	r.resolve(&c, c.Cited, c.Quote)
	return []Citation{c}
}

// resolve names the act where the citation does not, by one of the words, and says what is known of it.
func (r *resolver) resolve(c *Citation, words ...string) {
	for _, w := range words {
		if id := r.names[fold(w)]; c.Instrument == "" && w != "" && !r.ofAnother(id, c.Start, c.End) {
			c.Instrument = id
		}
	}
	if i, ok := r.acts[c.Instrument]; ok {
		c.Held, c.Title = true, i.Title
	}
}

// reference makes a citation of a reference to a provision.
func (r *resolver) reference(ref cite.Reference) Citation {
	c := Citation{Start: ref.Start, End: ref.End, Quote: r.text[ref.Start:ref.End], Kind: AsProvision, Cited: strings.TrimSpace(ref.Document + " " + ref.Number), Provision: ref.Number}
	if ref.To != "" {
		c.Provision += " to " + ref.To
	}
	r.resolve(&c, ref.Document)
	return c
}

// identifiers looks for the acts by what they are called, as printed.
func (r *resolver) identifiers(known []kb.Instrument) []Citation {
	var out []Citation
	for _, i := range known {
		for _, name := range namesOf(i) {
			for at := 0; ; {
				n := strings.Index(r.text[at:], name)
				if n < 0 {
					break
				}
				start, end := at+n, at+n+len(name)
				at = end
				if !wholeWord(r.text, start, end) || r.ofAnother(i.ID, start, end) {
					continue
				}
				kind := ByName
				if hasDigit(name) {
					kind = ByNumber
				}
				out = append(out, Citation{Start: start, End: end, Quote: name, Kind: kind, Cited: name, Instrument: i.ID, Held: true, Title: i.Title})
			}
		}
	}
	return out
}

// shortest is how many letters or digits a name must have to be looked for in a text.
const shortest = 5

// namesOf are the words by which an act is called for certain.
func namesOf(i kb.Instrument) []string {
	all := append([]string{string(i.ID), i.Number, i.Title, i.TitleZh}, i.Aliases...)
	return slices.DeleteFunc(all, func(n string) bool { return utf8.RuneCountInString(n) < shortest || bareNumber(n) })
}

// bareNumber reports whether a number says nothing of who numbered, such as "2025-61".
func bareNumber(s string) bool {
	return !strings.ContainsFunc(s, unicode.IsLetter) && len(s) < 8
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// wholeWord reports whether no Latin letter or digit goes on at either end.
func wholeWord(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	first, _ := utf8.DecodeRuneInString(s[start:])
	last, _ := utf8.DecodeLastRuneInString(s[:end])
	return !(wordly(before) && wordly(first)) && !(wordly(after) && wordly(last))
}

func wordly(r rune) bool {
	return r == '-' || (unicode.IsLetter(r) || unicode.IsDigit(r)) && !unicode.Is(unicode.Han, r)
}

// fold makes two printings of one name the same: case, blanks and brackets apart.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || strings.ContainsRune("《》〈〉()（）[]〔〕“”\"", r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// settle lays the findings over each other: of those that share words the one that names a known act
// stands, then one that names an act, then the longer one. A provision within other words stands beside them.
func settle(all []Citation) []Citation {
	rank := func(c Citation) int {
		switch {
		case c.Held:
			return 0
		case c.Instrument != "":
			return 1
		}
		return 2
	}
	slices.SortStableFunc(all, func(a, b Citation) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(b.End-b.Start, a.End-a.Start), cmp.Compare(a.Start, b.Start))
	})
	out := []Citation{}
	taken := map[int]int{} // by byte: which citation has it, counted from 1
	for _, c := range all {
		clash := 0
		for at := c.Start; at < c.End && clash == 0; at++ {
			clash = taken[at]
		}
		if clash > 0 {
			keep := &out[clash-1]
			if keep.Relation == "" && keep.Instrument == c.Instrument {
				keep.Relation = c.Relation
			}
			if keep.Provision == "" && keep.Instrument == c.Instrument {
				keep.Provision = c.Provision
			}
			continue
		}
		out = append(out, c)
		for at := c.Start; at < c.End; at++ {
			taken[at] = len(out)
		}
	}
	slices.SortFunc(out, func(a, b Citation) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	return out
}
