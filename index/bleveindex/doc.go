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
// Two words that stand near each other and are in many texts are decided by walking along all their places (streams.go),
// which Warm and Follow keep in memory, as far as there is room; searches do not wait for them.
//
// Measured beside Xapian 1.4.22 and SQLite FTS5 over the same 200,000 perturbed passages and queries, on one of two
// busy cores (testdata/peer/compare.sh prints this table in one run; milliseconds of processor time, median and
// 99th of a hundred, the total exact where Xapian estimates it; the last column is the ratio to Xapian, of words in
// order, sentence and paragraph to its NEAR):
//
//	                 here            Xapian          FTS5            ratio
//	and of three     0.17   2.5      0.34   2.4      1.9    20.5     0.5   1.1
//	phrase           0.11   1.7      0.41   2.5      1.2    6.3      0.3   0.7
//	within 10        0.39   3.0      0.58   1.8      1.2    7.7      0.7   1.7
//	in order         0.35   2.7                                      0.6   1.5
//	same sentence    0.52   4.6                                      0.9   2.6
//	same paragraph   0.28   2.6                                      0.5   1.5
//	plain question   7.3    11.8     16.2   37.2                     0.4   0.3
//	ms a passage     0.21            0.15            0.02            1.4
//	bytes a byte     1.9             3.5             0.4             0.5
//
// What is missed at the far end has one cause: Xapian leaves out what cannot come among the ten best and
// estimates the rest, while here each answer is found, so that the total is right, and held against the best: of
// what the last kinds take, a half is finding the answers and more than a third is weighing them. The index has,
// besides the sets of the words of a text, its places and the entries of its passages: their units by which
// questions are ranked are 0.27 of the 1.9 bytes, how often and in how long passages words stand 0.11; the rest are
// sets, which are there twice since a document of one passage is two entries, places, ids and hashes. All of it is
// made within 400 MB that the texts themselves are in. FTS5 without texts keeps no more than words and places.
//
// Versions of the format: 1, the first; 2, as it came to be; 3, an article begins a passage; 4, words of
// documents are bitmaps, and their places are in records; 5, values, sections and quotations;
// 6, units by which passages are ranked; 7, a unit of measurement in one character is a word; 8, records of
// long texts are read in part.
package bleveindex
