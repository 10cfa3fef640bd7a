// Package rank orders the passages that answer a question in plain words.
//
// The one idea needed to read it: each candidate is seen through some thirty figures (how much of the
// question it covers, how rare those words are, whether they stand beside each other as they do in
// the question, how the passages around it do), and trees that were grown on questions of which the
// right passages are known make one number of them. They speak of figures alone, never of a text.
// Words count by their English stems (the Snowball stemmer), Chinese characters one by one and in
// pairs.
//
// How much a word of a question counts is learned too: its rarity in the collection, times the chance
// that a passage which answers holds it at all, which hangs on the word ("clarify", "please"), on what
// stands before and after it, and on its place in the question.
//
// # What is learned
//
//	asking.tsv   words by which people ask, and how much each still counts
//	words.trees  the chance of a word of a question to stand in a passage that answers
//	order.trees  the order of the passages, the right ones first
//
// lodestone-eval fit writes all three, see package fit. The same questions give the same bytes. There
// are no Chinese questions to learn from: those are ordered by BM25 and a little by what stands around.
package rank
