// Package sources holds the manifests of the real sources that Lodestone knows by itself.
//
// The one idea needed to read it: a manifest says what it rests on. Its evidence is recorded (its
// rules were tried on responses as the source served them), described (written after a documentation
// or a public description, whose address it gives) or unseen (a guess). Only the first two are on
// without being asked, and so is no source that needs a browser, a proxy, a key or a permission.
//
// One file is one source, named like its id. [Shipped] reads them all. Where a folder of recorded
// responses is named as evidence and the folder is at hand, the tests here put the responses through
// the manifest and compare with the list that a person made of them.
//
// # How to read a manifest
//
// A manifest is a file of keys and values. Who publishes:
//
//	id              the source's short name: small letters, digits, hyphens
//	name            its name for people
//	publisher       the authority that publishes, by its usual short form, such as MOFCOM
//	jurisdiction    two letters of the country, or EU or WTO
//	language        of most documents, as in en or zh-Hans
//	zone            the time zone in which the publisher's days begin and end, as in Asia/Shanghai
//	official        true where the publisher is the authority that issues the acts
//	kind            notice, regulation, news, analysis, annex or bill: what most documents are
//	enabled         true or false; without it a source is on unless it is unseen or has needs
//	sample          true for the sample web only
//	note            for people: licence, peculiarities
//
// What the manifest rests on, and what stands in the way:
//
//	evidence.word   recorded, described or unseen
//	evidence.at     where that can be looked up: addresses, or folders of recorded responses
//	evidence.says   what the evidence shows and what it does not
//	needs.browser   the site works only with a browser, and why
//	needs.proxy     the site answers only from some places, and why
//	needs.key       the interface wants a key or an account, and why
//	needs.permission the publisher keeps programs away, or allows other uses only, and where that is said
//
// Where documents are found. There may be several entries, each with:
//
//	entries.url             address of the (first) page
//	entries.query           parameters of that address, one a line
//	entries.discovery       feed, list (a page of links), sitemap, json, xml, csv, or page (the address is the document)
//	entries.form            true where the parameters are sent as a form, as by a button on a page
//	entries.accept          media types asked for of the listing, where other than the source's
//	entries.kind            what these documents are, where other than the source's
//	entries.language        their language, where other than the source's
//	entries.min_items       fewer than this is an alarm
//	entries.date_form       how dates are written that could be read in two ways: DD/MM/YYYY or MM/DD/YYYY
//	entries.max_pages       no more pages than this are read; 20 without it
//	entries.pages.url       address of the pages after the first, {page} standing for the number; without it
//	                        the address of the first, where {page} stands in that
//	entries.pages.parameter or the parameter of the address that takes the number
//	entries.pages.first     number of the second page
//	entries.pages.step      from one number to the next
//	entries.window.since    the listing is asked for by days, {from} and {to} in the address, since this day
//	entries.window.back     or since so long ago, as in 90d
//	entries.window.years    or one listing a year, so many, {year} standing in the address
//	entries.window.slice    so many days at a time; halved where the listing stops counting
//
// On a page of links, by CSS selectors:
//
//	entries.item            one item of the list
//	entries.link            in it, the link; without it the first one
//	entries.title           in it, the title; without it the text of the link. Of a page: its title
//	entries.date            in it, the day of publication
//	entries.number          in it, the number of the document
//	entries.next            the link to the next page; in a listing of fields, the path of its address
//	entries.within          the page is a text inside a JSON answer, at this path
//	entries.columns.header  the headings of the table
//	entries.columns.names   what they say; any other heading is an alarm, and so is a missing one
//
// In a listing of fields (json, xml, csv), by paths such as data.list. An attribute of XML has an @
// before its name, and link[@rel=next].@href is the address of that of several links. A path that
// begins with / leads from the top of the document, to what is said once for all items; of several
// paths with or between them, the first that leads to something is taken:
//
//	entries.items            where the items are
//	entries.deep             where an item holds further items of the same form
//	entries.only.at          only items are wanted whose field
//	entries.only.is          holds one of these values,
//	entries.only.like        or one that this pattern matches
//	entries.total            the number of items there are in all; on a page of links selector@attribute
//	entries.cap              the number at which the interface stops counting
//	entries.cursor.at        a mark that stands for the next page
//	entries.cursor.parameter the parameter that takes it
//	entries.fields.link      address of the document to fetch
//	entries.fields.title     its title
//	entries.fields.date      its day of publication
//	entries.fields.number    its number
//	entries.fields.summary   words about it, read for about only
//	entries.fields.canonical its page for people, where the link leads to its data; or made like address
//	entries.kinds.at         the field that says what sort of document it is
//	entries.kinds.of         what each value means; any other value is an alarm
//	entries.address          address of a document made of its fields: {id} for a part, {+path} for a path
//	entries.ignore           fields that are known and not used; any other field is an alarm,
//	                         and inside a field too, where one field inside it stands here
//
// Which of the items, and what belongs to them:
//
//	include                 patterns; the address of an item matches one
//	exclude                 patterns; the address of an item matches none
//	about                   patterns; its title, number or summary matches one
//	hosts                   other hosts to which items may move
//	body                    CSS selector of the text on an item's page
//	attachments.selector    CSS selector of the links to attachments
//	attachments.paths       paths of their addresses, where an item is JSON
//	attachments.extensions  endings of attachments that are wanted
//	canonical.drop          parameters of addresses that tell nothing
//	canonical.keep_fragment true where what follows # tells documents apart
//	canonical.rewrite.from  a pattern of addresses
//	canonical.rewrite.to    the address that is fetched in their place
//
// What is healthy. Anything else is an alarm, and the last good state stands:
//
//	expect.min_items        so many items at least
//	expect.max_items        so many items at most
//	expect.sequence         a pattern whose group is a running number, so that a gap is told
//	expect.silence          longest time without a new publication; without it, twice the longest so far
//	error_pages.selector    a page with this on it is no document
//	error_pages.title       a page with this title is no document
//	error_pages.means       what it is: gone, blocked or error
//
// How it is asked:
//
//	accept           media types asked for
//	accept_language  languages asked for
//	cadence          how often, as in 6h; a day without it
//	at               or at which times of the day, by the publisher's clock
//	delay            between two requests to a host; two seconds without it
//	recheck          documents known for longer are asked for only so often
//	full_every       every so many times a document is fetched whole, whatever the server says
//	max_requests     of one run
//	max_bytes        of one document
//	allow            private networks that may be connected to, as in 10.1.0.0/16; without it none
//	fetch            direct, or browser: listing and items as a browser shows them; a source with it is on only
//	                 where enabled says so, and read only where crawl was given --browser
//	proxy            address of a proxy through which everything is asked; without it none
package sources
