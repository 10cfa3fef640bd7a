// Package fit learns the model of package rank from questions of which the right passages are known.
//
// The one idea needed to read it: nothing is judged by what it was learned from. How much the words of
// a question count is learned from one half of the questions and seen on the other, and so in turn,
// and the order is learned from what was seen so. The model that is kept is then learned again from
// all of them. Right passages are known to it by their words alone, never by name.
//
// The steps: the words of asking (the square root of how often a word of a question stands in its
// passage, against all words), the chance of each word of a question to stand there (trees, by least
// squares), and the order of the passages of a question (trees, by what changing two places would gain).
package fit
