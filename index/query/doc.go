// Package query is the query language: it reads a query into a tree, prints a tree, widens the
// names of materials, and says whether a document answers.
//
// The one idea needed to read it: [Eval] over tokenised text is the meaning of the language. It is
// written to be read, not to be fast; an engine may find candidates any way it likes, and must
// agree with it.
//
// The language, tightest binding first: words, "phrases" and groups in parentheses; or; /n and +n
// (within n words, in that order); /s and +s (in one sentence); /p and +p (in one paragraph); and,
// & or words side by side; but not, % or not. And, but not and atleast speak of the document, the
// others of places in it. A word finds its regular plural, a word in quotes only itself;
// licen! finds every ending; title(…), authority(…) and number(…) look elsewhere than in the text;
// exact(…) takes its words as they stand. A run of Chinese characters is a phrase.
//
// It knows nothing of engines, and reads no store.
package query
