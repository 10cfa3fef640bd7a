// Package trie finds the words of a large vocabulary in a text, all of them, in one pass.
//
// The one idea needed to read it: an automaton of all words (Aho and Corasick) reads each byte but
// once, yet its table is larger than the caches of a processor, so that each byte waits for memory.
// Few places of a text begin a word. A filter of the first bytes of the words, small enough for the
// fastest cache, turns the other places away, and only where it does not is the trie entered.
package trie
