package parse

import (
	"context"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// TestRelations reads what an attachment is from its link's words, its language and its label.
func TestRelations(t *testing.T) {
	for _, c := range []struct {
		text, label string
		lang, own   corpus.Lang
		want        corpus.AttachmentRelation
	}{
		{"附件2：两用物项清单.doc", "", "", "zh-Hans", corpus.AnnexOf},
		{"1. 两用物项清单", "附件：", "", "zh-Hans", corpus.AnnexOf},
		{"附件1 申请表.docx", "", "", "zh-Hans", corpus.FormOf},
		{"公告英文版.pdf", "", "", "zh-Hans", corpus.TranslationOf},
		{"关于公告的更正", "附件：", "", "zh-Hans", corpus.CorrigendumOf},
		{"公告解读.pdf", "", "", "zh-Hans", corpus.ExplanationOf},
		{"下载正文", "", "", "zh-Hans", corpus.RenditionOf},
		{"Annex IV (list of items)", "", "", "en", corpus.AnnexOf},
		{"Corrigendum to Annex IV", "", "", "en", corpus.CorrigendumOf},
		{"Unofficial English translation", "", "", "ja", corpus.TranslationOf},
		{"The notice", "", "fr", "en", corpus.TranslationOf},
		{"The notice", "", "en-GB", "en", corpus.Attached},
		{"Explanatory Memorandum", "", "", "en", corpus.ExplanationOf},
		{"PDF (1.2 MB)", "", "", "en", corpus.RenditionOf},
		{"Schedule 3", "Download the order", "", "en", corpus.AnnexOf},
		{"Antimony in glass", "", "", "en", corpus.Attached},
		{"annexation of the islands", "", "", "en", corpus.Attached},
		{"別紙1", "", "", "ja", corpus.AnnexOf},
	} {
		got := relationOf(block.Link{Text: c.text, Label: c.label, Lang: c.lang}, c.own)
		if got != c.want {
			t.Errorf("%q under %q is %s, want %s", c.text, c.label, got, c.want)
		}
	}
}

// TestAttachmentsOfPage reads the label above a list of links, and hreflang.
func TestAttachmentsOfPage(t *testing.T) {
	const page = `<html lang="zh"><body><div id="zoom"><h1>关于两种合金的公告</h1><p>现将有关事项公告如下，请遵照执行，自公布之日起施行。</p>
<p>附件：</p><p><a href="/a/1.doc">1. 物项清单</a></p><p><a href="/a/2.pdf">2. 企业名单</a></p>
<p>特此公告，并请各单位遵照执行，不得延误，有关情况请及时向本部报告，以便统筹研究处理，特此说明，望周知并认真贯彻落实。</p><p><a href="/a/en.pdf" hreflang="en">Notice</a></p></div></body></html>`
	p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html", URL: "http://ministry.example/n"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []corpus.Attachment{
		{URL: "http://ministry.example/a/1.doc", Text: "1. 物项清单", Relation: corpus.AnnexOf},
		{URL: "http://ministry.example/a/2.pdf", Text: "2. 企业名单", Relation: corpus.AnnexOf},
		{URL: "http://ministry.example/a/en.pdf", Text: "Notice", Relation: corpus.TranslationOf, Lang: "en"},
	}
	if len(p.Attachments) != len(want) {
		t.Fatalf("%d attachments: %v", len(p.Attachments), p.Attachments)
	}
	for i, a := range p.Attachments {
		if a != want[i] {
			t.Errorf("attachment %d is %v, want %v", i, a, want[i])
		}
	}
}

// TestAnnexNotHeld: a document that names an annex which it neither holds nor links lacks a part.
func TestAnnexNotHeld(t *testing.T) {
	for _, c := range []struct{ name, body, parent, want string }{
		{"listed at the end", "<p>附件：物项清单</p>", "", "附件"},
		{"listed with numbers", "<p>附件1：物项清单</p><p>附件2：企业名单</p>", "", "附件1"},
		{"named in the text", "<p>二、所列物项（详见附件2）自公布之日起适用本公告。</p>", "", "附件2"},
		{"in English", "<p>Annex II: List of goods</p>", "", "Annex II"},
		{"there is none", "<p>附件：无</p>", "", ""},
		{"linked", `<p>附件：<a href="/a/1.doc">物项清单</a></p>`, "", ""},
		{"in the text", "<p>二、所列物项（见附件）自公布之日起适用本公告。</p><h2>附件</h2><p>一、钨丝。</p><p>二、锡箔。</p>", "", ""},
		{"an annex of another", "<p>附件：物项清单</p>", "http://ministry.example/n", ""},
		{"the annex of another act", "<p>二、本公告不改变第七号公告附件所列的物项。</p>", "", ""},
	} {
		page := `<html lang="zh"><body><div id="zoom"><h1>关于两种合金的公告</h1><p>一、现将有关事项公告如下，请遵照执行，自公布之日起施行。</p>` + c.body + "</div></body></html>"
		p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html", URL: "http://ministry.example/n", Hints: corpus.Hints{Parent: c.parent}}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, g := range p.Gaps {
			got += g.Name
		}
		if got != c.want {
			t.Errorf("%s: gaps %+v, want one of %q", c.name, p.Gaps, c.want)
		}
	}
}
