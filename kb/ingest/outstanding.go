package ingest

import (
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// settleTargets gives effects whose target could not be told from its printed name the act of that
// name, where one is held now. What finds none stays outstanding and is tried again when an act
// arrives, so that the order of arrival plays no part.
func settleTargets(r *legal.Records, acts []kb.Instrument) (settled bool) {
	for i, e := range r.Effects {
		if e.Target != "" || e.Outstanding == "" || e.Printed == "" {
			continue
		}
		id, ok := actNamed(e.Printed, r.Instrument, acts)
		if !ok {
			continue
		}
		if !settled {
			r.Effects, settled = slices.Clone(r.Effects), true
		}
		e.Target, e.Outstanding = id, ""
		if e.From.IsZero() {
			e.Outstanding = "the text names no day for it"
		}
		r.Effects[i] = e
	}
	return settled
}

// actNamed finds the one act of the same jurisdiction whose number or other name is, or ends with,
// what is printed: "Notice 77 of 2028" means General Notice 77 of 2028, unless two acts end so.
func actNamed(printed string, by kb.Instrument, acts []kb.Instrument) (kb.InstrumentID, bool) {
	want, found := nameKey(printed), kb.InstrumentID("")
	if len(strings.Fields(want)) < 2 {
		return "", false
	}
	for _, a := range acts {
		if a.ID == by.ID || a.ID == found || a.Jurisdiction != by.Jurisdiction {
			continue
		}
		if !slices.ContainsFunc(append([]string{a.Number}, a.Aliases...), func(name string) bool {
			k := nameKey(name)
			return k == want || strings.HasSuffix(k, " "+want)
		}) {
			continue
		}
		if found != "" {
			return "", false
		}
		found = a.ID
	}
	return found, found != ""
}

// nameKey compares names of acts by their words and figures.
func nameKey(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "no" || w == "number" }), " ")
}

// retry tries the outstanding effects of acts that the write does not touch, now that it brings acts.
func retry(w *kb.Write, law kb.Law, acts []kb.Instrument) {
	touched := map[kb.InstrumentID]bool{}
	for _, i := range w.Instruments {
		touched[i.ID] = true
	}
	if len(touched) == 0 {
		return
	}
	for _, e := range law.Effects {
		if e.Target != "" || e.Outstanding == "" || e.By == "" || touched[e.By] {
			continue
		}
		touched[e.By] = true
		old, held := legal.Of(law, e.By)
		if next := old; held && settleTargets(&next, acts) {
			doc := corpus.Document{Sample: old.Instrument.Sample}
			if len(old.Instrument.Documents) > 0 {
				doc.ID = old.Instrument.Documents[0]
			}
			record(w, old, next, held, doc)
		}
	}
}
