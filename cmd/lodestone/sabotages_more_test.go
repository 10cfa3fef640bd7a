package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"regexp"
	"strings"
)

// wallSabotages put something before the content that only says that there is none, with status 200.
func wallSabotages() []sabotage {
	intercepted := page(`<html><title>提示信息</title><div class="wrap"><h2>您的请求被拦截</h2><p>事件编号 8812-4471，如有疑问请联系网站管理员。</p></div></html>`)
	return []sabotage{
		{"a request said to be intercepted, item", commerce, "block_page", on(isItem, intercepted)},
		{"a request said to be intercepted, list", commerce, "block_page", on(isList, intercepted)},
		{"access denied on 200", english, "block_page", on(isItem, page(`<html><head><title>Message</title></head><body><h3>Access Denied</h3>You do not have permission to view this. Reference 18.2d1f</body></html>`))},
		{"a wall that wants cookies", english, "block_page", on(isItem, page(`<html><title>One moment</title><p>Please enable cookies and reload the page to continue.</html>`))},
		{"a list that wants scripts", commerce, "block_page", on(isList, page(`<html><body><noscript>Please enable JavaScript to view the page content.</noscript><div id="app"></div></body></html>`))},
		{"a test whether we are human", commerce, "block_page", on(isItem, page(`<html><title>安全验证</title><p>请完成安全验证后继续访问</p><div id="slider"></div></html>`))},
		{"a sign-in page without a password", commerce, "login_wall", on(isItem, page(`<html><title>统一身份认证平台</title><form>手机号 <input name="phone"> <button>获取短信</button></form></html>`))},
		{"a list that leads to a sign-in page", commerce, "login_wall", func(r *http.Request, a *answer) {
			if isList(r) {
				a.status = http.StatusFound
				a.header.Set("Location", "/sso/login?back=list")
			} else if r.URL.Path == "/sso/login" {
				a.status = http.StatusOK
				page(loginForm)(a)
			}
		}},
		{"a site under maintenance", commerce, "server_error", on(isItem, page(`<html><title>系统维护公告</title><p>网站正在升级维护中，请稍后访问。</p></html>`))},
		{"a list under maintenance", english, "server_error", on(isList, page(`<html><title>Maintenance</title><p>The site is down for scheduled maintenance. Please try again later.</p></html>`))},
	}
}

// emptiedSabotages leave the page as it is, and take what matters out of it.
func emptiedSabotages() []sabotage {
	text := regexp.MustCompile(`(?s)(<div class="TRS_Editor">).*?(</div>)`)
	return []sabotage{
		{"the text taken out of its node", commerce, "body_gone", on(isItem, func(a *answer) {
			a.header.Del("Last-Modified")
			a.text(text.ReplaceAllString(string(a.body), "$1$2"))
		})},
		{"the text still loading", commerce, "body_gone", on(isItem, func(a *answer) {
			a.header.Del("Last-Modified")
			a.text(text.ReplaceAllString(string(a.body), "${1}<p>加载中……</p>$2"))
		})},
		{"letters turned into question marks", commerce, "other_page wrong_language", on(isItem, func(a *answer) {
			a.header.Del("Last-Modified")
			a.text(regexp.MustCompile(`\p{Han}`).ReplaceAllString(string(a.body), "?"))
		})},
		{"half an annex, length and all", commerce, "half_page", on(isAnnex, func(a *answer) {
			a.header.Del("Last-Modified")
			a.body = a.body[:len(a.body)/2]
		})},
		{"all links of the list lead to one page", commerce, "empty_list incomplete_items", on(isList, func(a *answer) {
			a.text(regexp.MustCompile(`<li><a href="[^"]*"`).ReplaceAllString(string(a.body), `<li><a href="/index.html"`))
		})},
	}
}

// statusSabotages answer with statuses that are neither content nor known refusals.
func statusSabotages() []sabotage {
	status := func(which func(*http.Request) bool, n int) func(*http.Request, *answer) {
		return func(r *http.Request, a *answer) {
			if which(r) {
				a.status = n
				a.header.Del("Location")
			}
		}
	}
	return []sabotage{
		{"items accepted and not answered", commerce, "block_page", status(isItem, http.StatusAccepted)},
		{"the list accepted and not answered", commerce, "block_page", status(isList, http.StatusAccepted)},
		{"items without content", commerce, "empty_page", func(r *http.Request, a *answer) {
			if isItem(r) {
				a.status, a.body = http.StatusNoContent, nil
			}
		}},
		{"a part that nobody asked for", commerce, "half_page", status(isItem, http.StatusPartialContent)},
		{"a choice of addresses", commerce, "no_answer", status(isItem, http.StatusMultipleChoices)},
		{"a request that is said to be bad", commerce, "block_page", status(isItem, http.StatusBadRequest)},
		{"an overloaded front", commerce, "server_error", status(isList, 529)},
		{"a challenge with 412", commerce, "block_page", func(r *http.Request, a *answer) {
			if isList(r) {
				a.status = http.StatusPreconditionFailed
				a.text(`<html><script>$_ts=window['$_ts'];</script></html>`)
			}
		}},
	}
}

// cutSabotages break answers off.
func cutSabotages() []sabotage {
	return []sabotage{
		{"gzip that ends too early", commerce, "bad_coding", on(isItem, func(a *answer) {
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			z.Write(a.body)
			z.Close()
			a.header.Set("Content-Encoding", "gzip")
			a.body = b.Bytes()[:b.Len()/2]
		})},
		{"gzip around gzip", commerce, "type_changed", on(isItem, func(a *answer) {
			for range 2 {
				var b bytes.Buffer
				z := gzip.NewWriter(&b)
				z.Write(a.body)
				z.Close()
				a.body = b.Bytes()
			}
			a.header.Del("Last-Modified")
			a.header.Set("Content-Encoding", "gzip")
		})},
		{"chunks that break off", commerce, "no_answer", on(isItem, func(a *answer) {
			body := a.body
			a.send = func(w http.ResponseWriter, _ *http.Request) {
				h, ok := w.(http.Hijacker)
				if !ok {
					return
				}
				c, _, err := h.Hijack()
				if err != nil {
					return
				}
				defer c.Close()
				fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n", len(body)/2, body[:len(body)/2])
			}
		})},
		{"a list that shows page 2 for each later page", commerce, "repeated_pages", func() func(*http.Request, *answer) {
			second := ""
			return func(r *http.Request, a *answer) {
				switch {
				case isPage(r, "2"):
					second = string(a.body)
				case isList(r) && r.URL.RawQuery != "" && second != "":
					a.text(strings.ReplaceAll(second, "page=2", "page=2"))
				}
			}
		}()},
	}
}
