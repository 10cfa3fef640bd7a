package main

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// in replaces what stands in the body node of a page of one of the two sites.
func in(text func(old string) string) func(*answer) {
	node := regexp.MustCompile(`(?s)(<div class="TRS_Editor">|<article[^>]*>)(.*?)(</div>|</article>)`)
	return func(a *answer) {
		a.header.Del("Last-Modified")
		m := node.FindStringSubmatchIndex(string(a.body))
		if m != nil {
			a.text(string(a.body[:m[4]]) + text(string(a.body[m[4]:m[5]])) + string(a.body[m[5]:]))
		}
	}
}

// keepHead replaces all of a text but its heading.
func keepHead(by string) func(string) string {
	return func(old string) string {
		if i := strings.Index(old, "</h1>"); i >= 0 {
			return old[:i+5] + by
		}
		return by
	}
}

const (
	inFrench = `<p>Le ministère du commerce annonce que les exportateurs sont tenus de demander une licence pour les produits qui figurent sur la liste.
La demande est déposée par les exportateurs dans un délai de trente jours, et la décision est rendue par le ministère pour une durée qui est fixée dans la licence.
Les produits qui ont été expédiés avant cette date ne sont pas concernés par cette mesure.</p>`
	inTraditional = `<p>商務部對有關物項實施出口管制。出口經營者須經國務院商務主管部門許可，未經許可不得出口。進出口經營者應當依照規定申請許可證，
並向海關提交有關單證。本規定自發布之日起實施，對違反規定的經營者，依照有關法律處理。產業開發與電氣設備的出口，應當說明最終用途。</p>`
	inJapanese = `<p>この告示に掲げる貨物を輸出しようとする者は、経済産業大臣の許可を受けなければならない。許可の申請をする者は、
最終需要者が作成した誓約書を添付するものとする。この告示は公布の日から施行する。なお、施行の日より前に締結された契約については、なお従前の例による。</p>`
)

// textSabotages leave the page's form as it is, and put another text in.
func textSabotages() []sabotage {
	return []sabotage{
		{"English items in French", english, "wrong_language", on(isItem, in(keepHead(inFrench)))},
		{"items in the other Chinese script", commerce, "wrong_language", on(isItem, in(keepHead(inTraditional)))},
		{"Chinese items in Japanese", commerce, "wrong_language", on(isItem, in(keepHead(inJapanese)))},
		{"a banner in all texts", commerce, "same_change", on(isItem, in(func(old string) string {
			return "<p>系统升级提示：本站将于本周末升级改版，届时请访问新版网站。</p>" + old
		}))},
		{"a banner with a clock in all texts", english, "same_change", func() func(*http.Request, *answer) {
			n := 0
			return on(isItem, in(func(old string) string {
				n++
				return old + fmt.Sprintf("<p>We value your opinion. Take our survey before 12:00:%02d.</p>", n%60)
			}))
		}()},
		{"a link below each text", english, "same_change", on(isItem, in(func(old string) string { return old + `<p><a href="/share">Print or share this page</a></p>` }))},
		{"the first paragraph only, with more to read", commerce, "body_gone half_page", on(isItem, in(func(old string) string {
			if i := strings.Index(old, "</p>"); i > 0 {
				return old[:i+4]
			}
			return old
		}))},
		{"another advertisement at each look", commerce, "many_changes", func() func(*http.Request, *answer) {
			n := 0
			words := []string{"春季促销", "夏日特惠", "秋季招商", "冬季展会", "年终盛典", "新品发布", "招聘信息"}
			return on(isItem, in(func(old string) string {
				n++
				return old + "<p>广告：" + words[n%7] + words[n/7%7] + "</p>"
			}))
		}()},
		{"items decoded and coded twice", commerce, "wrong_language", on(isItem, func(a *answer) {
			a.header.Del("Last-Modified")
			var b strings.Builder
			for _, c := range a.body {
				b.WriteRune(rune(c))
			}
			a.text(b.String())
		})},
	}
}

// listedSabotages spoil what lists say of their items.
func listedSabotages() []sabotage {
	item := regexp.MustCompile(`(?s)<li>.*?</li>`)
	title := regexp.MustCompile(`(?s)title="[^"]*">[^<]*`)
	return []sabotage{
		{"a new item that is not there", commerce, "listed_but_gone", on(isList, func(a *answer) {
			first := item.FindString(string(a.body))
			fresh := regexp.MustCompile(`href="[^"]*"`).ReplaceAllString(first, `href="/zwgk/t99999999.html"`)
			a.text(strings.Replace(string(a.body), first, fresh+first, 1))
		})},
		{"the titles moved by one", commerce, "titles_changed", on(isList, func(a *answer) {
			all := title.FindAllString(string(a.body), -1)
			if len(all) < 2 {
				return
			}
			all = append(all[1:], all[0])
			n := -1
			a.text(title.ReplaceAllStringFunc(string(a.body), func(string) string { n++; return all[n] }))
		})},
		{"a list of other things", commerce, "listed_but_gone repeated_pages", on(isList, func(a *answer) {
			n := 0
			a.text(item.ReplaceAllStringFunc(string(a.body), func(s string) string {
				n++
				return regexp.MustCompile(`href="[^"]*"`).ReplaceAllString(s, fmt.Sprintf(`href="/jobs/%d.html"`, n))
			}))
		})},
		{"annexes that are not there", commerce, "listed_but_gone", func(r *http.Request, a *answer) {
			if isAnnex(r) {
				a.status = http.StatusNotFound
			}
		}},
		{"a session in every link", commerce, "", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`href="([^"?]*\.html)"`).ReplaceAllString(string(a.body), `href="$1;jsessionid=8F00A1"`))
		})},
		{"numbers turned round", english, "", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`"number": ?"[^"]*"`).ReplaceAllString(string(a.body), `"number": null`))
		})},
		{"titles lost from the JSON", english, "incomplete_items", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`"title": ?"[^"]*"`).ReplaceAllString(string(a.body), `"title": null`))
		})},
		{"every second item lost", english, "too_few_items", on(isList, func(a *answer) {
			all := regexp.MustCompile(`(?s)\{[^{}]*"title"[^{}]*\},?`).FindAllString(string(a.body), -1)
			for i, s := range all {
				if i%2 == 1 && i < len(all)-1 {
					a.text(strings.Replace(string(a.body), s, "", 1))
				}
			}
		})},
		{"a feed of one entry", arecoms, "too_few_items", on(isList, func(a *answer) {
			all := regexp.MustCompile(`(?s)<entry>.*?</entry>`).FindAllString(string(a.body), -1)
			for _, s := range all[:max(0, len(all)-1)] {
				a.text(strings.Replace(string(a.body), s, "", 1))
			}
		})},
		{"a feed with other ids", arecoms, "", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`<id>[^<]*</id>`).ReplaceAllString(string(a.body), fmt.Sprintf("<id>urn:x:%d</id>", slices.Max([]int{len(a.body), 1}))))
		})},
		{"a feed with one day for all", arecoms, "dates_changed", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`<(published|updated)>[^<]*<`).ReplaceAllString(string(a.body), "<$1>2026-11-24T08:00:00Z<"))
		})},
	}
}
