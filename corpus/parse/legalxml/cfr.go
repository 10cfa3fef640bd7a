package legalxml

import (
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dates"
)

var continued = regexp.MustCompile(`(?i)\s*\(continued\)\s*$`)

// readCFR reads a granule of the annual Code of Federal Regulations.
func readCFR(w *writer, d *document) {
	f := &federal{writer: w}
	w.page.Official, w.page.Lang = true, corpus.Lang("en")
	top := d.top()
	sys := top.kid("FDSYS")
	if day, err := corpus.ParseDate(civil(sys.kid("DATE").words())); err == nil {
		w.page.Published = day
	}
	title, granule := sys.kid("CFRTITLE").words(), sys.kid("GRANULENUM").words()
	if title != "" && granule != "" {
		w.page.Number = title + " CFR Part " + granule
		if strings.Contains(granule, ".") {
			w.page.Number = title + " CFR " + granule
		}
	}
	if a := sys.kid("ANCESTORS"); a != nil {
		for _, k := range a.kids {
			if strings.HasPrefix(strings.ToUpper(k.attr("HEADING")), "CHAPTER") {
				w.page.Authority = continued.ReplaceAllString(k.words(), "")
			}
		}
	}
	f.walk(d.root)
	f.titleFromHeads()
}

// readECFR reads the electronic Code: a whole title, or a part or section cut out of one.
func readECFR(w *writer, d *document) {
	f := &federal{writer: w}
	w.page.Official, w.page.Lang = true, corpus.Lang("en")
	top := d.top()
	if found := dates.Find(top.find("AMDDATE").words(), "en"); len(found) > 0 {
		w.page.Published = found[0].Date
	}
	title := ""
	if t := top.find("DIV1"); t != nil {
		title = t.attr("N")
	}
	if top.name == "DIV1" {
		title = top.attr("N")
	}
	w.page.Number = citation(top, title)
	if chapter := top.find("DIV3"); chapter != nil {
		if _, name, ok := strings.Cut(chapter.kid("HEAD").words(), "—"); ok {
			w.page.Authority = name
		}
	}
	f.walk(d.root)
	f.titleFromHeads()
}

var cited = regexp.MustCompile(`citation[^0-9A-Za-z]{1,30}?quot;?:?[^0-9]{0,20}?([0-9]+ CFR (?:Part )?[0-9A-Za-z.\-]+)|"citation":"([0-9]+ CFR (?:Part )?[0-9A-Za-z.\-]+)"`)

// citation is how the top element is cited. A part that was cut out says it in its metadata, which
// are JSON that was escaped once or twice.
func citation(top *node, title string) string {
	if m := cited.FindStringSubmatch(top.attr("hierarchy_metadata")); m != nil {
		return firstOf(m[1], m[2])
	}
	n := top.attr("N")
	switch {
	case title == "":
		return ""
	case top.name == "DIV5":
		return title + " CFR Part " + n
	case top.name == "DIV8":
		return title + " CFR " + n
	}
	return title + " CFR"
}

// titleFromHeads takes the first heading as the title.
func (f *federal) titleFromHeads() {
	for _, b := range f.page.Blocks {
		if b.Kind != 0 {
			f.page.Title = b.Text
			return
		}
	}
}
