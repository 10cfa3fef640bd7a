package corpus

// Extent says how much of what a reader of the original sees a text holds. What it does not hold was
// left out on purpose, for being no part of the document; parts that could not be read are gaps.
type Extent struct {
	Kept    int    `json:"kept" doc:"characters of the text, blanks not counted"`
	Visible int    `json:"visible" doc:"characters that a reader of the original sees, blanks not counted"`
	Dropped []Drop `json:"dropped" doc:"what was left out, at most 30 of them"`
	More    int    `json:"more" doc:"how many further ones were left out"`
}

// Share is the part of the visible characters that the text holds, in percent, rounded down; 100
// only where nothing is missing.
func (e Extent) Share() int {
	if e.Visible <= 0 {
		return 0
	}
	return 100 * min(e.Kept, e.Visible) / e.Visible
}

// IsZero reports whether nothing is known: of texts that were read before extents were kept.
func (e Extent) IsZero() bool { return e.Kept == 0 && e.Visible == 0 && len(e.Dropped) == 0 }

// Drop is a part of the original that was left out of its text.
type Drop struct {
	What string `json:"what" doc:"as the page names it, or its first words"`
	Why  string `json:"why"`
}
