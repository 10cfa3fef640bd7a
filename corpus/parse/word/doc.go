// Package word reads what word processors write: the binary files of Word and Kingsoft's Writer
// (.doc, .wps), the XML of Word 2003 and later (.docx, flat or packed), RTF and OpenDocument text.
//
// The one idea needed to read it: what Word prints is not what its file holds. Automatic numbers are
// evaluated ([office.Numeral]) and travel beside the text; the codes of fields, deleted, hidden and commented
// text are left out and counted; notes follow the text under the mark that refers to them. All of the
// formats end in one collector, which makes rows of tables and carries their heads.
//
// It lays nothing out: no fonts, positions or page numbers. Headers and footers are left out because
// they are repeated, pictures because they hold no text.
package word
