// Package scratch keeps what can be made again out of the way of the heap: tables and lists that move
// to a file when they grow.
//
// The one idea needed to read it: a program that knows a million addresses must not hold a million of
// anything in memory. A [Table] maps digests to numbers and a [List] holds digests in their order; each is
// ordinary memory while it is small, and then a file without a name, which the system's cache serves and
// which is gone when the process is. Where no folder for such files is named, everything stays in memory.
//
// Neither is evidence and neither outlives the process. Reading may go on in several goroutines at the
// same time, and not beside a change.
package scratch
