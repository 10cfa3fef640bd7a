// Package corpus holds what was published: captures, documents, revisions, provisions, spans and
// dates. It is the ground floor of the house: it knows nothing of facts, law, search or servers.
//
// The one idea needed to read it: evidence comes first. A [Capture] is one response as it arrived,
// byte for byte; a [Document] is one publication, whatever happened to its page; a [Revision] is
// the text of a document at one time, in normalised UTF-8, cut into [Provision]s. Everything the
// rest of the house says points into a revision with a [Span], for which
//
//	revision.Text[span.Start:span.End] == span.Quote
//
// holds always. The children: parse turns bytes into text and provisions, dates reads the dates a
// text prints, archive keeps the captured bytes in WARC files, sample is an embedded small web to
// try the house on.
package corpus
