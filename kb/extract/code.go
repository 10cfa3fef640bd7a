package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

var (
	controlCode = compile(`\b([0-9][A-E][0-9]{3})((?:\.[A-Z]\b|\s?\.\s?(?:[a-z]|[0-9]{1,2})\b)*)`)
	// wideCode is a code in full-width letters and digits.
	wideCode = compile(`[０-９][Ａ-Ｅ][０-９]{3}(?:[．.][ａ-ｚ０-９a-z]{1,2})*`)
	// wassenaarCode is an entry of the Wassenaar list, which parts category and letter: 1.C.2.b.
	wassenaarCode = compile(`\b[0-9]\.[A-E]\.\d{1,2}(?:\.[a-z0-9]{1,2})*\b`)
	entryTalk     = compile(`(?i)\bentr(?:y|ies)\b|\bitems?\b|wassenaar|dual-use list|瓦森纳|条目`)
	// canadaItem is an item of Canada's list: item 5507 of the Export Control List.
	canadaItem = compile(`(?i)\bitems? (\d{4}(?:\.[a-z0-9]{1,2})*)(?:[^.;]{0,40}) (?:of|on|in|to) (?:the |Canada['’]s )?(?:Export Control List|ECL)\b`)
	// atAddress stands before the number of a house.
	atAddress = compile(`(?i)\b(?:block|building|room|suite|flat|plot|floor|gate|hall|booth)\s*$`)
	// codeOut is how a text says that a code is not the one at hand: "that 1C226 does not control".
	codeOut     = compile(`(?i)(?:already (?:classified|controlled) (?:under|by)(?: ECCN)?|not (?:controlled|covered|specified) (?:by|under|in)|other than|nor|hvorki|né|except|excluding)\s*$`)
	codeOutBack = compile(`(?i)^\s*(?:(?:does|do) not (?:control|cover)|stjórnar ekki|né\b|以外|未列|不(?:适用|管制))`)
	customsLead = compile(`(?i)(参考海关商品编号|商\([^)]{1,8}\)品编号|海关商品编号|参考商品编号|商品编号|商品编码|税则号列|税则号|税号|海关编码|HS ?编码|HSコード|HS ?code[ s]?|\bHS\b|HTS(?:US)?|(?:customs )?tariff (?:code|number|line|heading|item)s?|customs (?:commodity )?(?:code|number)s?|commodity (?:code|number)s?|subheadings?|headings?|vöru(?:númer|tölur) tolls|codic[ei] doganal[ei]|voc[ei] doganal[ei]|Zolltarifnummern?|Warennummern?|codes? (?:douaniers?|SH)|position tarifaire|partidas? arancelarias?|(?:KN|GN)-Codes?|codes? NC\b|codic[ei] NC\b|códigos? NC\b|\bCN codes?|códigos? (?:SA|NCM|arancelari\w+)|код\p{L}* (?:ТН ВЭД|УКТ ?ЗЕД)|УКТ ?ЗЕД|UKTZED(?: codes?)?|ITC ?\(HS\)|货品分类号列|号列|货品号列|税目|统计品目番号|品目番号|관세번호|품목번호|세번|GTİP|CN-koder?|pozycj\p{L}* taryf\p{L}*|pos tarif|\(код\p{L}{0,3} |kode HS|mã HS)`)
	customsCode = compile(`\b\d{4} \d{2} \d{3} \d\b|\b\d{4}(?: \d{2}){1,3}\b|\b\d{4}(?:\.?\d{2}){0,3}\b`)
	// fullCode is a national code long enough to be known without words before it.
	fullCode   = compile(`\b[1-9]\d{9}\b|\b\d{4}\.\d{2}(?:\.\d{2,4})?\b`)
	customsRow = compile(`(?i)商品编[号码]|税则|税号|\bHS\b|customs|tariff|commodity code`)
)

// codes emits control codes and customs codes. A customs code given as a reference is not the
// legal scope.
func (r *reader) codes(s *sentence) {
	if !digits(s.text) {
		return
	}
	for _, m := range s.all(wideCode, s.text) {
		code := strings.Map(narrow, s.text[m[0]:m[1]])
		code = code[:2] + strings.ToLower(code[2:])
		r.emit(s, kb.ControlCodeValue{Code: code, List: r.codeList(code)}, m[0], m[1], "", s.assertion(), "control_code.wide/1", 0.9)
	}
	if s.says(entryTalk) {
		for _, m := range s.all(wassenaarCode, s.plain) {
			r.emit(s, kb.ControlCodeValue{Code: s.text[m[0]:m[1]], List: "wassenaar"}, m[0], m[1], "", s.assertion(), "control_code.wassenaar/1", 0.8)
		}
	}
	for _, m := range s.all(canadaItem, s.text) {
		r.emit(s, kb.ControlCodeValue{Code: cut(s.text, m, 1), List: "ca"}, m[2], m[3], "", s.assertion(), "control_code.canada/1", 0.85)
	}
	for _, m := range s.all(controlCode, s.plain) {
		if s.fits(atAddress, behind(s.plain, m[0])) {
			continue
		}
		printed := s.text[m[0]:m[1]]
		code := strings.ReplaceAll(printed, " ", "")
		code = code[:2] + strings.ToLower(code[2:])
		a := s.assertion()
		if s.fits(codeOut, behind(s.plain, m[0])) || s.fits(codeOutBack, ahead(s.plain, m[1])) {
			a = kb.Exempted
		}
		r.emit(s, kb.ControlCodeValue{Code: code, List: r.codeList(code)}, m[0], m[1], "", a, "control_code.shape/2", 0.95)
	}
	r.customs(s)
	r.customsAlone(s)
}

// customsAlone emits customs codes that their shape tells: behind the bare word "code", and at the head
// of a line of an official list.
func (r *reader) customsAlone(s *sentence) {
	found := s.all(ledCode, s.plain)
	if r.official() || s.provision.Kind == corpus.Item || s.provision.Kind == corpus.Row {
		found = append(found, s.all(lineCode, s.plain)...)
	}
	for _, m := range found {
		digits := strings.NewReplacer(".", "", " ", "").Replace(cut(s.plain, m, 1))
		if plausibleCode(digits, ahead(s.plain, m[3])) && !r.holdsCode(s, digits) {
			r.emit(s, kb.CustomsCodeValue{Code: digits, Edition: s.edition(m[2])}, m[2], m[3], kb.RoleLegalScope, s.assertion(), "customs_code.shape/1", 0.8)
		}
	}
}

// holdsCode reports whether a customs code of the sentence was emitted.
func (r *reader) holdsCode(s *sentence, digits string) bool {
	return slices.ContainsFunc(r.out, func(f kb.Fact) bool {
		v, ok := f.Value.(kb.CustomsCodeValue)
		return ok && v.Code == digits && f.Context == s.whole
	})
}

var (
	ledCode  = compile(`(?i)\bcodes? (\d{4}(?:[ .]?\d{2}){1,3})\b`)
	lineCode = compile(`^\s*(?:\d{1,2}[.)] |[-–•] )?(\d{4}[ .]\d{2}[ .]\d{2}(?:[ .]\d{2})?)\s+[–—-]?\s*\p{L}`)
)

// narrow is the ordinary form of a full-width character.
func narrow(c rune) rune {
	if c >= 0xff01 && c <= 0xff5e {
		return c - 0xfee0
	}
	return c
}

func (r *reader) codeList(code string) string {
	switch {
	case r.home() == "CN":
		return "cn"
	case r.home() == "EU":
		return "eu"
	case code[2] == '9' && r.home() == "": // the 900 series is China's own
		return "cn"
	}
	return "eccn"
}

// customs emits the customs codes behind the words that lead to them, in cells under such a head,
// and in the same sentence those that can be nothing else.
func (r *reader) customs(s *sentence) {
	var lead []int
	if s.may(customsLead) {
		lead = s.first(customsLead, s.plain)
	}
	column := s.provision.Kind == corpus.Row && slices.ContainsFunc(s.provision.Columns, customsRow.MatchString)
	if lead == nil && !column {
		return
	}
	role := kb.RoleLegalScope
	if lead != nil && s.fits(referenceWord, s.plain[max(0, lead[0]-24):min(len(s.plain), lead[1]+16)]) || r.home() == "CN" && r.official() {
		role = kb.RoleReference
	}
	from := 0
	if lead != nil && !column {
		from = lead[1]
	}
	end := from
	for _, m := range s.all(customsCode, s.plain[from:]) {
		start, stop := from+m[0], from+m[1]
		digits := strings.NewReplacer(".", "", " ", "").Replace(s.plain[start:stop])
		near := start-end <= 40 || s.fits(customsLead, s.plain[max(end, start-titleWindow):start])
		if !column && !near && !s.fits(fullCode, s.plain[start:stop]) {
			continue
		}
		if !plausibleCode(digits, ahead(s.plain, stop)) {
			continue
		}
		end = stop
		r.emit(s, kb.CustomsCodeValue{Code: digits, Edition: s.edition(start)}, start, stop, role, s.assertion(), "customs_code.led/2", 0.9)
	}
}

// hsEdition is how a text names the edition of the Harmonized System that its codes are of.
var hsEdition = compile(`(?i)\b(?:HS|harmoni[sz]ed system)(?: edition| nomenclature| version)?[- ]?\(?((?:19|20)\d\d)\)?(?: (?:edition|version)\b)?|\b((?:19|20)\d\d) (?:edition|version|nomenclature) of the (?:HS\b|harmoni[sz]ed system)|((?:19|20)\d\d)\s*年?版(?:本)?[^，。；]{0,4}(?:HS|协调制度)|(?:HS|协调制度)》?\s*[（(]?((?:19|20)\d\d)\s*年?版`)

// editionsOfHS are the years of its editions; another year behind the letters is none of it.
var editionsOfHS = map[string]bool{"1988": true, "1992": true, "1996": true, "2002": true, "2007": true, "2012": true, "2017": true, "2022": true, "2028": true}

// edition is the edition of the Harmonized System that the sentence, or the head of the column, names
// for the code at an offset: the last one before it, or the only one. Unknown is "".
func (s *sentence) edition(code int) string {
	named := func(text string, before int) (last, only string) {
		n := 0
		for _, m := range hsEdition.FindAllStringSubmatchIndex(text, -1) {
			year := cut(text, m, 1) + cut(text, m, 2) + cut(text, m, 3) + cut(text, m, 4)
			if !editionsOfHS[year] {
				continue
			}
			if n++; m[1] <= before {
				last = "HS " + year
			}
			only = "HS " + year
		}
		if n > 1 {
			only = ""
		}
		return last, only
	}
	if _, head := s.cellOf(code); head != "" {
		if last, _ := named(head, len(head)); last != "" {
			return last
		}
	}
	if !s.may(hsEdition) {
		return ""
	}
	last, only := named(s.plain, code)
	return cmp.Or(last, only)
}

// referenceWord: the code is for reference, and the words decide.
var referenceWord = compile(`(?i)参考|reference|tilvísunar`)

// plausibleCode keeps years and amounts out: a short code has a chapter of the tariff, and no unit
// and no letter behind it.
func plausibleCode(digits, after string) bool {
	if len(digits)%2 == 1 || len(digits) > 10 || digits[:2] < "01" || digits[:2] > "97" || digits[:2] == "77" {
		return false
	}
	if len(digits) > 4 {
		return true
	}
	return digits[:2] != "20" && digits[:2] != "19" && !codeTail.MatchString(after)
}

var codeTail = compile(`^\s*(?:年|号|吨|家|种|项|tonnes|tons|%|[\p{Han}])`)
