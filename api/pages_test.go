package api_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// pages lists the pages that the tests open, by name.
func pages() map[string]string {
	return map[string]string{
		"home": "/", "status": "/status", "status-gallium": "/status?material=gallium&destination=US", "status-unclear": "/status?material=Dy",
		"status-mistaken": "/status?material=galium", "status-future": "/status?material=W&on=2027-02-01", "status-nothing": "/status?material=He",
		"status-law": "/status?jurisdiction=CN&known=2026-11-25", "changes": "/changes?from=2025-01-01", "changes-wrong": "/changes?from=yesterday", "digest": "/digest?from=2024-01-01", "digest-quiet": "/digest?from=2020-01-01&to=2020-01-31", "digest-wrong": "/digest?from=x", "digest-until": "/digest?to=2024-12-31",
		"calendar": "/calendar", "calendar-wrong": "/calendar?material=galium", "disputes": "/disputes",
		"search": "/search?q=tungsten&jurisdiction=US", "search-chinese": "/search?q=两用物项", "search-wrong": "/search?q=(a", "search-empty": "/search", "search-misspelt": "/search?q=tungstn&status=suspended&on=2026-01-01",
		"materials": "/materials", "material": "/materials/Ga", "material-limits": "/materials/Dy", "instruments": "/instruments", "instruments-us": "/instruments?jurisdiction=US", "instrument": "/instruments/cn-mofcom-2024-46",
		"instrument-dispute": "/instruments/cn-mofcom-2025-61", "instrument-ahead": "/instruments/us-proc-20001", "documents": "/documents",
		"document-chinese": "/documents/" + noticeID + "?mark=40-60", "document-hostile": "/documents/" + ruleID,
		"document-diff": "/documents/" + ruleID + "/diff", "document-diff-unspaced": "/documents/" + ruleID + "/diff?ignore_space=true", "document-diff-beside": "/documents/" + ruleID + "/diff?view=beside", "documents-beside": "/documents/" + noticeID + "/beside?with=" + ruleID, "documents-beside-wrong": "/documents/" + noticeID + "/beside",
		"coverage": "/coverage", "sources": "/sources", "log": "/log", "docs": "/docs", "missing": "/instruments/nothing",
		"parameter-wrong": "/instruments?bogus=1",
		"alerts":          "/alerts", "alerts-quiet": "/alerts?from=2022-01-01&to=2022-01-31", "alerts-long": "/alerts?from=2023-01-01", "alerts-rehearsed": "/alerts?rehearse=1&material=gallium&expected=us-proc-20001,xx-1",
		"alerts-wrong": "/alerts?rehearse=1&material=galium", "review": "/review", "review-none": "/review?kind=threshold",
	}
}

func open(t *testing.T, h http.Handler, path string) (*html.Node, *httptest.ResponseRecorder) {
	t.Helper()
	w := get(h, path, header("Accept", "text/html"))
	root, err := html.Parse(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	return root, w
}

// The words of each page, for people to read the difference.
func TestPagesReadAsBefore(t *testing.T) {
	h, all := holder(t), pages()
	all["status-in-chinese"], all["digest-in-chinese"] = "/status?material=Ga&ui=zh", "/digest?from=2024-01-01&ui=zh"
	for name, path := range all {
		root, w := open(t, h, path)
		golden(t, "pages/"+name+".txt", fmt.Appendf(nil, "GET %s = %d\n%s", path, w.Code, words(find(root, atom.Main)[0])))
	}
}

func TestPageCodes(t *testing.T) {
	h := handler(t, withAll)
	for path, want := range map[string]int{"/status?material=Ga&bogus=1": 422, "/status?material=Ga&material=Ge": 422, "/?bogus=1": 422, "/search?q=x&kind=bogus": 422, "/search?q=x&restriction=bogus": 422, "/search?q=x&sort=bogus": 422, "/search?q=x&syntax=bogus": 422, "/search?jurisdiction=QQ": 422, "/instruments?jurisdiction=QQ": 422, "/search?q=x&page=2": 422, "/search?q=tungsten&kind=notice&kind=news": 200,
		"/instruments/cn-mofcom-2024-46?at=x": 422, "/log?bogus=1": 422, "/status?material=galium": 422, "/changes?from=x": 422, "/search?q=(a": 400, "/documents/none": 404, "/documents/none/diff": 404, "/documents/" + noticeID + "/diff": 404, "/documents/" + ruleID + "/diff?from=x": 404, "/documents/" + ruleID + "/diff?ignore_space=yes": 422, "/instruments/none": 404, "/materials/Xx": 422,
		"/documents/" + noticeID + "/beside": 422, "/documents/" + noticeID + "/beside?with=none": 404, "/documents/" + ruleID + "/diff?view=x": 422, "/nothing": 404, "/documents/" + noticeID + "?revision=none": 404, "/documents/" + noticeID + "?mark=9-1": 200, "/documents/" + noticeID + "?mark=1-99999": 200} {
		if _, w := open(t, h, path); w.Code != want || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
			t.Errorf("GET %s = %d %s, want %d", path, w.Code, w.Header().Get("Content-Type"), want)
		}
	}
}

// What every page must have, so that everybody can use it and nothing crawled can act.
func TestPagesAreWellMade(t *testing.T) {
	h, followed := holder(t), map[string]int{}
	for name, path := range inBothLanguages(pages()) {
		root, w := open(t, h, path)
		want := "en"
		if strings.HasPrefix(name, "zh ") {
			want = "zh"
		}
		if lang := attr(find(root, atom.Html)[0], "lang"); lang != want {
			t.Errorf("%s: html lang %q", name, lang)
		}
		for tag, want := range map[atom.Atom]int{atom.H1: 1, atom.Main: 1, atom.Script: 1, atom.Style: 0, atom.Iframe: 0, atom.Object: 0} {
			if got := len(find(root, tag)); got != want {
				t.Errorf("%s: %d <%s>, want %d", name, got, tag, want)
			}
		}
		if script := find(root, atom.Script)[0]; attr(script, "src") != "/pages.js" || script.FirstChild != nil {
			t.Errorf("%s: a script that is not ours alone", name)
		}
		ids := map[string]bool{}
		every(root, func(n *html.Node) {
			id := attr(n, "id")
			if id != "" && ids[id] {
				t.Errorf("%s: two elements have the id %q", name, id)
			}
			ids[id] = true
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
			}
		})
		for _, table := range find(root, atom.Table) {
			if len(find(table, atom.Caption)) != 1 {
				t.Errorf("%s: a table without a caption", name)
			}
		}
		for _, field := range append(find(root, atom.Input), find(root, atom.Select)...) {
			if attr(field, "type") != "hidden" && !slices.ContainsFunc(find(root, atom.Label), func(l *html.Node) bool { return attr(l, "for") == attr(field, "id") }) {
				t.Errorf("%s: the field %q has no label", name, attr(field, "name"))
			}
		}
		if !strings.Contains(w.Body.String(), `class="sampleband"`) {
			t.Errorf("%s: no sample band", name)
		}
		checkLinks(t, h, name, root, ids, followed)
	}
}

// inBothLanguages asks for each page in English and in Chinese.
func inBothLanguages(paths map[string]string) map[string]string {
	out := map[string]string{}
	for name, path := range paths {
		sep := "?"
		if strings.Contains(path, "?") {
			sep = "&"
		}
		out[name], out["zh "+name] = path+sep+"ui=en", path+sep+"ui=zh"
	}
	return out
}

// checkLinks follows every link of a page that stays in the house.
func checkLinks(t *testing.T, h http.Handler, name string, root *html.Node, ids map[string]bool, followed map[string]int) {
	for _, a := range find(root, atom.A) {
		href := attr(a, "href")
		u, err := url.Parse(href)
		switch {
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case href == "" && attr(a, "id") != "": // a place to link to
		case strings.HasPrefix(href, "#"):
			if !ids[u.Fragment] {
				t.Errorf("%s: %s leads nowhere", name, href)
			}
		case strings.HasPrefix(href, "/"):
			u.Fragment = ""
			if followed[u.String()] == 0 {
				followed[u.String()] = get(h, u.String(), header("Accept", "text/html")).Code
			}
			refused := (attr(a, "class") == "api" || attr(a, "hreflang") != "") && (strings.HasSuffix(name, "mistaken") || strings.HasSuffix(name, "wrong") || strings.HasSuffix(name, "missing"))
			if code := followed[u.String()]; code != 200 && !refused {
				t.Errorf("%s: %s = %d", name, href, code)
			}
		case strings.HasPrefix(href, "https://"), strings.HasPrefix(href, "http://"):
			if attr(a, "rel") != "noopener nofollow" {
				t.Errorf("%s: %s has rel %q", name, href, attr(a, "rel"))
			}
		default:
			t.Errorf("%s: a link to %q", name, href)
		}
	}
}

// A thing that is there once is not counted in the plural.
func TestPagesCountOne(t *testing.T) {
	h := holder(t)
	one := regexp.MustCompile(`(?:^|[^\d.,+-])1 (?:passages|documents|changes|measures|acts|legal acts|materials|captures|entries|sources|places|hits)\b`)
	for name, path := range pages() {
		root, _ := open(t, h, path)
		if found := one.FindString(words(find(root, atom.Main)[0])); found != "" {
			t.Errorf("%s says %q", name, found)
		}
	}
	if root, _ := open(t, h, "/search?jurisdiction=US&q=tungsten"); !strings.Contains(words(root), "1 passage in 1 document.") {
		t.Errorf("the search page reads %s", words(root))
	}
}

// Where sources disagree, each side is shown with what it rests on.
func TestEachSideOfADispute(t *testing.T) {
	root, _ := open(t, handler(t, withAll), "/instruments/cn-mofcom-2025-61")
	text := words(find(root, atom.Main)[0])
	_, after, found := strings.Cut(text, "## Where sources disagree")
	section, _, _ := strings.Cut(after, "\n## ")
	for _, want := range []string{"two reprints", "it starts on 1 December 2025", "it starts on 9 October 2025", "ministry.example", "Who says so is not recorded."} {
		if !found || !strings.Contains(section, want) {
			t.Errorf("the section lacks %q: %s", want, section)
		}
	}
	if quotes := find(root, atom.Blockquote); !slices.ContainsFunc(quotes, func(q *html.Node) bool { return strings.Contains(words(q), "本公告自2024年12月3日起实施") }) {
		t.Error("the words of a claim that rests on a text are not shown")
	}
}

// Codes are for programs: no page but their description shows one where a word is meant.
func TestPagesSpeakInWords(t *testing.T) {
	h := holder(t)
	code := regexp.MustCompile(`\b[a-z]+_[a-z_]+\b`)
	for name, path := range pages() {
		if name == "docs" {
			continue
		}
		root, _ := open(t, h, path)
		if found := code.FindString(words(find(root, atom.Main)[0])); found != "" {
			t.Errorf("%s shows %q", name, found)
		}
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func every(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		every(c, visit)
	}
}

func find(n *html.Node, tag atom.Atom) []*html.Node {
	var out []*html.Node
	every(n, func(n *html.Node) {
		if n.DataAtom == tag {
			out = append(out, n)
		}
	})
	return out
}

// words writes what a reader sees of a part of a page, one block a line.
func words(n *html.Node) string {
	var b strings.Builder
	write(&b, n)
	var lines []string
	for line := range strings.SplitSeq(b.String(), "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + "\n"
}

func write(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		return
	}
	before, after := "", ""
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3:
		before, after = "\n"+strings.Repeat("#", int(n.Data[1]-'0'))+" ", "\n"
	case atom.Li:
		before, after = "\n- ", "\n"
	case atom.Td, atom.Th:
		after = " | "
	case atom.Dt:
		before, after = "\n", ": "
	case atom.Q:
		before, after = "“", "”"
	case atom.Mark:
		before, after = "[", "]"
	case atom.Del:
		before, after = "[-", "-]"
	case atom.Ins:
		before, after = "{+", "+}"
	case atom.Datalist, atom.Option:
		return
	case atom.Input:
		if attr(n, "name") == "token" { // of one run of the server
			return
		}
		fmt.Fprintf(b, " <%s=%s> ", attr(n, "name"), attr(n, "value"))
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Tr, atom.Dl, atom.Ul, atom.Ol, atom.Blockquote, atom.Footer, atom.Details, atom.Summary, atom.Caption, atom.Form:
		before, after = "\n", "\n"
	}
	b.WriteString(before)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		write(b, c)
	}
	b.WriteString(after)
}
