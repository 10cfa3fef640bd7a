package crawler

import (
	"fmt"
	"regexp"
	"time"
)

// next returns when a source is to be run after a run that ended at a time: at the next of its times
// of day in its own zone, where the manifest names any, and otherwise its cadence later.
func (s Source) next(ended time.Time) time.Time {
	local := ended.In(s.zone)
	var out time.Time
	for _, at := range s.At {
		t, err := time.Parse("15:04", at)
		if err != nil {
			continue // it was refused when the manifest was read
		}
		for day := range 2 {
			due := time.Date(local.Year(), local.Month(), local.Day()+day, t.Hour(), t.Minute(), 0, 0, s.zone)
			if due.After(ended) && (out.IsZero() || due.Before(out)) {
				out = due
			}
		}
	}
	if out.IsZero() {
		return ended.Add(time.Duration(s.Cadence))
	}
	return out
}

// times checks the times of day.
func (c *checker) times(s *Source) {
	for i, at := range s.At {
		if _, err := time.Parse("15:04", at); err != nil || len(at) != len("15:04") {
			c.at(fmt.Sprintf("at[%d]", i), "%q: want a time of day in quotation marks, as in \"09:30\"", at)
		}
	}
	if len(s.At) > 0 && s.Cadence != 0 {
		c.at("at", "want cadence or at, not both")
	}
}

// canonical checks the rules for addresses.
func (c *checker) canonical(s *Source) {
	for i := range s.Canonical.Rewrite {
		rule, path := &s.Canonical.Rewrite[i], fmt.Sprintf("canonical.rewrite[%d]", i)
		if rule.From == "" || rule.To == "" {
			c.at(path, "want both from, a pattern, and to, what stands in for it")
			continue
		}
		re, err := regexp.Compile(rule.From)
		if err != nil {
			c.at(path+".from", "%v", err)
			continue
		}
		rule.from = re
	}
}
