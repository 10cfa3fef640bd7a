// Package hostile makes documents that are meant to hurt a reader: deep, endless, lying, looping or
// larger inside than outside. The tests of the parser and of ingest read them between good ones.
//
// The one idea needed to read it: each [Document] says what must come of it, by the name of an error's
// kind or as [Read], so that "survived" is not enough. Sizes follow one parameter, so that the same
// documents take milliseconds in a test and fill the real limits in a long run.
//
// All of it is made by code when it is asked for; nothing here is linked into the program.
package hostile
