package parse

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
	"github.com/lodestone-kb/lodestone/corpus/parse/sheet"
	"github.com/lodestone-kb/lodestone/corpus/parse/word"
)

// The office formats. Those of OLE files are told apart by their streams, see [office.KindOf].
const (
	formDOCX format = word.DOCX
	formDOC  format = format(office.Word)
	formRTF  format = word.RTF
	formXLSX format = sheet.XLSX
	formCSV  format = sheet.CSV
	formXLS  format = format(sheet.XLS)
)

// officeReaders are the readers of what word processors and spreadsheets write.
func officeReaders() map[format]reader {
	return map[format]reader{
		formDOCX: titled(word.ReadDOCX),
		formDOC:  titled(word.ReadBinary),
		formRTF:  titled(word.ReadRTF),
		formCSV: func(_ context.Context, in Input, opt Options) (block.Page, error) {
			return sheet.ReadCSV(in.Bytes, in.MediaType, opt.limits())
		},
		format(word.ODT):  titled(word.ReadODT),
		format(sheet.ODS): titled(sheet.ReadODS),
		word.XML2003:      titled(word.ReadXML2003),
		word.FlatOPC:      titled(word.ReadFlat),
		sheet.XML2003:     titled(sheet.ReadXML),
		sheet.XLSB:        titled(sheet.ReadXLSB),
		formXLSX:          titled(sheet.ReadXLSX),
		formXLS:           titled(sheet.ReadXLS),

		format(office.Protected):    refused(Encrypted, "the Office file is protected by a password; a copy without one would be right"),
		format(office.Hangul):       refused(Unsupported, "the file is of the Korean word processor Hangul (HWP), which is not read; the same text as DOCX or PDF would be right"),
		format(office.PackedHangul): refused(Unsupported, "the file is of the Korean word processor Hangul (HWPX), which is not read; the same text as DOCX or PDF would be right"),
		format(office.Works):        refused(Unsupported, "the file is of Microsoft Works, which is not read; the same text as DOCX or PDF would be right"),
		format(office.Slides):       refused(Unsupported, "the file is a PowerPoint presentation, which is not read; the same text as DOCX or PDF would be right"),
		format(office.Message):      refused(Unsupported, "the file is a message saved by Outlook, which is not read; the same message as .eml would be right"),
		format(office.PackedSlides): refused(Unsupported, "the file is a PowerPoint presentation, which is not read; the same text as DOCX or PDF would be right"),
		format(office.OpenOther):    refused(Unsupported, "the file is an OpenDocument drawing or presentation, which is not read; the same text as DOCX or PDF would be right"),
		format(office.Other):        refused(Unsupported, "the file is an OLE compound file without the streams of Word or Excel; a Word file, a workbook or a PDF would be right"),
	}
}

// officeXML recognises the XML that Office wrote before its files were packed; the head is in lower case.
func officeXML(head []byte) format {
	if !bytes.HasPrefix(head, []byte("<")) {
		return ""
	}
	for _, x := range []struct {
		sign string
		form format
	}{
		{"<pkg:package", word.FlatOPC}, {"<w:worddocument", word.XML2003}, {"progid=\"excel.sheet\"", sheet.XML2003},
		{"<workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"", sheet.XML2003}, {"<ss:workbook", sheet.XML2003},
	} {
		if bytes.Contains(head, []byte(x.sign)) {
			return x.form
		}
	}
	return ""
}

// refused makes a reader of a format that is recognised and not read.
func refused(kind Kind, reason string) reader {
	return func(context.Context, Input, Options) (block.Page, error) {
		return block.Page{}, &block.Error{Kind: kind, Reason: reason}
	}
}

// titled makes a reader of one that knows nothing of captures. The first line that looks like a title
// is the title: the one in the properties of an office file is often that of another.
func titled(read func([]byte, block.Limits) (block.Page, error)) reader {
	return func(_ context.Context, in Input, opt Options) (block.Page, error) {
		p, err := read(in.Bytes, opt.limits())
		switch {
		case err != nil:
			return p, err
		case len(p.Blocks) == 0 && len(p.Warnings) > 0:
			return p, block.Failf(Empty, "the file holds no words of its own; %s", strings.Join(p.Warnings, "; "))
		case p.Title == "":
			p.Title = titleAmong(slices.DeleteFunc(slices.Clone(p.Blocks[:min(len(p.Blocks), 4)]), func(b block.Block) bool {
				return b.Kind == block.Heading && isSheet(p.MediaType) // the name of a sheet
			}))
		}
		return p, nil
	}
}

// isSheet reports whether the media type is that of a workbook or a table.
func isSheet(mediaType string) bool {
	switch mediaType {
	case sheet.XLSX, sheet.XLSB, string(sheet.XLS), sheet.XML2003, string(sheet.ODS), sheet.CSV:
		return true
	}
	return false
}

// titleAmong returns the first of the leading lines that looks like a title.
func titleAmong(blocks []block.Block) string {
	for _, b := range blocks[:min(len(blocks), 3)] {
		if b.Kind == block.Row || b.Kind == block.RowHead {
			return ""
		}
		if n := len([]rune(b.Text)); b.Marker == "" && n >= 4 && n <= 120 && !endsSentence(b.Text) && !zhAnnex.MatchString(b.Text) {
			return b.Text
		}
	}
	return ""
}
