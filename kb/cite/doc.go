// Package cite finds references from one provision to others ("Rule 4.9 of PRU", "sections 94(a) to
// (d)", "A4.3.2 to A4.3.6") and resolves them to the provisions that are held.
//
// The one idea needed to read it: what a document is called by others is learned, not listed. [Learn]
// reads all texts once; a name such as FSMR stands for the document that has the provisions which
// are cited under that name. So a new rulebook needs no table, and a name under which nothing held
// is cited stays unresolved. [Find] reads a text, [Library.Resolve] looks a reference up.
package cite
