package parse

import (
	"fmt"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// usZone is the zone in which the agencies of the United States date what they post.
const usZone = "America/New_York"

// readFederalItem reads a document of the Federal Register's interface
// (https://www.federalregister.gov/developers/documentation/api/v1). It holds the summary and the
// fields of the document; the full text is at the addresses that it names.
func readFederalItem(it *item, obj map[string]any) error {
	p := &it.page
	p.Lang = "en"
	p.Title = block.Normalise(plainOf(member(obj, "title")), false)
	p.Number = member(obj, "document_number")
	p.Canonical = firstOf(member(obj, "html_url"), member(obj, "fr_url"))
	p.Published, _ = civilDate(member(obj, "publication_date"), "")
	var agencies []string
	for _, a := range objects(obj["agencies"]) {
		agencies = append(agencies, firstOf(member(a, "name"), member(a, "raw_name")))
	}
	if len(agencies) == 0 {
		agencies = members(obj["agency_names"])
	}
	p.Authority = strings.Join(agencies, ", ")
	it.line(block.Heading, p.Title, "")
	for _, f := range []struct{ label, value string }{
		{"TYPE", firstOf(member(obj, "type"), member(obj, "document_type"))}, {"AGENCY", p.Authority}, {"CITATION", firstOf(member(obj, "citation"), member(obj, "fr_citation"))},
		{"FR Doc.", p.Number}, {"DOCKET", strings.Join(members(obj["docket_ids"]), ", ")}, {"RIN", strings.Join(members(obj["regulation_id_numbers"]), ", ")},
		{"CFR", cfrReferences(obj)}, {"ACTION", member(obj, "action")}, {"SUMMARY", member(obj, "abstract")}, {"DATES", member(obj, "dates")},
		{"EFFECTIVE", member(obj, "effective_on")}, {"COMMENTS CLOSE", member(obj, "comments_close_on")}, {"SIGNED", member(obj, "signing_date")},
	} {
		if f.value != "" {
			it.line(block.Para, f.label+": "+f.value, "")
		}
	}
	for _, key := range []string{"body_html_url", "full_text_xml_url", "pdf_url", "raw_text_url"} {
		it.attach(member(obj, key), "full text ("+key[:strings.LastIndexByte(key, '_')]+")")
	}
	p.Warn("the item holds the summary of the document and not its text, which is among the attachments")
	return nil
}

func cfrReferences(obj map[string]any) string {
	var out []string
	for _, r := range objects(obj["cfr_references"]) {
		out = append(out, fmt.Sprintf("%v CFR Part %v", r["title"], r["part"]))
	}
	return strings.Join(out, ", ")
}

// members returns the strings of a list.
func members(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, e := range list {
		if s, ok := e.(string); ok && strings.TrimSpace(s) != "" {
			out = append(out, strings.TrimSpace(s))
		}
	}
	return out
}

// regulationsItem returns the attributes of a single document of regulations.gov (version 4), or nil.
func regulationsItem(obj map[string]any) map[string]any {
	data, _ := obj["data"].(map[string]any)
	if data == nil || member(data, "type") != "documents" && member(data, "type") != "dockets" && member(data, "type") != "comments" {
		return nil
	}
	attributes, _ := data["attributes"].(map[string]any)
	return attributes
}

// readRegulations reads one document of regulations.gov: its fields, its abstract, and the addresses
// of its files.
func readRegulations(it *item, obj map[string]any) error {
	a, data := regulationsItem(obj), obj["data"].(map[string]any)
	p := &it.page
	p.Lang = "en"
	p.Title = block.Normalise(plainOf(member(a, "title")), false)
	p.Number = firstOf(member(a, "frDocNum"), member(data, "id"))
	p.Authority = member(a, "agencyId")
	p.Published, _ = civilDate(member(a, "postedDate"), firstOf(it.in.Hints.Zone, usZone))
	if links, ok := data["links"].(map[string]any); ok {
		p.Canonical = member(links, "self")
	}
	it.line(block.Heading, p.Title, "")
	for _, f := range []struct{ label, key string }{
		{"TYPE", "documentType"}, {"SUBTYPE", "subtype"}, {"AGENCY", "agencyId"}, {"DOCKET", "docketId"}, {"FR Doc.", "frDocNum"}, {"POSTED", "postedDate"}, {"RECEIVED", "receiveDate"},
		{"EFFECTIVE", "effectiveDate"}, {"COMMENTS OPEN", "commentStartDate"}, {"COMMENTS CLOSE", "commentEndDate"}, {"CFR", "cfrPart"}, {"RIN", "rin"}, {"REASON WITHDRAWN", "reasonWithdrawn"},
	} {
		if v := member(a, f.key); v != "" {
			it.line(block.Para, f.label+": "+v, "")
		}
	}
	if withdrawn, _ := a["withdrawn"].(bool); withdrawn {
		p.Warn("the agency has withdrawn the document")
		it.line(block.Para, "Withdrawn", "")
	}
	for _, key := range []string{"docAbstract", "dkAbstract", "comment"} {
		if err := it.markup(member(a, key), ""); err != nil {
			return err
		}
	}
	it.files(a)
	for _, inc := range objects(obj["included"]) {
		if more, ok := inc["attributes"].(map[string]any); ok {
			it.files(more)
		}
	}
	return nil
}

func (it *item) files(attributes map[string]any) {
	for _, f := range objects(attributes["fileFormats"]) {
		it.attach(member(f, "fileUrl"), firstOf(member(attributes, "title"), it.page.Title)+" ("+member(f, "format")+")")
	}
}

// isOutline reports whether the object is a tree of headings, as the eCFR's versioner gives for the
// structure of a title, or a tree of the text below them.
func isOutline(obj map[string]any) bool {
	return len(objects(obj["children"])) > 0 && obj["label"] != nil
}

// maxOutline bounds the depth of a tree of headings.
const maxOutline = 40

// readOutline writes the tree from top to bottom: each label or title, and the text below it.
func readOutline(it *item, obj map[string]any) error {
	it.page.Lang = "en"
	it.page.Title = block.Normalise(firstOf(member(obj, "title"), member(obj, "label")), false)
	var walk func(o map[string]any, depth int) error
	walk = func(o map[string]any, depth int) error {
		if depth > maxOutline {
			return block.Failf(TooLarge, "the tree of headings is more than %d deep, which is the limit", maxOutline)
		}
		if head := block.Normalise(firstOf(member(o, "title"), member(o, "label")), false); head != "" {
			it.page.Blocks = append(it.page.Blocks, block.Block{Text: head, Kind: block.Heading, Level: min(depth+1, 6)})
		}
		for _, l := range strings.Split(member(o, "text"), "\n") {
			it.line(block.Para, l, "")
		}
		for _, c := range objects(o["children"]) {
			if err := walk(c, depth+1); err != nil {
				return err
			}
		}
		return nil
	}
	return walk(obj, 0)
}
