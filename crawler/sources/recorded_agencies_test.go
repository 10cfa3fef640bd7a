package sources

import (
	"encoding/base64"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/lodestone-kb/lodestone/crawler"
)

func TestRecordedMemoranda(t *testing.T) {
	s := shipped(t)["us-blm-im"]
	p := try(t, s, 0, "text/html; charset=UTF-8", "official-pages/blm_im.html")
	const numbers = "PIM2026-004|PIM 2026-002|PIM 2026-001|IM2026-014|IM 2026-018|IM 2026-017|IM 2026-013|IM 2026-011|IM 2026-009|IM 2026-008|IM 2026-006|IM 2026-004|IM 2026-003|IM 2026-002|CA-2026-001|" +
		"PIM 2025-007|PIM 2025-006|PIM 2025-005|PIM 2025-004|PIM 2025-003|PIM 2025-002|IM 2025-034|IM 2025-032|IM 2025-031|IM 2025-028"
	titles := map[int]string{0: "Wild Horse and Burro", 3: "Instruction Memorandum to Announce", 10: "Affordable Access to Small-Volume", 17: "Adaptive Management Science", 24: "Oil and Gas Leasing"}
	var want []listed
	for i, n := range strings.Split(numbers, "|") {
		title := titles[i]
		if title == "" && i < len(p.Items) {
			title = p.Items[i].Title
		}
		want = append(want, listed{number: n, title: title, url: "https://www.blm.gov/policy/" + strings.ReplaceAll(strings.ToLower(n), " ", "-")})
	}
	wantList(t, p, want)
	if !slices.Equal(p.Next, []string{"?page=1"}) {
		t.Errorf("next %q", p.Next)
	}
}

func TestRecordedNoticeWithAttachments(t *testing.T) {
	s := shipped(t)["sg-mas-notices"]
	got := s.TryItem(s.Entries[0].URL, "text/html", recordedBytes(t, "official-pages/notice-snr-n01-1.html"))
	const media = "https://www.mas.gov.sg/-/media/"
	const sanctions = media + "mas-media-library/regulation/anti-money-laundering/targeted-financial-sanctions/"
	want := []string{
		sanctions + "mas-notice-snrn01-26-feb-2026-untracked-version.pdf",
		media + "amld-amendments---30-june-2025/mas-notice-snr-n02.pdf",
		sanctions + "mas-notice-snrn01-26-feb-2026-tracked-version.pdf",
		sanctions + "mas-notice-snrn01-14-mar-2022final.pdf",
		sanctions + "mas-notice-snrn02-14-mar-2022final.pdf",
		media + "amld-amendments---30-june-2025/cancellation-notice--mas-notice-snrn01-snrn02-1.pdf",
	}
	p := try(t, s, 0, "text/html", "official-pages/notice-snr-n01-1.html")
	if len(p.Items) != 1+len(want) || p.Items[0].URL != s.Entries[0].URL || p.Items[0].Title != "Financial Measures in Relation to Russia" {
		t.Errorf("the page and what is attached to it: %+v", p.Items)
	}
	var have []string
	for _, it := range got {
		have = append(have, it.URL)
		if it.Title == "" {
			t.Errorf("%s has no name", it.URL)
		}
	}
	if !slices.Equal(have, want) {
		t.Errorf("attachments are\n%s\nwant\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}

func TestRecordedDocketSearch(t *testing.T) {
	p := try(t, shipped(t)["us-courtlistener"], 0, "application/json", "json-apis/courtlistener_search.json.gz")
	if len(p.Items) != 20 || len(p.Next) != 1 || len(p.Unknown)+len(p.Missing) > 0 {
		t.Errorf("%d items, next %q, unknown %q, missing %q", len(p.Items), p.Next, p.Unknown, p.Missing)
	}
	p.Items = []crawler.PreviewItem{p.Items[0], p.Items[13], p.Items[19]}
	const site = "https://www.courtlistener.com/docket/"
	wantList(t, p, []listed{
		{"2026-03-13", "1:26-cv-02029", "Joslin v. U.S. Department", "", site + "72491415/joslin-v-us-department-of-the-interior/"},
		{"2024-04-22", "24-2533", "Alaska Industrial Development", "", site + "69041496/alaska-industrial-development-and-export-authority-et-al-v-biden-et-al/"},
		{"2023-12-19", "5:23-cv-00304", "State of Texas", "", site + "68102703/state-of-texas-v-us-department-of-transportation/"},
	})
}

func TestRecordedRegister(t *testing.T) {
	p := try(t, shipped(t)["us-blm-eplanning"], 0, "application/json", "json-apis/eplan_results3.json.gz")
	if len(p.Items) != 518 || len(p.Unknown)+len(p.Missing) > 0 {
		t.Errorf("%d items, unknown %q, missing %q", len(p.Items), p.Unknown, p.Missing)
	}
	p.Items = p.Items[:3]
	const project = "https://eplanning.blm.gov/Project-Home?id="
	wantList(t, p, []listed{
		{"", "DOI-BLM-WO-WO3500-2016-0001-EIS", "Federal Coal Program Review", "", project + "6ba1aa8d-a7f2-f011-8407-001dd80c29f3"},
		{"", "DOI-BLM-WO-WO3100-2018-0001-EA", "Waste Prevention, Production", "", project + "cdd110bf-a7f2-f011-8407-001dd803d067"},
		{"", "DOI-BLM-UT-Y020-2026-0021-CE", "Jude J. Huber & Dixie", "", project + "edae6b77-5876-f111-ab0d-001dd8084607"},
	})
}

func TestRecordedPosts(t *testing.T) {
	p := try(t, shipped(t)["us-ut-trust-lands"], 0, "application/json", "json-apis/sitla_posts.json.gz")
	const news = "https://trustlands.utah.gov/news/"
	wantList(t, p, []listed{
		{"2025-02-17", "", "Land Sale Auction – June 5-10, 2025", "", news + "land-sale-auction-june-5-10-2025/"},
		{"2025-02-17", "", "Land Sale Auction – April 24", "", news + "land-sale-auction-april-24-29-2025/"},
		{"2024-05-21", "", "Land Sale Auction – June 20", "", news + "land-sale-auction-june-20-25-2024/"},
		{"2021-11-17", "", "Cinnamon Creek Sale", "", news + "cinnamon-creek-sale-provides-critical-support/"},
		{"2020-11-19", "", "Auction Nets $1.37M", "", news + "auction-nets-1-37m-for-k12-school-for-the-deaf/"},
		{"2020-11-03", "", "Competitive Mineral Lease", "", news + "competitive-mineral-lease-offering-earns-400k-for-trust-beneficiaries/"},
		{"2020-09-22", "", "Two Beneficiaries", "", news + "two-beneficiaries-to-benefit-from-november-online-auction/"},
		{"2019-10-24", "", "SITLA Trust Land Auction", "", news + "utah-trust-land-auction-earns-344k/"},
		{"2018-10-30", "", "SITLA Auction Nets", "", news + "sitla-auction-nets-4-million-for-public-school-other-endowments/"},
		{"2018-10-17", "", "October 24 Trust Lands", "", news + "october-24-trust-lands-auction-to-benefit-public-schools-state-hospitals/"},
	})
}

func TestRecordedRegulationsGov(t *testing.T) {
	s := shipped(t)["us-regulations-gov"]
	p := try(t, s, 0, "application/json", "json-apis/regulations_docs.json")
	if len(p.Items) != 25 || len(p.Unknown)+len(p.Missing) > 0 || len(p.Next) != 1 {
		t.Errorf("%d items, next %q, unknown %q, missing %q", len(p.Items), p.Next, p.Unknown, p.Missing)
	}
	p.Items = []crawler.PreviewItem{p.Items[0], p.Items[1], p.Items[2], p.Items[24]}
	const api = "https://api.regulations.gov/v4/documents/"
	wantList(t, p, []listed{
		{"2025-01-16", "2025-00863", "Record of Decision", "notice", api + "FS_FRDOC_0001-4066"},
		{"2024-11-15", "EPA-R09-OAR-2024-0555-0001", "Receipt of Request", "notice", api + "EPA-R09-OAR-2024-0555-0001"},
		{"2024-11-12", "EPA-HQ-OPPT-2023-0231-0928", "Part 1: Excel Files", "annex", api + "EPA-HQ-OPPT-2023-0231-0928"},
		{"2023-08-17", "NHTSA-2023-0022-0018", "Prior Rulemaking", "annex", api + "NHTSA-2023-0022-0018"},
	})
}

// TestRecordedRegulationsGovByRequest reads the searches of the recorded exchanges, each with what it
// answered.
func TestRecordedRegulationsGovByRequest(t *testing.T) {
	s := shipped(t)["us-regulations-gov"]
	const dir = "regulations-gov/vcr/"
	for name, want := range map[string][]int{
		"regulations_dot_gov_v4_basic_document.yml":                  {1, 0},
		"regulations_dot_gov_v4_basic_document_no_result_search.yml": {0},
		"regulations_dot_gov_v4_multi_document_result.yml":           {2},
		"regulations_dot_gov_v4_supporting_documents.yml":            {2, 2},
		"regulations_dot_gov_v4_documents_updated_within.yml.gz":     {229, 244, 250, 155},
		"entry_regulations_dot_gov_importer_multi_document.yml":      {9, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0},
	} {
		var got []int
		for _, body := range searches(t, dir+name) {
			p, err := s.Try(0, "application/vnd.api+json", []byte(body))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			if len(p.Unknown)+len(p.Skipped) > 0 {
				t.Errorf("%s: unknown %q, skipped %q", name, p.Unknown, p.Skipped)
			}
			for _, it := range p.Items {
				if it.Title == "" || it.Number == "" || it.Kind == "" {
					t.Errorf("%s: %+v", name, it)
				}
			}
			got = append(got, len(p.Items))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the searches list %d documents, want %d", name, got, want)
		}
	}
}

func TestRecordedDocumentWithFiles(t *testing.T) {
	s := shipped(t)["us-regulations-gov"]
	const doc = "FRTIB_FRDOC_0001-0319"
	body := exchanges(t, "regulations-gov/vcr/regulations_dot_gov_v4_detailed_document.yml", "/v4/documents/"+doc)
	if len(body) != 1 {
		t.Fatalf("%d answers", len(body))
	}
	var got []string
	for _, it := range s.TryItem("https://api.regulations.gov/v4/documents/"+doc, "application/vnd.api+json", []byte(body[0])) {
		got = append(got, it.URL)
	}
	want := []string{"https://downloads.regulations.gov/" + doc + "/content.pdf", "https://downloads.regulations.gov/" + doc + "/content.htm"}
	if !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
}

// searches returns the bodies that searches for documents were answered with.
func searches(t *testing.T, name string) []string { return exchanges(t, name, "/v4/documents") }

// exchanges returns the bodies that requests for a path were answered with.
func exchanges(t *testing.T, name, path string) []string {
	t.Helper()
	var cassette struct {
		Interactions []struct {
			Request  struct{ URI string }
			Response struct{ Body struct{ String string } }
		} `yaml:"http_interactions"`
	}
	if err := yaml.Unmarshal(recordedBytes(t, name), &cassette); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range cassette.Interactions {
		u, err := url.Parse(i.Request.URI)
		if err != nil {
			t.Fatal(err)
		}
		if u.Path != path {
			continue
		}
		body := i.Response.Body.String
		if !strings.HasPrefix(strings.TrimSpace(body), "{") { // kept as bytes
			b, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
			if err != nil {
				t.Fatal(err)
			}
			body = string(b)
		}
		out = append(out, body)
	}
	return out
}

func TestRecordedFeeds(t *testing.T) {
	all := `about: ['.']`
	about := func(name string) string {
		b, err := manifests.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			if strings.HasPrefix(line, "about:") {
				return strings.TrimSpace(line)
			}
		}
		t.Fatalf("%s reads everything", name)
		return ""
	}
	for _, c := range []struct {
		manifest, media, recorded string
		items                     int
		first, last               listed
	}{
		{"news-npr-technology.yaml", "application/feed+json", "feeds/other/feed.json", 25,
			listed{"2021-10-29", "", "Keller Rinaudo: How can", "", "https://www.npr.org/2021/10/29/1050315385/keller-rinaudo-how-can-delivery-drones-save-lives"},
			listed{}},
		{"news-mining-com.yaml", "application/rss+xml", "feeds/other/org_feed.xml", 10, // the same software
			listed{"2026-07-13", "", "Trump Illegally Decimates", "", "https://suwa.org/trump-illegally-decimates-bears-ears-and-grand-staircase-escalante/"},
			listed{"2026-06-17", "", "June 2026 Redrock Report", "", "https://suwa.org/june-2026-redrock-report/"}},
		{"news-google-minerals.yaml", "application/rss+xml", "feeds/other/google_news.xml.gz", 92,
			listed{"2026-07-13", "", "Trump again shrinks two", "", ""}, listed{"", "", "Appeals court revives", "", ""}},
	} {
		t.Run(c.manifest, func(t *testing.T) {
			p := try(t, edited(t, c.manifest, about(c.manifest), all), 0, c.media, c.recorded)
			if len(p.Items) != c.items || len(p.Unknown)+len(p.Missing)+len(p.Skipped) > 0 {
				t.Fatalf("%d items, want %d; unknown %q, missing %q, skipped %q", len(p.Items), c.items, p.Unknown, p.Missing, p.Skipped)
			}
			for i, want := range map[int]listed{0: c.first, c.items - 1: c.last} {
				it := p.Items[i]
				if !strings.HasPrefix(it.Title, want.title) || want.date != "" && it.Date.String() != want.date || want.url != "" && it.URL != want.url {
					t.Errorf("item %d is %+v, want %+v", i, it, want)
				}
			}
			few := try(t, edited(t, c.manifest), 0, c.media, c.recorded)
			if len(few.Items) > 2 { // none of them is about critical minerals, or next to none
				t.Errorf("%d of the reports are said to be about critical minerals", len(few.Items))
			}
		})
	}
}
