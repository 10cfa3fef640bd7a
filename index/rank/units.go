package rank

// Word is a word of a text in lower case.
type Word struct {
	Term   string
	Han    bool // one Chinese character
	Joined bool // the next word follows without a gap
	Upper  bool // begins with a capital letter; looked at in questions only
}

// Units returns what questions and passages are compared by, in order: stems of words, and of Chinese
// the characters and their pairs. Common words are left out. A term that stands for another (镓 for gallium) is
// looked up in same and replaced by what it stands for.
func Units(words []Word, same map[string]string) []string {
	out := make([]string, 0, len(words))
	for i := range words {
		out = appendUnits(out, words, i, same)
	}
	return out
}

// appendUnits appends the units that begin at one word.
func appendUnits(out []string, words []Word, i int, same map[string]string) []string {
	w := words[i]
	if other, ok := same[w.Term]; ok {
		out = append(out, other)
	} else if !w.Han {
		if !Common(w.Term) {
			out = append(out, Stem(w.Term))
		}
		return out
	}
	if w.Han && same[w.Term] == "" {
		out = append(out, w.Term)
	}
	if w.Han && w.Joined && i+1 < len(words) && words[i+1].Han {
		term := w.Term + words[i+1].Term
		if other, ok := same[term]; ok {
			term = other
		}
		out = append(out, term)
	}
	return out
}
