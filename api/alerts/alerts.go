// Package alerts keeps what users wait for: saved searches, filters of changes in law, and a register
// of their own items (material, code, destination, end use), and says what of the news touches it.
//
// The one idea needed to read it: an alert has a position in the log and no list of what it told.
// What is news is worked out from the log behind that position, by the same desk that answers
// questions, so a restart, a second look or a later rule can neither lose nor invent anything. The
// position moves only when whoever is told has taken it (package webhooks).
package alerts

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/api/records"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// Frequency says how often an alert speaks.
type Frequency string

// The frequencies.
const (
	Immediate Frequency = "immediate"
	Daily     Frequency = "daily"
	Weekly    Frequency = "weekly"
	Off       Frequency = "off"
)

// Filter narrows what an alert waits for: a query, or words about changes in law. Several values of
// one field mean any of them. An empty filter waits for every change in law.
type Filter struct {
	Query         string   `json:"query,omitempty" maxLength:"4096" doc:"a saved search; the other words are of changes in law and go without it"`
	Materials     []string `json:"material,omitempty" maxItems:"50"`
	Jurisdictions []string `json:"jurisdiction,omitempty" maxItems:"50"`
	Destinations  []string `json:"destination,omitempty" maxItems:"50"`
	Instruments   []string `json:"instrument,omitempty" maxItems:"50"`
	Restrictions  []string `json:"restriction,omitempty" maxItems:"50"`
	Kinds         []string `json:"kind,omitempty" maxItems:"50" doc:"kinds of changes"`
}

// Words is the filter as the desk takes it.
func (f Filter) Words() desk.ChangeWords {
	return desk.ChangeWords{Kinds: f.Kinds, Materials: f.Materials, Jurisdictions: f.Jurisdictions, Destinations: f.Destinations, Instruments: f.Instruments, Types: f.Restrictions}
}

// Alert is a saved filter.
type Alert struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Filter    Filter    `json:"filter"`
	Frequency Frequency `json:"frequency"`
	Created   time.Time `json:"created"`
}

// Holding is something that a user trades in.
type Holding struct {
	ID          string `json:"id"`
	Name        string `json:"name" doc:"what the user calls it"`
	Material    string `json:"material,omitempty"`
	Code        string `json:"code,omitempty" doc:"a control code or a customs code"`
	Destination string `json:"destination,omitempty"`
	EndUse      string `json:"end_use,omitempty"`
}

// Saved is what is kept in the file.
type Saved struct {
	Alerts []Alert   `json:"alerts"`
	Items  []Holding `json:"items"`
}

// ErrUnknown is returned for an alert or an item that is not kept.
var ErrUnknown = errors.New("nothing of that id is kept")

// Most is how many alerts, and how many items, one folder keeps.
const Most = 1000

// Book is what users wait for, in a file.
type Book struct {
	file   *records.File[Saved]
	random io.Reader
}

// Open returns the book in the file, which need not exist. Ids are made of the randomness.
func Open(path string, random io.Reader) *Book { return &Book{records.At[Saved](path, 0o600), random} }

// List returns what is kept.
func (b *Book) List() (Saved, error) {
	s, err := b.file.Read()
	return Saved{slices.Clone(s.Alerts), slices.Clone(s.Items)}, err
}

func (b *Book) id(prefix string) (string, error) {
	raw := make([]byte, 6)
	if _, err := io.ReadFull(b.random, raw); err != nil {
		return "", fmt.Errorf("make an id: %w", err)
	}
	return prefix + hex.EncodeToString(raw), nil
}

// AddAlert keeps an alert whose words the desk understands.
func (b *Book) AddAlert(a Alert, d *desk.Desk) (Alert, error) {
	if err := a.check(d); err != nil {
		return a, err
	}
	var err error
	if a.ID, err = b.id("a-"); err != nil {
		return a, err
	}
	return a, b.file.Update(func(s *Saved) error {
		if len(s.Alerts) >= Most {
			return &desk.WordError{Parameter: "alerts", Detail: fmt.Sprintf("%d are kept already; remove one first", Most)}
		}
		s.Alerts = append(s.Alerts, a)
		return nil
	})
}

func (a *Alert) check(d *desk.Desk) error {
	if a.Name = strings.TrimSpace(a.Name); a.Name == "" {
		return &desk.WordError{Parameter: "name", Detail: "give it a name by which you know it again"}
	}
	if a.Frequency == "" {
		a.Frequency = Immediate
	}
	if !slices.Contains([]Frequency{Immediate, Daily, Weekly, Off}, a.Frequency) {
		return &desk.WordError{Parameter: "frequency", Value: string(a.Frequency), Detail: "want immediate, daily, weekly or off"}
	}
	return a.Filter.check(d)
}

func (f Filter) check(d *desk.Desk) error {
	w := f.Words()
	if f.Query != "" && len(w.Materials)+len(w.Jurisdictions)+len(w.Destinations)+len(w.Instruments)+len(w.Types)+len(w.Kinds) > 0 {
		return &desk.WordError{Parameter: "filter.query", Detail: "a saved search goes without the words about changes in law; make two alerts"}
	}
	_, err := d.Filter(w)
	return err
}

// Alert returns the alert of an id, or [ErrUnknown].
func (b *Book) Alert(id string) (Alert, error) {
	s, err := b.file.Read()
	if err != nil {
		return Alert{}, err
	}
	for _, a := range s.Alerts {
		if a.ID == id {
			return a, nil
		}
	}
	return Alert{}, ErrUnknown
}

// AddItem keeps an item whose words the desk understands.
func (b *Book) AddItem(ctx context.Context, i Holding, d *desk.Desk) (Holding, error) {
	if strings.TrimSpace(i.Name) == "" {
		return i, &desk.WordError{Parameter: "name", Detail: "give it a name by which you know it again"}
	}
	if i.Material == "" && i.Code == "" {
		return i, &desk.WordError{Parameter: "material", Detail: "name a material or a code, for example gallium"}
	}
	if _, err := d.Status(ctx, i.question()); err != nil {
		return i, err
	}
	var err error
	if i.ID, err = b.id("i-"); err != nil {
		return i, err
	}
	return i, b.file.Update(func(s *Saved) error {
		if len(s.Items) >= Most {
			return &desk.WordError{Parameter: "items", Detail: fmt.Sprintf("%d are kept already; remove one first", Most)}
		}
		s.Items = append(s.Items, i)
		return nil
	})
}

func (i Holding) question() desk.StatusWords {
	return desk.StatusWords{Material: i.Material, Code: i.Code, Destination: i.Destination, EndUse: i.EndUse}
}

// Remove takes an alert or an item out, or returns [ErrUnknown].
func (b *Book) Remove(id string) error {
	return b.file.Update(func(s *Saved) error {
		n := len(s.Alerts) + len(s.Items)
		s.Alerts = slices.DeleteFunc(s.Alerts, func(a Alert) bool { return a.ID == id })
		s.Items = slices.DeleteFunc(s.Items, func(i Holding) bool { return i.ID == id })
		if len(s.Alerts)+len(s.Items) == n {
			return ErrUnknown
		}
		return nil
	})
}

// Position is how far in the log something was told, and up to which day deadlines were.
type Position struct {
	Seq kb.Seq `json:"seq"`
	Day string `json:"day"` // ISO; empty: deadlines were never told
}
