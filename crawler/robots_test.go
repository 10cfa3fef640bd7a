package crawler

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/unicode"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestRFC9309 is the standard as a table: a file, and what it allows (+) and does not (-) of the
// paths on the right.
func TestRFC9309(t *testing.T) {
	const ours = "User-agent: lodestone\n"
	for _, c := range []struct{ section, robots, paths string }{
		{"2.2.1 our group", ours + "Disallow: /a\n", "-/a -/ab +/b"},
		{"2.2.1 the token in any case", "USER-AGENT: LodeStone\nDISALLOW: /a\n", "-/a +/b"},
		{"2.2.1 a version is no part of the token", "User-agent: Lodestone/2.0\nDisallow: /a\n", "-/a +/b"},
		{"2.2.1 another token that begins as ours", "User-agent: lodestone-news\nDisallow: /a\n", "+/a"},
		{"2.2.1 another token with which ours begins", "User-agent: lode\nDisallow: /a\n", "+/a"},
		{"2.2.1 groups of one token are one", ours + "Disallow: /a\n\nUser-agent: x\nDisallow: /b\n\n" + ours + "Disallow: /c\n", "-/a +/b -/c"},
		{"2.2.1 several tokens share a group", "User-agent: x\nUser-agent: lodestone\nDisallow: /a\n", "-/a"},
		{"2.2.1 the star where nobody names us", "User-agent: *\nDisallow: /a\n", "-/a +/b"},
		{"2.2.1 not the star where somebody does", "User-agent: *\nDisallow: /\n" + ours + "Disallow: /a\n", "-/a +/b"},
		{"2.2.1 star groups are one too", "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: *\nDisallow: /b\n", "-/a -/b +/c"},
		{"2.2.1 no group, everything", "User-agent: x\nDisallow: /\n", "+/a"},
		{"2.2.1 our group is empty", "User-agent: *\nDisallow: /\n" + ours, "+/a"},
		{"2.2.1 rules before any group count for nothing", "Disallow: /\n" + ours + "Disallow: /a\n", "-/a +/b"},
		{"2.2.2 the longest rule decides", ours + "Allow: /a/page/\nDisallow: /a/page/secret\nDisallow: /a\n", "+/a/page/x -/a/page/secret.gif -/a/x"},
		{"2.2.2 in whatever order", ours + "Disallow: /a/page/secret\nDisallow: /a\nAllow: /a/page/\n", "+/a/page/x -/a/page/secret.gif -/a/x"},
		{"2.2.2 allow wins where both are as long", ours + "Disallow: /a\nAllow: /a\n", "+/a"},
		{"2.2.2 an empty rule says nothing", ours + "Disallow:\n", "+/a"},
		{"2.2.2 paths are of one case", ours + "Disallow: /A\n", "-/A +/a"},
		{"2.2.2 the query belongs to it", ours + "Disallow: /*?id=\n", "-/a?id=1 +/a -/b/c?id="},
		{"2.2.2 percent-encoding is one with what it stands for", ours + "Disallow: /a%3cd.html\nDisallow: /%e5%85%ac\nDisallow: /告\n", "-/a%3Cd.html -/公 -/%E5%91%8A"},
		{"2.2.2 an encoded slash is no slash", ours + "Disallow: /a%2Fb\n", "-/a%2Fb +/a/b"},
		{"2.2.2 letters that need no encoding", ours + "Disallow: /%62ar\n", "-/bar"},
		{"2.2.3 a hash begins a comment", ours + "Disallow: /a # not b\n# Disallow: /b\n", "-/a +/b"},
		{"2.2.3 a dollar is the end", ours + "Disallow: /*.pdf$\n", "-/a.pdf +/a.pdf?x +/a.pdfx"},
		{"2.2.3 a dollar elsewhere is a dollar", ours + "Disallow: /a$b\n", "-/a$b +/a"},
		{"2.2.3 a star is anything", ours + "Disallow: /a/*/c\n", "-/a/b/c -/a//c +/a/c -/a/b/c/d"},
		{"2.2.3 stars may be many", ours + "Disallow: /**a***b*\n", "-/xaxb +/xbxa"},
		{"2.2.3 other signs are themselves", ours + "Disallow: /a.c\nDisallow: /b(c)+[d]\n", "-/a.c +/abc -/b(c)+[d]"},
		{"2.2.4 other lines end no group", ours + "Sitemap: http://x.example/s.xml\nHost: x.example\nDisallow: /a\n", "-/a"},
		{"2.2.4 a crawl delay between tokens ends none", "User-agent: lodestone\nCrawl-delay: 1\nDisallow: /a\n", "-/a"},
		{"2.2 line ends of any kind", "User-agent: lodestone\rDisallow: /a\r\nDisallow: /b\n", "-/a -/b +/c"},
		{"2.2 blanks do not matter", "  user-agent :   lodestone  \n\t disallow\t:/a\t\n", "-/a +/b"},
		{"2.2 a mark of byte order", "\ufeff" + ours + "Disallow: /a\n", "-/a"},
		{"2.2 nonsense is passed over", "<html>\n\x00\x01\n" + ours + "Disallow /b\nDisallow: /a\n", "-/a +/b"},
		{"2.2 nothing", "", "+/a"},
		{"2.3 robots.txt itself is never closed", ours + "Disallow: /\n", "+/robots.txt -/"},
		{"2.5 what is within 500 KiB is read", ours + strings.Repeat("# filling\n", 50_000) + "Disallow: /a\n", "-/a"},
		{"5.1 the example, for a token of its own", "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\nUser-Agent: lodestone\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\nUser-Agent: a\nUser-Agent: b\nDisallow:/example/page.html\n",
			"-/ +/example/page.html +/example/allowed.gif -/publications/"},
		{"5.1 the example, for everybody", "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\nUser-Agent: foobot\nDisallow:/\n", "-/x.gif -/example/ +/publications/ +/x"},
	} {
		r := readRobots("x.example", got{capture: corpus.Capture{Status: 200}, body: []byte(c.robots)})
		for path := range strings.FieldsSeq(c.paths) {
			u, err := url.Parse("http://x.example" + path[1:])
			if err != nil {
				t.Fatal(err)
			}
			if ok, _ := r.allows(u); ok != (path[0] == '+') {
				t.Errorf("%s: %s allowed = %v", c.section, path[1:], ok)
			}
		}
	}
}

// TestRFC9309Access is section 2.3.1: what an answer that is no file means.
func TestRFC9309Access(t *testing.T) {
	for status, open := range map[int]bool{200: true, 400: true, 401: true, 403: true, 404: true, 410: true, 451: true, 429: false, 500: false, 502: false, 503: false, 504: false, 301: false} {
		r := readRobots("x.example", got{capture: corpus.Capture{Status: status}})
		if (r.closed == "") != open {
			t.Errorf("status %d: closed = %q", status, r.closed)
		}
	}
	if r := readRobots("x.example", got{capture: corpus.Capture{Failure: "no answer"}}); r.closed == "" {
		t.Error("what cannot be reached is open")
	}
}

func TestRobotsInUTF16(t *testing.T) {
	for _, order := range []unicode.Endianness{unicode.LittleEndian, unicode.BigEndian} {
		b, err := unicode.UTF16(order, unicode.UseBOM).NewEncoder().Bytes([]byte("User-agent: *\r\nDisallow: /a\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		r := readRobots("x.example", got{capture: corpus.Capture{Status: 200}, body: b})
		if ok, _ := r.allows(&url.URL{Path: "/a"}); ok {
			t.Error("what is closed in UTF-16 is open")
		}
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\n"), "/axb")
	f.Add([]byte("\xff\xfeU\x00s\x00"), "/")
	f.Fuzz(func(t *testing.T, b []byte, path string) {
		r := readRobots("x.example", got{capture: corpus.Capture{Status: 200}, body: b})
		r.allows(&url.URL{Path: path})
	})
}
