// Package crosswalk sets codes side by side: an element, the control code of China, the customs
// code and its HS subheading, the ECCN and the EU entry, each link with who says both.
//
// The one idea needed to read it: two codes belong together only where one item of a measure, or
// one row of a text that is held, names both. That two codes are about one element makes them
// neighbours and no more: lists of different issuers have no official correspondence unless one of
// them states it, and that is then the answer.
package crosswalk
