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
