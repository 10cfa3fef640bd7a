package parse

import (
	"context"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/mail"
)

const formMail format = mail.MediaType

// readMail reads a message or a saved page. Of its parts only texts are read, never another message:
// package mail opens those itself, so that nesting is counted in one place.
func readMail(ctx context.Context, in Input, opt Options) (block.Page, error) {
	return mail.Read(in.Bytes, opt.limits(), func(p mail.Part) (block.Page, error) {
		inner, opt := Input{Bytes: p.Body, MediaType: p.MediaType, URL: firstOf(p.URL, in.URL), Hints: in.Hints}, opt
		opt.KeepAllHTML = opt.KeepAllHTML || p.Whole
		switch sniff(p.Body, p.MediaType) {
		case formHTML:
			return readHTML(ctx, inner, opt)
		case formRTF:
			return officeReaders()[formRTF](ctx, inner, opt)
		case formPlain, formMark, formJSON, formXML, formMail:
			return readPlain(ctx, inner, opt)
		}
		return block.Page{}, block.Failf(Unsupported, "a part is %s but holds no text; HTML, plain text or RTF would be right", p.MediaType)
	})
}
