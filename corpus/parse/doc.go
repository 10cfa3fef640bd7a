// Package parse turns the bytes of a capture into text that can be cited: normalised UTF-8, one
// block a line, cut into provisions and sentences, with the title, the date and the addresses of
// attachments that the publication itself shows.
//
// The one idea needed to read it: every format produces [block.Block]s (a line of text and what the
// markup said about it: a heading, a row of a table, an item of a numbered list), and one
// assembler makes of them the text, the provisions and the sentences. So a provision has the same
// address whether it came from a web page, a PDF or a Word file. Start at [Parse]; [Structure]
// does the second half for text that is already clean.
//
// Foreign bytes are hostile until shown otherwise: input and inflation are capped, nesting is
// bounded, panics of libraries become an [Error]. The package judges nothing: it knows no facts,
// guesses no dates and repairs no words.
package parse
