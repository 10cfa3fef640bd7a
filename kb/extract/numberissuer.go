package extract

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/kb"
)

// issuerNear is how far before and after a number its issuer is looked for, in bytes.
const issuerNear = 60

var (
	ofChina = regexp.MustCompile(`(?i)\bmofcom\b|\bministry of commerce\b|\bchin(?:a|ese)\b|商务部|商務部`)
	// otherIssuer names an issuer before a number, or behind it, that is not China's ministry of commerce.
	otherBefore = regexp.MustCompile(`(?i)(?:\b(GACC|General Administration of Customs)|\b((?:ministry|department|directorate|bureau|commission|authority|agency|board|secretariat) of (?:the )?(?:\p{L}+[ ,]+(?:and |of |the )*){1,6}|(?:DGFT|METI|MOTIE|BIS|OFAC|USTR)\b\s*|\p{L}+ (?:issued|published)\s+))[^.;:\n]{0,20}$`)
	otherBehind = regexp.MustCompile(`(?i)^\s*(?:of|by|from) (?:the )?(?:\p{L}+ )?((?:ministry|department|directorate|bureau|commission|authority|agency|board) of (?:the )?\p{L}+)`)
)

// counter is whose acts a number counts that stands from start to end in a sentence and carries no
// Chinese issuer of its own: those of China's ministry of commerce, unless another issuer stands
// beside the number, or the text does not speak of China: one of another jurisdiction beside the number
// or in its title, a report anywhere. Order No. 12 of 2026 of India is no Chinese announcement.
func (r *reader) counter(s *sentence, start, end int) string {
	before, behind := s.text[max(0, start-issuerNear):start], s.text[end:min(len(s.text), end+issuerNear)]
	if m := otherBefore.FindStringSubmatch(before); m != nil && (m[1] != "" || m[2] != "") && !ofChina.MatchString(before) {
		if m[1] != "" {
			return "gacc"
		}
		return ""
	}
	if m := otherBehind.FindStringSubmatch(behind); m != nil && !ofChina.MatchString(m[1]) {
		return ""
	}
	if r.doc.Jurisdiction == "CN" || ofChina.MatchString(s.text) || ofChina.MatchString(r.doc.Title) {
		return "mofcom"
	}
	if r.doc.Jurisdiction == "" && r.speaksOfChina() {
		return "mofcom" // announcements that are told by number alone are those of the country told of
	}
	return ""
}

// anyChina is the country, its capital or its ministry in the languages of reports.
var anyChina = regexp.MustCompile(`(?i)\bchin(?:a|e|o|ois)|\bkina\b|\bcina\b|\btiongkok\b|\btrung quốc\b|\bçin\b|\bmofcom\b|\bministry of commerce\b|\bbeijing\b|\bpeking\b|中国|中國|中华|中華|商务部|商務部|중국|кита[йея]|الصين`)

// speaksOfChina reports whether the text or its title names China at all.
func (r *reader) speaksOfChina() bool {
	if r.china == 0 {
		r.china = -1
		if anyChina.MatchString(r.doc.Title) || anyChina.MatchString(r.rev.Text) {
			r.china = 1
		}
	}
	return r.china > 0
}

// otherMinistry ends in the name of an authority that is none of the issuers known: 交通运输部公告.
// 本部 and 我部 are whoever speaks.
var otherMinistry = compile(`\p{Han}[^本我各该\P{Han}](?:部|署|局|委|委员会|办公室)\s*$`)

// orderHead is how many bytes before an order the ministries that sign it too are looked for.
const orderHead = 150

// order names an order of ministries by its year and number, where they are those of an act that is
// known: 工业和信息化部 国家发展和改革委员会 自然资源部令第71号, 商务部令2024年第3号. Most ministries
// count their orders anew each year, so one that is on no list has no id.
func (r *reader) order(signers, year, n string) kb.InstrumentID {
	slug := issuerSlug(signers)
	if slug == "" {
		return ""
	}
	if year != "" {
		if id := r.knownOrder(slug, year+"-"+n); id != "" {
			return id
		}
	}
	return r.knownOrder(slug, n)
}

// decree names "Decree No. 71 of the MIIT" alike.
func (r *reader) decree(n, behind string) kb.InstrumentID {
	if miitDecree.MatchString(behind) {
		return r.knownOrder("miit", n)
	}
	return ""
}

var miitDecree = compile(`^ of the (?:MIIT|Ministry of Industry and Information Technology)`)

// knownOrder looks an order up by its first issuer and number; one that is on no list has no id.
func (r *reader) knownOrder(slug, n string) kb.InstrumentID {
	first, _, _ := strings.Cut(slug, "-")
	counted := "cn-" + first + "-order-" + n
	if id := r.words.Act(counted); string(id) != counted {
		return id
	}
	return ""
}
