// Package kbtest is the conformance suite of [kb.Store]: what the contract says, as tests. Every
// engine passes it; an engine's own test is the call of [TestStore] and what only that engine has.
package kbtest
