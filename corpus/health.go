package corpus

import "time"

// RunID names one run of the crawler over one source. Runs are numbered by the archive.
type RunID string

// Run is the report of one crawl of one source: what it asked for and what came of it. It is
// written to the archive when the run is over; a run that was killed leaves no record, only the
// captures it made.
type Run struct {
	ID        RunID       `json:"id"`
	Source    SourceID    `json:"source"`
	Started   time.Time   `json:"started"`  // UTC
	Finished  time.Time   `json:"finished"` // UTC
	Requests  int         `json:"requests"` // sent, redirects and robots.txt included
	Found     int         `json:"found"`    // items that the listings named
	New       int         `json:"new"`      // items seen for the first time
	Changed   int         `json:"changed"`  // known items whose bytes were other than before
	Unchanged int         `json:"unchanged"`
	Gone      int         `json:"gone"`                 // items that were held and whose page answered 404 or 410
	DeadLinks int         `json:"dead_links,omitempty"` // addresses that answered so and never had a page
	Failed    int         `json:"failed"`               // items that could not be fetched
	Skipped   int         `json:"skipped"`              // entries of listings that named no usable address
	Lists     []ListState `json:"lists"`
	Passed    []string    `json:"passed,omitempty"` // titles of numbered items that are of something else, told once
	Alarms    []Alarm     `json:"alarms"`
	Recovered int         `json:"recovered,omitempty"` // runs in a row before this healthy one that were not; 0 where the last one was
	Standing  []string    `json:"standing,omitempty"`  // what was told in an alarm of an earlier run, is still so, and changes nothing
	Sample    bool        `json:"sample,omitempty"`
}

// Healthy reports whether the run raised no alarm and fetched everything it meant to.
func (r Run) Healthy() bool { return len(r.Alarms) == 0 && r.Failed == 0 }

// ListState tells how one listing of a source fared. Health is kept for each list, because after a
// redesign one column of a site often works on while another is empty.
type ListState struct {
	URL    string `json:"url"`
	Status int    `json:"status"` // of the first page; 0 when there was no answer
	Pages  int    `json:"pages"`
	Items  int    `json:"items"`
	Whole  bool   `json:"whole"`           // read to its end, so that an item's absence means something
	Newest Date   `json:"newest,omitzero"` // latest day of publication that it names
}

// AlarmKind names what is not well with a source.
type AlarmKind string

// The kinds of alarms.
const (
	EmptyList       AlarmKind = "empty_list"       // status 200 and not one item
	TooFewItems     AlarmKind = "too_few_items"    // fewer than a healthy run holds
	TooManyItems    AlarmKind = "too_many_items"   // more than a healthy run holds
	NumberMissing   AlarmKind = "number_missing"   // a gap in a numbered sequence
	BadListing      AlarmKind = "bad_listing"      // a listing that cannot be read
	UnknownField    AlarmKind = "unknown_field"    // a JSON listing holds a field that the manifest does not name
	IncompleteItems AlarmKind = "incomplete_items" // listing entries without address or title
	BlockPage       AlarmKind = "block_page"       // the server shows a guard's page in place of the content
	RobotsClosed    AlarmKind = "robots_closed"    // robots.txt forbids, or could not be read
	ServerError     AlarmKind = "server_error"     // 5xx
	NoAnswer        AlarmKind = "no_answer"        // no connection, time-out, body too large
	ListGone        AlarmKind = "list_gone"        // a listing answered 4xx
	ForeignRedirect AlarmKind = "foreign_redirect" // a known item now leads to another site
	Silence         AlarmKind = "silence"          // nothing new for longer than the source is ever silent
	RunCutShort     AlarmKind = "run_cut_short"    // the run stopped at a limit of the manifest
	BadCoding       AlarmKind = "bad_coding"       // the content coding is not what the server says
	EmptyPage       AlarmKind = "empty_page"       // status 200 and nothing in it
	SoftNotFound    AlarmKind = "soft_not_found"   // the site's not-found page with status 200
	LoginWall       AlarmKind = "login_wall"       // a form that asks for a password in place of the content
	OlderVersion    AlarmKind = "older_version"    // a known page as it was before the version that is held
	TypeChanged     AlarmKind = "type_changed"     // a web page where a PDF was, or the like
	HalfPage        AlarmKind = "half_page"        // a known page broken off in the middle
	WrongLanguage   AlarmKind = "wrong_language"   // a known page or list in another script
	BodyGone        AlarmKind = "body_gone"        // a known page has lost its body node: the site was redesigned
	OtherPage       AlarmKind = "other_page"       // a known page that no longer names what the list says it is
	SamePages       AlarmKind = "same_pages"       // several addresses answer with one and the same page
	Unsteady        AlarmKind = "unsteady"         // a page that was another for one look, and then itself again
	ListedButGone   AlarmKind = "listed_but_gone"  // an item that its list names, or an annex that its page names, answers 404 or 410
	SameChange      AlarmKind = "same_change"      // most known pages changed in the same way: a banner was put into them all
	ManyChanges     AlarmKind = "many_changes"     // most known pages have other words than before in one run
	RepeatedPages   AlarmKind = "repeated_pages"   // the pages of a listing lead back, or repeat themselves
	StaleListing    AlarmKind = "stale_listing"    // a listing has lost its newest items: an old page is shown again
	DatesChanged    AlarmKind = "dates_changed"    // known items have other days of publication
	TitlesChanged   AlarmKind = "titles_changed"   // known items have the titles of others
	FutureDates     AlarmKind = "future_dates"     // items are dated far ahead
	ForeignItems    AlarmKind = "foreign_items"    // a sitemap names addresses of other sites
)

// Alarm is a named finding about a source's health. The last good state stands while one is up.
type Alarm struct {
	Source SourceID  `json:"source"`
	Kind   AlarmKind `json:"kind"`
	Detail string    `json:"detail"` // one sentence for a person
	URL    string    `json:"url,omitempty"`
	At     time.Time `json:"at"` // UTC
	Sample bool      `json:"sample,omitempty"`
}

// HealthState says in one word how a source does.
type HealthState string

// The states of a source.
const (
	SourceOff        HealthState = "off"        // its manifest leaves it off
	SourceNeverRun   HealthState = "never_run"  // nothing was ever asked for
	SourceHealthy    HealthState = "healthy"    // the last run was as a healthy run should be
	SourceAttention  HealthState = "attention"  // the last run raised an alarm, or could not fetch everything
	SourceBlocked    HealthState = "blocked"    // the last run met a guard and found nothing
	SourceEnded      HealthState = "ended"      // of the sample web, whose story has ended: there is nothing more to read
	SourceUndeclared HealthState = "undeclared" // it was read once, and no manifest that is at hand declares it
	SourceOverdue    HealthState = "overdue"    // healthy when last run, and not run for twice its cadence
)

// Health is how one declared source does: what its manifest says of it, and what its last run found.
// While it is not healthy, what is held of it is the last good state.
type Health struct {
	Source       SourceID      `json:"source"`
	Name         string        `json:"name"`
	Publisher    string        `json:"publisher,omitempty"`
	Jurisdiction Jurisdiction  `json:"jurisdiction,omitempty"`
	Official     bool          `json:"official"`
	Evidence     string        `json:"evidence,omitempty"` // what its manifest rests on: recorded, described or unseen
	Off          string        `json:"off,omitempty"`      // why it is not run, in a sentence
	Fetcher      string        `json:"fetcher"`            // direct, proxy, browser, or browser through a proxy
	State        HealthState   `json:"state"`
	Cadence      time.Duration `json:"-"`
	LastRun      *Run          `json:"last_run"`                 // nil when it was never run to its end
	LastHealthy  time.Time     `json:"last_healthy,omitzero"`    // end of the last run that was healthy
	Unhealthy    int           `json:"unhealthy_runs,omitempty"` // runs in a row that were not healthy, the last one among them
	FirstBad     time.Time     `json:"unhealthy_since,omitzero"` // end of the first of those
	NextRun      time.Time     `json:"next_run,omitzero"`        // zero: at once, or never where it is off
	NewestItem   Date          `json:"newest_item,omitzero"`     // latest day of publication that a listing named
	Pages        int           `json:"pages"`                    // items and attachments known by address
	Missing      []string      `json:"missing_numbers"`          // of its numbered sequence: never seen between seen ones
	Interrupted  bool          `json:"interrupted,omitempty"`    // a run was broken off; the next one goes on with it
}
