package pack

import (
	"bytes"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/wording"
)

const readme = `This is an evidence pack: a question, its answer, and everything that the answer rests on.

Read answer.html. To check the pack, on any machine and without a network:

    lodestone verify THIS-FILE

It checks that no byte was changed since the pack was signed (MANIFEST), that each quote stands in
its text (texts/), that the texts and the bytes they were read from (originals/) are those that the
archive's log recorded, and that those entries are in the log that a signed checkpoint speaks of
(proofs.json, checkpoint.txt; RFC 6962, C2SP tlog-checkpoint). Whether the key in log.pub is the
archive's own, ask its keeper by another way, and give it as --key.

It proves what was in this archive, unaltered, since the checkpoint. It does not prove that what a
publisher wrote is so, that the archive has read everything, or that its clock was right. Where the
answer says "register", no text is held: it rests on a reviewed record that names its sources.
It is no legal advice.
`

// reader writes the answer for a reader.
func (p *packing) reader(a desk.StatusAnswer, q Question) error {
	type text struct {
		Name     string
		Document corpus.DocumentID
		URL      string
		Fetched  string
		Original string
	}
	var texts []text
	for _, r := range p.revisions {
		t := text{Name: "texts/" + string(r.ID) + ".txt", Document: r.Document}
		if c, ok := p.captures[r.Capture]; ok {
			t.URL, t.Fetched, t.Original = c.FinalURL, c.FetchedAt.UTC().Format("2006-01-02 15:04 MST"), "originals/"+string(c.PayloadHash)
		}
		texts = append(texts, t)
	}
	slices.SortFunc(texts, func(x, y text) int { return strings.Compare(x.Name, y.Name) })
	var b bytes.Buffer
	err := page.Execute(&b, map[string]any{"Question": q, "Answer": a, "English": a.Paragraph[wording.English], "Chinese": a.Paragraph[wording.Chinese], "Texts": texts})
	if err != nil {
		return fmt.Errorf("write answer.html: %w", err)
	}
	p.members["answer.html"] = b.Bytes()
	return nil
}

var page = template.Must(template.New("answer").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Evidence pack</title>
<style>body{font:16px/1.5 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}blockquote{border-left:3px solid #888;margin:.3rem 0;padding-left:.6rem}table{border-collapse:collapse}td,th{text-align:left;padding:.1rem .6rem;vertical-align:top}</style></head>
<body>
<h1>{{.Answer.Question.Material}} {{.Answer.Question.Code}} {{with .Answer.Question.Destination}}to {{.}}{{end}} {{with .Answer.Question.EndUse}}for {{.}} use{{end}} {{with .Answer.Question.Jurisdiction}}by {{.}}{{end}} on {{.Question.On}}</h1>
{{- if .Question.Sample}}
<p><strong>SAMPLE: rests on the sample web, whose wording is invented. Nothing in it is evidence.</strong></p>{{end}}
<p><strong>{{.Answer.Answer.Answer}}</strong>{{with .Answer.Strictest}}, strictest: {{.}}{{end}}. Corpus version {{.Question.CorpusVersion}}{{with .Answer.Question.Known}}, as known on {{.}}{{end}}; made {{.Question.MadeAt.Format "2006-01-02 15:04 MST"}}.</p>
<p>{{.English}}</p>
<p lang="zh-Hans">{{.Chinese}}</p>
{{- range .Answer.Measures}}
<section><h2>{{.ID}}</h2>
<p>{{.Title}}: {{.Restriction}}, <strong>{{.Status}}</strong>{{if not .Since.IsZero}} since {{.Since}}{{end}}{{if not .Until.IsZero}} until {{.Until}}{{end}}</p>
{{- range .Basis.Spans}}
<blockquote>{{.Quote}} <small>{{.Revision}}, {{.Address}}</small></blockquote>{{end}}
<table>{{range .Chain}}
<tr><td>{{.Date}}</td><td>{{.Event}}{{if .Announced}} (announced, not enacted){{end}}{{with .By}} by {{.}}{{end}}{{if not .Until.IsZero}} until {{.Until}}{{end}}</td><td>{{range .Spans}}<blockquote>{{.Quote}} <small>{{.Revision}}, {{.Address}}</small></blockquote>{{end}}{{if eq .Held "register"}}register{{with .Provenance}}{{range .URLs}}<br>{{.}}{{end}}{{end}}{{end}}</td></tr>{{end}}
</table></section>{{end}}
{{- if .Answer.Disputes}}
<h2>Disputed</h2><ul>{{range .Answer.Disputes}}
<li>{{.Instrument}}, {{.About}}<ul>{{range .Claims}}<li>{{.Says}}</li>{{end}}</ul></li>{{end}}</ul>{{end}}
<h2>Texts</h2>
{{- if not .Texts}}
<p>No text is held of what the answer rests on: all of it is of the register.</p>{{end}}
<ul>{{range .Texts}}
<li>{{.Name}}, of document {{.Document}}{{with .URL}}, from {{.}}{{end}}{{with .Fetched}}, fetched {{.}}{{end}}{{with .Original}}: {{.}}{{end}}</li>{{end}}</ul>
</body></html>
`))
