package hostile

import "strings"

// flatText are runs that patterns for numbers, dates, lists and sentences could stumble over, and
// characters that hide or turn what is written.
func flatText(s Size) []Document {
	var out []Document
	add := func(name, run string, want ...string) {
		if len(want) == 0 {
			want = []string{Read}
		}
		if len(run) < 20 && strings.ContainsAny(run, "\n\r\u2028") {
			want = append(want, "too_large") // more lines than a text may have
		}
		out = append(out, doc("text: "+name, "text/plain; charset=utf-8", Words+"\n"+times(run, s.Bytes)+"\n", want...))
	}
	add("one long line", "x")
	add("one long sentence", "word ")
	add("empty lines", "\n")
	add("short lines", "a\n")
	add("carriage returns", "a\r")
	add("separators of lines", "a\u2028b\u2029")
	add("form feeds", "a\f\v", "unsupported", Read)
	add("digits", "1234567890")
	add("commas", ",")
	add("tabs", "a\t")
	add("digits with points", "1.")
	add("list markers", "1.1.1.1.1 ")
	add("brackets that open", "(")
	add("brackets around letters", "(a)(b)(c)")
	add("markers line by line", "(i)\n(a)\n1.\n")
	add("sections", "§ ")
	add("quotes that open", "\u201c")
	add("Roman numerals", "IVXLCDM")
	add("Roman numerals line by line", "MMMMMMMMM. \n")
	add("Chinese numerals", "二〇二五年")
	add("ordinals", "第一百二十三")
	add("articles without text", "第一条\n")
	add("items without text", "一、\n（一）\n")
	add("dates", "2025-10-09 ")
	add("half a date", "2025-10-")
	add("Chinese dates", "2025年10月9日")
	add("months", "January February ")
	add("months of nothing", "the 31st day of ")
	add("ends of sentences", "。")
	add("abbreviations", "No. Art. pt. ")
	add("document numbers", "公告2025年第")
	add("no letters", "-=_*")
	add("hash signs", "#")
	add("quotes of quotes", "> ")
	add("code fences", "```\n")
	add("emphasis", "**_*")
	add("a table of pipes", "|a|b")
	add("links of Markdown", "[x](http://example.org/")
	add("addresses", "http://example.org/?a=b&c=d ")
	add("accents without a letter", "\u0301\u0327")
	add("joiners", "\u200d\u200c")
	add("blanks of no width", "\u200b")
	add("overrides of direction", "\u202eabc\u202c")
	add("isolates of direction", "\u2066\u2067abc")
	add("tags", "\U000e0041\U000e0042")
	add("private use", "\ue000\uf8ff")
	add("no characters", "\ufdd0\uffff")
	add("replacement marks", "\ufffd")
	add("soft hyphens", "ab\u00ad")
	add("wide letters", "ＡＢＣ１２３")
	add("variation selectors", "漢\ufe00\U000e0100")
	add("one Han character", "镓")
	add("rare Han characters", "\U00020000\U0002a6d6")
	add("controls", "a\x01\x02\x03", "unsupported", Read)
	add("escapes of a terminal", "\x1b[31m", Read)
	add("zeros", "\x00", "unsupported", Read)
	add("invalid bytes", "\xff\xfe\xfd", "unsupported", Read)
	add("overlong sequences", "\xc0\x80\xe0\x80\x80", "unsupported", Read)
	out = append(out,
		Document{Name: "text: half of UTF-16", MediaType: "text/plain; charset=utf-16", Body: []byte("\xff\xfe" + strings.Repeat("\x00\xd8", s.Bytes/2)), Want: []string{Read, "unsupported", "empty"}},
		Document{Name: "text: GB 18030 by fours", MediaType: "text/plain; charset=gb18030", Body: []byte(Words + strings.Repeat("\x95\x32\x90\x31", s.Bytes/4)), Want: []string{Read}},
		Document{Name: "text: halves of pairs", MediaType: "text/plain; charset=gbk", Body: []byte(Words + strings.Repeat("\xb0 ", s.Bytes/2)), Want: []string{Read, "unsupported"}},
		Document{Name: "text: escapes of ISO 2022", MediaType: "text/plain; charset=iso-2022-jp", Body: []byte(Words + times("\x1b$B\x1b(B", s.Bytes)), Want: []string{Read}},
		Document{Name: "text: a charset that is none", MediaType: "text/plain; charset=" + times("x", 4000), Body: []byte(Words), Want: []string{Read}},
	)
	return out
}
