// Package wording puts the codes and states of the law into the words that people read, in English
// and in Chinese: what a restriction is called and does, how an act stands on a day, and the
// answer to the decision question as a paragraph that can be pasted into a letter.
//
// The words of a code stand on one line, both languages side by side, so that neither can be
// forgotten; materials and places are called what the lexicon calls them. The
// paragraph says nothing that the answer does not hold: it is made from the answer alone.
package wording
