package worker

import "strings"

// Holds says what a child was found to be kept from, by trying.
type Holds struct {
	Files    bool     `json:"files"`    // other files than those it needs cannot be opened
	Network  bool     `json:"network"`  // no socket can be made
	Programs bool     `json:"programs"` // no program can be started
	Memory   bool     `json:"memory"`   // resident memory and processor time are watched from outside
	Notes    []string `json:"notes,omitempty"`
}

// String is the sentence for a user.
func (h Holds) String() string {
	var kept, open []string
	for _, x := range []struct {
		name string
		held bool
	}{{"files", h.Files}, {"the network", h.Network}, {"starting programs", h.Programs}} {
		if x.held {
			kept = append(kept, x.name)
		} else {
			open = append(open, x.name)
		}
	}
	s := "documents are read in a process of its own"
	if len(kept) > 0 {
		s += ", kept from " + strings.Join(kept, ", ")
	}
	if len(open) > 0 {
		s += ", not kept from " + strings.Join(open, ", ")
	}
	if h.Memory {
		s += "; its memory and processor time are watched"
	} else {
		s += "; only its time on the clock is watched"
	}
	if len(h.Notes) > 0 {
		s += " (" + strings.Join(h.Notes, "; ") + ")"
	}
	return s
}
