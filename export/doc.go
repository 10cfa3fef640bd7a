// Package export writes what is held in the forms that other programs read: JSON Lines, CSV, XLSX
// and Parquet for tables, FollowTheMoney for entities, JSON-LD (schema.org Legislation) for acts,
// iCalendar for what is to come, WARC for the evidence.
//
// The one idea needed to read it: a dataset is a sequence of rows, and a row is a Go struct whose
// fields are the columns; their tags hold the names and the data dictionary. CSV, XLSX and Parquet
// are three printers of the same structs, so they cannot differ. JSON Lines has the records whole, in
// the shapes of the API.
//
// With a version of the corpus (or a day) to start from, only differences are written, each marked
// as added, modified or deleted. A row may be told as modified though its columns are the same, for
// example because what it rests on is; none that changed is left out.
//
// Cells of CSV cannot begin a formula (see safeCell). It reads the desk and writes to the writer that
// it is given, no files.
package export
