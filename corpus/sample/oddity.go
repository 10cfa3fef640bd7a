package sample

// Oddity is a part of the sample that is odd or wrong on purpose, so that the house can show what
// it does about it.
type Oddity struct {
	Kind OddityKind
	URLs []string // where it is seen; the right text, where there is one, comes last
	What string   // in a sentence
}

// OddityKind names what sort of oddity it is.
type OddityKind string

// The kinds of oddities.
const (
	SilentEdit     OddityKind = "silent_edit"      // the text changed and nothing says so
	MovedPage      OddityKind = "moved_page"       // the address answers 301
	GonePage       OddityKind = "gone_page"        // the address answers 410, the law lives on
	WrongCopy      OddityKind = "wrong_copy"       // a translation differs from its original
	WrongReport    OddityKind = "wrong_report"     // the press says what the act does not
	WordWithoutAct OddityKind = "word_without_act" // officials say what no act has done
	Lapse          OddityKind = "lapse"            // a suspension ran out and nothing follows
	NoRestriction  OddityKind = "no_restriction"   // names a metal and restricts nothing
	MissingNumber  OddityKind = "missing_number"   // a gap in a numbered sequence
	OddCharset     OddityKind = "odd_charset"      // the page is not in UTF-8
	Repealed       OddityKind = "repealed"         // a narrow order gave way to a wider one
	Withdrawn      OddityKind = "withdrawn"        // a proposal that never became law
	Misprint       OddityKind = "misprint"         // a code that its sequence does not ask for, as the real copies print it
)

// Deliberate returns what is odd or wrong in the sample on purpose.
func Deliberate() []Oddity {
	return []Oddity{
		{SilentEdit, []string{"http://commerce.cn.example/gg/2025/58.html"},
			"The limit for lithium cells was printed as 350 Wh/kg and became 300 Wh/kg on 20 October 2025 without a word."},
		{MovedPage, []string{"http://commerce.cn.example/gg/2024/46.html"},
			"The page moved to /zcfb/2024/46.html on 26 February 2026."},
		{GonePage, []string{"http://commerce.cn.example/gg/2025/10.html"},
			"The page is gone since 26 February 2026; the licence duty for five metals stands."},
		{WrongCopy, []string{"http://english.commerce.cn.example/en/2025-61.html", "http://commerce.cn.example/gg/2025/61.html"},
			"The English copy lets two items begin on 8 December 2025; the Chinese text says 1 December."},
		{Misprint, []string{"http://commerce.cn.example/gg/2025/58.html"},
			"A graphite anode has the code 3C902.b.2, where the sequence asks for 3C901.b.2."},
		{Misprint, []string{"http://commerce.cn.example/gg/2023/23.html"},
			"Gallium metal has the customs code 8110929010, under the heading of antimony; 8112 is right."},
		{WrongReport, []string{"http://harbour-post.example/news/japan-total-ban.html", "http://commerce.cn.example/gg/2026/1.html"},
			"The report tells of a ban on all exports to Japan; the act bars military users and uses."},
		{WrongReport, []string{"http://harbour-post.example/news/catalogue-35.html", "http://commerce.cn.example/gg/2025/28.html"},
			"The report gives the number 35; the announcement has the number 28."},
		{WrongReport, []string{"http://harbour-post.example/news/april-rules-paused.html", "http://commerce.cn.example/gg/2025/70.html"},
			"The report says that the licences of April were suspended too; they were not."},
		{WordWithoutAct, []string{"http://meridian-wire.example/2026/09/truce.html", "http://kuangxun.example/2026/xiuzhan.html",
			"http://commerce.cn.example/xwfb/2026-09-28.html"}, "Both governments name 10 January 2027; no act says so."},
		{Lapse, []string{"http://meridian-wire.example/2026/11/lapse.html", "http://commerce.cn.example/gg/2025/70.html"},
			"The suspension ended by its own words on 10 November 2026."},
		{NoRestriction, []string{"http://meridian-wire.example/2025/02/copper.html", "http://harbour-post.example/news/guinea-bauxite.html",
			"http://kuangxun.example/2026/xipu.html"}, "News of metals that restricts nothing."},
		{MissingNumber, []string{"http://arecoms.cd.example/decisions/004-2025.html"},
			"Decisions 002 and 003 of 2025 were never put up."},
		{OddCharset, []string{"http://council.cn.example/fg/792.html"}, "The page is in GB18030 and says so only in itself."},
		{Repealed, []string{"http://mines.zw.example/instruments/si-213-2022.html", "http://mines.zw.example/instruments/si-5-2023.html"},
			"The order on lithium was repealed by one on all base mineral ores, which covers lithium too."},
		{Withdrawn, []string{"http://senate.ph.example/bills/2826.html", "http://senate.ph.example/bills/2826-status.html"},
			"The bill would have banned raw minerals; the section was withdrawn."},
	}
}
