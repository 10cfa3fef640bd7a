package extract

import (
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// relativeMore counts days from the publication of an act, or from its signing, in further languages
// and in the words that English and Chinese have beside the usual ones.
var relativeMore = compile(`(?i)(\p{L}+|\d{1,3})(?: \(\d+\))? (?:calendar |calendario |naturales |corridos )?(?:days?|jours?|días|dias|giorni|tagen?|dagen|дней|дня|hari|gün|dni)(?: francs| kalender)? (?:after|following|from|après|suivant|después de|a partir de|depois da?|após|dopo|nach|na|после|со дня|setelah|sejak|sonra|po) (?:l[ae’'] ?|l['’]|a |sua |sa |su |seine[rm] |der |de |het |die |el |la |il |its |the |their |(?:the )?(?:date|day) of (?:its )?|tanggal |dnia )*(public[aá]\p{L}*|pubblicazione|bekanntmachung|veröffentlichung|verkündung|bekendmaking|publicatie|его опубликования|официального опубликования|опубликования|diundangkan|pengundangan|ogłoszenia|gazett\p{L}+|promulga\p{L}+|sign\p{L}*|firma|assinatura|unterzeichnung|подписания)|(?:公布|发布|刊登|签署|签署之|文件签署|公告)(?:之日)?(?:后|起)(?:的)?第?(\d{1,3}|三十|六十|九十|十)(?:天|日)(?:后|起)?|(公布|公告|공포|고시|공고)(?: ?후|の日から(?:起算して)?|한 날부터)\s*(\d{1,3})\s*(?:日|일)`)

// countWords are the numbers of days that are written out.
var countWords = map[string]int{"ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90, "dix": 10, "quinze": 15, "trente": 30, "soixante": 60,
	"diez": 10, "quince": 15, "treinta": 30, "sesenta": 60, "noventa": 90, "dez": 10, "trinta": 30, "sessenta": 60, "dieci": 10, "quindici": 15, "trenta": 30, "sessanta": 60, "novanta": 90,
	"zehn": 10, "dreißig": 30, "sechzig": 60, "neunzig": 90, "tien": 10, "dertig": 30, "zestig": 60, "negentig": 90, "десять": 10, "тридцать": 30, "sepuluh": 10, "十": 10, "三十": 30, "六十": 60, "九十": 90}

// countedMore emits the days that a sentence counts from the publication, or from the signing where it says so.
func (r *reader) countedMore(s *sentence, base corpus.Date) {
	for _, m := range s.all(relativeMore, s.plain) {
		printed := strings.ToLower(cut(s.plain, m, 1) + cut(s.plain, m, 3) + cut(s.plain, m, 5))
		n, err := strconv.Atoi(printed)
		if err != nil {
			n = countWords[printed]
		}
		if n == 0 || s.overlapsRelative(m) {
			continue
		}
		emit := func(base corpus.Date, from string) {
			r.date(s, base.AddDays(n), m[0], m[1], kb.RoleEffective, "date.counted/1", strconv.Itoa(n)+" days after "+from)
		}
		if !strings.Contains(strings.ToLower(s.plain[m[0]:m[1]]), "sign") && !s.fits(ofSigning, s.plain[m[0]:m[1]]) {
			emit(base, "publication")
			continue
		}
		r.signing = append(r.signing, func() {
			if signed := r.only(kb.RoleSigned); signed.Precision() == corpus.ToDay {
				emit(signed, "signing")
			}
		})
	}
}

// overlapsRelative reports whether the usual expressions count the same days.
func (s *sentence) overlapsRelative(m []int) bool {
	for _, re := range []*pattern{relativeZh, relativeEn} {
		for _, o := range s.all(re, s.plain) {
			if o[0] < m[1] && m[0] < o[1] {
				return true
			}
		}
	}
	return false
}

var ofSigning = compile(`(?i)签署|firma|assinatura|unterzeichnung|подписания`)
