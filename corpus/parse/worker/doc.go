// Package worker reads hostile documents in processes that can be killed.
//
// The one idea needed to read it: a goroutine cannot be stopped, a process can. A [Pool] starts the
// program itself a second time, with a command that calls [Serve]; it hands over one document at a
// time through pipes, watches the child's processor time, clock and resident memory, and kills it
// when a [Limits] field is passed. What the document then is, is an ordinary [*block.Error] with the
// stage and the limit, like any other document that cannot be read; the next document gets a new
// child. A child is also replaced after a number of documents, because readers leak.
//
// Before it reads the first document the child gives up what it does not need: by Landlock every
// file but the folder of compiled code and the time zones, by seccomp the network and starting
// programs, where the kernel is a Linux that has them. It then tries to open a file and a socket and
// reports what it found: [Holds] is an observation, not a wish.
//
// The protocol on standard input and output is frames of one kind byte, a length in four bytes (big
// endian) and the payload: setup, then for each document head and body towards the child; hello,
// stages, and one parsed or failed per document towards the parent. Both ends are the same binary, so
// it has no versions.
//
// The package does not decide what is kept of a document that cannot be read: that is kb/ingest.
package worker
