package parse

import "testing"

// The catalogue above a Chinese notice has its number, also where the text has none.
func TestNumberOfCatalogue(t *testing.T) {
	const text = `<div class="TRS_Editor"><p>各有关单位：</p><p>现将样例合金的有关事项通知如下，请遵照执行，并做好相关工作。</p></div>`
	for catalogue, want := range map[string]string{
		"<table><tr><td>索引号</td><td>000/2031-7</td><td>发文字号</td><td>样发〔2031〕7号</td></tr></table>": "样发〔2031〕7号",
		"<ul><li><b>文 号：</b>样发〔2031〕7号</li></ul>":                                                 "样发〔2031〕7号",
		"<p>文号：样例部公告2031年第7号</p>":                                                                 "样例部公告2031年第7号",
		"<table><tr><td>文号</td><td>无</td></tr><tr><td>〔2031〕7号</td></tr></table>":                 "",
		"<p>相关文号见<a href=/1>样发〔2031〕7号</a></p>":                                                   "",
	} {
		if p := officialPage(t, "<html><head><title>关于样例合金的通知</title></head><body>"+catalogue+"<h1>关于样例合金的通知</h1>"+text+"</body></html>"); p.Number != want {
			t.Errorf("number %q of %s, want %q", p.Number, catalogue, want)
		}
	}
}
