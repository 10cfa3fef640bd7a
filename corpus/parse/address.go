package parse

import (
	"strings"
	"unicode/utf8"
)

// push opens the item at the given depth and closes what was open there and below.
func (s *structurer) push(m marker, at int) {
	if m.root() {
		at = 0
	}
	s.open = s.open[:min(at, len(s.open))]
	address := s.annexed(rootLabel(m, s.chinese()))
	if n := len(s.open); n > 0 {
		address = joinAddress(s.open[n-1], m, s.chinese())
	}
	if m.style == decimals {
		address = s.annexed(m.label)
	}
	s.open = append(s.open, level{marker: m, address: address})
}

// under puts the chapter or the heading above before an address: each chapter may count anew.
func (s *structurer) under(address string) string {
	above := firstOf(s.part, s.head)
	switch {
	case above == "":
		return address
	case s.chinese():
		return s.annexed(above + "，" + rootOf(address, s.annexP, "，"))
	}
	return s.annexed(above + ", " + rootOf(address, s.annexP, ", "))
}

// rootOf takes the annex off an address that has it.
func rootOf(address, annex, sep string) string {
	if annex == "" {
		return address
	}
	return strings.TrimPrefix(address, annex+sep)
}

// annexed puts the annex's address before one inside it.
func (s *structurer) annexed(address string) string {
	switch {
	case s.annexP == "":
		return address
	case s.chinese():
		return s.annexP + "，" + address
	}
	return s.annexP + ", " + address
}

func rootLabel(m marker, chinese bool) string {
	switch m.style {
	case arabParen:
		if chinese {
			return "（" + m.label + "）"
		}
		return "(" + m.label + ")"
	case alphaParen, upperParen, romanParen, upRomanParen:
		return "(" + m.label + ")"
	}
	return m.label
}

// joinAddress writes the address of an item inside another: 一、（一）1 and Article 3(2)(b).
func joinAddress(parent level, m marker, chinese bool) string {
	sep := ""
	if parent.style == zhOne {
		sep = "、"
	}
	switch m.style {
	case zhParen, circled:
		return parent.address + sep + m.label
	case arabDot, arabHalf:
		switch parent.style {
		case zhOne, zhParen, zhArticle:
			if r, _ := utf8.DecodeLastRuneInString(parent.address); sep == "" && isDigit(r) {
				sep = "、" // （三）·2 and 1
			}
			return parent.address + sep + m.label
		}
	case alphaDot:
		if chinese {
			return parent.address + sep + m.label
		}
	case arabParen:
		if chinese {
			return parent.address + sep + "（" + m.label + "）"
		}
	}
	return parent.address + "(" + m.label + ")"
}

// counting is how far the items of one style under one parent have counted, and how often they began anew.
type counting struct {
	times, last int
	label       string
}

// listed names an item of a list that began anew: by the chapter or the heading above, or else by
// the number of the list, which all its items share: （一）·2, （二）·2.
func (s *structurer) listed(top level, parent string) string {
	if top.ord == 0 || top.style == decimals {
		return top.address
	}
	key := parent + "\x00" + itoa(int(top.style))
	l := s.lists[key]
	if l.times == 0 || top.ord < l.last || top.ord == l.last && top.label == l.label { // 第十条之一 goes on
		l.times++
	}
	l.last, l.label = top.ord, top.label
	s.lists[key] = l
	if l.times == 1 {
		return top.address
	}
	if len(s.open) == 1 {
		if a := s.under(top.address); a != top.address && s.used[a] == 0 {
			return a
		}
	}
	return top.address + "·" + itoa(l.times)
}
