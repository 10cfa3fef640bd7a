package corpus

// Ledger is the running numbers of one publisher in one year: which were seen, and which were not.
// Publishers number their acts without gaps, so a number that nobody has shown is an act that was
// not seen.
type Ledger struct {
	Source    SourceID       `json:"source"`
	Publisher string         `json:"publisher"`
	Year      string         `json:"year,omitempty"` // as printed; empty where the numbers do not begin anew
	First     int            `json:"first"`          // lowest number seen
	Last      int            `json:"last"`           // highest number seen
	Counts    map[string]int `json:"counts"`         // of numbers, by state
	Numbers   []LedgerNumber `json:"numbers"`        // from the first to the last; runs of gaps longer than 50 are left out
}

// NumberState says what is known of a number.
type NumberState string

// The states of a number.
const (
	NumberSeen        NumberState = "seen"         // its publication was listed and fetched
	NumberNotRelevant NumberState = "not_relevant" // it was listed, and is of something that the source is not watched for
	NumberGap         NumberState = "gap"          // it lies between numbers that were seen, and was never listed
	NumberWithdrawn   NumberState = "withdrawn"    // its page is gone: it answers 404 or 410
	NumberMoved       NumberState = "moved"        // its page is at another address than at first
)

// LedgerNumber is one number of a ledger.
type LedgerNumber struct {
	Number int         `json:"number"`
	State  NumberState `json:"state"`
	Title  string      `json:"title,omitempty"` // as the listing gives it
	URL    string      `json:"url,omitempty"`   // where it is, or last was
}
