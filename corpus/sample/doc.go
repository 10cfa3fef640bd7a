// Package sample is a small web to try the house on. It is embedded, it changes from day to day,
// and every word of it is ours.
//
// Its pages tell of real law (acts, numbers, days, codes and limits are those of the register), in
// wording written here, and in parts wrong on purpose: a page edited in silence, a wrong report, a
// translation with a slip, a page that is gone while its law lives. [Deliberate] lists these
// parts. Nothing in it is an official text or evidence of one: every host ends in .example, every
// page says at its top that it is a sample, and the crawler marks whatever it finds there.
//
// The one idea needed to read it: a page is told in versions, each with the day from which it
// stands. What the web holds on a day follows from that alone, and so do its listings, feeds and
// site maps, which no file writes down.
//
// The data lie in web/, one txtar archive a host. What stands before the first entry describes the
// host; each entry is a version of a page, header lines first:
//
//	-- /notices/61.html --
//	title: the title
//	published: 2025-10-09
//	from: 2025-10-09       (the day from which this version stands; else the day of publication)
//	until: 2026-02-26      (the first day on which the page is no longer there)
//	status: 410            (what it answers then; else 404)
//	moved: 2026-02-26 /new/61.html
//	attach: /notices/61.docx the name of the annex
//	form: docx             (or pdf, or html where nothing is said)
//
// An empty line ends the header. In the body a line is a paragraph, "# " makes a heading, "- " a
// list item, "+ " one with an automatic number (Word only), "| a | b |" a table row, "^ " a line in
// the middle and "> " a line on the right.
package sample
