// Package trees learns gradient-boosted regression trees from a table of figures and applies them.
//
// The one idea needed to read it: a forest is a sum. Each tree asks a few yes-or-no questions about
// the figures of a row ("is the third above 0.4?") and adds the number in the leaf it comes to; each
// new tree is grown to take away what the sum so far still gets wrong (Friedman, 2001). Figures are
// put into at most 64 bins before, so that the best question of a leaf is found by one walk over sums
// instead of over sorted rows.
//
// Nothing is random: the same table gives the same bytes. A forest is kept as a file of a few ten
// kilobytes, see [Forest.MarshalBinary].
package trees
