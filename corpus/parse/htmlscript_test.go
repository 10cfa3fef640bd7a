package parse

import (
	"encoding/json"
	"strings"
	"testing"
)

// Pages that scripts fill have their text in data, or say that it is not there.
func TestDataOfScripts(t *testing.T) {
	quoted := func(s string) string { b, _ := json.Marshal(s); return string(b) }
	paragraphs := strings.Repeat("<p>"+conditions+"</p>", 5)
	for name, c := range map[string]struct{ page, want, warning string }{
		"data of a framework":       {`<div id="__next">Loading</div><script type="application/json">{"props":{"article":{"teaser":"Short","body":` + quoted(paragraphs) + `}}}</script>`, conditions, "read from the data"},
		"what search engines read":  {`<div id="root"></div><script type="application/ld+json">[{"@type":"NewsArticle","articleBody":` + quoted(strings.Repeat(conditions+"\n", 5)) + `}]</script>`, conditions, "read from the data"},
		"nothing but a frame":       {`<div id="app">Loading</div><script src="/app.js"></script>`, "", "would be right"},
		"a text that is shown":      {`<div id="root"><p>` + strings.Repeat("The authority answers within thirty days. ", 8) + `</p></div><script type="application/json">{"body":` + quoted(paragraphs) + `}</script>`, "The authority answers", ""},
		"data without a text":       {`<div id="root"><p>The authority answers.</p></div><script type="application/json">{"a":{"b":[1,2,"` + strings.Repeat("x", 400) + `"]}}</script>`, "The authority answers.", "would be right"},
		"broken data":               {`<div id="root"><p>The authority answers.</p></div><script type="application/json">{"body":` + quoted(paragraphs) + `</script>`, "The authority answers.", "would be right"},
		"a short page of no script": {`<p>The authority answers.</p>`, "The authority answers.", ""},
	} {
		p := officialPage(t, `<html><head><title>Permits for alloys of the board</title></head><body>`+c.page+`</body></html>`)
		if !strings.Contains(p.Text, c.want) || c.want != conditions && strings.Contains(p.Text, conditions) {
			t.Errorf("%s: got %q", name, p.Text)
		}
		if got := strings.Join(p.Warnings, "; "); (c.warning == "") != (got == "") || !strings.Contains(got, c.warning) {
			t.Errorf("%s: warnings %q", name, got)
		}
		check(t, p)
	}
}
