package rank

// Word is a word of a text in lower case; Han says that it is one Chinese character, and Joined that
// the next word follows it without a gap.
type Word struct {
	Term        string
	Han, Joined bool
}

// Units returns what questions and passages are compared by, in order: stems of words, and of Chinese
// the characters and their pairs. Common words are left out. A term that stands for another (镓 for gallium) is
// looked up in same and replaced by what it stands for.
func Units(words []Word, same map[string]string) []string {
	out := make([]string, 0, len(words))
	for i, w := range words {
		if other, ok := same[w.Term]; ok {
			out = append(out, other)
		} else if !w.Han {
			if !Common(w.Term) {
				out = append(out, Stem(w.Term))
			}
			continue
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
	}
	return out
}
