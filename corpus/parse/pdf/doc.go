// Package pdf reads the text of PDF files: runs of characters where the page shows them, ordered
// into lines, columns, paragraphs, rows of tables and footnotes.
//
// The one idea needed to read it: a PDF holds no text, only characters at places. The library
// (PDFium, compiled to WebAssembly and run by wazero) says which character stands where and which
// lines are drawn; everything else is geometry, in points, with y growing upwards, on a page that was
// turned so that most of its text runs from left to right:
//
//	characters ─► runs ─► segments of lines ─► columns ─► lines ─► blocks
//	lines that are drawn ─► tables, which stand among the segments
//
// [Engine.Read] is the only entry.
//
// What a reader of the page does not see as text is not passed off as text. Pages that are images are
// named, or read by a [block.WordReader] and marked; so are pages whose fonts do not say which letters
// their characters are, or say wrong ones. Chinese text that was declared as single bytes is read
// again. Running heads, stamps, invisible text and annotations are left out and listed.
//
// Pages whose text runs from right to left are mirrored before all that, and what runs the other way
// on a line is turned round: a hyphenated date in Arabic is given as it is printed from the left.
//
// Of tables without drawn lines the rows are told by the gaps between them, by a column that has one code or
// number for each, or by what stands in the first column: other cells of several lines are not put together.
package pdf
