package main

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// each numbers what a pattern matches, and puts something in its place.
func each(pattern string, by func(n int, found string) string) func(*answer) {
	re := regexp.MustCompile(pattern)
	return func(a *answer) {
		n := -1
		a.header.Del("Last-Modified")
		a.text(re.ReplaceAllStringFunc(string(a.body), func(found string) string { n++; return by(n, found) }))
	}
}

// outsideTags applies something to what stands outside of the tags of a text.
func outsideTags(by func(string) string) func(string) string {
	tags := regexp.MustCompile(`>[^<]+<`)
	return func(old string) string {
		return tags.ReplaceAllStringFunc(old, func(s string) string {
			if strings.Contains(s, "&") || !utf8.ValidString(s) { // a character by its name, or a page in another encoding
				return s
			}
			return ">" + by(s[1:len(s)-1]) + "<"
		})
	}
}

// oddSabotages are what caches, calendars, fonts, databases and their drivers do.
func oddSabotages() []sabotage {
	return []sabotage{
		{"a field that became an object", english, "incomplete_items", on(isList, each(`"date": ?("[^"]*")`, func(_ int, s string) string {
			return `"date": {"$date": ` + strings.TrimSpace(strings.TrimPrefix(s, `"date":`)) + `}`
		}))},
		{"dates as numbers of milliseconds", english, "dates_changed stale_listing", on(isList, each(`"date": ?"[^"]*"`, func(n int, _ string) string { return fmt.Sprintf(`"date": %d`, 1700000000000+n*86400000) }))},
		{"addresses as numbers", english, "listed_but_gone repeated_pages", on(isList, each(`"(url|link|path|href)": ?"[^"]*"`, func(n int, s string) string {
			name, _, _ := strings.Cut(s, ":")
			return name + ": " + strconv.Itoa(n)
		}))},
		{"the list became an object of objects", english, "bad_listing", on(isList, func(a *answer) {
			a.text(strings.Replace(strings.Replace(string(a.body), "[", `{"0":`, 1), "]", "}", 1))
		})},
		{"years of the Republic", commerce, "incomplete_items", on(isList, each(`>(\d{4})-(\d\d)-(\d\d)<`, func(_ int, s string) string {
			year, _ := strconv.Atoi(s[1:5])
			return fmt.Sprintf(">%d%s", year-1911, s[5:])
		}))},
		{"years of the Buddhist era", commerce, "incomplete_items", on(isList, each(`>\d{4}-\d\d-\d\d<`, func(_ int, s string) string {
			year, _ := strconv.Atoi(s[1:5])
			return fmt.Sprintf(">%d%s", year+543, s[5:])
		}))},
		{"numbers in place of titles", commerce, "titles_changed", on(isList, each(`title="[^"]*">[^<]*`, func(n int, _ string) string { return fmt.Sprintf(`title="公告（%d）">公告（%[1]d）`, n+1) }))},
		{"the titles turned round", commerce, "titles_changed", on(isList, func(a *answer) {
			title := regexp.MustCompile(`(?s)title="[^"]*">[^<]*`)
			all := title.FindAllString(string(a.body), -1)
			slices.Reverse(all)
			n := -1
			a.text(title.ReplaceAllStringFunc(string(a.body), func(string) string { n++; return all[n] }))
		})},
		{"each text printed twice", commerce, "many_changes", on(isItem, in(func(old string) string { return old + old }))},
		{"another advertisement at each look, on some items", commerce, "unsteady", func() func(*http.Request, *answer) {
			n := 0
			return func(r *http.Request, a *answer) {
				if strings.Contains(r.URL.Path, "/2025/") && isItem(r) {
					n++
					in(func(old string) string { return old + "<p>广告：" + strings.Repeat("促", n) + "销</p>" })(a)
				}
			}
		}()},
		{"watermarks that nobody sees", commerce, "", on(isItem, in(outsideTags(func(s string) string {
			var b strings.Builder
			for i, c := range s {
				if b.WriteRune(c); i%7 == 0 {
					b.WriteString("\u200b")
				}
			}
			return b.String()
		})))},
		{"digits drawn by a font of their own", commerce, "wrong_language", on(isItem, in(outsideTags(func(s string) string {
			return strings.Map(func(c rune) rune {
				if c >= '0' && c <= '9' {
					return c - '0' + 0xe000
				}
				return c
			}, s)
		})))},
		{"all digits lost", commerce, "wrong_language", on(isItem, in(outsideTags(func(s string) string { return regexp.MustCompile(`\d`).ReplaceAllString(s, "*") })))},
		{"everything in capitals", english, "many_changes", on(isItem, in(outsideTags(strings.ToUpper)))},
		{"each paragraph cut short", commerce, "many_changes", on(isItem, in(outsideTags(func(s string) string {
			if r := []rune(s); len(r) > 12 {
				return string(r[:len(r)*4/5]) + "……"
			}
			return s
		})))},
		{"another mark between words", commerce, "many_changes", on(isItem, in(func(old string) string { return strings.NewReplacer("，", ",", "。", ".", "、", ",").Replace(old) }))},
		{"GBK under the name of UTF-8", commerce, "other_page wrong_language", on(isItem, func(a *answer) {
			b, err := simplifiedchinese.GB18030.NewEncoder().Bytes(a.body)
			if err == nil {
				a.body = b
			}
			a.header.Del("Last-Modified")
			a.header.Set("Content-Type", "text/html; charset=utf-8")
		})},
		{"UTF-16 with its mark", english, "type_changed", on(isItem, func(a *answer) {
			b, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(a.body)
			if err == nil {
				a.body = b
			}
			a.header.Del("Last-Modified")
			a.header.Set("Content-Type", "text/html")
		})},
		{"robots.txt turned into a web page", commerce, "", func(r *http.Request, a *answer) {
			if r.URL.Path == "/robots.txt" {
				a.status = http.StatusOK
				page("<html><title>Home</title><p>Disallow: /</p></html>")(a)
			}
		}},
		{"a feed dated ahead", arecoms, "future_dates", on(isList, each(`<(published|updated)>[^<]*<`, func(_ int, s string) string {
			return s[:strings.Index(s, ">")+1] + "2027-11-24T08:00:00Z<"
		}))},
		{"a cache that forgets the text and not the head", english, "body_gone", on(isItem, in(func(string) string { return "" }))},
	}
}
