// Package boltkb is the engine of [kb.Store] that lasts: one bbolt file, "kb.bolt", in the data
// folder.
//
// The one idea needed to read it: keys.go is the schema. Each bucket is declared there as data,
// with the parts of its key and an example; no other file makes or reads a key.
//
// Values are JSON; revisions, which hold whole texts, are JSON compressed with zstd. A read copies
// the bytes within one short transaction and decodes them after it, so what a caller gets is its
// own and no reader keeps the file from being written. A commit is one transaction, synced before
// it returns.
//
// What it deliberately does not do: reconcile, filter, rank or cache. Callers that ask for the
// same law again and again keep it by its version.
//
// # Who holds the folder
//
// The lock is bbolt's own on the file, so a process that died holds nothing. Beside it stands a
// file "lock" with the process id of the holder, for the sentence that the next one prints; it is
// gone after [Store.Close].
//
// # Versions of the format
//
//	1  the buckets of keys.go
//
// A file of a newer version is refused with [kb.ErrNewer].
package boltkb
