package export

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"slices"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// entity is a FollowTheMoney entity (https://followthemoney.tech): a schema and properties, each a
// list of strings.
type entity struct {
	ID         string              `json:"id"`
	Caption    string              `json:"caption,omitempty"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Datasets   []string            `json:"datasets"`
	Change     Change              `json:"_change,omitempty"`
}

// set adds values to a property, leaving out empty ones.
func (e *entity) set(name string, values ...string) {
	for _, v := range values {
		if v != "" && !slices.Contains(e.Properties[name], v) {
			e.Properties[name] = append(e.Properties[name], v)
		}
	}
}

func newEntity(schema, id string) entity {
	return entity{ID: "lodestone-" + id, Schema: schema, Properties: map[string][]string{}, Datasets: []string{"lodestone"}}
}

// entities writes authorities as PublicBody, acts and texts as Document, and clauses as Sanction,
// whose entities are the parties that it names, or else the act.
func (s Source) entities(ctx context.Context, w io.Writer, p *point) error {
	out := bufio.NewWriter(w)
	write := func(e entity) error {
		b, err := json.Marshal(e)
		if err != nil {
			return err
		}
		_, err = out.Write(append(b, '\n'))
		return err
	}
	bodies := map[string]bool{}
	for r, err := range instruments(ctx, s, p) {
		if err != nil {
			return err
		}
		for _, e := range actEntities(r, bodies) {
			if err := write(e); err != nil {
				return err
			}
		}
	}
	for r, err := range measures(ctx, s, p) {
		if err != nil {
			return err
		}
		for _, e := range clauseEntities(r) {
			if err := write(e); err != nil {
				return err
			}
		}
	}
	for r, err := range documents(ctx, s, p) {
		if err != nil {
			return err
		}
		if err := write(textEntity(r)); err != nil {
			return err
		}
	}
	return out.Flush()
}

func actEntities(r record, bodies map[string]bool) []entity {
	e := newEntity("Document", "act-"+r.id)
	e.Change = r.change
	i, ok := r.whole.(kb.Instrument)
	if !ok { // deleted
		return []entity{e}
	}
	e.Caption = i.Title
	e.set("title", i.Title, i.TitleZh)
	e.set("country", country(i.Jurisdiction))
	e.set("publishedAt", day(i.Published))
	e.set("summary", i.Note)
	e.set("alias", append([]string{i.Number, string(i.ID)}, i.Aliases...)...)
	out := []entity{}
	for _, a := range i.Authorities {
		id := string(i.Jurisdiction) + "-" + a
		e.set("publisher", a)
		if bodies[id] {
			continue
		}
		bodies[id] = true
		b := newEntity("PublicBody", "authority-"+id)
		b.Caption, b.Change = a, r.change
		b.set("name", a)
		b.set("country", country(i.Jurisdiction))
		out = append(out, b)
	}
	return append(out, e)
}

func clauseEntities(r record) []entity {
	e := newEntity("Sanction", "clause-"+r.id)
	e.Change = r.change
	m, ok := r.whole.(kb.Measure)
	if !ok {
		return []entity{e}
	}
	row := r.row.(Measure)
	var out []entity
	for _, name := range m.EndUsers {
		party := newEntity("LegalEntity", "party-"+string(corpus.HashOf([]byte(name)))[:16])
		party.Caption, party.Change = name, r.change
		party.set("name", name)
		e.set("entity", party.ID)
		out = append(out, party)
	}
	if len(out) == 0 {
		e.set("entity", "lodestone-act-"+string(m.Instrument))
	}
	e.Caption = r.id
	e.set("recordId", r.id)
	e.set("program", string(m.Restriction))
	e.set("provisions", append(append([]string{}, row.Materials...), row.ControlCodes...)...)
	e.set("status", row.Status)
	e.set("startDate", row.Since)
	e.set("endDate", row.Until)
	e.set("country", places(m.Destinations)...)
	e.set("summary", m.Summary)
	return append(out, e)
}

func textEntity(r record) entity {
	e := newEntity("Document", "text-"+r.id)
	e.Change = r.change
	d, ok := r.whole.(corpus.Document)
	if !ok {
		return e
	}
	e.Caption = d.Title
	e.set("title", d.Title)
	e.set("sourceUrl", d.URL)
	e.set("publishedAt", day(d.Published))
	e.set("country", country(d.Jurisdiction))
	e.set("publisher", d.Authority)
	return e
}

// country writes a jurisdiction as FollowTheMoney has countries: in lower case, and none for the WTO.
func country(j corpus.Jurisdiction) string {
	if len(j) != 2 {
		return ""
	}
	return string([]byte{j[0] | 0x20, j[1] | 0x20})
}

// places keeps of destinations those that are countries.
func places(all []string) []string {
	var out []string
	for _, d := range all {
		if c := country(corpus.Jurisdiction(d)); c != "" && slices.Contains(kb.Countries(), d) {
			out = append(out, c)
		}
	}
	return out
}
