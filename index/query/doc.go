// Package query is the query language: it reads a query into a tree, prints a tree, widens the
// names of materials, and says whether a document answers.
//
// The one idea needed to read it: [Eval] over tokenised text is the meaning of the language. It is
// written to be read, not to be fast; an engine may find candidates any way it likes, and must
// agree with it.
//
// The language, tightest binding first: words, "phrases" and groups in parentheses; or; /n, +n and not
// w/n (within n words, in that order, not within); /s and +s (in one sentence); /p and +p (in one
// paragraph); and, & or words side by side; but not, % or not. And, but not and atleast speak of the
// document, the others of places in it. A word finds its regular plural, a word in quotes or after #
// only itself; licen! finds every ending, wom*n any one character; title(…), authority(…), number(…),
// section(…) and quote(…) look elsewhere than in the text; caps(…), allcaps(…) and nocaps(…) look at
// capitals; exact(…) takes its words as they stand; purity>=99.9%, hs:2846* and code:1C9* ask what the
// document was read to name, date(aft 2025-10 and bef 2026) when it was published. A run of Chinese
// characters is a phrase.
//
// The same tree is read from, and written in, other syntaxes (dialect.go): in Westlaw's, words side by
// side mean or; in Lexis's they are a phrase; Lucene's has AND, OR, NOT, +, -, field:word, * and ?, and
// "a b"~n, which is read as within n+1 words.
//
// It knows nothing of engines, and reads no store.
package query
