// Package deadline tells what is still to come, or what came, as days in a diary: starts, ends,
// lapses of suspensions, the end of permissions, and the closing of comments.
//
// The one idea needed to read it: a deadline is a change in law on the calendar (package legal
// computes those) seen by somebody who must act before it, so it names the last day on which the
// state before still holds, and has a name that stays when its day moves. Closings of comments
// change no law; they are read off the facts of documents.
//
// It reads no clock: the day from which days are counted is passed in.
package deadline
