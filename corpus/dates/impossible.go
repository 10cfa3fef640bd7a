package dates

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// FindImpossible returns where a text prints a day that does not exist, such as 2025-02-30 or
// 2025年2月30日: a misprint that a reader must be told of, and no date. Only days behind the end of a
// real month count, in the notations that nothing but a date uses; 2025.13.45 may be a code.
func FindImpossible(text string, lang corpus.Lang) []Found {
	var out []Found
	f := newFinder(text, lang)
	for f.pos < len(text) && f.numeral >= 0 {
		d, end, ok := f.at(f.pos)
		if !ok {
			f.pos = f.next(f.pos)
			continue
		}
		day := d.Date
		printed := text[f.pos:end]
		if !day.Valid() && day.Month >= 1 && day.Month <= 12 && day.Day > 28 && day.Day <= 31 && plausible(day.Year) && !strings.ContainsAny(printed, "./") {
			d.Start, d.End = f.pos, end
			out = append(out, d)
		}
		f.pos = end
	}
	return out
}
