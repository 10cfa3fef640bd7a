package legalxml

import (
	"strings"
	"testing"
)

func TestDesignators(t *testing.T) {
	italic := strings.NewReplacer("<", italicOn, ">", italicOff)
	for _, c := range []struct{ name, in, want string }{
		{"levels", "(a) A|(1) B|(i) C|(A) D|(<1>) E|(<i>) F|(<ii>) G|(<2>) H|(B) I|(ii) J|(2) K|(b) L",
			"(a) (a)(1) (a)(1)(i) (a)(1)(i)(A) (a)(1)(i)(A)(1) (a)(1)(i)(A)(1)(i) (a)(1)(i)(A)(1)(ii) (a)(1)(i)(A)(2) (a)(1)(i)(B) (a)(1)(ii) (a)(2) (b)"},
		{"several at once", "(a)(1) A|(2) B|(i) C|(ii)(A) D|(B) E|(b) (1) F", "(a)(1) (a)(2) (a)(2)(i) (a)(2)(ii)(A) (a)(2)(ii)(B) (b)(1)"},
		{"the letter i", "(a) A|(b) B|(c) C|(d) D|(e) E|(f) F|(g) G|(h) H|(i) I|(j) J", "(a) (b) (c) (d) (e) (f) (g) (h) (i) (j)"},
		{"the letter i behind an inner list", "(g) G|(h) H|(1) X|(2) Y|(i) I|(1) Z|(j) J", "(g) (h) (h)(1) (h)(2) (i) (i)(1) (j)"},
		{"the numeral i behind h", "(h) H|(1) X|(i) Y|(ii) Z|(2) U|(i) I|(j) J", "(h) (h)(1) (h)(1)(i) (h)(1)(ii) (h)(2) (i) (j)"},
		{"five and v", "(u) U|(v) V|(w) W|(1) X|(i) A|(ii) B|(iii) C|(iv) D|(v) E|(vi) F|(x) G", "(u) (v) (w) (w)(1) (w)(1)(i) (w)(1)(ii) (w)(1)(iii) (w)(1)(iv) (w)(1)(v) (w)(1)(vi) (x)"},
		{"behind z", "(y) A|(z) B|(aa) C|(bb) D", "(y) (z) (aa) (bb)"},
		{"numerals under a letter", "(a) A|(i) B|(ii) C|(b) D", "(a) (a)(i) (a)(ii) (b)"},
		{"the letter i with lists of its own", "(h) H|(1) X|(3) Z|(i) I|(1) A|(i) B|(ii) C|(2) D|(j) J", "(h) (h)(1) (h)(3) (i) (i)(1) (i)(1)(i) (i)(1)(ii) (i)(2) (j)"},
		{"an excerpt", "(c) C|(2) X|(iii) Y", "(c) (c)(2) (c)(2)(iii)"},
		{"no designators", "(see above) text|(1999) text|text", "- - -"},
	} {
		var got []string
		paras := strings.Split(italic.Replace(c.in), "|")
		s := &section{}
		for i, p := range paras {
			run, _ := designators(p)
			var next []designator
			for _, q := range paras[i+1:] {
				more, _ := designators(q)
				next = append(next, more...)
			}
			if len(run) == 0 {
				got = append(got, "-")
				continue
			}
			got = append(got, s.enter(run, next))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s:\n%s, want\n%s", c.name, g, c.want)
		}
	}
}
