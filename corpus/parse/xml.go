package parse

import (
	"context"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/legalxml"
)

// readXML reads XML by its vocabulary, see package legalxml, and feeds.
func readXML(ctx context.Context, in Input, opt Options) (block.Page, error) {
	if isFeed(legalxml.Root(in.Bytes)) {
		text, warnings := legalxml.Text(in.Bytes)
		p, err := readFeed(ctx, in, opt, text)
		p.Warnings = append(warnings, p.Warnings...)
		return p, err
	}
	return legalxml.Read(in.Bytes, opt.limits())
}

// isXML reports whether text is XML and no web page. The declared type counts where the text opens
// like a tag and says nothing else.
func isXML(b []byte, kind string) bool {
	if legalxml.Sniff(b) {
		return true
	}
	declared := kind == "application/xml" || kind == "text/xml" || strings.HasSuffix(kind, "+xml") && kind != "application/xhtml+xml"
	return declared && strings.HasPrefix(strings.TrimLeft(string(b[:min(len(b), 256)]), "\ufeff \t\r\n"), "<") && !looksHTML([]byte(strings.ToLower(string(b[:min(len(b), 1024)]))))
}
