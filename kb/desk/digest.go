package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/digest"
)

// DigestWords asks for a digest: of a period (the last seven days where no first day is given), or
// of what is new since a mark.
type DigestWords struct {
	ChangeWords
	Mark   *digest.Mark    // tell what is new since then; the first day is not read
	Health []corpus.Health // how the declared sources do, where somebody watches them
}

// DigestAnswer is the answer of /v1/digest.
type DigestAnswer struct {
	digest.Digest
	Coverage Coverage `json:"coverage"`
}

// digestDays is the period of a digest for which no first day is given.
const digestDays = 7

// Digest tells what changed. The filter's kinds narrow the changes and nothing else.
func (d *Desk) Digest(ctx context.Context, w DigestWords) (digest.Digest, Coverage, error) {
	in, c, err := d.digestInput(ctx, w)
	if err != nil {
		return digest.Digest{}, c, err
	}
	if w.From == "" && w.Mark == nil {
		in.From = in.To.AddDays(1 - digestDays)
	}
	if w.Mark != nil {
		in.From = w.Mark.Day.AddDays(1)
	}
	if in.Entries, err = d.learned(ctx, in); err != nil {
		return digest.Digest{}, c, err
	}
	in.Unread = unread(w.Health, c, in)
	made, err := d.made(ctx, c.CorpusVersion, w, in)
	return made, c, err
}

func (d *Desk) digestInput(ctx context.Context, w DigestWords) (digest.Input, Coverage, error) {
	in := digest.Input{Since: w.Mark, Words: w.Told()}
	var c Coverage
	var err error
	if w.Mark != nil {
		w.From = ""
	}
	if in.From, in.To, err = d.Range(w.From, w.To); err != nil {
		return in, c, err
	}
	if in.Filter, err = d.Filter(w.ChangeWords); err != nil {
		return in, c, err
	}
	known, err := d.knownAt(w.Known)
	if err != nil {
		return in, c, err
	}
	if in.Body, err = d.Body(ctx, known); err != nil {
		return in, c, err
	}
	if c, err = d.Coverage(ctx); err != nil {
		return in, c, err
	}
	in.Sample = c.Sample
	in.Closings, err = d.closings(ctx, in.Filter)
	return in, c, err
}

// Told writes the filter as a reader reads it, one string a field; none where nothing is narrowed.
func (w ChangeWords) Told() []string {
	var out []string
	for _, f := range []struct {
		name  string
		words []string
	}{{"material", w.Materials}, {"jurisdiction", w.Jurisdictions}, {"destination", w.Destinations}, {"instrument", w.Instruments}, {"restriction", w.Types}, {"kind", w.Kinds}} {
		if len(f.words) > 0 {
			out = append(out, f.name+" "+strings.Join(f.words, " or "))
		}
	}
	if w.Known != "" {
		out = append(out, "as known on "+w.Known)
	}
	return out
}

// learned returns the entries of the period.
func (d *Desk) learned(ctx context.Context, in digest.Input) ([]kb.Entry, error) {
	if in.Since != nil {
		entries, err := d.store.Entries(ctx, in.Since.Seq, 0)
		if err != nil {
			return nil, fmt.Errorf("read what was learned: %w", err)
		}
		return entries, nil
	}
	entries, err := d.recordedSince(ctx, in.From)
	if err != nil {
		return nil, fmt.Errorf("read what was learned: %w", err)
	}
	return slices.DeleteFunc(entries, func(e kb.Entry) bool {
		day := corpus.DateOf(e.RecordedAt.UTC())
		return day.Compare(in.From) < 0 || day.Compare(in.To) > 0
	}), nil
}

// harmless are alarms in spite of which a source was read.
var harmless = []corpus.AlarmKind{corpus.NumberMissing, corpus.UnknownField, corpus.FutureDates, corpus.DatesChanged, corpus.ForeignItems, corpus.Unsteady, corpus.TooManyItems}

// unread names the sources of which nobody can say what they published up to the last day.
func unread(health []corpus.Health, c Coverage, in digest.Input) []digest.Unread {
	var out []digest.Unread
	watched := map[string]bool{}
	for _, h := range health {
		watched[string(h.Source)] = true
		reason, bad := trouble(h)
		elsewhere := len(in.Filter.Jurisdictions) > 0 && h.Jurisdiction != "" && !slices.Contains(in.Filter.Jurisdictions, h.Jurisdiction)
		if !bad || elsewhere || !h.LastHealthy.IsZero() && corpus.DateOf(h.LastHealthy.UTC()).Compare(in.To) > 0 {
			continue
		}
		out = append(out, digest.Unread{Source: h.Source, Name: h.Name, Since: h.LastHealthy, Reason: reason})
	}
	for _, s := range c.StaleSources {
		if !watched[s] {
			out = append(out, digest.Unread{Source: corpus.SourceID(s), Reason: "not read for seven days or longer"})
		}
	}
	return out
}

// trouble says why a source could not be read.
func trouble(h corpus.Health) (string, bool) {
	switch h.State {
	case corpus.SourceOff, corpus.SourceHealthy, corpus.SourceEnded, corpus.SourceUndeclared:
		return "", false
	case corpus.SourceNeverRun:
		return digest.NeverRead, true
	case corpus.SourceOverdue:
		return "overdue: it was not read for twice its interval", true
	}
	if h.LastRun == nil {
		return string(h.State), true
	}
	for _, a := range h.LastRun.Alarms {
		if !slices.Contains(harmless, a.Kind) {
			return cmp.Or(a.Detail, strings.ReplaceAll(string(a.Kind), "_", " ")), true
		}
	}
	if n := h.LastRun.Failed; n > 0 {
		return fmt.Sprintf("%d of its items could not be fetched", n), true
	}
	return "", h.State == corpus.SourceBlocked
}
