// Package ingest follows the archive: capture → document → facts → law → one write. It owns the
// identity of documents (what is the same publication, what is a new revision, what moved), and
// the meeting of what machines read with what the register holds.
//
// The life of one capture, and what happens when the program dies between two steps:
//
//  1. The archive hands over the next record after the stored position. Nothing is stored yet.
//  2. The bytes become text, provisions and facts, in memory; text in a process that can be killed (see
//     package corpus/parse/worker). Death of either costs this work only.
//  3. The facts of all documents of the act become its law, laid under the register's records.
//  4. One transaction stores the outcome, the revision, the facts, the records that differ, the
//     entries of the log and the new position. Either all of it is there, or none: the next start
//     begins again at 1 or goes on with the next record. Doing the work twice gives the same.
//
// A capture that could not be read is an outcome with a reason, a stage and the limit that was passed,
// never an error that stops a run. A newer parser tries it once more, see [RetryFollower],
// and so does the next call where time or memory had run out, see [AgainFollower].
package ingest
