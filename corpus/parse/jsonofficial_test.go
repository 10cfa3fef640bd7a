package parse

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

const govUKItem = `{"schema_name":"publication","document_type":"guidance","base_path":"/guidance/samples","locale":"en","title":"Licences for samples","description":"How to apply.",
"public_updated_at":"2025-05-02T10:00:00Z","first_published_at":"2024-03-31T23:30:00Z",
"withdrawn_notice":{"explanation":"<p>Read the <a href=\"/guidance/new\">new guide</a> instead.</p>","withdrawn_at":"2025-06-01T09:00:00Z"},
"details":{"body":"<div class=\"govspeak\"><h2>Who applies</h2><p>Each exporter of samples must apply.</p><table><thead><tr><th>Metal</th><th>Limit</th></tr></thead><tbody><tr><td>Gallium</td><td>5 kg</td></tr></tbody></table></div>",
"attachments":[{"title":"The form","url":"https://assets.example/form.pdf","content_type":"application/pdf","unique_reference":"SF 1"}],
"change_history":[{"public_timestamp":"2025-05-02T10:00:00Z","note":"Limits added."},{"public_timestamp":"2024-04-01T00:30:00+01:00","note":"First published."}]},
"links":{"organisations":[{"title":"Department for Samples"}],"primary_publishing_organisation":[{"title":"Export Samples Unit"}]}}`

// TestGovUK reads an item with a notice of withdrawal, files, and a history of changes. It was first
// published half an hour before midnight in UTC, which is the next day in London.
func TestGovUK(t *testing.T) {
	p, err := Parse(context.Background(), Input{Bytes: []byte(govUKItem)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	check(t, p)
	if p.Title != "Licences for samples" || p.Published.String() != "2024-04-01" || p.Authority != "Export Samples Unit, Department for Samples" || p.Canonical != "https://www.gov.uk/guidance/samples" {
		t.Errorf("title %q, published %s, authority %q, canonical %q", p.Title, p.Published, p.Authority, p.Canonical)
	}
	want := []string{"Withdrawn on 2025-06-01", "Read the new guide instead.", "Licences for samples", "How to apply.", "Who applies", "Each exporter of samples must apply.", "Metal\tLimit", "Gallium\t5 kg",
		"Documents", "The form SF 1", "Updates to this page", "2025-05-02 Limits added.", "2024-04-01 First published."}
	if got := strings.Split(p.Text, "\n"); !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
	if !slices.Contains(p.Attachments, corpus.Attachment{URL: "https://assets.example/form.pdf", Text: "The form", Relation: corpus.FormOf}) || !strings.Contains(strings.Join(p.Warnings, " "), "withdrawn the document (2025-06-01)") {
		t.Errorf("attachments %v, warnings %q", p.Attachments, p.Warnings)
	}
}

// TestOfficialJSON reads items of interfaces whose fields are documented, by the lines that must be
// in the text and the fields.
func TestOfficialJSON(t *testing.T) {
	for _, c := range []struct{ name, in, title, published, number, text string }{
		{"Federal Register", `{"document_number":"2025-01234","title":"Samples Rule","publication_date":"2025-09-08","html_url":"https://www.federalregister.gov/d/2025-01234","abstract":"The rule adds samples.",
			"action":"Final rule.","agencies":[{"name":"Samples Bureau"}],"cfr_references":[{"title":15,"part":"744"}],"effective_on":"2025-09-12"}`, "Samples Rule", "2025-09-08", "2025-01234", "CFR: 15 CFR Part 744"},
		{"regulations.gov", `{"data":{"id":"BIS-2025-0001-0002","type":"documents","attributes":{"title":"Request for comments","frDocNum":"2025-00777","postedDate":"2025-02-01T04:30:00Z","agencyId":"BIS","withdrawn":false,
			"docAbstract":"What samples cost.","commentEndDate":"2025-03-01T04:59:59Z"}}}`, "Request for comments", "2025-01-31", "2025-00777", "COMMENTS CLOSE: 2025-03-01T04:59:59Z"},
		{"outline", `{"label":"Title 15—Commerce","type":"title","children":[{"label":"Part 744—Controls","children":[{"label":"§ 744.11 Licences.","children":[]}]}]}`, "Title 15—Commerce", "", "", "§ 744.11 Licences."},
		{"WordPress", `[{"id":1,"date":"2025-02-17T12:25:25","link":"https://a.example/x","title":{"rendered":"Auction &#8211; June"},"content":{"rendered":"<p>An auction of samples will be held online.</p>"}}]`,
			"Auction – June", "2025-02-17", "", "An auction of samples will be held online."},
		{"JSON feed", `{"version":"https://jsonfeed.org/version/1.1","title":"Samples","items":[{"id":"1","url":"https://a.example/1","title":"First","content_html":"<p>One <b>sample</b>.</p>","date_published":"2025-01-01T00:00:00Z"},
			{"id":"2","url":"https://a.example/2","title":"Second","content_text":"Two samples."}]}`, "Samples", "", "", "One sample."},
		{"RSS", `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Samples</title><link>https://a.example</link><item><title>First &amp; last</title><link>https://a.example/1</link><pubDate>Mon, 01 Sep 2025 10:00:00 GMT</pubDate>` +
			"<description>&lt;p&gt;One \x02sample.&lt;/p&gt;</description></item></channel></rss>", "Samples", "", "", "One sample."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(context.Background(), Input{Bytes: []byte(c.in)}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, p)
			if p.Title != c.title || p.Published.String() != c.published || p.Number != c.number || !slices.Contains(strings.Split(p.Text, "\n"), c.text) {
				t.Errorf("title %q, published %s, number %q, text %q", p.Title, p.Published, p.Number, p.Text)
			}
		})
	}
}

func TestJSONRefused(t *testing.T) {
	for _, c := range []struct {
		name, in string
		kind     Kind
		says     string
	}{
		{"removed", `{"schema_name":"gone","base_path":"/x","details":{"explanation":"<p>In error</p>","alternative_path":"/y"}}`, Gone, "(In error); https://www.gov.uk/y"},
		{"moved", `{"schema_name":"redirect","base_path":"/x","redirects":[{"path":"/x","destination":"/z"}]}`, Moved, "https://www.gov.uk/z"},
		{"results", `{"count":2,"description":"Documents","results":[{"title":"a"},{"title":"b"}]}`, Unsupported, "listing of 2"},
		{"no results", `{"count":0,"description":"Documents"}`, Unsupported, "listing of 0"},
		{"an error", `{"status":400,"message":"Invalid cursor"}`, Unsupported, "Invalid cursor"},
		{"too deep", strings.Repeat(`{"label":"x","children":[`, 60) + `{"label":"y"}` + strings.Repeat(`]}`, 60), TooLarge, "40 deep"},
	} {
		_, err := Parse(context.Background(), Input{Bytes: []byte(c.in)}, Options{})
		var e *Error
		if !errors.As(err, &e) || e.Kind != c.kind || !strings.Contains(e.Reason, c.says) {
			t.Errorf("%s: %v, want %s with %q", c.name, err, c.kind, c.says)
		}
	}
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(govUKItem))
	f.Add([]byte(`{"data":{"type":"documents","id":"1","attributes":{"title":"x","fileFormats":[{"fileUrl":"https://a.example","format":"pdf"}]}}}`))
	f.Add([]byte(`{"document_number":"1","html_url":"https://a.example","cfr_references":[{"title":15}]}`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"title":"a","content_html":"<p>b"}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		p, err := Parse(context.Background(), Input{Bytes: b, MediaType: "application/json"}, Options{MaxBytes: 1 << 16, NoPDF: true})
		if err == nil {
			check(t, p)
		}
	})
}
