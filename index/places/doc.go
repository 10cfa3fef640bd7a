// Package places keeps in few bytes which words of a text stand where, so that an engine can decide
// what a query says of places (phrases, distances, sentences, paragraphs, capitals) without reading
// the text again.
//
// The one idea needed to read it: a record is a small dictionary of the text, as hashes of its words
// no two of which are equal, and for each word of the text its number in the dictionary. Whether a
// word is in the text at all, the engine's postings say for certain; given that, a hash finds its
// places for certain too.
//
// A record, all numbers little-endian or unsigned varints:
//
//	version          byte, 2
//	tokens           varint
//	width, form      byte each: bytes of a hash (2, 4, 8); 1 for a text of few different words, else the
//	                 bytes of a number (2, 4)
//	words            varint, then their hashes, rising
//
// Of a text of few words, which is soon read through:
//
//	numbers          a byte, the word of each token, in text order
//	ends             varint, then for each sentence but the first: the tokens of the one before,
//	                 doubled, plus 1 where a paragraph begins with it
//	breaks           varint, then the tokens, as differences, after which no phrase goes on though the
//	                 next is in the same paragraph (two Chinese characters with a sign between)
//	capitals         varint, then for each token with capitals: the difference, times four, plus its
//	                 case less one
//
// Of one of more words, in which nothing need be read but what is asked for, numbers have a fixed width:
//
//	ends             of each word: how many places it and those before it have
//	places           of each word, rising
//	sentences, paragraphs, breaks, capitals   varint, then the tokens, of each list
//	cases            of the capitals, less one, four in a byte
package places
