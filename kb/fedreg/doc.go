// Package fedreg reads what the Office of the Federal Register has every rule and notice print in a
// fixed place: the headings (agency, CFR parts, docket, RIN, subject), the captioned preamble
// (AGENCY, ACTION, SUMMARY, DATES …; 1 CFR 18.12), the signature and file lines, and the amendatory
// instructions with the sections that they amend (1 CFR 21 and 22; Document Drafting Handbook).
//
// The one idea needed to read it: a document is a list of lines, and captions in capitals part it.
// [Read] walks the lines once and hands every value back with the bytes at which it is printed.
// A section is listed as amended where an instruction, a heading of the regulatory text, the contents
// of a new part or a heading of the section-by-section analysis names it, and nowhere else.
package fedreg
