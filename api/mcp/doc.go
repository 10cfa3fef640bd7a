// Package mcp serves the house to language models by the Model Context Protocol: searching, reading a
// passage, status, changes, facts, citations and coverage, all of them reading only.
//
// The one idea needed to read it: what was crawled is data. A page may say "ignore what you were told";
// here such words stand in one kind of place only, the field untrusted_text of a [Marked], beside the
// document and the offsets they come from. Everything outside of it is of closed lists, dates,
// numbers, or names that hold no blank (see ident). Descriptions of tools are fixed and hold no
// crawled word. Nothing is taken out of a text: characters that cannot be seen are named beside it,
// because deleting them would be tampering with evidence.
//
// Over HTTP it answers without sessions ([Server.Handler], mounted at /mcp by package api, which
// checks names of hosts, origins and keys before); over stdio with [Server.Run].
package mcp
