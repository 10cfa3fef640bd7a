package ingest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/legal"
	"github.com/lodestone-kb/lodestone/kb/register"
)

// RegisterFollower is the name under which the version of the loaded register is kept.
const RegisterFollower = "register"

// LoadRegister takes the shipped register into the store, in one transaction, unless this version
// of it is there already. Acts that were read from documents before are laid under the reviewed
// records. Record time of the register is the moment it was loaded. It reports whether it wrote.
func LoadRegister(ctx context.Context, s kb.Store, r *register.Register, now time.Time) (bool, error) {
	version := r.Version()
	held, err := s.Position(ctx, RegisterFollower)
	if err != nil || held == version {
		return false, err
	}
	law, err := s.Law(ctx, noTime)
	if err != nil {
		return false, err
	}
	g := New(Options{Store: s})
	w := kb.Write{At: now.UTC(), Positions: map[string]string{RegisterFollower: version}}
	shipped := kb.Law{Instruments: r.Instruments, Measures: r.Measures, Effects: r.Effects, Disputes: r.Disputes}
	for _, i := range r.Instruments {
		reviewed, _ := legal.Of(shipped, i.ID)
		old, isHeld := legal.Of(law, i.ID)
		next := reviewed
		var all []reading
		for _, d := range old.Instrument.Documents {
			read, err := g.read(ctx, d)
			if err != nil {
				return false, fmt.Errorf("read %s again for %s: %w", d, i.ID, err)
			}
			all = append(all, read)
		}
		if len(all) > 0 {
			next, _ = combine(reviewed, all)
		}
		next.Disputes = append(slices.Clone(next.Disputes), pressOf(old)...)
		settleTargets(&next, r.Instruments)
		recordRegister(&w, old, next, isHeld)
	}
	retry(&w, law, append(slices.Clone(law.Instruments), r.Instruments...))
	if err := g.weighActs(ctx, &w, law, map[kb.InstrumentID]bool{}, corpus.Document{Source: "register"}, nil); err != nil {
		return false, err
	}
	if _, err := s.Commit(ctx, w); err != nil {
		return false, fmt.Errorf("store the register: %w", err)
	}
	return true, nil
}

// recordRegister adds the difference for one act with one entry for the act, and one for each dispute.
func recordRegister(w *kb.Write, old, now legal.Records, held bool) {
	var single kb.Write
	record(&single, old, now, held, corpus.Document{Source: "register"})
	w.Instruments = append(w.Instruments, single.Instruments...)
	w.Measures = append(w.Measures, single.Measures...)
	w.Effects = append(w.Effects, single.Effects...)
	w.Disputes = append(w.Disputes, single.Disputes...)
	w.Entries = append(w.Entries, slices.DeleteFunc(single.Entries, func(e kb.Entry) bool {
		return e.Kind == kb.MeasureRecorded || e.Kind == kb.EffectRecorded
	})...)
}
