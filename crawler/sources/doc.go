// Package sources holds the manifests of the real sources that Lodestone knows by itself.
//
// The one idea needed to read it: a manifest says what it rests on. Its evidence is recorded (its
// rules were tried on responses as the source served them), described (written after a documentation
// or a public description, whose address it gives) or unseen (a guess). Only the first two are on
// without being asked, and so is no source that needs a browser, a proxy or a key.
//
// One file is one source, named like its id. [Shipped] reads them all.
package sources
