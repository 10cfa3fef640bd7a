// Package sheet reads workbooks and tables: Excel's binary files (.xls of every version, Kingsoft's
// .et), the packed ones (.xlsx, .xlsb), OpenDocument spreadsheets, CSV and TSV.
//
// The one idea needed to read it: a cell is what a reader of the sheet sees. Numbers are written by
// their format ([Display]), dates by the calendar of the file, formulas by the value that was saved
// with them; a code of 0123 keeps its zero and 99.99 is never a date. Each sheet becomes a heading, the
// lines above its table, the table with its heads carried to the rows, and the lines below.
//
// It computes nothing, and follows no link to another file. Readers stream: a cell that is empty costs
// nothing, and the number of cells is bounded. Hidden rows are read and warned about, since a filter
// hides them; hidden sheets are left out and named.
package sheet
