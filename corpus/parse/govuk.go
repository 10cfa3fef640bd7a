package parse

import (
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

const (
	govUKSite = "https://www.gov.uk"
	govUKZone = "Europe/London"
)

// readGovUK reads a content item of GOV.UK (https://content-api.publishing.service.gov.uk): the page
// without its frame, the history of its changes, and whether it was withdrawn, removed or moved.
func readGovUK(it *item, obj map[string]any) error {
	details, _ := obj["details"].(map[string]any)
	p := &it.page
	if path := member(obj, "base_path"); path != "" {
		p.Canonical = govUKSite + path
	}
	switch member(obj, "schema_name") {
	case "gone":
		return govUKGone(details)
	case "redirect":
		return govUKMoved(obj)
	}
	p.Title = block.Normalise(member(obj, "title"), false)
	p.Lang = corpus.Lang(member(obj, "locale"))
	p.Authority = govUKAuthority(obj, details)
	p.Number = member(details, "section_id")
	it.govUKDates(obj, details)
	if err := it.govUKNotices(obj, details); err != nil {
		return err
	}
	it.line(block.Heading, p.Title, "")
	it.line(block.Para, member(obj, "description"), "")
	if err := it.govUKBody(details); err != nil {
		return err
	}
	it.govUKAttachments(details)
	it.govUKHistory(details)
	return nil
}

func govUKGone(details map[string]any) error {
	reason := "the publisher has removed the document"
	if why := block.Normalise(plainOf(member(details, "explanation")), false); why != "" {
		reason += " (" + why + ")"
	}
	if to := member(details, "alternative_path"); to != "" {
		return block.Failf(Gone, "%s; %s would be right", reason, absolute(to))
	}
	return block.Failf(Gone, "%s and names no other in its place", reason)
}

func govUKMoved(obj map[string]any) error {
	for _, r := range objects(obj["redirects"]) {
		if to := member(r, "destination"); to != "" {
			return block.Failf(Moved, "the document has moved to %s, which would be right", absolute(to))
		}
	}
	return block.Failf(Moved, "the document has moved and the item does not say where; its new address would be right")
}

func absolute(path string) string {
	if strings.HasPrefix(path, "/") {
		return govUKSite + path
	}
	return path
}

// govUKAuthority names who published: the primary organisation first.
func govUKAuthority(obj, details map[string]any) string {
	links, _ := obj["links"].(map[string]any)
	var names []string
	for _, list := range []any{links["primary_publishing_organisation"], links["lead_organisations"], links["organisations"], details["organisations"]} {
		for _, o := range objects(list) {
			if t := member(o, "title"); t != "" && !slices.Contains(names, t) {
				names = append(names, t)
			}
		}
	}
	return strings.Join(names, ", ")
}

// govUKDates takes the day of the first publication. An item that says it was first published after
// its last update was moved between systems, and its day is not known.
func (it *item) govUKDates(obj, details map[string]any) {
	zone := firstOf(it.in.Hints.Zone, govUKZone)
	updated, _ := civilDate(member(obj, "public_updated_at"), zone)
	var candidates []corpus.Date
	add := func(s string) {
		if d, ok := civilDate(s, zone); ok {
			candidates = append(candidates, d)
		}
	}
	add(member(details, "first_public_at"))
	add(member(obj, "first_published_at"))
	if first, _ := details["first_published_version"].(bool); first {
		add(member(details, "public_timestamp"))
	}
	for _, h := range objects(details["change_history"]) {
		if strings.HasPrefix(strings.ToLower(member(h, "note")), "first published") {
			add(member(h, "public_timestamp"))
		}
	}
	for _, d := range candidates {
		if updated.IsZero() || !d.After(updated) {
			it.page.Published = d
			return
		}
	}
	if len(candidates) > 0 {
		it.page.Warn("the item says that it was first published on %s and last updated on %s, so the day of publication is not known", candidates[0], updated)
	}
}

// govUKNotices writes first what a reader must know first.
func (it *item) govUKNotices(obj, details map[string]any) error {
	if w, ok := obj["withdrawn_notice"].(map[string]any); ok && member(w, "withdrawn_at")+member(w, "explanation") != "" {
		day, _ := civilDate(member(w, "withdrawn_at"), firstOf(it.in.Hints.Zone, govUKZone))
		it.page.Warn("the publisher has withdrawn the document (%s)", day)
		it.line(block.Para, "Withdrawn on "+day.String(), "")
		if err := it.markup(member(w, "explanation"), ""); err != nil {
			return err
		}
	}
	if member(details, "state") == "cancelled" {
		it.page.Warn("the publisher has cancelled what the document announces")
		it.line(block.Para, "Cancelled: "+member(details, "cancellation_reason"), "")
	}
	return nil
}

// govUKBody writes the fields that hold text, in the order of the page.
func (it *item) govUKBody(details map[string]any) error {
	for _, key := range []string{"display_date", "opening_date", "closing_date", "delivered_on"} {
		if v := member(details, key); v != "" {
			it.line(block.Para, strings.ReplaceAll(key, "_", " ")+": "+v, "")
		}
	}
	for _, key := range []string{"introductory_paragraph", "introduction", "summary", "body", "more_information", "need_to_know", "final_outcome_detail", "public_feedback_detail", "change_description"} {
		if err := it.markup(govspeak(details[key]), ""); err != nil {
			return err
		}
	}
	for _, key := range []string{"parts", "collection_groups", "child_section_groups"} {
		for _, part := range objects(details[key]) {
			it.line(block.Heading, member(part, "title"), "")
			if err := it.markup(govspeak(part["body"]), ""); err != nil {
				return err
			}
			for _, s := range objects(part["child_sections"]) {
				it.line(block.Para, member(s, "section_id")+" "+member(s, "title"), "")
				it.attach(absolute(member(s, "base_path")), member(s, "title"))
			}
		}
	}
	return nil
}

// govspeak returns the HTML of a field, which may hold the text in two forms.
func govspeak(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	for _, o := range objects(v) {
		if member(o, "content_type") == "text/html" {
			return member(o, "content")
		}
	}
	return ""
}

// govUKAttachments lists the files that belong to the page.
func (it *item) govUKAttachments(details map[string]any) {
	titled := false
	add := func(title, url, number string) {
		if title == "" || url == "" {
			return
		}
		if !titled {
			it.line(block.Heading, "Documents", "")
			titled = true
		}
		it.line(block.Para, strings.TrimSpace(title+" "+number), "")
		it.attach(absolute(url), title)
	}
	for _, a := range objects(details["attachments"]) {
		add(member(a, "title"), member(a, "url"), firstOf(member(a, "unique_reference"), member(a, "command_paper_number"), member(a, "hoc_paper_number")))
	}
	if a, ok := details["document"].(map[string]any); ok {
		add(firstOf(member(a, "title"), member(a, "filename")), member(a, "url"), "")
	}
	if list, ok := details["documents"].([]any); ok && !titled {
		for _, d := range list {
			if s, ok := d.(string); ok {
				// A list entry in HTML; one that cannot be read is told by the reader's own warning.
				if err := it.markup(s, ""); err != nil {
					it.page.Partly("an entry of the list of documents: %v", err)
				}
			}
		}
	}
}

// govUKHistory writes the published notes on changes.
func (it *item) govUKHistory(details map[string]any) {
	const within = "Updates to this page"
	history := append(objects(details["change_history"]), objects(details["change_notes"])...)
	if len(history) == 0 {
		return
	}
	it.page.Blocks = append(it.page.Blocks, block.Block{Text: within, Kind: block.Heading, Level: 2, Address: within})
	for _, h := range history {
		day, _ := civilDate(firstOf(member(h, "public_timestamp"), member(h, "published_at")), firstOf(it.in.Hints.Zone, govUKZone))
		it.line(block.Para, strings.TrimSpace(day.String()+" "+member(h, "section_id"))+" "+firstOf(member(h, "note"), member(h, "change_note")), within)
	}
}
