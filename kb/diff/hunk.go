package diff

import (
	"slices"
	"strings"
	"unicode"
)

// hunk is one place at which the significant tokens of two texts differ.
type hunk struct {
	a, b         []token // what went, what came
	was, is      string  // the texts that the tokens point into
	before3      []string
	lastA, lastB int // where the hunk stands, where one side is empty: the end of the token before it
}

// hunks finds the places at which two texts, given with their significant tokens, differ in more than
// blanks and punctuation.
func hunks(was, is string, a, b []token) []hunk {
	var out []hunk
	i, j, open := 0, 0, false
	for _, p := range edits(words(a), words(b)) {
		n := count(p.Text)
		switch p.Op {
		case Same:
			i, j, open = i+n, j+n, false
			continue
		case Deleted:
			out, open = begin(out, open, a, b, i, j)
			out[len(out)-1].a = append(out[len(out)-1].a, a[i:i+n]...)
			i += n
		case Added:
			out, open = begin(out, open, a, b, i, j)
			out[len(out)-1].b = append(out[len(out)-1].b, b[j:j+n]...)
			j += n
		}
	}
	for n := range out {
		out[n].was, out[n].is = was, is
	}
	return out
}

// count tells how many tokens a piece of them holds.
func count(text string) int { return strings.Count(text, "\x1f") }

func words(all []token) []string {
	out := make([]string, len(all))
	for i, t := range all {
		out[i] = t.text + "\x1f"
	}
	return out
}

func begin(out []hunk, open bool, a, b []token, i, j int) ([]hunk, bool) {
	if open {
		return out, true
	}
	h := hunk{}
	for k := max(0, i-3); k < i; k++ {
		h.before3 = append(h.before3, a[k].text)
	}
	if i > 0 {
		h.lastA = a[i-1].end
	}
	if j > 0 {
		h.lastB = b[j-1].end
	}
	return append(out, h), true
}

// before and after are the words of a place as they are printed, with what stands between them.
func (h hunk) before() string { return printed(h.was, h.a) }
func (h hunk) after() string  { return printed(h.is, h.b) }

func printed(text string, all []token) string {
	if len(all) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(text[all[0].start:all[len(all)-1].end]), " ")
}

// touches reports whether one of the hunks changes words of the range, which counts from the
// beginning of the body on the side asked for.
func touches(hs []hunk, start, end int, older bool) bool {
	return slices.ContainsFunc(hs, func(h hunk) bool {
		mine := h.b
		if older {
			mine = h.a
		}
		return len(mine) > 0 && mine[0].start < end && mine[len(mine)-1].end > start
	})
}

var (
	negations   = set("not no nor never neither none cannot except excluding unless without 不 无 非 未 除 勿 免 禁 只 仅 only")
	particles   = set("a an the that which 的 之 了")
	measures    = set("hour hours day days week weeks month months year years working business calendar % ‰ ppm nm µm mm cm m g kg t tonne tonnes ton tons percent 日 天 周 月 年 时 个 工 作")
	hanNumerals = set("一 二 三 四 五 六 七 八 九 十 百 千 万 亿 两 〇 零 半")
	refers      = set("section sections article articles paragraph paragraphs subparagraph part parts annex chapter title clause cfr u.s.c no nos § 第 号 条 款 项 编 page note footnote item items")
)

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

// grade grades one place by its words alone.
func (h hunk) grade(operative bool) (Grade, Reason) {
	r := Reason{What: "wording", Before: h.before(), After: h.after()}
	all := slices.Concat(h.a, h.b)
	if was, ok := valueOf(h.a); ok {
		if is, ok := valueOf(h.b); ok && was == is { // 三十 and 30
			r.What = "spelling"
			return Editorial, r
		}
	}
	for _, t := range all {
		if negations[t.text] {
			r.What = "negation"
			return Obligation, r
		}
	}
	if n := len(h.before3); n > 0 && slices.ContainsFunc(all, func(t token) bool { return measures[t.text] }) && strings.ContainsAny(strings.Join(h.before3, " "), numerals) {
		r.What = "unit"
		return byPlace(operative), r
	}
	if slices.ContainsFunc(all, func(t token) bool { return strings.ContainsAny(t.text, numerals) }) {
		if slices.ContainsFunc(h.before3, func(w string) bool { return refers[w] }) {
			r.What = "reference"
			return Substance, r
		}
		r.What = "number"
		return byPlace(operative), r
	}
	if len(all) > 0 && !slices.ContainsFunc(all, func(t token) bool { return !hanNumerals[t.text] }) {
		r.What = "number" // five years that become three; what is only spelt otherwise is no place of its own
		return byPlace(operative), r
	}
	if !slices.ContainsFunc(all, func(t token) bool { return !particles[t.text] }) {
		r.What = "style"
		return Editorial, r
	}
	return Substance, r
}

// numerals are the digits, after folding.
const numerals = "0123456789"

// byPlace grades a number: in a clause that commands it is part of the duty.
func byPlace(operative bool) Grade {
	if operative {
		return Obligation
	}
	return Substance
}

// shape says in what two texts of the same significant tokens differ.
func shape(a, b string) string {
	blank := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return -1
			}
			return r
		}, s)
	}
	switch {
	case blank(a) == blank(b):
		return "spacing"
	case strings.EqualFold(blank(a), blank(b)):
		return "letter case"
	}
	return "punctuation"
}
