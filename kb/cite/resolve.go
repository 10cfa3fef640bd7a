package cite

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Provision is a passage that can be referred to.
type Provision struct {
	ID       string
	Document string // the id of its document
	Address  string // such as "5.1.1.(b)", "Part 6.Chapter 2.78." or "APP4.A4.3"
	Text     string
}

// Library is what is held: the provisions by their numbers, and the names of documents.
type Library struct {
	keys  map[string]map[string]int // by document and key: the index of the provision
	all   []Provision
	order map[string][]int  // by document: its provisions in order
	names map[string]string // what a document is called, as printed → its id
	usual map[usage]string  // what a document's references without a name mean, where they are not its own
}

// usage is a unit as one document uses it: its sections may be those of an act, its rules its own.
type usage struct{ document, unit string }

// Learn reads the provisions of all documents and learns by which names they refer to each other.
func Learn(all []Provision) *Library {
	l := &Library{keys: map[string]map[string]int{}, all: all, order: map[string][]int{}, names: map[string]string{}, usual: map[usage]string{}}
	spread := map[string]int{} // in how many documents a key is found
	for i, p := range all {
		if l.keys[p.Document] == nil {
			l.keys[p.Document] = map[string]int{}
		}
		l.order[p.Document] = append(l.order[p.Document], i)
		for _, k := range keysOf(p.Address) {
			if _, taken := l.keys[p.Document][k]; !taken {
				l.keys[p.Document][k] = i
				spread[k]++
			}
		}
	}
	under := map[string][]Reference{}
	from := map[usage][]Reference{}
	for _, p := range all {
		for _, r := range Find(p.Text) {
			if r.Document != "" {
				under[r.Document] = append(under[r.Document], r)
				u := usage{p.Document, r.Unit}
				from[u] = append(from[u], r)
			}
		}
	}
	titles := titlesOf(all)
	for name, refs := range under {
		if doc := l.bestFor(refs, spread); doc != "" && named(name, titles[doc]) {
			l.names[name] = doc
		}
	}
	for u, refs := range from {
		l.usual[u] = l.mostNamed(u.document, refs)
	}
	return l
}

// fewest is how often a name must be used before anything is concluded from it.
const fewest = 3

// bestFor is the document that has what is cited under one name: nearly all of it, where any other
// lacks at least twice as much, or has fewer of the numbers that few documents have.
func (l *Library) bestFor(refs []Reference, spread map[string]int) string {
	type score struct {
		doc    string
		weight float64
		hits   int
	}
	var scores []score
	for doc := range l.keys {
		s := score{doc: doc}
		for _, r := range refs {
			if k, ok := l.keyOf(doc, r, r.Number); ok {
				s.hits++
				s.weight += 1 / float64(max(spread[k], 1))
			}
		}
		scores = append(scores, s)
	}
	slices.SortFunc(scores, func(a, b score) int {
		return cmp.Or(cmp.Compare(b.hits, a.hits), cmp.Compare(b.weight, a.weight), cmp.Compare(a.doc, b.doc))
	})
	best := scores[0]
	clear := len(scores) == 1
	if !clear {
		lacks, others := len(refs)-best.hits, len(refs)-scores[1].hits
		clear = others > 0 && lacks*2 <= others || best.weight > scores[1].weight*1.2
	}
	if len(refs) < fewest || best.hits*10 < len(refs)*7 || !clear {
		return ""
	}
	return best.doc
}

// titlesOf returns the titles, in lower case, of the documents whose first provision has one for its
// address.
func titlesOf(all []Provision) map[string]string {
	out := map[string]string{}
	for _, p := range all {
		if _, seen := out[p.Document]; seen {
			continue
		}
		out[p.Document] = ""
		if len(strings.Fields(p.Address)) >= 4 && len(keysOf(p.Address)) == 0 {
			out[p.Document] = strings.ToLower(p.Address)
		}
	}
	return out
}

// named reports whether a name can be that of a document with a title: its initials in their order, or
// words that are all in it. Where no title is known, any name can.
func named(name, title string) bool {
	if title == "" {
		return true
	}
	words := strings.Fields(title)
	if !strings.Contains(name, " ") {
		rest := strings.ToLower(name)
		for _, w := range words {
			if rest != "" && w[0] == rest[0] {
				rest = rest[1:]
			}
		}
		return rest == ""
	}
	for _, w := range strings.Fields(strings.ToLower(name)) {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// mostNamed is the document that another names most often in some of its references.
func (l *Library) mostNamed(from string, refs []Reference) string {
	count := map[string]int{}
	best := ""
	for _, r := range refs {
		doc := l.names[r.Document]
		if doc == "" || doc == from {
			continue
		}
		if count[doc]++; best == "" || count[doc] > count[best] || count[doc] == count[best] && doc < best {
			best = doc
		}
	}
	return best
}

// Resolve returns the provisions that a reference from a document means: one, or all of a range. It
// returns none where the document is not held, or has no such provision.
func (l *Library) Resolve(from string, r Reference) []Provision {
	doc := from
	if r.Document != "" && !r.Own {
		if doc = l.names[r.Document]; doc == "" {
			return nil
		}
	}
	k, ok := l.keyOf(doc, r, r.Number)
	if !ok {
		if doc = l.elsewhere(from, r); doc == "" {
			return nil
		}
		k, ok = l.keyOf(doc, r, r.Number)
	}
	if !ok {
		return nil
	}
	first := l.keys[doc][k]
	if r.To == "" || strings.HasPrefix(r.To, "(") {
		return []Provision{l.all[first]}
	}
	return l.between(doc, k, r)
}

// elsewhere is the document that a reference without a name means where its own has no such provision:
// a paragraph with brackets is one of a section. A number that only heads others here is not looked for there.
func (l *Library) elsewhere(from string, r Reference) string {
	if r.Document != "" {
		return ""
	}
	for k := range l.keys[from] {
		if strings.HasPrefix(k, strings.ToLower(r.Number)+".") {
			return ""
		}
	}
	if r.Unit == "paragraph" && strings.Contains(r.Number, "(") && l.usual[usage{from, r.Unit}] == "" {
		return l.usual[usage{from, "section"}]
	}
	return l.usual[usage{from, r.Unit}]
}

// between returns the provisions of a range that stand on the level of its first one.
func (l *Library) between(doc, first string, r Reference) []Provision {
	last, ok := l.keyOf(doc, r, r.To)
	if !ok {
		return []Provision{l.all[l.keys[doc][first]]}
	}
	level := strings.Count(first, ".") + strings.Count(first, "(")
	start, end := l.keys[doc][first], l.keys[doc][last]
	var out []Provision
	for _, i := range l.order[doc] {
		if i < start || i > end {
			continue
		}
		for _, k := range keysOf(l.all[i].Address) {
			if strings.Count(k, ".")+strings.Count(k, "(") == level && !strings.Contains(k, " ") && l.keys[doc][k] == i {
				out = append(out, l.all[i])
				break
			}
		}
	}
	return out
}

// keyOf finds the key under which a document holds a number: as it is, without its last brackets
// where only the provision above them is held, or the first provision below it.
func (l *Library) keyOf(doc string, r Reference, number string) (string, bool) {
	held := l.keys[doc]
	number = strings.ToLower(number)
	var tries []string
	switch r.Unit {
	case "part", "chapter", "appendix", "schedule":
		tries = append(tries, strings.TrimSpace(r.Within+" "+r.Unit+" "+number), r.Unit+" "+number)
	}
	if r.Unit == "paragraph" || r.Unit == "" {
		tries = append(tries, "paragraph "+number)
	}
	for n := number; n != ""; {
		tries = append(tries, n)
		i := strings.LastIndexByte(n, '(')
		if i <= 0 {
			break
		}
		n = n[:i]
	}
	for _, k := range tries {
		if _, ok := held[k]; ok {
			return k, true
		}
	}
	if k := number + ".1"; held[k] > 0 {
		return k, true
	}
	return "", false
}

var (
	addressPart = regexp.MustCompile(`(?i)(part|chapter|app(?:endix)?|schedule)\s*(\d+[a-z]{0,2})|([a-z]?\d+[a-z]{0,2}(?:\.\d+[a-z]{0,2})*)|(\([0-9a-z]{1,4}\))|([a-z]{3,})`)
)

// keysOf returns under which numbers an address is cited: "78" for Part 6.Chapter 2.78., "part 6
// chapter 2" for the chapter itself. Guidance and headings are cited by no number.
func keysOf(address string) []string {
	var holders []string
	numbered := ""
	for _, m := range addressPart.FindAllStringSubmatch(address, -1) {
		switch {
		case m[5] != "":
			return nil
		case m[1] != "":
			unit := unitOf(m[1])
			holders = append(holders, unit+" "+strings.ToLower(m[2]))
		case m[3] != "" && numbered == "":
			numbered = strings.ToLower(m[3])
		case m[4] != "" && numbered != "":
			numbered += strings.ToLower(m[4])
		}
	}
	switch {
	case numbered != "" && strings.HasSuffix(address, ")") && !strings.Contains(address, "("): // 17) is no section
		return []string{"paragraph " + numbered}
	case numbered != "":
		return []string{numbered}
	case len(holders) > 0:
		keys := []string{strings.Join(holders, " ")}
		if len(holders) > 1 {
			keys = append(keys, holders[len(holders)-1])
		}
		return keys
	}
	return nil
}
