// Package container lists what lies inside a zip, tar, gzip or WARC file, or an issue of the Federal
// Register: each member is handed over as bytes with a name to show, and is a document of its own to whoever reads it.
//
// The one idea needed to read it: a container is opened by [Walk] alone, which shares one budget of
// bytes, members and nesting among everything inside, however deep; so an inflation bomb costs no
// more than the budget. A member that cannot be had is told with its reason, and the walk goes on.
//
// It never writes a file, and a name out of a container is a label, never a path. What is a zip
// archive only by its packing (an Office file, an EPUB book, an act in Formex) is one document and
// no container: see [Detect].
package container
