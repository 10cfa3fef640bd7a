package web

import (
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// citation words a reference to one text that another person can check: what it is, who published
// it and when, where it was read and when, and the checksum of the text that was read.
func (s speech) citation(d corpus.Document, r corpus.Revision) string {
	var parts []string
	add := func(part string) {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			parts = append(parts, part)
		}
	}
	add(d.Authority)
	if title := d.Title; title != "" {
		if s.phrases != nil {
			title = "《" + strings.Trim(title, "《》") + "》"
		}
		add(title)
	} else {
		add(s.t("Untitled document"))
	}
	if d.Number != "" && !strings.Contains(d.Title, d.Number) {
		add(d.Number)
	}
	if d.Published.IsZero() {
		add(s.t("date of publication not known"))
	} else {
		add(s.t("published %s", d.Published))
	}
	add(d.URL)
	add(s.t("text recorded %s", s.minute(r.RecordedAt)))
	add("SHA-256 " + string(r.Hash))
	said := strings.Join(parts, s.t(", ")) + s.t(".")
	if d.Sample {
		said += " " + s.t("From the sample web: no evidence of any law.")
	}
	return said
}
