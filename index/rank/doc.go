// Package rank orders the passages that answer a question in plain words.
//
// The one idea needed to read it: each candidate is seen through a dozen figures (how much of the
// question it covers, how rare those words are, whether they stand beside each other as they do in
// the question, how its neighbours do), and one weighted sum of them orders all. The weights were
// fitted to questions of which the right passages are known; they speak of figures alone, never of a
// text. Words count by their English stems (the Snowball stemmer), Chinese characters one by one and
// in pairs, and the words by which people ask ("clarify", "please") count less.
//
// # How the weights are fitted
//
// lodestone-eval retrieval --features FILE writes the figures of each candidate of each question with
// whether it is right. A logistic regression over the standardised columns gives the weights; folded
// back to the columns as they are, they stand in weights.go. The words of asking and their weights are
// the square root of how often a word of a question stands in its passage, against all words.
package rank
