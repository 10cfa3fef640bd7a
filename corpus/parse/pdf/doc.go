// Package pdf reads the text of PDF files: runs of characters where the page shows them, ordered
// into lines, columns, paragraphs and rows of tables.
//
// The one idea needed to read it: a PDF holds no text, only characters at places. The library
// (PDFium, compiled to WebAssembly and run by wazero) says which character stands where; everything
// else is geometry, in points, with y growing upwards. [Engine.Read] is the only entry.
//
// What a reader of the page does not see as text is not passed off as text: pages that are images
// are named, as are pages whose characters cannot be trusted.
package pdf
