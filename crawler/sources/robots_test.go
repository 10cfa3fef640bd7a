package sources

import (
	"net/url"
	"testing"

	"github.com/lodestone-kb/lodestone/crawler"
)

// TestRecordedRobots asks the robots files that sites once served whether the listings of the shipped
// sources may be asked for.
func TestRecordedRobots(t *testing.T) {
	files := map[string]string{
		"www.legislation.gov.uk": "legislation-uk/robots.txt",
		"www.gov.uk":             "robots/sites/www.gov.uk.txt",
		"www.scmp.com":           "robots/sites/www.scmp.com.txt",
	}
	asked := map[string]bool{}
	for _, s := range shipped(t) {
		for _, e := range s.Entries {
			u, err := url.Parse(e.URL)
			if err != nil {
				t.Fatal(err)
			}
			name := files[u.Host]
			if name == "" {
				continue
			}
			asked[u.Host] = true
			if !crawler.RobotsAllow(recordedBytes(t, name), u) {
				t.Errorf("%s: robots.txt of %s closes %s", s.ID, u.Host, e.URL)
			}
		}
	}
	if len(asked) != len(files) {
		t.Errorf("only the robots files of %v were asked", asked)
	}
}

// TestRobotsOfECFR holds the reason why the texts of the parts are not asked for against the rules as
// public notes quote them: they stand after a blank line and a remark, and still belong to the group.
func TestRobotsOfECFR(t *testing.T) {
	rules := []byte("User-agent: *\nDisallow: /search\n\n# tools\nDisallow: /api/versioner/v1/full/\n")
	all := shipped(t)
	ear, title := all["us-ecfr-ear"], all["us-ecfr-title-15"]
	for address, open := range map[string]bool{
		ear.Entries[0].URL: true,
		"https://www.ecfr.gov/api/versioner/v1/full/current/title-15.xml?part=744": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := crawler.RobotsAllow(rules, u); got != open {
			t.Errorf("%s: allowed %v", address, got)
		}
	}
	if ear.Enabled || ear.Needs.Permission == "" || !title.Enabled {
		t.Errorf("us-ecfr-ear is on: %v, needs %q; us-ecfr-title-15 is on: %v", ear.Enabled, ear.Needs.Permission, title.Enabled)
	}
}
