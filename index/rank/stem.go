package rank

import (
	"strings"
	"sync"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Stem returns the stem of a word in lower case; what is no English word comes back as it is.
func Stem(word string) string {
	for i := range len(word) {
		if c := word[i]; c < 'a' || c > 'z' {
			return word
		}
	}
	if len(word) < 3 {
		return word
	}
	env := snowballstem.NewEnv(word)
	english.Stem(env)
	return env.Current()
}

// Common reports whether a word says nothing of what a question or a passage is about.
func Common(word string) bool { return stopWords()[word] }

var stopWords = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(`a about above after again against all am an and any are aren't as at be because been before being below
		between both but by can't cannot could couldn't did didn't do does doesn't doing don't down during each few for from further had hadn't has
		hasn't have haven't having he her here hers herself him himself his how i if in into is isn't it its itself let's me more most mustn't my
		myself no nor not of off on once only or other ought our ours ourselves out over own same shan't she should shouldn't so some such than
		that the their theirs them themselves then there these they this those through to too under until up very was wasn't we were weren't what
		when where which while who whom why with won't would wouldn't you your yours yourself yourselves`) {
		out[w] = true
	}
	return out
})
