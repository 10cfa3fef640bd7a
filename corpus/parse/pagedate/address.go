package pagedate

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

var (
	pathDay     = regexp.MustCompile(`(?:^|[/_\-.])((?:19|20)\d\d)[/_\-.](\d{1,2})[/_\-.](\d{1,2})(?:[/_\-.?#]|$)`)
	pathCompact = regexp.MustCompile(`(?:^|[/_\-=t])((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])(?:[/_\-.]|$)`)
	pathMonth   = regexp.MustCompile(`/((?:19|20)\d\d)/(0?[1-9]|1[0-2])(?:/|$)`)
	pathNamed   = regexp.MustCompile(`(?i)/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(\d{1,2})(?:/|$)`)
	pathGov     = regexp.MustCompile(`/((?:19|20)\d\d)(0[1-9]|1[0-2])/t(?:19|20)\d{6}_`)
)

// addressDay reads the day out of the path of an address: /2019/05/04/, /2019/may/04/,
// /2019-05-04-name, /t20190504_. A day in the query or of another site's path is not read. Sure is false for eight
// digits that only look like a day.
func addressDay(address string) (day corpus.Date, sure bool) {
	path := pathOf(address)
	for _, m := range pathDay.FindAllStringSubmatch(path, -1) {
		if d := dayOf(m); d.Valid() && d.Precision() == corpus.ToDay {
			return d, true
		}
	}
	if m := pathNamed.FindStringSubmatch(path); m != nil {
		month := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", strings.ToLower(m[2]))/3 + 1
		if d := dayOf([]string{"", m[1], strconv.Itoa(month), m[3]}); d.Valid() && d.Precision() == corpus.ToDay {
			return d, true
		}
	}
	if m := pathCompact.FindStringSubmatch(path); m != nil {
		if d := dayOf(m); d.Valid() && d.Precision() == corpus.ToDay {
			return d, pathGov.MatchString(path)
		}
	}
	return corpus.Date{}, false
}

// addressMonth reads /2019/05/ out of the path of an address.
func addressMonth(address string) corpus.Date {
	if m := pathMonth.FindStringSubmatch(pathOf(address)); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		return corpus.Date{Year: year, Month: month}
	}
	return corpus.Date{}
}

// pathOf returns the path of the page itself; an archive's address holds that of the original.
func pathOf(address string) string {
	if _, original, ok := strings.Cut(address, "web.archive.org/web/"); ok {
		if _, rest, ok := strings.Cut(original, "/"); ok {
			address = rest
		}
	}
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Path
}

func dayOf(m []string) corpus.Date {
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if year < 1995 || month == 0 || day == 0 {
		return corpus.Date{}
	}
	return corpus.Day(year, month, day)
}
