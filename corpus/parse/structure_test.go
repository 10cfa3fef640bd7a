package parse

import (
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"pgregory.net/rapid"
)

func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		name string
		lang corpus.Lang
		text string
		want string // addresses parted by " | "
	}{
		{"articles", "zh-Hans", "第一章 总则\n第一条 为了管理，制定本办法。\n第二条 本办法适用于下列活动：\n（一）出口；\n（二）转让：\n1.无偿的；\n2.有偿的。\n前款所称出口，包括赠送。\n第三条 略。",
			"第一章 | 第一条 | 第二条 | 第二条（一） | 第二条（二） | 第二条（二）1 | 第二条（二）2 | ¶ 1 | 第三条"},
		{"article without a blank", "zh-Hans", "第一条为了管理。\n第二条略。\n第一条规定的物项不在此限。", "第一条 | 第二条 | 第一条·2"},
		{"a reference is no article", "zh-Hans", "第一条 略。\n第九条规定的物项不在此限。\n第二条 略。", "第一条 | ¶ 1 | 第二条"},
		{"articles between articles", "zh-Hans", "第十条 略。\n第十条之一 略。\n第十一条 略。", "第十条 | 第十条之一 | 第十一条"},
		{"notice", "zh-Hans", "现公告如下：\n一、甲\n（一）乙\n1．丙\n（1）丁\n（2）戊\n二、己\n1、庚\n2、辛\n特此公告。", "¶ 1 | 一 | 一、（一） | 一、（一）1 | 一、（一）1（1） | 一、（一）1（2） | 二 | 二、1 | 二、2 | ¶ 2"},
		{"half-width brackets", "zh-Hans", "一、甲\n(一)乙\n(二)丙", "一 | 一、（一） | 一、（二）"},
		{"sections of chapters", "zh-Hans", "第一章 总则\n第一节 一般规定\n第一条 略。\n第二章 许可\n第一节 一般规定\n第二条 略。", "第一章 | 第一章第一节 | 第一条 | 第二章 | 第二章第一节 | 第二条"},
		{"annexes", "zh-Hans", "一、甲。\n附件1\n物项表\n一、乙\n附件2：申请书\n姓名：", "一 | 附件1 | ¶ 1 | 附件1，一 | 附件2 | ¶ 2"},
		{"list of annexes", "zh-Hans", "一、甲。\n附件：1. 物项表\n2. 申请书\n示例部\n2025年10月9日", "一 | ¶ 1 | ¶ 2 | ¶ 3 | ¶ 4"},
		{"rows", "zh-Hans", "附件1\n序号\t名称\n1\t钐\n2\t镝", "附件1 | 附件1，表头 | 附件1，第1行 | 附件1，第2行"},
		{"two tables", "zh-Hans", "甲\t1\n乙\t2\n其他规定如下。\n丙\t3", "表1，第1行 | 表1，第2行 | ¶ 1 | 表2，第1行"},
		{"repeats", "zh-Hans", "一、甲\n二、乙\n一、丙\n一、丁", "一 | 二 | 一·2 | 一·3"},
		{"circled", "zh-Hans", "1. 甲\n①乙\n②丙\n2. 丁", "1 | 1① | 1② | 2"},
		{"a code is no number", "zh-Hans", "1.1C902.a 甲\n2.5毫米以上的乙\n2025年的丙", "¶ 1 | ¶ 2 | ¶ 3"},
		{"EU style", "en", "Article 3\n1. An authorisation shall be required.\n2. It shall be refused where:\n(a) the user is listed;\n(b) the user is military.\nArticle 4\n1. Text.", "Article 3 | Article 3(1) | Article 3(2) | Article 3(2)(a) | Article 3(2)(b) | Article 4 | Article 4(1)"},
		{"CFR style", "en", "§ 744.11 License requirements.\n(a) License requirement.\n(1) Text.\n(i) Text.\n(ii) Text.\n(A) Text.\n(2) Text.\n(b) Text.\n§ 744.12 Other.", "§ 744.11 | § 744.11(a) | § 744.11(a)(1) | § 744.11(a)(1)(i) | § 744.11(a)(1)(ii) | § 744.11(a)(1)(ii)(A) | § 744.11(a)(2) | § 744.11(b) | § 744.12"},
		{"compound numbers", "en", "§ 744.11 Text.\n(a)(1) Text.\n(2) Text.", "§ 744.11 | § 744.11(a)(1) | § 744.11(a)(2)"},
		{"letter i after h", "en", "(g) a\n(h) b\n(i) c\n(j) d", "(g) | (h) | (i) | (j)"},
		{"outline", "en", "I. One\n1. a\n2. b\nII. Two\n1. c", "I | I(1) | I(2) | II | II(1)"},
		{"plain numbers", "en", "1. Text\n(a) Text\n(b) Text\n2. Text", "1 | 1(a) | 1(b) | 2"},
		{"an initial is no number", "en", "A. Smith said so.\nNothing else happened.", "¶ 1 | ¶ 2"},
		{"a citation is no section", "en", "Section 2 of the Act applies.\nArticle 5 bis is repealed.", "¶ 1 | ¶ 2"},
		{"sections", "en", "Section 1. Policy.\nSec. 2. Definitions.", "Section 1 | Section 2"},
		{"annex", "en", "1. Text.\nAnnex 1\nList of items\nCode\tItem\n1X902\tAlloys\nAnnex II – Forms\n1. Text.", "1 | Annex 1 | ¶ 1 | Annex 1, head | Annex 1, row 1 | Annex II | Annex II, 1"},
		{"an annex in running text", "en", "Annex I to the Regulation is amended as follows:", "¶ 1"},
		{"chapters", "en", "CHAPTER II\nArticle 9\nPart 2 of the report was late.", "Chapter II | Article 9 | ¶ 1"},
		{"decimals", "en", "1.1 Scope\n1.2 Terms\n3.5 mm or more", "1.1 | 1.2 | ¶ 1"},
		{"blank lines", "en", "\n\n  One.\n\n\nTwo.  \n", "¶ 1 | ¶ 2"},
		{"nothing", "en", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			provisions, sentences := Structure(c.text, c.lang)
			checkCover(t, c.text, provisions, sentences)
			if got := strings.Join(addresses(c.text, c.lang), " | "); got != c.want {
				t.Errorf("addresses of %q\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

func TestParents(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		// What ends like running text belongs to the article; the signature belongs to nothing.
		{"第二条 本办法适用于：\n（一）出口；\n前款所称出口，包括赠送。\n示例部", []string{"", "第二条", "第二条", ""}},
		// Between two items a paragraph belongs to the first; after the last item it may be anything.
		{"一、甲。\n续甲。\n二、乙。\n特此公告。", []string{"", "一", "", ""}},
		{"Article 1\nText.\nDone at Example Town", []string{"", "Article 1", ""}},
		{"附件1\n物项表\n一、甲", []string{"", "附件1", "附件1"}},
	} {
		provisions, _ := Structure(c.text, "zh-Hans")
		var got []string
		for _, v := range provisions {
			got = append(got, v.Parent)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("parents of %q = %q, want %q", c.text, got, c.want)
		}
	}
}

// A day at the head of a line is no item of a list.
func TestDayIsNoItem(t *testing.T) {
	if got := addresses("1. Dezember 2025\n2. Dezember 2025 – Berlin\n3. Dezember: Ende", "de"); !slices.Equal(got, []string{"¶ 1", "¶ 2", "¶ 3"}) {
		t.Errorf("addresses %q", got)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"Chinese stops", "第一条 甲。乙！丙？丁；戊", "第一条 甲。|乙！|丙？|丁；|戊"},
		{"marks that were lost", "对?甲材料?乙材料?丙材料实施管制。", "对?甲材料?乙材料?丙材料实施管制。"},
		{"questions without blanks", "是吗?甲说不是。乙呢?丙说是。", "是吗?|甲说不是。|乙呢?|丙说是。"},
		{"closing marks", "他说：“甲。”乙（丙。）丁。", "他说：“甲。”|乙（丙。）|丁。"},
		{"English stops", "One. Two! Three? Four", "One.|Two!|Three?|Four"},
		{"abbreviations", "See Supp. No. 4 to pt. 744 of Title 15. Dr. Li agreed.", "See Supp. No. 4 to pt. 744 of Title 15.|Dr. Li agreed."},
		{"country at the end", "Exports to the U.S. The rule stands. The U.S. Department agrees.", "Exports to the U.S.|The rule stands.|The U.S. Department agrees."},
		{"companies", "Example Inc. is listed. It was Example Inc. The list grew.", "Example Inc. is listed.|It was Example Inc.|The list grew."},
		{"citations", "See 15 U.S.C. 4813 and 85 Fed. Reg. 4136. Next.", "See 15 U.S.C. 4813 and 85 Fed. Reg. 4136.|Next."},
		{"initials of a state", "Held in the U.A.E. In other states it ends. The U.A.E. Office knows.", "Held in the U.A.E.|In other states it ends.|The U.A.E. Office knows."},
		{"a party in brackets", "Told to a party (\"A\"). Such words bind. So do B (the “C”).", "Told to a party (\"A\").|Such words bind.|So do B (the “C”)."},
		{"address", "Write to desk@office.example.com. For more see www.example.org. The end.", "Write to desk@office.example.com.|For more see www.example.org.|The end."},
		{"figure and letter", "It is in Category 3A. Provided that all agree.", "It is in Category 3A.|Provided that all agree."},
		{"decimals", "At 3.5 mm. More.", "At 3.5 mm.|More."},
		{"no before a word", "He said no. Then he left.", "He said no.|Then he left."},
		{"item number", "1. Text of the item. More.", "1. Text of the item.|More."},
		{"number inside", "附件：1. 甲 2. 乙", "附件：1. 甲 2. 乙"},
		{"initials", "J. R. Smith wrote it. True.", "J. R. Smith wrote it.|True."},
		{"lines", "One.\nTwo", "One.|Two"},
		{"a row is one sentence", "甲。乙。\t丙。", "甲。乙。\t丙。"},
		{"ellipsis", "Wait... Now.", "Wait...|Now."},
		{"German day", "Die Liste vom 3. Dezember 2025 gilt. Am 4. Dezember endet sie.", "Die Liste vom 3. Dezember 2025 gilt.|Am 4. Dezember endet sie."},
		{"German day at the head", "3. Dezember 2025. Die Liste gilt.", "3. Dezember 2025.|Die Liste gilt."},
		{"German ordinal", "In der 27. Sitzung fiel sie. Im Jahr 2025. Ende.", "In der 27. Sitzung fiel sie.|Im Jahr 2025.|Ende."},
		{"a number that ends", "It had 21. Then it had 22. May came.", "It had 21.|Then it had 22.|May came."},
		{"English short month", "Jan. 6, 2023, 7:01 PM. It was cold.", "Jan. 6, 2023, 7:01 PM.|It was cold."},
		{"am and pm", "By 5 p.m. Friday it ended. At 5 p.m. The end.", "By 5 p.m. Friday it ended.|At 5 p.m.|The end."},
	} {
		t.Run(c.name, func(t *testing.T) {
			provisions, sentences := Structure(c.text, "")
			checkCover(t, c.text, provisions, sentences)
			var got []string
			for _, s := range sentences {
				got = append(got, c.text[s.Start:s.End])
			}
			if g := strings.Join(got, "|"); g != c.want {
				t.Errorf("sentences of %q\n got %s\nwant %s", c.text, g, c.want)
			}
		})
	}
}

// TestCover holds for any text: provisions and sentences are disjoint and leave out only blanks.
func TestCover(t *testing.T) {
	piece := rapid.SampledFrom([]string{"一、", "（一）", "(a) ", "(i)", "1. ", "1.1 ", "第三条 ", "第三条", "§ 744.11 ", "Article 3 ", "Annex 1", "附件1", "附件：", "I. ", "①", "文字。", "text. ", "U.S. ",
		"\n", "\n", "\t", " ", "　", "\u00a0", "A", "；", "”", "第一章 ", "CHAPTER I", "2025年10月9日", "\x00", "\xff", "·2"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 0, 60).Draw(t, "pieces"), "")
		lang := rapid.SampledFrom([]corpus.Lang{"", "zh-Hans", "en"}).Draw(t, "lang")
		provisions, sentences := Structure(text, lang)
		if err := coverError(text, provisions, sentences); err != "" {
			t.Fatalf("Structure(%q): %s", text, err)
		}
	})
}

func FuzzStructure(f *testing.F) {
	f.Add("一、甲\n（一）乙。\n附件1\n1\t2", "zh-Hans")
	f.Add("§ 1.1 A.\n(a)(1) b\nAnnex I\nx\ty", "en")
	f.Fuzz(func(t *testing.T, text, lang string) {
		provisions, sentences := Structure(text, corpus.Lang(lang))
		if err := coverError(text, provisions, sentences); err != "" {
			t.Fatalf("Structure(%q): %s", text, err)
		}
	})
}

// The word of force is a span of the text, also where the provision does not begin it.
func TestForceOfProvisions(t *testing.T) {
	text := "示例公告\n一、出口经营者应当申请许可。\n二、未经许可，不得出口。\n三、本公告自公布之日起实施。"
	provisions, _ := Structure(text, "zh-Hans")
	want := map[string]string{"¶ 1": "", "一": "must 应当", "二": "must_not 不得", "三": ""}
	for _, p := range provisions {
		got := ""
		for _, f := range p.Force {
			got += string(f.Kind) + " " + text[f.Start:f.End]
		}
		if got != want[p.Address] {
			t.Errorf("%s has the force %q, want %q", p.Address, got, want[p.Address])
		}
	}
}
