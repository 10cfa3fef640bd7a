// Package crawler gets what the declared sources publish, politely, and writes it to the archive.
//
// The one idea needed to read it: the archive is the only memory. What is known of a source (its
// items, their validators, what an interrupted run has done already) is read from the captures in
// the archive, so there is no second truth to keep in step; a run that was killed goes on where it
// stopped and repeats at most the one request it was in the middle of.
//
// A [Source] is declared by a manifest; [ParseManifest] reads one and says by line and column what
// is wrong with it. [Crawler.Run] reads the listings of a source (feed, list page, sitemap, JSON
// listing, single page), fetches each item with its attachments, asks again for every item known
// from before, and ends with a [corpus.Run]. What is not as a healthy run should be is a named
// [corpus.Alarm]: an empty list, a guard's page, a field that nobody declared. The last good state
// stands meanwhile.
//
// The crawler knows nothing of facts and search. It decodes listings, and never what an item says.
package crawler
