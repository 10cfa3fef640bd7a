// Package holdings surveys what a store holds, for the API and the pages alike.
package holdings

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/legal"
)

// Source is a source that is declared, or from which documents are held.
type Source struct {
	Source    corpus.SourceID `json:"source"`
	Documents int             `json:"documents"`
	LastSeen  *time.Time      `json:"last_seen" doc:"the last time that one of its documents was seen; null where none is held"`
	Stale     bool            `json:"stale" doc:"not read for seven days"`
	Health    *corpus.Health  `json:"health,omitempty" doc:"how it does, where it is declared: its last run with its alarms, and its next one"`
}

// Survey says within which bounds the answers are true.
type Survey struct {
	desk.Coverage
	BySource     []Source               `json:"by_source"`
	Documents    int                    `json:"documents"`
	Instruments  int                    `json:"instruments"`
	Measures     int                    `json:"measures"`
	Dispositions map[kb.Disposition]int `json:"dispositions" doc:"what came of the captures, counted"`
}

// Read surveys what is held.
func Read(ctx context.Context, d *desk.Desk) (Survey, error) {
	v := Survey{BySource: []Source{}, Dispositions: map[kb.Disposition]int{}}
	var err error
	if v.Coverage, err = d.Coverage(ctx); err != nil {
		return v, err
	}
	docs, err := d.Documents(ctx)
	if err != nil {
		return v, err
	}
	v.Documents, v.BySource = len(docs), bySource(docs, v.StaleSources)
	body, err := d.Body(ctx, time.Time{})
	if err != nil {
		return v, err
	}
	v.Instruments, v.Measures = len(body.Law().Instruments), len(body.Law().Measures)
	v.Dispositions, err = d.Dispositions(ctx)
	return v, err
}

// Sources tells of each source from which documents are held how fresh it is, without counting all
// that was ever captured, as Read does.
func Sources(ctx context.Context, d *desk.Desk) (desk.Coverage, []Source, error) {
	c, err := d.Coverage(ctx)
	if err != nil {
		return c, nil, err
	}
	docs, err := d.Documents(ctx)
	return c, bySource(docs, c.StaleSources), err
}

func bySource(docs []*corpus.Document, stale []string) []Source {
	rows := map[corpus.SourceID]*Source{}
	for _, d := range docs {
		r := rows[d.Source]
		if r == nil {
			r = &Source{Source: d.Source, Stale: slices.Contains(stale, string(d.Source))}
			rows[d.Source] = r
		}
		r.Documents++
		if !d.LastSeen.IsZero() && (r.LastSeen == nil || d.LastSeen.After(*r.LastSeen)) {
			r.LastSeen = &d.LastSeen
		}
	}
	out := []Source{}
	for _, r := range rows {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(x, y Source) int { return cmp.Compare(x.Source, y.Source) })
	return out
}

// Watched joins the sources from which documents are held with the health of those that are declared,
// which may hold none yet. Rows are by source.
func Watched(held []Source, health []corpus.Health) []Source {
	out := slices.Clone(held)
	for _, h := range health {
		i := slices.IndexFunc(out, func(s Source) bool { return s.Source == h.Source })
		if i < 0 {
			i, out = len(out), append(out, Source{Source: h.Source})
		}
		out[i].Health = &h
	}
	slices.SortFunc(out, func(x, y Source) int { return cmp.Compare(x.Source, y.Source) })
	return out
}

// Issues returns the outcomes of captures that did not become a document whole, by capture. Empty
// lists mean the usual dispositions and every source.
func Issues(ctx context.Context, d *desk.Desk, dispositions, sources []string) ([]kb.Outcome, error) {
	rows, err := d.Issues(ctx)
	if len(dispositions) > 0 {
		rows, err = d.Store().Outcomes(ctx, "", 0)
	}
	return slices.DeleteFunc(rows, func(o kb.Outcome) bool {
		return len(dispositions) > 0 && !slices.Contains(dispositions, string(o.Disposition)) || len(sources) > 0 && !slices.Contains(sources, string(o.Capture.Source))
	}), err
}

// Material is a material that some measure names.
type Material struct {
	Material      kb.Material           `json:"material"`
	Jurisdictions []corpus.Jurisdiction `json:"jurisdictions" doc:"whose measures name it, whatever their state"`
	Measures      int                   `json:"measures"`
}

// noMaterial reports whether a group is whatever a list or a firm deals in, and so no material.
func noMaterial(m kb.Material) bool {
	g, ok := kb.GroupNamed(m)
	return ok && (g.ByReference || m == "defence firms" || m == "43 kinds of goods")
}

// Materials lists the materials that measures name, by symbol; groups that are no materials are
// left out.
func Materials(body *legal.Body) []Material {
	rows := map[kb.Material]*Material{}
	for _, m := range body.Law().Measures {
		home, _ := body.Instrument(m.Instrument)
		seen := map[kb.Material]bool{}
		for _, i := range m.Items {
			if i.Material == "" || seen[i.Material] || noMaterial(i.Material) {
				continue
			}
			seen[i.Material] = true
			row := rows[i.Material]
			if row == nil {
				row = &Material{Material: i.Material, Jurisdictions: []corpus.Jurisdiction{}}
				rows[i.Material] = row
			}
			row.Measures++
			if !slices.Contains(row.Jurisdictions, home.Jurisdiction) {
				row.Jurisdictions = append(row.Jurisdictions, home.Jurisdiction)
			}
		}
	}
	out := []Material{}
	for _, row := range rows {
		slices.Sort(row.Jurisdictions)
		out = append(out, *row)
	}
	slices.SortFunc(out, func(x, y Material) int { return cmp.Compare(x.Material, y.Material) })
	return out
}
