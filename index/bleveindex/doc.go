// Package bleveindex is the full-text engine: it follows the log of the knowledge base into a Bleve
// index and answers [index.Request]s from it. It is the only package that knows Bleve.
//
// The one idea needed to read it: the index finds, the store shows. The index holds no text, only
// which words stand where; texts, titles and dates in an answer come from the store, through the
// [View] that is followed. So a folder that is lost, damaged or of another version costs time and
// nothing else: it is moved aside and built again from the log.
//
// Connectors: which documents hold the words of a query is a matter of bitmaps, one a word and
// segment (segment.go, candidates.go). Where the query speaks of places, the evaluator of package query
// decides each candidate by the record of package places that is stored with it (decide.go); no text
// is read. Questions in plain words: the best passages are found by BM25 over the posting lists, see
// stage.go, and ordered by package rank. For a Chinese word that hardly any passage holds, passages answer that
// hold what laws write for it (rank.InLaws); the explanation of the answer lists what that was.
//
// On disk, in the folder of the index:
//
//	CURRENT     the name of the build in service, such as b000003
//	b000003/    one build: a Bleve index
//	aside-…/    the last build that was taken out of service because it was damaged or newer
//
// In a build, two kinds of entries:
//
//	d:d-abcdefghij            a document: the words of its latest text in "body", of its title,
//	                          authority and number, and its filters; connectors are asked of these
//	p:d-abcdefghij.1a2b3c4d:0007   a passage of that text; questions in plain words are asked of these
//
// Every entry carries the hash of all that was put into it. Internal keys hold the version of the
// format, the last entry of the log that was taken in, and a hash of that entry, so that an index
// beside another store is noticed.
//
// Measured beside Xapian 1.4.22 and SQLite FTS5, over the same 200,000 perturbed passages and queries and some
// minutes apart (BenchmarkConnectors and BenchmarkQuestions with -passages 200000; milliseconds of processor
// time on one of two busy cores, median and 99th of a hundred, the total exact where Xapian estimates it; the
// last column is the ratio to Xapian, of sentence and paragraph to its NEAR):
//
//	                 here            Xapian          FTS5            ratio
//	and of three     0.17   2.4      0.32   2.2      1.8    21       0.5   1.1
//	phrase           0.11   1.6      0.43   2.5      1.2    5.9      0.3   0.7
//	within 10        0.37   4.2      0.61   1.9      1.3    8.2      0.6   2.2
//	same sentence    0.50   6.3                                      0.8   3.4
//	same paragraph   0.28   3.7                                      0.5   2.0
//	plain question   7.7    12.5     16.0   37.0                     0.5   0.3
//
// What is missed at the far end has one cause: Xapian leaves out what cannot come among the ten best and
// estimates the rest, while here each candidate that its outline does not rule out is decided, so that the
// total is right. The index, entries of passages for plain questions included, has 1.8 bytes a byte and
// takes 0.24 ms of processor time a passage to make, within 400 MB that the texts themselves are in; FTS5
// without texts, stems and passages has 0.4 and takes 0.02 ms.
//
// Versions of the format: 1, the first; 2, as it came to be; 3, an article begins a passage; 4, words of
// documents are bitmaps, and their places are in records; 5, values, sections and quotations;
// 6, units by which passages are ranked; 7, a unit of measurement in one character is a word; 8, records of
// long texts are read in part.
package bleveindex
