// Package legalxml reads the XML in which authorities publish law and notices: the Federal Register
// and the Code of Federal Regulations, the Official Journal's Formex and the notices of CELLAR,
// legislation.gov.uk's CLML, Akoma Ntoso, and feeds. What it does not know by name is read as plain
// XML where it is prose, and refused with a reason where it is data.
//
// The one idea needed to read it: the bytes become a tree of bounded size ([Read] does this for
// all), and one file for each vocabulary walks the tree and writes lines. A vocabulary made for law
// says where a line belongs, so its readers give addresses as a lawyer cites them (§ 744.11(a)(1),
// Article 3(2)(b)) and mark words that are quoted for another text; see [block.Block].
//
// Only entities that XML and HTML define are known. Those that a document declares for itself are
// never expanded and nothing outside the bytes is ever asked for, so neither bombs nor references
// to files reach anything.
package legalxml
