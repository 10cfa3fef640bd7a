// Package office opens the two boxes that office files come in: the OLE compound file of the
// binary formats (.doc, .xls, .wps, .hwp) and the ZIP archive of the XML formats (.docx, .xlsx, .odt).
//
// The names inside are only ever compared with names that a reader knows; none becomes a path. What a
// box claims about sizes is not believed: all that is taken out of one is counted against one limit.
// A box that was cut short gives what is whole in it. What the members mean is the readers' business;
// shared by them is only [Numeral], how automatic numbers are written.
package office
