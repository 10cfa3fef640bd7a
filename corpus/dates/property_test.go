package dates

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
	"pgregory.net/rapid"
)

// printers are ways to print a day that must all be read back.
var printers = []struct {
	lang  corpus.Lang
	print func(corpus.Date) string
}{
	{"zh", func(d corpus.Date) string { return fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day) }},
	{"zh", func(d corpus.Date) string { return fmt.Sprintf("%d 年 %02d 月 %02d 日", d.Year, d.Month, d.Day) }},
	{"zh", func(d corpus.Date) string {
		return hanDigits(d.Year) + "年" + han(d.Month) + "月" + han(d.Day) + "日"
	}},
	{"zh", func(d corpus.Date) string { return wide(fmt.Sprintf("%d年%d月%d日", d.Year, d.Month, d.Day)) }},
	{"ko", func(d corpus.Date) string { return fmt.Sprintf("%d년 %d월 %d일", d.Year, d.Month, d.Day) }},
	{"en", func(d corpus.Date) string { return fmt.Sprintf("%s %d, %d", english(d), d.Day, d.Year) }},
	{"en", func(d corpus.Date) string { return fmt.Sprintf("%d %s %d", d.Day, english(d)[:3], d.Year) }},
	{"de", func(d corpus.Date) string { return fmt.Sprintf("%02d.%02d.%d", d.Day, d.Month, d.Year) }},
	{"es", func(d corpus.Date) string {
		return fmt.Sprintf("%d de %s de %d", d.Day, strings.Split(strings.Fields(monthNames["es"])[d.Month-1], "/")[0], d.Year)
	}},
	{"ru", func(d corpus.Date) string {
		return fmt.Sprintf("%d %s %d г.", d.Day, strings.Split(strings.Fields(monthNames["ru"])[d.Month-1], "/")[0], d.Year)
	}},
	{"", func(d corpus.Date) string { return d.String() }},
	{"", func(d corpus.Date) string { return fmt.Sprintf("%d/%d/%d", d.Year, d.Month, d.Day) }},
}

func english(d corpus.Date) string {
	m := strings.Fields(monthNames["en"])[d.Month-1]
	return strings.ToUpper(m[:1]) + m[1:]
}

func hanDigits(n int) string {
	var b strings.Builder
	for _, r := range fmt.Sprint(n) {
		b.WriteRune([]rune("〇一二三四五六七八九")[r-'0'])
	}
	return b.String()
}

func han(n int) string {
	d := []rune("〇一二三四五六七八九")
	switch {
	case n < 10:
		return string(d[n])
	case n == 10:
		return "十"
	case n < 20:
		return "十" + string(d[n-10])
	case n%10 == 0:
		return string(d[n/10]) + "十"
	}
	return string(d[n/10]) + "十" + string(d[n%10])
}

func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

func TestPrintFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := corpus.Day(1900, 1, 1).AddDays(rapid.IntRange(0, 100_000).Draw(t, "days"))
		p := rapid.SampledFrom(printers).Draw(t, "printer")
		around := rapid.SampledFrom([]string{"", " ", "，", "（", "on ", "自"}).Draw(t, "before")
		after := rapid.SampledFrom([]string{"", " ", "。", "起施行", ", the", ")"}).Draw(t, "after")
		text := around + p.print(d) + after
		found := Find(text, p.lang)
		if len(found) != 1 || found[0].Date != d {
			t.Fatalf("Find(%q) = %v, want %v", text, found, d)
		}
		// A Russian date ends at the year: "г." behind it is a word.
		if got := text[found[0].Start:found[0].End]; !strings.HasPrefix(p.print(d), got) {
			t.Fatalf("Find(%q) covers %q", text, got)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, c := range spellings {
		f.Add(c.text, string(c.lang))
	}
	f.Fuzz(func(t *testing.T, text, lang string) {
		last := 0
		together(t, text, corpus.Lang(lang))
		for _, d := range Find(text, corpus.Lang(lang)) {
			if d.Start < last || d.End <= d.Start || d.End > len(text) {
				t.Fatalf("Find(%q): range [%d,%d) after %d", text, d.Start, d.End, last)
			}
			if !d.Date.Valid() || d.Date.Month == 0 {
				t.Fatalf("Find(%q): %+v is no date", text, d.Date)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[d.Start:d.End]) {
				t.Fatalf("Find(%q) cuts a character", text)
			}
			if !strings.Contains(text[d.End:], d.Time) {
				t.Fatalf("Find(%q): time %q is not printed", text, d.Time)
			}
			last = d.End
		}
		last = 0
		for _, p := range FindPartial(text, corpus.Lang(lang)) {
			if p.Start < last || p.End <= p.Start || p.End > len(text) || p.Month < 1 || p.Month > 12 || p.Day < 1 {
				t.Fatalf("FindPartial(%q): %+v after %d", text, p, last)
			}
			last = p.End
		}
		Read(text)
	})
}

// together compares what is found in one pass with what is found in two.
func together(t interface{ Errorf(string, ...any) }, text string, lang corpus.Lang) {
	all, partial := FindAll(text, lang)
	if want := Find(text, lang); !slices.Equal(all, want) {
		t.Errorf("FindAll(%q): dates %v, alone %v", text, all, want)
	}
	if want := FindPartial(text, lang); !slices.Equal(partial, want) {
		t.Errorf("FindAll(%q): days without a year %v, alone %v", text, partial, want)
	}
}

func TestFindAll(t *testing.T) {
	for _, c := range spellings {
		together(t, c.text, c.lang)
	}
	rapid.Check(t, func(r *rapid.T) {
		pieces := rapid.SliceOf(rapid.SampledFrom([]string{"9", "10", "2026", "31", "October", "may", "Mai", "10月9日", "年", "月", "日", " ", ", ", ".", "-", "/", "th", "of", "de", "June ", "十月", "一", "word", strings.Repeat(" and more", 12)})).Draw(r, "pieces")
		together(r, strings.Join(pieces, ""), rapid.SampledFrom([]corpus.Lang{"en", "zh", "de", ""}).Draw(r, "language"))
	})
}
