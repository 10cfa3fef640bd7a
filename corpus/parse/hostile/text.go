package hostile

import "strings"

// flatText are runs that patterns for numbers, dates, lists and sentences could stumble over, and
// characters that hide or turn what is written.
func flatText(s Size) []Document {
	p := &plainText{size: s}
	p.patterns()
	p.characters()
	p.out = append(p.out,
		Document{Name: "text: half of UTF-16", MediaType: "text/plain; charset=utf-16", Body: []byte("\xff\xfe" + strings.Repeat("\x00\xd8", s.Bytes/2)), Want: []string{Read, "unsupported", "empty"}},
		Document{Name: "text: GB 18030 by fours", MediaType: "text/plain; charset=gb18030", Body: []byte(Words + strings.Repeat("\x95\x32\x90\x31", s.Bytes/4)), Want: []string{Read}},
		Document{Name: "text: halves of pairs", MediaType: "text/plain; charset=gbk", Body: []byte(Words + strings.Repeat("\xb0 ", s.Bytes/2)), Want: []string{Read, "unsupported"}},
		Document{Name: "text: escapes of ISO 2022", MediaType: "text/plain; charset=iso-2022-jp", Body: []byte(Words + times("\x1b$B\x1b(B", s.Bytes)), Want: []string{Read}},
		Document{Name: "text: a charset that is none", MediaType: "text/plain; charset=" + times("x", 4000), Body: []byte(Words), Want: []string{Read}},
	)
	return p.out
}

// patterns are runs of what is looked for in texts.
func (p *plainText) patterns() {
	p.add("one long line", "x")
	p.add("one long sentence", "word ")
	p.add("empty lines", "\n")
	p.add("short lines", "a\n")
	p.add("carriage returns", "a\r")
	p.add("separators of lines", "a\u2028b\u2029")
	p.add("form feeds", "a\f\v", "unsupported", Read)
	p.add("digits", "1234567890")
	p.add("commas", ",")
	p.add("tabs", "a\t")
	p.add("digits with points", "1.")
	p.add("list markers", "1.1.1.1.1 ")
	p.add("brackets that open", "(")
	p.add("brackets around letters", "(a)(b)(c)")
	p.add("markers line by line", "(i)\n(a)\n1.\n")
	p.add("sections", "§ ")
	p.add("quotes that open", "\u201c")
	p.add("Roman numerals", "IVXLCDM")
	p.add("Roman numerals line by line", "MMMMMMMMM. \n")
	p.add("Chinese numerals", "二〇二五年")
	p.add("ordinals", "第一百二十三")
	p.add("articles without text", "第一条\n")
	p.add("items without text", "一、\n（一）\n")
	p.add("dates", "2025-10-09 ")
	p.add("half a date", "2025-10-")
	p.add("Chinese dates", "2025年10月9日")
	p.add("months", "January February ")
	p.add("months of nothing", "the 31st day of ")
	p.add("ends of sentences", "。")
	p.add("abbreviations", "No. Art. pt. ")
	p.add("document numbers", "公告2025年第")
	p.add("no letters", "-=_*")
	p.add("hash signs", "#")
	p.add("quotes of quotes", "> ")
	p.add("code fences", "```\n")
	p.add("emphasis", "**_*")
	p.add("a table of pipes", "|a|b")
	p.add("links of Markdown", "[x](http://example.org/")
	p.add("addresses", "http://example.org/?a=b&c=d ")
}

// characters are runs of what hides, turns or is none.
func (p *plainText) characters() {
	p.add("accents without a letter", "\u0301\u0327")
	p.add("joiners", "\u200d\u200c")
	p.add("blanks of no width", "\u200b")
	p.add("overrides of direction", "\u202eabc\u202c")
	p.add("isolates of direction", "\u2066\u2067abc")
	p.add("tags", "\U000e0041\U000e0042")
	p.add("private use", "\ue000\uf8ff")
	p.add("no characters", "\ufdd0\uffff")
	p.add("replacement marks", "\ufffd")
	p.add("soft hyphens", "ab\u00ad")
	p.add("wide letters", "ＡＢＣ１２３")
	p.add("variation selectors", "漢\ufe00\U000e0100")
	p.add("one Han character", "镓")
	p.add("rare Han characters", "\U00020000\U0002a6d6")
	p.add("controls", "a\x01\x02\x03", "unsupported", Read)
	p.add("escapes of a terminal", "\x1b[31m", Read)
	p.add("zeros", "\x00", "unsupported", Read)
	p.add("invalid bytes", "\xff\xfe\xfd", "unsupported", Read)
	p.add("overlong sequences", "\xc0\x80\xe0\x80\x80", "unsupported", Read)
}

// plainText makes texts of one run that is repeated.
type plainText struct {
	size Size
	out  []Document
}

func (p *plainText) add(name, run string, want ...string) {
	if len(want) == 0 {
		want = []string{Read}
	}
	if len(run) < 20 && strings.ContainsAny(run, "\n\r\u2028") {
		want = append(want, "too_large") // more lines than a text may have
	}
	p.out = append(p.out, doc("text: "+name, "text/plain; charset=utf-8", Words+"\n"+times(run, p.size.Bytes)+"\n", want...))
}
