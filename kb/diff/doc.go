// Package diff tells how two revisions of a document differ, as a lawyer compares them: which
// provisions were inserted, deleted, moved, renumbered, reworded or only set otherwise, which words
// went and came, and whether that matters.
//
// The one idea needed to read it: provisions are paired before words are compared. A provision that
// says the same under another number is renumbered, one that stands elsewhere has moved, one that
// was broken into lines differently was reflowed; only what is left is matched by likeness. Then
// each pair is compared token by token (numbers, codes and words are never cut), and the difference
// is graded with its reasons: obligation (what is commanded, when, from which limit, of what, to
// whom), substance, editorial.
//
// [Texts] compares plain texts, [Revisions] revisions. The package is pure; the facts that grading
// looks at are passed in.
package diff
