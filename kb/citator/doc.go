// Package citator finds every citation of a text and resolves it to the legal acts that are known.
//
// The one idea needed to read it: three readers look at the same text and their findings are laid
// over each other. The facts tell what is cited in words ("Announcement No. 61 of 2025"), the
// identifiers of the known acts are looked for as they are printed (numbers, ids, other names), and
// package cite reads references to provisions ("Rule 4.9 of PRU"). Where two find the same words the
// one that names an act stands. Offsets are bytes into the text as it was given; nothing is
// normalised first.
//
// It keeps nothing and decides nothing of law. Start at [Citator.Cite].
package citator
