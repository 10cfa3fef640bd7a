package parse

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/publicsuffix"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/language"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// relations are the words by which links name what they lead to, in the order in which they decide: a
// corrigendum of an annex is a corrigendum, a translation of an annex a translation.
var relations = []struct {
	is    corpus.AttachmentRelation
	words *regexp.Regexp
}{
	{corpus.CorrigendumOf, regexp.MustCompile(`(?i)\b(?:corrigend(?:um|a)|errat(?:um|a)|correction (?:to|of|notice|order|slip)|berichtigung|rectificati(?:f|on|e)|corrección de errores|rettifica)\b|更正|勘误|勘誤|正誤`)},
	{corpus.TranslationOf, regexp.MustCompile(`(?i)\b(?:(?:unofficial|english|chinese|french|german|japanese|korean|russian|spanish|courtesy) (?:translation|version|text|edition)|translat(?:ion|ed)|in english|traduction|traducción|traduzione|übersetzung|english$|version (?:anglaise|française)|(?:englische|deutsche) (?:fassung|version))\b` +
		`|(?:英文|中文|外文|法文|俄文|日文|繁体|簡体|繁體|双语)(?:版|译本|譯本|译文|文本|翻译|全文)|译文|譯文|翻译|翻譯|仮訳|英訳|和訳|한글본|영문본`)},
	{corpus.FormOf, regexp.MustCompile(`(?i)\b(?:(?:application|declaration|notification|reply|response|registration|request|order) forms?|^(?:the )?forms?|form (?:of application|[a-z]{0,4}-?\d+)|antragsformular|formulaire|formulario|template)\b|(?:申请|申報|申报|登记|登記|承诺|备案|说明|信息|报名)(?:表|书|書)(?:格|单)?|样式|样表|申請書|届出書|様式|신청서`)},
	{corpus.ExplanationOf, regexp.MustCompile(`(?i)\b(?:explanatory (?:note|memorandum|document)|impact assessment|regulatory impact|fact ?sheet|faqs?|q ?& ?a|questions and answers|guidance|press release|summary of responses|background (?:paper|note))\b|解读|解讀|答记者问|政策问答|起草说明|编制说明|有关说明|新闻稿|概要|参考資料|説明資料`)},
	{corpus.AnnexOf, annexWords},
	{corpus.RenditionOf, regexp.MustCompile(`(?i)\b(?:full text|original text|signed copy|(?:pdf|word|docx?|print(?:able|er-friendly)?|text) (?:version|format|copy|file)|download (?:the |this )?(?:pdf|document|notice|order|regulation|text|act|file)|view (?:the )?pdf|as pdf)\b|^\W*(?:pdf|word|docx?)\W*(?:[\d.,]+\s*[km]b\W*)?$|正文|全文|原文|扫描件|红头文件|下载pdf|pdf下载|pdf版|word版|原件`)},
}

// annexWords open the name of an annex.
var annexWords = regexp.MustCompile(`(?i)^[\W_]*(?:annex(?:es|e)?|appendi(?:x|ces)|schedules?|attachments?|enclosures?|addend(?:um|a)|anhang|anlagen?|allegat[oi]|anexos?|bijlagen?|lampiran|załącznik|příloha|приложени[ея])\b|^\s*[（(【]?\s*(?:附(?:件|录|錄|表|图|註|注)|别添|別添|別紙|別表|別記|별첨|붙임|첨부|별표)`)

// pointing is the document that points at others.
type pointing struct {
	lang           corpus.Lang
	title, address string
	official       bool // published by the authority itself
}

// attachmentsOf says what each file that a document links to is to it. A file of another site to which
// an article links, and whose words tell no relation, is a source that it cites and no part of it; an
// authority keeps its own files on other hosts.
func attachmentsOf(links []block.Link, of pointing) []corpus.Attachment {
	var out []corpus.Attachment
	for _, l := range links {
		a := corpus.Attachment{URL: l.URL, Text: l.Text, Lang: language.Tidy(l.Lang), Relation: relationOf(l, of.lang)}
		if a.Relation == corpus.Attached && named(a.Text, of.title) {
			a.Relation = corpus.RenditionOf
		}
		if a.Relation == corpus.Attached && !of.official && elsewhere(l.URL, of.address) {
			continue
		}
		out = append(out, a)
	}
	return out
}

var (
	// fileEnding is what links to files put behind a title: a size, a kind.
	fileEnding = regexp.MustCompile(`(?i)(?:\s*[(（\[][^()（）\[\]]*(?:[km]b|bytes|pdf|docx?|wps|ofd)[^()（）\[\]]*[)）\]]|\.(?:pdf|docx?|wps|ofd|rtf|txt)|\s+(?:pdf|docx?)|\s+[\d.,]+\s?[km]b)\s*$`)
	// byNumber is what they put before it: the kind and the number of the act.
	byNumber = regexp.MustCompile(`(?i)^(?:[\pL]+ ){0,2}(?:no\.? ?)?[\pL\d/.-]*\d[\pL\d/.-]*[\s:–-]*$`)
)

// named reports whether the words of a link are the title of the document that has it, perhaps behind
// its number: then they lead to the document in another format.
func named(text, title string) bool {
	const short, long = 8, 600 // letters: "Notice" names any; bytes: no title is as long
	if len(text) > long {
		return false
	}
	for fileEnding.MatchString(text) {
		text = fileEnding.ReplaceAllString(text, "")
	}
	text, title = bareTitle(text), bareTitle(title)
	before, ok := strings.CutSuffix(text, title)
	return ok && utf8.RuneCountInString(title) >= short && (before == "" || byNumber.MatchString(before))
}

func bareTitle(s string) string {
	return strings.ToLower(strings.Trim(strings.Join(strings.Fields(s), " "), " 《》“”\"'"))
}

// elsewhere reports whether an address is on another site than the page's own, by registered domain.
func elsewhere(address, page string) bool {
	domain := func(s string) string {
		u, err := url.Parse(s)
		if err != nil {
			return ""
		}
		d, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(u.Hostname()))
		if err != nil {
			return "" // a number, a local name
		}
		return d
	}
	a, b := domain(address), domain(page)
	return a != "" && b != "" && a != b
}

// relationOf reads the words of the link, then what the markup says of its language, then the words before it:
// "附件：1. 目录" makes an annex of a file that is called a list.
func relationOf(l block.Link, lang corpus.Lang) corpus.AttachmentRelation {
	text := strings.TrimSpace(l.Text)
	for _, r := range relations {
		if r.words.MatchString(text) {
			return r.is
		}
	}
	if other := language.Tidy(l.Lang); other != "" && lang != "" && !sameLanguage(other, lang) {
		return corpus.TranslationOf
	}
	label := strings.TrimSpace(l.Label)
	for _, r := range relations {
		if r.is != corpus.RenditionOf && r.words.MatchString(label) {
			return r.is
		}
	}
	return corpus.Attached
}

// sameLanguage compares languages by their first part: en and en-GB are one.
func sameLanguage(a, b corpus.Lang) bool {
	x, _, _ := strings.Cut(string(a), "-")
	y, _, _ := strings.Cut(string(b), "-")
	return x == y
}

// namesAnnex matches a line that names an annex of its own document: 附件：1. 清单, （见附件2）, Annex 2: List of goods.
var namesAnnex = regexp.MustCompile(`^(附[件表]\s*[0-9一二三四五六七八九十]{0,3})\s*[：:](?:\s*[^\s无無].*)?$|[（(]\s*[详詳]?[见見](附[件表]\s*[0-9一二三四五六七八九十]{0,3})\s*[）)]` +
	`|^((?i:annex|appendix|attachment|enclosure)\s+(?:[0-9]{1,2}|[IVX]{1,4}))\s*:\s+\S`)

// annexesNotHeld says where a document names an annex that is neither in it nor linked from it: what the
// annex lists is then not among what was read.
func annexesNotHeld(lines []line, p Parsed) []corpus.Gap {
	if len(p.Attachments) > 0 || slices.ContainsFunc(p.Provisions, func(v corpus.Provision) bool { return v.Kind == corpus.Heading && annexWords.MatchString(v.Address) }) {
		return nil
	}
	for _, l := range lines {
		if m := namesAnnex.FindStringSubmatch(l.Text); m != nil && l.Table == 0 {
			name := strings.TrimSpace(firstOf(m[1], m[2], m[3]))
			return []corpus.Gap{{Unit: corpus.GapPart, Name: name, Why: "the text names it, and it is neither in the text nor linked from it"}}
		}
	}
	return nil
}
