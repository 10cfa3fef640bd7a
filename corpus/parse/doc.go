// Package parse turns the bytes of a capture into text that can be cited: normalised UTF-8, one
// block a line, cut into provisions and sentences, with the title, the date and the addresses of
// attachments that the publication itself shows.
//
// The one idea needed to read it: every format produces [block.Block]s (a line of text and what the
// markup said about it: a heading, a row of a table, an item of a numbered list), and one
// assembler makes of them the text, the provisions and the sentences. So a provision has the same
// address whether it came from a web page, a PDF or a Word file. Start at [Parse]; [Structure]
// does the second half for text that is already clean.
//
// # Official formats
//
// Law that an authority publishes as data is read by package legalxml: the markup says how each line
// is cited, so § 744.11(a)(1), Article 3(2)(b) and Annex II, row 4 are not guessed from numbers at
// the heads of lines, and words quoted for another act do not count. Items of official interfaces
// (GOV.UK, the Federal Register, regulations.gov) are read by what their fields are documented to
// mean. In both a date, a number or a title that the format does not state is not looked for in the
// text: the day of filing, of signing or of adoption is not the day of publication. What is a list,
// an index or a container is refused as one; package container opens the last.
//
// # Files of offices
//
// Package word reads .doc, Kingsoft's .wps, DOCX, Word 2003 XML, RTF and OpenDocument text; sheet reads
// .xls of every version, XLSX, XLSB, OpenDocument and CSV; mail reads messages and saved pages. Which
// of them reads is decided by content, for OLE files by the names of their streams. What is recognised and
// not read (Works, Hangul, PowerPoint) is refused by its name, what is behind a password as encrypted.
//
// # Main content of web pages
//
// The manifest's selector decides; else an element in which publishing systems of authorities put
// a document, or for their notices and for laws the smallest element with nearly all running text:
// there all tables, lists and footnotes stay. Other pages are taken for news. Their blocks are
// judged one by one: 450 small decision trees ask for length, links, punctuation, the elements and
// names above, the neighbours, the heading over them, what the page says twice, and what the reader
// mode of browsers keeps. Then headings between paragraphs that stay, and posts that an article quotes,
// stay with it. [Parsed.Dropped] says what was left out. The trees are grown, and all but the lines
// "learnt" measured, by
//
//	go test ./corpus/parse -run TestTrainContent -train
//
// from 91 news articles (runs of four words are compared) and from segments of 499 pages in many
// languages (each belongs to the text, or does not). Learnt, by
//
//	go run ./cmd/lodestone-eval text --pages PAGES.tar.gz --truth TRUTH.jsonl.gz
//	go run ./cmd/lodestone-eval segments --pages PAGES.tar.gz --segments SEGMENTS.jsonl.gz
//
// is measured on the pages that the trees were grown from. Cross-validated: each site by trees that
// never saw it, in ten parts. Questions, rules and the cut were chosen by these same figures and by
// reading the errors on these pages, so new pages may come out somewhat lower. From other set: articles by trees from
// segments, and the other way round. go-trafilatura with fallback has F1 0.968 on the articles, and on
// the segments 0.913 with accuracy 0.910.
//
//	articles, learnt           P 0.993  R 0.990  F1 0.992
//	articles, cross-validated  P 0.975  R 0.983  F1 0.979
//	articles, from other set   P 0.967  R 0.982  F1 0.975
//	segments, learnt           P 0.977  R 0.953  F1 0.965  accuracy 0.965
//	segments, cross-validated  P 0.947  R 0.927  F1 0.937  accuracy 0.938
//	segments, from other set   P 0.936  R 0.869  F1 0.901  accuracy 0.905
//
// # Attachments and gaps
//
// [Parsed.Attachments] says what each file that a document links to is to it (annex, translation,
// corrigendum, rendition, explanation, form): the words of the link go first, then hreflang, then the
// label before it ("附件：") in its line or above; a link with the document's own title leads to a rendition.
// Where nothing tells, it is attached, unless an article cites a file of another site. Of 92 links on pages
// of authorities and of the press that were looked at one by one, 88 % have the relation that a reader
// would give them (not so: sources on an authority's own site that it only cites, pictures).
// [Parsed.Gaps] lists the pages, sheets and parts that could not be read, each with the reason.
//
// Foreign bytes are hostile until shown otherwise: input and inflation are capped, nesting is
// bounded, panics of libraries become an [Error]. The package judges nothing: it knows no facts,
// guesses no dates and repairs no words.
package parse
