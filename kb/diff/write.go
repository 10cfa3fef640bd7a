package diff

import (
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Format is what a difference is written as.
type Format string

// The formats. JSON is the difference itself.
const (
	Plain    Format = "text"
	Markdown Format = "md"
	HTML     Format = "html"
	JSON     Format = "json"
)

// Only returns the difference with what was added alone, or with what was deleted alone.
func (d Difference) Only(op Op) Difference {
	keep := func(all []Piece) []Piece {
		return slices.DeleteFunc(slices.Clone(all), func(p Piece) bool { return p.Op != op })
	}
	unwanted := map[Op]Kind{Added: Removed, Deleted: Inserted}[op]
	changes := d.Changes
	d.Changes, d.Pieces = []Change{}, keep(d.Pieces)
	for _, c := range changes {
		c.Pieces = keep(c.Pieces)
		whole := slices.Contains(c.Kinds, Inserted) || slices.Contains(c.Kinds, Removed)
		if !slices.Contains(c.Kinds, unwanted) && (whole || len(c.Pieces) > 0) {
			d.Changes = append(d.Changes, c)
		}
	}
	return d
}

// Titles says what is compared, for the head of a page.
type Titles struct {
	Title    string
	From, To string // when each revision was recorded, or what else tells them apart
	Sample   bool
}

// Write writes a difference as text, Markdown (CommonMark) or a whole HTML page without script:
// a line for each provision with its grade and its reasons, and its words.
func Write(w io.Writer, d Difference, t Titles, as Format) error {
	v := layOut(d, t)
	switch as {
	case Plain:
		_, err := io.WriteString(w, v.text())
		return err
	case Markdown:
		_, err := io.WriteString(w, v.markdown())
		return err
	case HTML:
		return page.Execute(w, v)
	}
	return fmt.Errorf("write a difference as %q: want text, md or html", as)
}

type view struct {
	Title, From, To, Verdict string
	Sample                   bool
	Rows                     []row
}

type row struct {
	Grade, Kinds, Where string
	Reasons             []string
	Pieces              []Piece
}

func layOut(d Difference, t Titles) view {
	v := view{Title: visible(t.Title), From: fmt.Sprintf("%s (%s)", d.From, t.From), To: fmt.Sprintf("%s (%s)", d.To, t.To), Sample: t.Sample, Verdict: verdict(d)}
	for _, c := range d.Changes {
		r := row{Grade: string(c.Grade)}
		var kinds []string
		for _, k := range c.Kinds {
			kinds = append(kinds, string(k))
		}
		r.Kinds, r.Where = strings.Join(kinds, ", "), where(c)
		for _, x := range c.Reasons {
			s := x.What
			if x.Before+x.After != "" {
				s = fmt.Sprintf("%s: %s → %s", x.What, orNothing(x.Before), orNothing(x.After))
			}
			r.Reasons = append(r.Reasons, visible(s))
		}
		r.Pieces = piecesOf(c)
		v.Rows = append(v.Rows, r)
	}
	return v
}

// verdict is the difference in one line.
func verdict(d Difference) string {
	if len(d.Changes) == 0 {
		if hasChange(d.Pieces) {
			return "No provision differs; what stands between them does."
		}
		return "The texts do not differ."
	}
	var parts []string
	for _, k := range Kinds() {
		if n := d.Counts[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, k))
		}
	}
	return fmt.Sprintf("Weightiest: %s. Provisions: %s.", d.Grade, strings.Join(parts, ", "))
}

func where(c Change) string {
	addresses := func(all []Place) string {
		var out []string
		for _, p := range all {
			out = append(out, p.Address)
		}
		return strings.Join(out, ", ")
	}
	from, to := addresses(c.From), addresses(c.To)
	switch {
	case from == "" || from == to:
		return visible(to)
	case to == "":
		return visible(from)
	}
	return visible(from + " → " + to)
}

// piecesOf returns the words to be shown of a change.
func piecesOf(c Change) []Piece {
	if len(c.Pieces) > 0 {
		return shown(c.Pieces)
	}
	op := Same
	places := c.To
	switch {
	case len(c.From) == 0:
		op = Added
	case len(c.To) == 0:
		op, places = Deleted, c.From
	}
	var out []Piece
	for _, p := range places {
		out = append(out, Piece{Op: op, Text: p.Text})
	}
	return shown(out)
}

// shown makes pieces fit to be looked at: one line, long unchanged stretches by their ends.
func shown(all []Piece) []Piece {
	const longest, end = 160, 60
	out := make([]Piece, len(all))
	for i, p := range all {
		p.Text = visible(p.Text)
		if r := []rune(p.Text); p.Op == Same && len(r) > longest {
			p.Text = string(r[:end]) + " … " + string(r[len(r)-end:])
		}
		out[i] = p
	}
	return out
}

// visible drops what cannot be seen (control characters and those that turn the direction of what
// follows) and puts each blank as one space.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}

const sampleNote = "SAMPLE: these texts are invented. Nothing in them is evidence."

func (v view) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\nfrom %s\nto   %s\n", v.Title, v.From, v.To)
	if v.Sample {
		fmt.Fprintln(&b, sampleNote)
	}
	fmt.Fprintf(&b, "%s\n", v.Verdict)
	for _, r := range v.Rows {
		fmt.Fprintf(&b, "\n%s  %s  %s\n", strings.ToUpper(r.Grade), r.Kinds, r.Where)
		if len(r.Reasons) > 0 {
			fmt.Fprintf(&b, "    because of %s\n", strings.Join(r.Reasons, "; "))
		}
		fmt.Fprint(&b, "    ")
		for _, p := range r.Pieces {
			b.WriteString(marked(p, "[-", "-]", "{+", "+}", p.Text))
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func marked(p Piece, del, endDel, ins, endIns, text string) string {
	switch p.Op {
	case Deleted:
		return del + text + endDel
	case Added:
		return ins + text + endIns
	}
	return text
}

// quoted keeps text of others from acting in Markdown.
var quoted = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "#", `\#`, "|", `\|`, "!", `\!`, "~", `\~`)

func (v view) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nfrom %s, to %s\n\n", quoted.Replace(v.Title), quoted.Replace(v.From), quoted.Replace(v.To))
	if v.Sample {
		fmt.Fprintf(&b, "**%s**\n\n", sampleNote)
	}
	fmt.Fprintf(&b, "%s\n", v.Verdict)
	for _, r := range v.Rows {
		fmt.Fprintf(&b, "\n## %s: %s %s\n\n", r.Grade, r.Kinds, quoted.Replace(r.Where))
		for _, s := range r.Reasons {
			fmt.Fprintf(&b, "- %s\n", quoted.Replace(s))
		}
		fmt.Fprint(&b, "\n> ")
		for _, p := range r.Pieces {
			b.WriteString(marked(p, "<del>", "</del>", "<ins>", "</ins>", quoted.Replace(p.Text)))
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

var page = template.Must(template.New("diff").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}del{background:#fdd}ins{background:#dfd}.obligation h2{border-left:4px solid #a00;padding-left:.5rem}</style></head>
<body>
<h1>{{.Title}}</h1>
<p>from {{.From}}<br>to {{.To}}</p>
{{- if .Sample}}
<p><strong>SAMPLE: these texts are invented. Nothing in them is evidence.</strong></p>{{end}}
<p>{{.Verdict}}</p>
{{- range .Rows}}
<section class="{{.Grade}}"><h2>{{.Grade}}: {{.Kinds}} {{.Where}}</h2>
{{- if .Reasons}}
<ul>{{range .Reasons}}<li>{{.}}</li>{{end}}</ul>{{end}}
<p>{{range .Pieces}}{{if eq .Op "deleted"}}<del>{{.Text}}</del>{{else if eq .Op "added"}}<ins>{{.Text}}</ins>{{else}}{{.Text}}{{end}}{{end}}</p></section>{{end}}
</body></html>
`))

// Recorded says when a revision was recorded, for [Titles].
func Recorded(r corpus.Revision) string { return "recorded " + r.RecordedAt.UTC().Format("2006-01-02") }
