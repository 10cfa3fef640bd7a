package api_test

import (
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/api/keys"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/ingest"
)

// payloads are ways in which stored words have run scripts in other people's browsers.
func payloads() []string {
	return []string{
		`<script>alert(1)</script>`, `<SCRIPT SRC=//x.example/a.js></SCRIPT>`, `<scr<script>ipt>alert(1)</scr</script>ipt>`, `</title><script>alert(1)</script>`,
		`</textarea><script>alert(1)</script>`, `--><script>alert(1)</script>`, `]]><script>alert(1)</script>`, `<script\x20type="text/javascript">alert(1)</script>`,
		"<script\n>alert(1)</script\n>", "<script\x00>alert(1)</script>", `<script/x>alert(1)</script>`, `<<script>alert(1);//<</script>`,
		`<img src=x onerror=alert(1)>`, `<img src="x" onerror="alert(1)">`, `<img/src/onerror=alert(1)>`, `<IMG """><SCRIPT>alert(1)</SCRIPT>">`,
		`<img src=javascript:alert(1)>`, "<img src=\"jav\tascript:alert(1)\">", `<img src=x:x onerror\x3dalert(1)>`, `<image href=x onerror=alert(1)>`,
		`<svg onload=alert(1)>`, `<svg><script>alert(1)</script></svg>`, `<svg/onload=alert(1)//`, `<svg><animate onbegin=alert(1) attributeName=x dur=1s>`,
		`<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>`, `<math><mtext></mtext><script>alert(1)</script></math>`, `<math href="javascript:alert(1)">x</math>`,
		`<body onload=alert(1)>`, `<iframe src="javascript:alert(1)"></iframe>`, `<iframe srcdoc="<script>alert(1)</script>"></iframe>`, `<object data="javascript:alert(1)"></object>`,
		`<embed src="data:text/html,<script>alert(1)</script>">`, `<base href="javascript:/a/">`, `<link rel=stylesheet href="//x.example/a.css">`, `<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
		`<style>@import'//x.example/a.css';</style>`, `<div style="background:url(javascript:alert(1))">x</div>`, `<p style="width:expression(alert(1))">`,
		`<form action="javascript:alert(1)"><button>x</button></form>`, `<button formaction=javascript:alert(1)>x`, `<input autofocus onfocus=alert(1)>`, `<select autofocus onfocus=alert(1)>`,
		`<textarea autofocus onfocus=alert(1)>`, `<details open ontoggle=alert(1)>`, `<video><source onerror=alert(1)>`, `<audio src=x onerror=alert(1)>`, `<marquee onstart=alert(1)>x</marquee>`,
		`<a href="javascript:alert(1)">x</a>`, `<a href="JaVaScRiPt:alert(1)">x</a>`, `<a href="&#106;avascript:alert(1)">x</a>`, `<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>`, `<a href="vbscript:msgbox(1)">x</a>`,
		`" onmouseover="alert(1)`, `' onmouseover='alert(1)`, "` onmouseover=`alert(1)", `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `{{constructor.constructor('alert(1)')()}}`,
		`&lt;script&gt;alert(1)&lt;/script&gt;`, "\u2028<script>alert(1)</script>\u2029", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", `<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
		`<template><script>alert(1)</script></template>`, `<xmp><script>alert(1)</script></xmp>`,
	}
}

// Nothing that is stored becomes markup: on every page the elements and attributes are ours.
func TestStoredScriptsStayWords(t *testing.T) {
	all := payloads()
	if len(all) < 60 {
		t.Fatalf("%d payloads", len(all))
	}
	harmful := 0
	for _, p := range all {
		if len(foreign(t, "<p>"+p)) > 0 {
			harmful++
		}
	}
	if harmful < 45 { // some act in attributes or elsewhere only
		t.Fatalf("only %d payloads are seen where nothing is escaped: the test looks away", harmful)
	}
	if testing.Short() {
		all = all[:16] // the race detector looks for races, not for payloads
	}
	const atOnce = 8
	for from := 0; from < len(all); from += atOnce {
		payload := strings.Join(all[from:min(from+atOnce, len(all))], " ")
		h := poisoned(t, payload)
		for name, path := range pages() {
			_, w := open(t, h, path)
			for _, fault := range foreign(t, w.Body.String()) {
				t.Errorf("payloads from %d, page %s: %s", from, name, fault)
			}
		}
		for _, feed := range []string{"/feeds/changes.atom?from=2020", "/v1/digest?from=2020-01-01&format=html"} {
			w := get(h, feed)
			if w.Code != http.StatusOK {
				t.Fatalf("%s = %d", feed, w.Code)
			}
			if strings.HasSuffix(feed, "html") {
				if strings.Contains(w.Body.String(), "<script") {
					t.Errorf("payloads from %d: the digest holds a script", from)
				}
				continue
			}
			for d := xml.NewDecoder(w.Body); ; {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				}
				if err != nil {
					t.Fatalf("payloads from %d, %s: %v", from, feed, err)
				}
				if e, ok := token.(xml.StartElement); ok && e.Name.Space != "http://www.w3.org/2005/Atom" {
					t.Errorf("payloads from %d: an element %v in the feed", from, e.Name)
				}
			}
		}
	}
}

func poisoned(t *testing.T, payload string) http.Handler {
	t.Helper()
	d, store, err := smallworld.Poisoned(t.Context(), payload)
	if err != nil {
		t.Fatal(err)
	}
	watched := func(context.Context) ([]corpus.Health, error) {
		run := corpus.Run{Source: "watched", Alarms: []corpus.Alarm{{Kind: corpus.EmptyList, Detail: payload}}, Lists: []corpus.ListState{}}
		return []corpus.Health{{Source: "watched", Name: payload, Fetcher: payload, State: corpus.SourceAttention, Off: payload, LastRun: &run, Missing: []string{}}}, nil
	}
	b, tokens := book(t)
	o := api.Options{Desk: d, Now: smallworld.Now, Version: "test", Health: watched, Ledger: ledger, Search: finder{store}, Access: api.Access{Keys: b}}
	o.Judge = func(context.Context, ingest.Judgement) (kb.Fact, error) { return kb.Fact{}, nil }
	withDoubt(t)(&o)
	withItems(t, payload)(&o)
	h, err := api.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return showing(h, tokens[keys.Write])
}

// foreign finds what is not ours on a page.
func foreign(t *testing.T, page string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	every(root, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Img, atom.Image, atom.Math, atom.Iframe, atom.Object, atom.Embed, atom.Base, atom.Style, atom.Video, atom.Audio, atom.Marquee, atom.Noscript, atom.Template, atom.Xmp, atom.Textarea:
			out = append(out, "an element "+n.Data)
		case atom.Svg:
			if attr(n, "class") != "lives" { // the one picture that is ours
				out = append(out, "an element svg")
			}
			every(n, func(part *html.Node) {
				if !strings.Contains(" svg title desc g line text rect ", " "+part.Data+" ") {
					out = append(out, "in a picture, an element "+part.Data)
				}
			})
		case atom.Script:
			if attr(n, "src") != "/pages.js" || n.FirstChild != nil {
				out = append(out, "a script")
			}
		case atom.Link:
			if href := attr(n, "href"); href != "/style.css" && href != "data:," {
				out = append(out, "a link to "+href)
			}
		case atom.Meta:
			if attr(n, "http-equiv") != "" {
				out = append(out, "a meta that acts")
			}
		}
		for _, a := range n.Attr {
			address := a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction"
			scheme, _, ok := strings.Cut(strings.ToLower(strings.TrimSpace(a.Val)), ":")
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc", a.Key == "formaction":
				out = append(out, "an attribute "+a.Key)
			case address && ok && !strings.ContainsAny(scheme, "/?#") && scheme != "http" && scheme != "https" && a.Val != "data:,":
				out = append(out, "an address "+a.Val)
			}
		}
	})
	return out
}
