package crawler

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// days are the first and the last day of a slice of a listing, or both the same year. The zero value
// is the whole listing.
type days struct{ from, to corpus.Date }

// halves returns the two halves of a slice, the newer first; nil where it is one day or the whole.
func (d days) halves() []days {
	if d.from.Precision() != corpus.ToDay || d.from == d.to {
		return nil
	}
	middle := d.from.AddDays(d.from.DaysUntil(d.to) / 2)
	return []days{{middle.AddDays(1), d.to}, {d.from, middle}}
}

// address is where the first page of a slice is.
func (d days) address(e *Entry) string { return d.fill(e.URL, e.Pages.First-e.Pages.Step) }

// fill puts the days of a slice and the number of a page into an address.
func (d days) fill(address string, page int) string {
	return strings.NewReplacer("{from}", d.from.String(), "{to}", d.to.String(), "{year}", strconv.Itoa(d.from.Year), "{page}", strconv.Itoa(page)).Replace(address)
}

// slices returns the slices in which a listing is asked for, newest first.
func (e *Entry) slices(today corpus.Date) []days {
	w := e.Window
	if !w.asked() {
		return []days{{}}
	}
	if w.Years > 0 {
		var out []days
		for i := range w.Years {
			year := corpus.Date{Year: today.Year - i}
			out = append(out, days{year, year})
		}
		return out
	}
	first, err := corpus.ParseDate(w.Since) // checked when the manifest was read
	if err != nil || w.Back > 0 {
		first = today.AddDays(-wholeDays(w.Back))
	}
	var out []days
	for to := today; !first.After(to); {
		from := to.AddDays(1 - wholeDays(w.Slice))
		if first.After(from) {
			from = first
		}
		out = append(out, days{from, to})
		to = from.AddDays(-1)
	}
	return out
}

// asked reports whether the manifest asks for slices.
func (w Window) asked() bool { return w.count() > 0 }

// count is the number of rules that a window has.
func (w Window) count() int {
	n := 0
	for _, given := range []bool{w.Since != "", w.Back > 0, w.Years != 0} {
		if given {
			n++
		}
	}
	return n
}

func wholeDays(p Period) int { return int(time.Duration(p) / (24 * time.Hour)) }

// following returns the addresses of the pages that follow a page of a listing: n pages of it and so
// many items have been read, and at is where the last one was.
func (e *Entry) following(d days, at string, page listing, n, items int) []string {
	out := page.next
	any := len(page.finds)+page.left > 0
	if page.mark != "" && any {
		if to, err := withParameter(at, e.Cursor.Parameter, page.mark); err == nil {
			out = append(out, to)
		}
	}
	if e.Pages != (Pages{}) && any && (page.total < 0 || items < page.total) {
		if to, err := e.Pages.address(d, at, n); err == nil {
			out = append(out, to)
		}
	}
	return out
}

// address is where the page is that follows n pages of a listing.
func (p Pages) address(d days, at string, n int) (string, error) {
	number := p.First + (n-1)*p.Step
	if p.Parameter != "" {
		return withParameter(at, p.Parameter, strconv.Itoa(number))
	}
	return d.fill(p.URL, number), nil
}

// withParameter sets a query parameter of an address and leaves the others as they are.
func withParameter(address, name, value string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	var keep []string
	for part := range strings.SplitSeq(u.RawQuery, "&") {
		if n, _, _ := strings.Cut(part, "="); part != "" && n != url.QueryEscape(name) {
			keep = append(keep, part)
		}
	}
	u.RawQuery = strings.Join(append(keep, url.QueryEscape(name)+"="+url.QueryEscape(value)), "&")
	return u.String(), nil
}
