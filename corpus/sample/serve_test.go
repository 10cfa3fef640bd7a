package sample

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/lodestone-kb/lodestone/corpus"
)

// get asks the web for an address as it stood on a day.
func get(w *Web, day corpus.Date, address string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, address, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	w.Handler(func() corpus.Date { return day }).ServeHTTP(rec, r)
	return rec.Result()
}

func text(t testing.TB, r *http.Response) string {
	t.Helper()
	return string(readAll(t, r))
}

func day(t testing.TB, s string) corpus.Date {
	t.Helper()
	d, err := corpus.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestStatuses(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		day, address string
		status       int
	}{
		{"2025-10-08", "http://commerce.cn.example/gg/2025/61.html", 404},
		{"2025-10-09", "http://commerce.cn.example/gg/2025/61.html", 200},
		{"2025-10-09", "http://commerce.cn.example:8080/gg/2025/61.html", 200},
		{"2026-02-25", "http://commerce.cn.example/gg/2025/10.html", 200},
		{"2026-02-26", "http://commerce.cn.example/gg/2025/10.html", 410},
		{"2026-02-25", "http://commerce.cn.example/gg/2024/46.html", 200},
		{"2026-02-25", "http://commerce.cn.example/zcfb/2024/46.html", 404},
		{"2026-02-26", "http://commerce.cn.example/gg/2024/46.html", 301},
		{"2026-02-26", "http://commerce.cn.example/zcfb/2024/46.html", 200},
		{"2023-07-05", "http://commerce.cn.example/zcfb/2024/46.html", 404},
		{"2026-11-24", "http://commerce.cn.example/list.html?page=99", 404},
		{"2026-11-24", "http://commerce.cn.example/list.html?page=x", 404},
		{"2026-11-24", "http://commerce.cn.example/nothing.html", 404},
		{"2026-11-24", "http://commerce.cn.example/", 302},
		{"2026-11-24", "http://nowhere.example/", 404},
	} {
		if r := get(w, day(t, c.day), c.address); r.StatusCode != c.status {
			t.Errorf("%s on %s: %d, want %d", c.address, c.day, r.StatusCode, c.status)
		}
	}
	if r := get(w, day(t, "2026-02-26"), "http://commerce.cn.example/gg/2024/46.html"); r.Header.Get("Location") != "/zcfb/2024/46.html" {
		t.Errorf("moved to %q", r.Header.Get("Location"))
	}
	if r := get(w, corpus.Date{}, "http://commerce.cn.example/gg/2026/1.html"); r.StatusCode != 200 {
		t.Errorf("without a day: %d", r.StatusCode)
	}
}

func TestOnlyReading(t *testing.T) {
	h := load(t).Handler(func() corpus.Date { return corpus.Day(2026, 1, 1) })
	for method, want := range map[string]int{http.MethodPost: 405, http.MethodHead: 200} {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, httptest.NewRequest(method, "http://law.eu.example/reg/2021/821.html", nil))
		if rec.Code != want {
			t.Errorf("%s: %d, want %d", method, rec.Code, want)
		}
	}
}

func TestValidators(t *testing.T) {
	w := load(t)
	const address = "http://commerce.cn.example/gg/2025/58.html"
	first := get(w, day(t, "2025-10-10"), address)
	tag := first.Header.Get("ETag")
	if tag == "" {
		t.Fatal("no ETag")
	}
	for _, given := range []string{tag, "W/" + tag, `"x", ` + tag} {
		if r := get(w, day(t, "2025-10-11"), address, "If-None-Match", given); r.StatusCode != 304 || text(t, r) != "" {
			t.Errorf("%s: %d", given, r.StatusCode)
		}
	}
	changed := first.Header.Get("Last-Modified")
	if r := get(w, day(t, "2025-10-11"), address, "If-Modified-Since", changed); r.StatusCode != 304 {
		t.Errorf("not changed since %q: %d", changed, r.StatusCode)
	}
	for _, h := range [][]string{{"If-Modified-Since", changed}, {"If-None-Match", `"x"`, "If-Modified-Since", changed}} {
		if r := get(w, day(t, "2025-10-20"), address, h...); r.StatusCode != 200 {
			t.Errorf("after the edit, %v: %d", h, r.StatusCode)
		}
	}
	if r := get(w, day(t, "2025-10-20"), address, "If-None-Match", tag); r.StatusCode != 200 {
		t.Errorf("after the edit: %d", r.StatusCode)
	}
}

// TestListings walks the listing of each host on each day, and wants what stands there and nothing
// else.
func TestListings(t *testing.T) {
	w := load(t)
	for _, s := range w.sites {
		for _, d := range w.Days() {
			var whole strings.Builder
			for n := 1; ; n++ {
				r := get(w, d, fmt.Sprintf("http://%s%s?page=%d", s.host, s.listingPath(), n))
				if r.StatusCode == 404 {
					break
				}
				page := text(t, r)
				if n > 1 && !strings.Contains(whole.String(), fmt.Sprintf("page=%d", n)) {
					t.Errorf("%s on %s: no link to page %d", s.host, d, n)
				}
				whole.WriteString(page)
			}
			for _, p := range s.pages {
				v, stands := p.on(d)
				listed := strings.Contains(whole.String(), p.address(d)+`"`) || strings.Contains(whole.String(), p.address(d)+"<")
				if listed != (stands && v.form == formHTML) {
					t.Errorf("%s on %s: listed %v, stands %v", p.path, d, listed, stands)
				}
			}
		}
	}
}

func TestEveryPageIsMarked(t *testing.T) {
	w := load(t)
	for _, s := range w.sites {
		for _, p := range s.pages {
			for _, v := range p.versions {
				if v.form != formHTML {
					continue // see TestAnnexes
				}
				body := text(t, get(w, v.from, "http://"+s.host+p.path))
				if v.charset == "gb18030" {
					b, err := simplifiedchinese.GB18030.NewDecoder().String(body)
					if err != nil {
						t.Fatal(err)
					}
					body = b
				}
				_, after, _ := strings.Cut(body, "<body>")
				if at := strings.Index(after, mark(v.lang)); at < 0 || at > 60 {
					t.Errorf("%s%s: the mark is not at the top of the page", s.host, p.path)
				}
			}
		}
		for _, path := range []string{"/robots.txt", s.listingPath(), "/missing.html"} {
			if body := text(t, get(w, day(t, "2026-11-24"), "http://"+s.host+path)); !strings.Contains(body, mark(s.lang)) {
				t.Errorf("%s%s is not marked", s.host, path)
			}
		}
	}
}

func TestCharset(t *testing.T) {
	body := text(t, get(load(t), day(t, "2024-12-04"), "http://council.cn.example/fg/792.html"))
	if strings.Contains(body, "视同出口") || !strings.Contains(body, `charset="gb18030"`) {
		t.Error("the page should be in GB18030 and say so")
	}
	got, err := simplifiedchinese.GB18030.NewDecoder().String(body)
	if err != nil || !strings.Contains(got, "视同出口") {
		t.Errorf("read as GB18030: %v", err)
	}
}

func TestDeliberate(t *testing.T) {
	w := load(t)
	known := map[string]bool{}
	for _, p := range w.Publications() {
		known[p.URL] = true
	}
	var kinds []OddityKind
	for _, o := range Deliberate() {
		kinds = append(kinds, o.Kind)
		if o.What == "" || len(o.URLs) == 0 {
			t.Errorf("%s: says nothing", o.Kind)
		}
		for _, u := range o.URLs {
			if !known[u] {
				t.Errorf("%s: no publication at %s", o.Kind, u)
			}
		}
	}
	for _, k := range []OddityKind{SilentEdit, MovedPage, GonePage, WrongCopy, WrongReport, WordWithoutAct, Lapse, NoRestriction, MissingNumber, OddCharset, Repealed, Withdrawn, Misprint} {
		if !slices.Contains(kinds, k) {
			t.Errorf("no %s", k)
		}
	}
	for _, c := range []struct{ day, address, has, hasNot string }{
		{"2025-10-10", "http://commerce.cn.example/gg/2025/58.html", "350Wh/kg", "300Wh/kg"},
		{"2025-10-20", "http://commerce.cn.example/gg/2025/58.html", "300Wh/kg", "350Wh/kg"},
		{"2025-10-10", "http://english.commerce.cn.example/en/2025-61.html", "December 8, 2025", "December 1, 2025"},
		{"2025-10-10", "http://commerce.cn.example/gg/2025/61.html", "2025年12月1日", "12月8日"},
	} {
		body := text(t, get(w, day(t, c.day), c.address))
		if !strings.Contains(body, c.has) || strings.Contains(body, c.hasNot) {
			t.Errorf("%s on %s: wants %s and not %s", c.address, c.day, c.has, c.hasNot)
		}
	}
}
