package lexicon

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// plausible decides homographs by what stands around them.
func (l *Lexicon) plausible(text string, start, end int, t Term, headline func() bool) bool {
	word := text[start:end]
	switch t.Kind {
	case KindMaterial:
		return l.plausibleMaterial(text, start, end, t, headline)
	case KindPlace:
		if len(word) == 2 && word[0] < 0x80 { // US, EU, UK: never "us" or "eu"
			return word == strings.ToUpper(word)
		}
		first, _ := utf8.DecodeRuneInString(word)
		if first < 0x530 && unicode.IsLower(first) && !strings.HasPrefix(t.Code, "non-") {
			return false // names of countries are capitalised: "turkey", "chad", "china clay"
		}
		return !strings.HasPrefix(text[end:], " Gazette")
	case KindAuthority:
		if ascii(word) && !strings.Contains(word, " ") {
			return word == strings.ToUpper(word) || unicode.IsUpper(rune(word[0]))
		}
	}
	return true
}

// plausibleMaterial keeps lead, tin, iron, silver, gold and mercury apart from the verb, the
// container, the will and the screen, and 金, 银, 铁, 锡 … apart from the words that hold them.
func (l *Lexicon) plausibleMaterial(text string, start, end int, t Term, headline func() bool) bool {
	word := text[start:end]
	lower := strings.ToLower(word)
	before, after := strings.ToLower(text[max(0, start-24):start]), strings.ToLower(text[end:min(len(text), end+24)])
	if companyName(text, start, end, headline) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(word); unicode.Is(unicode.Cyrillic, first) && unicode.IsUpper(first) {
		if _, place := l.byWord[KindPlace][l.fold.word(word)]; place || namesake.MatchString(lower) {
			return false // Индия is the country, индия is of indium
		}
	}
	switch lower {
	case "or":
		return goldBefore.MatchString(before)
	case "lead":
		return leadBefore.MatchString(before) || leadAfter.MatchString(after)
	case "tin", "iron", "gold", "silver", "mercury", "nickel", "chrome", "platine", "plata", "fer", "oro", "argent", "rame", "bore", "bor", "bromo", "curio", "radio", "boro", "cer", "prata", "ouro", "cromo", "plomo":
		return !metaphor.MatchString(after) && (len(lower) > 4 || metalAround.MatchString(before+" "+after) || t.Code == "Sn" || t.Code == "Fe" && lower == "iron" || t.Code == "Au" && lower == "gold")
	}
	if lower == "titan" || lower == "emas" || lower == "seng" || lower == "wolfram" && strings.HasPrefix(after, " alpha") { // a giant, a scheme, a surname, a program
		return metalAround.MatchString(before+" "+after) && !titanFirm.MatchString(after)
	}
	if word := text[max(0, start-24):start]; t.Code == allDualUse && otherDualUse.MatchString(word) {
		return false
	}
	if brick.MatchString(after) || l.inSteel(text[end:]) {
		return false
	}
	if size := utf8.RuneCountInString(word); size == 1 {
		return hanAlone(text, start, end, t) && !partOfCompound(text, start, end) && !l.laterInAlloy(text, start, end)
	}
	return !hyphenated.MatchString(before) && !strings.HasPrefix(after, "-iron-boron")
}

// allDualUse are the dual-use items as such; those of the acts on weapons of mass destruction are
// other goods: 生物两用物项, chemical dual-use items.
const allDualUse = "all dual-use items"

var otherDualUse = regexp.MustCompile(`(?i)(?:biological|chemical|nuclear|missile|missile-related)(?: and| or)? $|(?:生物|化学|化學|核|导弹|導彈)(?:类|領域|领域)?$`)

var (
	firmAfter  = regexp.MustCompile(`^(?: [A-Z][\w&]+){0,2} (?:Group|Corp|Corporation|Co\b|Company|Ltd|Inc|Limited|Plc|PLC|Resources|Energy|Technolog(?:y|ies)|Industr(?:y|ies)|Holdings|Equity|Capital|Ventures|Partners|Americas|Norway|Association|AG\b|SA\b|Street|Valley)`)
	firmBefore = regexp.MustCompile(`(?:^|[^.:!?\s] |[\p{Han}、，“"(（])((?:[A-Z][a-z]+|[A-Z]{2,}) )$`)
	plainWords = regexp.MustCompile(`^(?:The|Chinese|China|Chinas|Export|Exports|On|Of|For|And|New|Some|Raw|All|Metal|Natural|Heavy|Light|Medium|Global|High|Synthetic|Artificial|From|To|In|With|Bans?|Over|Unprocessed|Its|US|EU|UK|DRC|Critical) $`)
)

// companyName tells "Huayou Cobalt" and "USA Rare Earth" from the material, in running text: in a
// headline every word has a capital.
func companyName(text string, start, end int, headline func() bool) bool {
	first, _ := utf8.DecodeRuneInString(text[start:])
	if !unicode.IsUpper(first) || first >= 0x250 {
		return false
	}
	if firmAfter.MatchString(text[end:min(len(text), end+40)]) {
		return true
	}
	m := firmBefore.FindStringSubmatch(text[max(0, start-24):start])
	return m != nil && !plainWords.MatchString(m[1]) && !headline()
}

// headline reports whether most words of a text have capitals.
func headline(text string) bool {
	words, capitals := 0, 0
	for _, w := range strings.Fields(text) {
		r, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsLetter(r) || len(w) < 4 {
			continue
		}
		words++
		if unicode.IsUpper(r) || unicode.Is(unicode.Han, r) {
			capitals++
		}
	}
	return words > 0 && capitals*4 >= words*3 && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// hyphenated: in samarium-cobalt and terbium-iron the second metal only completes the first.
var hyphenated = regexp.MustCompile(`(?:samarium|neodymium|terbium|dysprosium|iron|praseodymium|lanthanum|cerium|yttrium|gadolinium)-$`)

// partOfCompound tells the characters that only complete the name of a compound or an alloy of
// another element: 砷 in 砷化镓, 钴 in 钐钴, 铁 in 镝铁合金, 钕 and 铁 in 钕铁硼.
func partOfCompound(text string, start, end int) bool {
	head, tail := text[max(0, start-12):start], text[end:min(len(text), end+12)]
	switch {
	case strings.HasPrefix(tail, "化") && !strings.HasPrefix(tail, "化合物") && !strings.HasPrefix(tail, "化物"):
		return true
	case strings.HasPrefix(tail, "酸") && strings.ContainsAny(text[start:end], "碳磷硫氮"), strings.HasPrefix(tail, "铁锂"), strings.HasPrefix(tail, "鐵鋰"), (strings.HasPrefix(tail, "锂") || strings.HasPrefix(tail, "鋰")) && strings.ContainsAny(text[start:end], "铁锰鐵錳"), strings.HasPrefix(tail, "母液"):
		return true
	case strings.HasPrefix(tail, "铁硼") || strings.HasPrefix(tail, "鐵硼") || strings.HasPrefix(tail, "硼"):
		return true
	}
	prev, _ := utf8.DecodeLastRuneInString(head)
	return strings.ContainsRune("钐釤铽鋱镝鏑钕釹镨鐠钆釓", prev) && strings.ContainsRune("钴鈷铁鐵", []rune(text[start:end])[0])
}

var (
	leadBefore  = regexp.MustCompile(`(zinc|copper|tin|antimony|refined|and|,|of)\s*(and |or |, )?$`)
	leadAfter   = regexp.MustCompile(`^\s*(ore|ores|concentrate|concentrates|metal|scrap|oxide|ingot|and zinc|, zinc|, tin|exports|bullion|-acid|alloy)`)
	metaphor    = regexp.MustCompile(`^(-| )(will|curtain|fist|standard|medal|rush|bullet|screen|lining|can|dome|man\b)`)
	goldBefore  = regexp.MustCompile(`(?:[ld]['’]|\ben )$`) // or begins sentences of French
	namesake    = regexp.MustCompile(`^(?:инди|германи)`)
	metalAround = regexp.MustCompile(`(ore|metal|export|mineral|scrap|alloy|concentrate|konsentrat|mine|mina|minerai|esporta|exporta|rottam|rifiut|codice|ferros|ekspor|bijih|logam|tambang|bea keluar|ihrac|maden|cevher|utvinn|erts|erz|ausfuhr|uitvoer|miner|eksport|litio|cobre|zinc)`)
)

// hanAlone reads the words that merely hold the character of an element.
func hanAlone(text string, start, end int, t Term) bool {
	prev, _ := utf8.DecodeLastRuneInString(text[:start])
	next, _ := utf8.DecodeRuneInString(text[end:])
	not := func(before, after string) bool {
		return !strings.ContainsRune(before, prev) && !strings.ContainsRune(after, next)
	}
	switch t.Code {
	case "Au":
		if strings.HasSuffix(text[:start], "果（") || strings.HasSuffix(text[:start], "果(") {
			return false // 刚果（金）
		}
		return prev == '黄' || prev == '黃' || (start == 0 || strings.ContainsRune("、，,。；;：:（( \n和与與及或对對为為铜銅银銀铂鉑钯鈀锡錫铅鉛锌鋅含产產", prev)) && (end == len(text) || strings.ContainsRune("、，,。；;：:）) \n和与與及或等的矿礦锭錠", next))
	case "Ag":
		return not("", "行川河根幕川联監監保")
	case "Fe":
		return not("地高", "路道岭证腕甲杆拳岭人")
	case "Sn":
		return not("无無", "林伯")
	case "Al", "Cu", "Ni", "Pb", "Zn", "Mg":
		return not("", "川陵仁官梁臣贝")
	case "C":
		return not("低零双脱减固控高排氧含载储", "排达中汇减交足纤市定配化税边")
	case "B", "N", "O", "H", "P", "S", "F", "K", "I", "Cl", "Br":
		return not("", "化酸肥胺基气") && false
	case "coal":
		return not("", "炭")
	}
	return true
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
