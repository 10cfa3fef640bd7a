// Package block is what every reader of a format hands over: a [Page] of [Block]s, in reading order,
// with what the markup said about each. Package parse makes text, provisions and sentences of it.
//
// It also holds what all readers share: the [Error] that says in one sentence what is wrong with the
// bytes and what would be right, [Decode] for character sets, [UndoEncoding] for content codings and
// [ReadCapped] against inflation. A reader judges nothing: it knows no facts and repairs no words.
package block
