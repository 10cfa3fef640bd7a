package sources

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lodestone-kb/lodestone/crawler"
)

// recordedBytes returns a response that a source once served, inflated. The recorded data are no part
// of the repository: they lie in a sibling of it called shared.
func recordedBytes(t *testing.T, name string) []byte {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "data", "recorded")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the recorded responses are not here: ", err)
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// listed is what a person would write down of an item: the day, the number, the beginning of the
// title, what sort of publication it is where that differs, and the address to read.
type listed struct{ date, number, title, kind, url string }

// wantList compares what a manifest makes of a listing with what a person would list.
func wantList(t *testing.T, got crawler.Preview, want []listed) {
	t.Helper()
	if len(got.Unknown)+len(got.Missing) > 0 {
		t.Errorf("unknown %q, missing %q", got.Unknown, got.Missing)
	}
	var have []listed
	for i, it := range got.Items {
		l := listed{number: it.Number, title: it.Title, kind: string(it.Kind), url: it.URL}
		if !it.Date.IsZero() {
			l.date = it.Date.String()
		}
		if i < len(want) {
			if want[i].kind == "" {
				l.kind = ""
			}
			if want[i].title != "" && strings.HasPrefix(l.title, want[i].title) {
				l.title = want[i].title
			}
		}
		have = append(have, l)
	}
	if diff := cmp.Diff(want, have, cmp.AllowUnexported(listed{})); diff != "" {
		t.Errorf("the manifest lists other things than a person would (-want +got):\n%s", diff)
	}
}

// try reads a recorded listing by the rules of a shipped source.
func try(t *testing.T, s crawler.Source, entry int, mediaType, name string) crawler.Preview {
	t.Helper()
	p, err := s.Try(entry, mediaType, recordedBytes(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// edited returns a shipped manifest with words of it replaced, for a response of the same interface
// that was recorded with another subject.
func edited(t *testing.T, name string, oldnew ...string) crawler.Source {
	t.Helper()
	b, err := manifests.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			t.Fatalf("%s does not hold %q", name, oldnew[i])
		}
		text = strings.ReplaceAll(text, oldnew[i], oldnew[i+1])
	}
	s, err := crawler.ParseManifest(name, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRecordedFederalRegister(t *testing.T) {
	const docs = "https://www.federalregister.gov/documents/"
	for id, s := range shipped(t) {
		if !strings.HasPrefix(id, "us-fr-") {
			continue
		}
		t.Run(id, func(t *testing.T) {
			p := try(t, s, 0, "application/json", "federal-register/api/search-newest-page-one.json")
			wantList(t, p, []listed{
				{"2024-12-31", "2024-31440", "Combined Notice of Filings #1", "notice", docs + "2024/12/31/2024-31440/combined-notice-of-filings-1"},
				{"2024-12-31", "2024-31439", "Combined Notice of Filings", "notice", docs + "2024/12/31/2024-31439/combined-notice-of-filings"},
			})
			if len(p.Next) != 1 || !strings.HasSuffix(p.Next[0], "search_after_cursor=WzE3MzU2MDMyMDAwMDAsIjIwMjQtMzE0MzkiXQ") {
				t.Errorf("next %q", p.Next)
			}
			p = try(t, s, 0, "application/json", "federal-register/api/search-bears-ears-page-1.json")
			wantList(t, p, []listed{
				{"2026-04-21", "2026-07755", "Re-Establishment of", "notice", docs + "2026/04/21/2026-07755/re-establishment-of-the-hunting-and-shooting-sports-conservation-and-access-council-request-for"},
				{"2025-12-05", "2025-22068", "Newspapers Used for", "notice", docs + "2025/12/05/2025-22068/newspapers-used-for-publication-of-legal-notices-by-the-rocky-mountain-region-colorado-kansas"},
				{"2025-10-06", "2025-19485", "Continuance of Certain", "notice", docs + "2025/10/06/2025-19485/continuance-of-certain-federal-advisory-committees"},
				{"2025-01-16", "2025-00863", "Records of Decision", "notice", docs + "2025/01/16/2025-00863/records-of-decision-and-approved-resource-management-plan-for-bears-ears-national-monument-and"},
				{"2024-12-27", "2024-30953", "Notice of Availability", "notice", docs + "2024/12/27/2024-30953/notice-of-availability-of-the-approved-resource-management-plan-amendments-and-record-of-decision"},
			})
			p = try(t, s, 0, "application/json", "federal-register/api/search-terminal.json")
			wantList(t, p, nil) // nothing found, and said so
			if _, err := s.Try(0, "application/json", recordedBytes(t, "federal-register/api/invalid-cursor.json")); err == nil {
				t.Error("a refusal was read as a listing")
			}
		})
	}
}

func TestRecordedECFR(t *testing.T) {
	s := edited(t, "us-ecfr-ear.yaml", `like: '^(7[3-6][0-9]|77[0-4])$'`, `like: '^[0-9]+$'`)
	const part = "https://www.ecfr.gov/api/versioner/v1/full/current/title-3.xml?part="
	wantList(t, try(t, s, 0, "application/json", "ecfr/structure-3.json"), []listed{
		{"", "100", "Part 100—Standards of Conduct", "regulation", part + "100"},
		{"", "101", "Part 101—Public Information", "regulation", part + "101"},
		{"", "102", "Part 102—Enforcement of", "regulation", part + "102"},
	}) // parts 103 to 199 are reserved: there is no text to fetch
	p := try(t, shipped(t)["us-ecfr-ear"], 0, "application/json", "ecfr/structure-3.json")
	if len(p.Items) > 0 {
		t.Errorf("of title 3 the manifest took %v", p.Items)
	}
}

func TestRecordedLegislationUK(t *testing.T) {
	s := shipped(t)["uk-legislation"]
	const data = "http://legislation.data.gov.uk/"
	p := try(t, s, 0, "application/atom+xml", "legislation-uk/exampleFeedResult.xml")
	wantList(t, p, []listed{
		{"2015-03-27", "", "International Development (Official", "regulation", data + "ukpga/2015/12/2015-06-01/data.xml"},
		{"2015-07-07", "", "Planning (Wales) Act 2015 / Deddf Cynllunio", "regulation", data + "anaw/2015/4/enacted/data.xml"},
		{"2015-04-08", "", "Legal Writings", "regulation", data + "asp/2015/4/2015-04-02/data.xml"},
		{"2015-03-12", "", "Budget Act (Northern Ireland) 2015", "regulation", data + "nia/2015/4/2015-03-12/data.xml"},
		{"2015-02-13", "", "Insurance Act 2015", "regulation", data + "ukpga/2015/4/2015-04-12/data.xml"},
	})
	if want := []string{"http://legislation.data.gov.uk/all/data.feed?page=3"}; !cmp.Equal(p.Next, want) || p.Items[0].Page != "http://www.legislation.gov.uk/ukpga/2015/12/2015-06-01" {
		t.Errorf("next %q, page %q", p.Next, p.Items[0].Page)
	}
	const changes = "legislation-uk/changes-affected-ukpga-2018-12-affecting-ukpga-2025-18.feed"
	act := listed{"", "", "Data (Use and Access) Act 2025", "regulation", "https://www.legislation.gov.uk/ukpga/2025/18/data.xml"}
	for entry := 1; entry <= 2; entry++ {
		p = try(t, s, entry, "application/atom+xml", changes)
		wantList(t, p, []listed{act, act, act}) // three effects, all of one act
		if want := []string{"http://www.legislation.gov.uk/changes/affected/ukpga/2018/12/affecting/ukpga/2025/18/data.feed?results-count=50&sort=modified&page=2"}; !cmp.Equal(p.Next, want) {
			t.Errorf("next %q", p.Next)
		}
	}
}

func TestRecordedCellar(t *testing.T) {
	s := shipped(t)["eu-cellar-acts"]
	const doc = "http://publications.europa.eu/resource/cellar/fc5c74e0-6255-11e8-ab9c-01aa75ed71a1.0002.03/DOC_"
	for entry := range s.Entries {
		wantList(t, try(t, s, entry, "application/xml", "eur-lex/notices/original__52018PC0340_branch.xml.gz"), []listed{
			{"2018-05-28", "52018PC0340", "Proposal for a DIRECTIVE", "regulation", doc + "1"},
			{"2018-05-28", "52018PC0340", "Proposal for a DIRECTIVE", "regulation", doc + "3"},
		}) // the act and its annex; the other two files are pictures
		wantList(t, try(t, s, entry, "application/xml", "eur-lex/notices/celex_32018R0196_object_work.xml"), nil) // a notice without files
		if _, err := s.Try(entry, "text/html", recordedBytes(t, "eur-lex/html/modern_1_raw.html")); err == nil {
			t.Error("a page of EUR-Lex was read as a notice")
		}
	}
}

func TestRecordedGovUK(t *testing.T) {
	s := shipped(t)["uk-notices-to-exporters"]
	const api = "https://www.gov.uk/api/content/government/publications/"
	wantList(t, try(t, s, 0, "application/json", "govuk/content-api/document_collection__document_collection_with_body.json"), []listed{
		{"2014-08-24", "", "Financial sanctions, Somalia", "notice", api + "financial-sanctions-somalia"},
		{"2004-11-04", "", "Current list of designated persons", "notice", api + "current-list-of-designated-persons-terrorism-and-terrorist-financing"},
		{"2007-12-15", "", "Financial Sanctions, UK freezing orders", "notice", api + "financial-sanctions-uk-freezing-orders"},
	})
	p := try(t, s, 0, "application/json", "govuk/content-api/document_collection__document_collection.json")
	if len(p.Items) != 9 || len(p.Unknown)+len(p.Missing)+len(p.Skipped) > 0 {
		t.Errorf("a collection of nine gave %+v", p)
	}
	got := s.TryItem(api+"number-of-ex-regular-service-personnel-in-fr20", "application/json", recordedBytes(t, "govuk/content-api/publication__publication-with-featured-attachments.json"))
	want := "https://assets.publishing.service.gov.uk/government/uploads/system/uploads/attachment_data/file/315163/PUBLIC_1392629965.pdf"
	if len(got) != 1 || got[0].URL != want || got[0].Kind != "annex" {
		t.Errorf("attachments %s", fmt.Sprint(got))
	}
}
