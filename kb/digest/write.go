package digest

import (
	"fmt"
	"html/template"
	"io"
	"strings"
)

// Format is what a digest is written as.
type Format string

// The formats. JSON is the digest itself.
const (
	Text     Format = "text"
	Markdown Format = "md"
	HTML     Format = "html"
	JSON     Format = "json"
)

// Write writes the digest as text, Markdown (CommonMark) or a whole HTML page without script.
func Write(w io.Writer, d Digest, as Format) error {
	v := layOut(d)
	switch as {
	case Text:
		_, err := io.WriteString(w, v.text())
		return err
	case Markdown:
		_, err := io.WriteString(w, v.markdown())
		return err
	case HTML:
		return page.Execute(w, v)
	}
	return fmt.Errorf("write a digest as %q: want text, md or html", as)
}

const sampleNote = "SAMPLE: rests on the sample web, whose wording is invented. Nothing in it is evidence."

func (v view) text() string {
	var b strings.Builder
	fmt.Fprintln(&b, v.Title)
	if v.Sample {
		fmt.Fprintln(&b, sampleNote)
	}
	for _, w := range v.Warnings {
		fmt.Fprintln(&b, "! "+w)
	}
	for _, l := range v.Lead {
		fmt.Fprintln(&b, l)
	}
	put := func(s section, details bool) {
		fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(s.Head))
		for _, l := range s.Lines {
			fmt.Fprintf(&b, "  %-10s  %s%s\n", l.Day, l.Text, l.id(" [", "]"))
			for _, sub := range l.Sub {
				if details {
					fmt.Fprintf(&b, "                %s\n", sub)
				}
			}
		}
		if s.More > 0 {
			fmt.Fprintf(&b, "  … and %d more below\n", s.More)
		}
	}
	for _, s := range v.Screen {
		put(s, false)
	}
	if len(v.Details) > 0 {
		fmt.Fprint(&b, "\n", strings.Repeat("=", 20), " DETAILS ", strings.Repeat("=", 20), "\n")
	}
	for _, s := range v.Details {
		put(s, true)
	}
	return b.String()
}

// id writes the act's id between two marks; nothing where there is none.
func (l line) id(before, after string) string {
	if l.ID == "" {
		return ""
	}
	return before + l.ID + after
}

// quoted keeps text of others from acting in Markdown.
var quoted = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "#", `\#`, "|", `\|`, "!", `\!`, "~", `\~`)

func (v view) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n", quoted.Replace(v.Title))
	if v.Sample {
		fmt.Fprintf(&b, "**%s**\n\n", sampleNote)
	}
	for _, w := range v.Warnings {
		fmt.Fprintf(&b, "> **%s**\n>\n", quoted.Replace(w))
	}
	for _, l := range v.Lead {
		fmt.Fprintf(&b, "\n%s\n", quoted.Replace(l))
	}
	put := func(level string, s section, details bool) {
		fmt.Fprintf(&b, "\n%s %s\n\n", level, s.Head)
		for _, l := range s.Lines {
			fmt.Fprintf(&b, "- %s%s\n", quoted.Replace(strings.TrimSpace(l.Day+" "+l.Text)), strings.ReplaceAll(l.id(" (", ")"), "`", ""))
			for _, sub := range l.Sub {
				if details {
					fmt.Fprintf(&b, "  - %s\n", quoted.Replace(sub))
				}
			}
		}
		if s.More > 0 {
			fmt.Fprintf(&b, "- … and %d more below\n", s.More)
		}
	}
	for _, s := range v.Screen {
		put("##", s, false)
	}
	if len(v.Details) > 0 {
		fmt.Fprint(&b, "\n## Details\n")
	}
	for _, s := range v.Details {
		put("###", s, true)
	}
	return b.String()
}

var page = template.Must(template.New("digest").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}}</title>
<style>body{font:16px/1.45 sans-serif;max-width:60rem;margin:1rem auto;padding:0 1rem}time{font-variant-numeric:tabular-nums}code{font-size:.85em}.warn{border-left:4px solid #a00;padding-left:.6rem}</style></head>
<body>
<h1>{{.Title}}</h1>
{{- if .Sample}}
<p><strong>SAMPLE: rests on the sample web, whose wording is invented. Nothing in it is evidence.</strong></p>{{end}}
{{- range .Warnings}}
<p class="warn">{{.}}</p>{{end}}
{{- range .Lead}}
<p>{{.}}</p>{{end}}
{{- range .Screen}}
<section><h2>{{.Head}}</h2><ul>
{{- range .Lines}}
<li>{{if .Day}}<time>{{.Day}}</time> {{end}}{{.Text}}{{if .ID}} <code>{{.ID}}</code>{{end}}</li>{{end}}
{{- if .More}}
<li>… and {{.More}} more below</li>{{end}}
</ul></section>{{end}}
{{- if .Details}}
<h2>Details</h2>{{end}}
{{- range .Details}}
<section><h3>{{.Head}}</h3><ul>
{{- range .Lines}}
<li>{{if .Day}}<time>{{.Day}}</time> {{end}}{{.Text}}{{if .ID}} <code>{{.ID}}</code>{{end}}{{if .Sub}}<ul>{{range .Sub}}<li>{{.}}</li>{{end}}</ul>{{end}}</li>{{end}}
</ul></section>{{end}}
</body></html>
`))
