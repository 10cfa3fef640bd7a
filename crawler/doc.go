// Package crawler gets what the declared sources publish, politely, and writes it to the archive.
//
// The one idea needed to read it: the archive is the only memory. What is known of a source (its
// items, their validators, what an interrupted run has done already) is read from the captures in
// the archive, so there is no second truth to keep in step; a run that was killed goes on where it
// stopped and repeats at most the one request it was in the middle of, since an answer is written
// before the next is asked for. New pages are synced to disk while the next request is under way, and
// count from then on: a loss of power repeats what was not synced, some thousand requests of a source that is asked without a pause,
// and of one that is asked with a delay the last. While it is open, what is known
// of pages lies in a scratch file that can be lost at any time, and not on the heap.
//
// A [Source] is declared by a manifest; [ParseManifest] reads one and says by line and column what
// is wrong with it. [Crawler.Run] reads the listings of a source (feed, list page, sitemap, JSON
// listing, single page), fetches each item with its attachments, asks again for every item known
// from before, and ends with a [corpus.Run]. What is not as a healthy run should be is a named
// [corpus.Alarm]: an empty list, a guard's page, a field that nobody declared. The last good state
// stands meanwhile.
//
// A page that came with status 200 is not believed for that. It is held against what is known of its
// address: an older version, another type, half a page, another script, a page that no longer names
// what the listing calls it, one page for many addresses are alarms and no new version; and what only
// one of two looks shows is no change, nor what has changed in the same way on most pages. A listing is held
// against its last healthy run.
//
// [Crawler.Each] and [Crawler.Watch] run several sources side by side, a host asked by one of them at
// a time; [Crawler.Due] says when a source is next, [Crawler.Health] and [Crawler.Ledger] how it does
// and which of its running numbers were seen.
//
// The crawler knows nothing of facts and search. It decodes listings, and never what an item says.
package crawler
