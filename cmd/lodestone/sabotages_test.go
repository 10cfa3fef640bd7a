package main

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lodestone-kb/lodestone/corpus"
)

// The sources that are spoiled: a list with pages, a JSON listing, a sitemap, a feed.
const (
	commerce corpus.SourceID = "sample-commerce-cn"
	english  corpus.SourceID = "sample-english-commerce-cn"
	union    corpus.SourceID = "sample-law-eu"
	arecoms  corpus.SourceID = "sample-arecoms-cd"
)

// sabotage is one way to spoil a source, and the alarms that it must raise, sorted; none where
// nothing is wrong with what was done.
type sabotage struct {
	name   string
	source corpus.SourceID
	want   string
	spoil  func(r *http.Request, a *answer)
}

func isList(r *http.Request) bool {
	return slices.Contains([]string{"/list.html", "/api/documents.json", "/sitemap.xml", "/feed.atom"}, r.URL.Path)
}

func isPage(r *http.Request, n string) bool { return isList(r) && r.URL.Query().Get("page") == n }

func isItem(r *http.Request) bool {
	return !isList(r) && r.URL.Path != "/robots.txt" && (strings.HasSuffix(r.URL.Path, ".html") || !strings.Contains(r.URL.Path, "."))
}

func isAnnex(r *http.Request) bool {
	return strings.HasSuffix(r.URL.Path, ".pdf") || strings.HasSuffix(r.URL.Path, ".docx")
}

// on spoils only some of what is asked for.
func on(which func(*http.Request) bool, spoil func(a *answer)) func(*http.Request, *answer) {
	return func(r *http.Request, a *answer) {
		if which(r) && a.status == http.StatusOK {
			spoil(a)
		}
	}
}

// page makes an answer the given web page.
func page(html string) func(*answer) {
	return func(a *answer) {
		a.header.Set("Content-Type", "text/html; charset=utf-8")
		a.header.Del("Last-Modified")
		a.text(html)
	}
}

const (
	guardScript = `<html><script src="/_Incapsula_Resource?x=1"></script></html>`
	loginForm   = `<html><title>Sign in</title><form>User <input name=u> <input type="password" name=p></form></html>`
	portal      = `<html><title>商务部</title><div class="TRS_Editor">欢迎访问本站，最新消息请见各栏目，联系方式见页面底部，感谢您的关注与支持。</div></html>`
)

func sabotages() []sabotage {
	return slices.Concat(listSabotages(), datedSabotages(), siteSabotages(), dataSabotages(), pageSabotages(), wireSabotages(), wallSabotages(), emptiedSabotages(), statusSabotages(), cutSabotages(), textSabotages(), listedSabotages(), oddSabotages(), noSabotages())
}

// listSabotages spoil a list page.
func listSabotages() []sabotage {
	items := regexp.MustCompile(`(?s)<li>.*?</li>`)
	return []sabotage{
		{"an empty list on 200", commerce, "empty_list", on(isList, func(a *answer) { a.text(items.ReplaceAllString(string(a.body), "")); a.replace("class=\"next\"", "") })},
		{"a guard's page", commerce, "block_page", on(isList, page(guardScript))},
		{"a login wall before the list", commerce, "login_wall", on(isList, page(loginForm))},
		{"a not-found page with 200 for the list", commerce, "soft_not_found", on(isList, page("<html><title>404 - 页面不存在</title></html>"))},
		{"the dates renamed", commerce, "incomplete_items", on(isList, func(a *answer) { a.replace("<span>", "<b>"); a.replace("</span>", "</b>") })},
		{"links by script", commerce, "empty_list incomplete_items", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`<li><a href="[^"]*"`).ReplaceAllString(string(a.body), `<li><a href="javascript:go()"`))
		})},
		{"an old page shown again", commerce, "stale_listing", on(isList, func(a *answer) { // its newest items are not there yet
			all := items.FindAllString(string(a.body), -1)
			a.text(strings.Replace(string(a.body), all[0], "", 1))
		})},
		{"page 3 missing", commerce, "list_gone", func(r *http.Request, a *answer) {
			if isPage(r, "3") {
				a.status = http.StatusNotFound
			}
		}},
		{"page 2 empty though more follow", commerce, "bad_listing", func(r *http.Request, a *answer) {
			if isPage(r, "2") {
				a.text(items.ReplaceAllString(string(a.body), ""))
			}
		}},
		{"the link to the second page lost", commerce, "too_few_items", on(isList, func(a *answer) { a.replace(`class="next"`, `class="more"`) })},
		{"endless pages", commerce, "repeated_pages", func(r *http.Request, a *answer) {
			if isList(r) {
				a.text(fmt.Sprintf(`%s<a class="next" href="/list.html?page=2&amp;n=%d">next</a>`, strings.ReplaceAll(string(a.body), `class="next"`, ""), len(r.URL.RawQuery)))
			}
		}},
		{"a list in another language", commerce, "titles_changed wrong_language", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`\p{Han}+`).ReplaceAllString(string(a.body), " announcement "))
		})},
		{"text decoded and coded twice", commerce, "titles_changed wrong_language", on(isList, func(a *answer) {
			var b strings.Builder
			for _, c := range a.body {
				b.WriteRune(rune(c))
			}
			a.text(b.String())
		})},
	}
}

// datedSabotages spoil the days and numbers of a list page.
func datedSabotages() []sabotage {
	return []sabotage{
		{"items dated ahead", commerce, "future_dates stale_listing", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`<span>2026-`).ReplaceAllString(string(a.body), "<span>2062-"))
		})},
		{"timestamps that go back", commerce, "dates_changed stale_listing", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`<span>20\d\d-`).ReplaceAllString(string(a.body), "<span>2019-"))
		})},
		{"a gap in the numbers", commerce, "number_missing", on(isList, func(a *answer) {
			n := 30
			a.text(regexp.MustCompile(`title="`).ReplaceAllStringFunc(string(a.body), func(string) string { n += 2; return fmt.Sprintf(`title="公告2026年第%d号 `, min(n, 34)) }))
		})},
	}
}

// siteSabotages spoil the whole site.
func siteSabotages() []sabotage {
	return []sabotage{
		{"the host has moved", commerce, "foreign_redirect", func(r *http.Request, a *answer) {
			if r.URL.Path != "/robots.txt" && r.Host == "commerce.cn.example" {
				a.status = http.StatusMovedPermanently
				a.header.Set("Location", "http://commerce-new.test.example"+r.URL.RequestURI())
			} else if strings.HasPrefix(r.Host, "commerce-new") {
				a.status = http.StatusOK
				page("<html><title>domain for sale</title><li><a href=/x>公告</a></li></html>")(a)
			}
		}},
		{"robots.txt answers 503", commerce, "robots_closed", func(r *http.Request, a *answer) {
			if r.URL.Path == "/robots.txt" {
				a.status = http.StatusServiceUnavailable
			}
		}},
		{"robots.txt closes everything", commerce, "robots_closed", func(r *http.Request, a *answer) {
			if r.URL.Path == "/robots.txt" {
				a.text("User-agent: *\nDisallow: /\n")
			}
		}},
		{"asked to come back tomorrow", commerce, "block_page", func(r *http.Request, a *answer) {
			if isList(r) {
				a.status = http.StatusTooManyRequests
				a.header.Set("Retry-After", "86400")
			}
		}},
	}
}

// dataSabotages spoil JSON, sitemap and feed.
func dataSabotages() []sabotage {
	return []sabotage{
		{"half a JSON", english, "bad_listing", on(isList, func(a *answer) { a.body = a.body[:len(a.body)/2] })},
		{"a renamed field", english, "incomplete_items unknown_field", on(isList, func(a *answer) { a.replace(`"date"`, `"publishedOn"`) })},
		{"an error in place of the JSON", english, "bad_listing", on(isList, func(a *answer) { a.text(`{"error":"backend unavailable"}`) })},
		{"fewer items than it counts", english, "too_few_items", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`"total": ?\d+`).ReplaceAllString(string(a.body), `"total": 900`))
		})},
		{"a JSON cursor that loops", english, "repeated_pages", func(r *http.Request, a *answer) {
			if isList(r) {
				a.text(regexp.MustCompile(`"next": ?(null|"[^"]*")`).ReplaceAllString(string(a.body), fmt.Sprintf(`"next":"/api/documents.json?cursor=%d"`, len(r.URL.RawQuery)+1)))
			}
		}},
		{"a sitemap of foreign hosts", union, "empty_list foreign_items", on(isList, func(a *answer) { a.replace("http://law.eu.example/", "http://casino.test.example/") })},
		{"half a sitemap", union, "bad_listing", on(isList, func(a *answer) { a.body = a.body[:len(a.body)*2/3] })},
		{"a feed turned into a web page", arecoms, "bad_listing", on(isList, page("<html><title>News</title><p>Our feed has a new home.</html>"))},
		{"a feed with no entries", arecoms, "empty_list", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`(?s)<entry>.*</entry>`).ReplaceAllString(string(a.body), ""))
		})},
	}
}

// pageSabotages spoil the items' own pages.
func pageSabotages() []sabotage {
	return []sabotage{
		{"a challenge with 200 before every item", commerce, "block_page", on(isItem, page(guardScript))},
		{"a login wall before every item", commerce, "login_wall", on(isItem, page(loginForm))},
		{"a not-found page with 200", commerce, "soft_not_found", on(isItem, page("<html><title>您访问的页面不存在</title><p>请返回首页。</html>"))},
		{"every item leads to the front page", commerce, "other_page same_pages", on(isItem, page(portal))},
		{"every item leads to the list", commerce, "body_gone same_pages", on(isItem, page(`<html><title>公告</title>`+strings.Repeat("<li>公告2025年第61号 关于管制境外相关稀土物项的公告</li>", 30)+`</html>`))},
		{"the page redesigned", commerce, "body_gone", on(isItem, func(a *answer) { a.header.Del("Last-Modified"); a.replace("TRS_Editor", "article-content") })},
		{"items in another language", commerce, "wrong_language", on(isItem, func(a *answer) {
			a.header.Del("Last-Modified")
			a.text(regexp.MustCompile(`\p{Han}+`).ReplaceAllString(string(a.body), " announcement of the ministry "))
		})},
		{"items broken off in the middle, length and all", commerce, "half_page", on(isItem, func(a *answer) { a.header.Del("Last-Modified"); a.body = a.body[:len(a.body)*2/3] })},
		{"an old version of every item", commerce, "older_version", on(isItem, func(a *answer) {
			a.header.Set("Last-Modified", "Mon, 02 Jan 2006 15:04:05 GMT")
			a.replace("自", "从")
		})},
		{"listed items answer 404", commerce, "listed_but_gone", func(r *http.Request, a *answer) {
			if isItem(r) {
				a.status = http.StatusNotFound
			}
		}},
		{"annexes replaced by a web page", commerce, "type_changed", on(isAnnex, page("<html><p>The file is being prepared.</html>"))},
		{"zero bytes", commerce, "empty_page", on(isItem, func(a *answer) { a.body = nil })},
		{"items refused", commerce, "block_page", func(r *http.Request, a *answer) {
			if isItem(r) {
				a.status = http.StatusForbidden
			}
		}},
		{"items with 500", commerce, "server_error", func(r *http.Request, a *answer) {
			if isItem(r) {
				a.status = http.StatusInternalServerError
			}
		}},
		{"another page for one look", commerce, "many_changes", onceEach(func(a *answer) {
			a.header.Del("Last-Modified")
			a.replace("自", "从即日起自")
		})},
	}
}

// onceEach spoils the first look at each item of a run and no other.
func onceEach(spoil func(*answer)) func(*http.Request, *answer) {
	seen := map[string]bool{}
	return func(r *http.Request, a *answer) {
		if isItem(r) && !seen[r.URL.Path] && a.status == http.StatusOK {
			seen[r.URL.Path] = true
			spoil(a)
		}
	}
}

// wireSabotages spoil the transfer.
func wireSabotages() []sabotage {
	return []sabotage{
		{"a body shorter than its Content-Length", commerce, "no_answer", func(r *http.Request, a *answer) {
			if isItem(r) {
				body := a.body
				a.send = func(w http.ResponseWriter, _ *http.Request) {
					w.Header().Set("Content-Type", "text/html")
					w.Header().Set("Content-Length", fmt.Sprint(len(body)))
					w.Write(body[:len(body)/2])
				}
			}
		}},
		{"a list that drips", commerce, "no_answer", func(r *http.Request, a *answer) {
			if isList(r) {
				a.send = func(w http.ResponseWriter, r *http.Request) {
					for r.Context().Err() == nil {
						fmt.Fprint(w, " ")
						w.(http.Flusher).Flush()
						time.Sleep(10 * time.Millisecond)
					}
				}
			}
		}},
		{"a body without end", commerce, "no_answer", func(r *http.Request, a *answer) {
			if isList(r) {
				a.send = func(w http.ResponseWriter, r *http.Request) {
					for r.Context().Err() == nil {
						if _, err := w.Write(make([]byte, 1<<16)); err != nil {
							return
						}
					}
				}
			}
		}},
		{"redirects in a circle", commerce, "no_answer", func(r *http.Request, a *answer) {
			if isList(r) {
				a.status = http.StatusFound
				a.header.Set("Location", fmt.Sprintf("/list.html?n=%d", len(r.URL.RawQuery)))
			}
		}},
		{"gzip that is none, list", commerce, "bad_coding", on(isList, func(a *answer) { a.header.Set("Content-Encoding", "gzip") })},
		{"gzip that is none, items", commerce, "bad_coding", on(isItem, func(a *answer) { a.header.Set("Content-Encoding", "gzip") })},
		{"a coding that nobody asked for", commerce, "bad_coding", on(isItem, func(a *answer) { a.header.Set("Content-Encoding", "br") })},
	}
}

// noSabotages look odd and are no harm: no alarm may be raised.
func noSabotages() []sabotage {
	items := regexp.MustCompile(`(?s)<li>.*?</li>`)
	return []sabotage{
		{"the order reversed", commerce, "", on(isList, func(a *answer) {
			all := items.FindAllString(string(a.body), -1)
			slices.Reverse(all)
			n := -1
			a.text(items.ReplaceAllStringFunc(string(a.body), func(string) string { n++; return all[n] }))
		})},
		{"items named twice", commerce, "", on(isList, func(a *answer) {
			a.text(items.ReplaceAllStringFunc(string(a.body), func(s string) string { return s + s }))
		})},
		{"a header with the wrong charset", commerce, "", on(isItem, func(a *answer) { a.header.Set("Content-Type", "text/html; charset=iso-8859-1") })},
		{"another charset, rightly declared", commerce, "", on(isList, func(a *answer) {
			a.header.Set("Content-Type", "text/html; charset=gbk")
			if gbk, err := simplifiedchinese.GBK.NewEncoder().Bytes(a.body); err == nil {
				a.body = gbk
			}
		})},
		{"other markup around the same words", commerce, "", on(isItem, func(a *answer) {
			a.replace("<body", `<!-- built 12:03:44 --><body data-build="77"`)
		})},
		{"robots.txt gone", commerce, "", func(r *http.Request, a *answer) {
			if r.URL.Path == "/robots.txt" {
				a.status = http.StatusNotFound
			}
		}},
	}
}
