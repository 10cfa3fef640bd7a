package sample

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Handler serves the web as it stood on the day that the function names; the unknown day means the
// last of [Web.Days]. Hosts are told apart by the Host header.
func (w *Web) Handler(day func() corpus.Date) http.Handler {
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		s := w.byHost[strings.ToLower(host)]
		switch {
		case s == nil:
			http.Error(out, "no such host in the sample web", http.StatusNotFound)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			out.Header().Set("Allow", "GET, HEAD")
			http.Error(out, "the sample web is only read", http.StatusMethodNotAllowed)
		default:
			on := day()
			if on.IsZero() {
				days := w.Days()
				on = days[len(days)-1]
			}
			s.serve(out, r, on)
		}
	})
}

func (s *site) serve(w http.ResponseWriter, r *http.Request, day corpus.Date) {
	switch r.URL.Path {
	case "/robots.txt":
		answer(w, r, s.robots(), "text/plain; charset=utf-8")
		return
	case "/":
		http.Redirect(w, r, s.listingPath(), http.StatusFound)
		return
	case s.listingPath():
		n := 1
		if q := r.URL.Query().Get("page"); q != "" {
			n, _ = strconv.Atoi(q) // what is no number is no page: 0
		}
		if b, mediaType, ok := s.list(day, n); ok {
			answer(w, r, b, mediaType)
			return
		}
		s.absent(w, http.StatusNotFound)
		return
	}
	s.servePage(w, r, day)
}

func (s *site) servePage(w http.ResponseWriter, r *http.Request, day corpus.Date) {
	for _, p := range s.pages {
		if r.URL.Path != p.path && r.URL.Path != p.movedTo {
			continue
		}
		v, ok := p.on(day)
		switch here := p.address(day); {
		case !ok && !p.until.IsZero() && !day.Before(p.until):
			s.absent(w, p.status)
		case !ok || r.URL.Path != here && r.URL.Path != p.path:
			s.absent(w, http.StatusNotFound) // not yet
		case r.URL.Path != here:
			http.Redirect(w, r, here, http.StatusMovedPermanently)
		default:
			w.Header().Set("Last-Modified", time.Date(v.from.Year, time.Month(v.from.Month), v.from.Day, 0, 0, 0, 0, time.UTC).Format(http.TimeFormat))
			answer(w, r, v.bytes, v.mediaType())
		}
		return
	}
	s.absent(w, http.StatusNotFound)
}

// answer writes a body with a validator, or says that it is the one the client has. A day of
// change, where the caller set one, counts only for a client that gives no tag.
func answer(w http.ResponseWriter, r *http.Request, b []byte, mediaType string) {
	sum := sha256.Sum256(b)
	tag := `"` + hex.EncodeToString(sum[:8]) + `"`
	w.Header().Set("ETag", tag)
	for given := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if given = strings.TrimPrefix(strings.TrimSpace(given), "W/"); given == tag || given == "*" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	changed, err2 := http.ParseTime(w.Header().Get("Last-Modified"))
	if r.Header.Get("If-None-Match") == "" && err == nil && err2 == nil && !changed.After(since) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", mediaType)
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.Write(b) // net/http drops it for HEAD; a client that went away needs no word
}

// absent says that there is nothing, in a page that looks like the publisher's.
func (s *site) absent(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	text := "The page you asked for is not here."
	if isChinese(s.lang) {
		text = "您访问的页面不存在。"
	}
	fmt.Fprint(w, s.page(s.lang, http.StatusText(status), "", "<p>"+text+"</p>\n"+s.footer(s.lang)))
}

func (s *site) robots() []byte {
	return []byte("# " + mark(s.lang) + "\nUser-agent: *\nDisallow: /search\nAllow: /\n")
}
