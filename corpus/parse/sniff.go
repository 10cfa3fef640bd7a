package parse

import (
	"bytes"
	"encoding/json"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/mail"
	"github.com/lodestone-kb/lodestone/corpus/parse/office"
	"github.com/lodestone-kb/lodestone/corpus/parse/sheet"
)

// format is a media type found by content.
type format string

const (
	formHTML  format = "text/html"
	formPlain format = "text/plain"
	formMark  format = "text/markdown"
	formPDF   format = "application/pdf"
	formJSON  format = "application/json"
	formXML   format = "application/xml"
	formZip   format = "application/zip"
	formGzip  format = "application/gzip"
	formWARC  format = "application/warc"
	formARC   format = "application/x-arc"
	formBytes format = "application/octet-stream"

	formEBCDIC format = "text in EBCDIC" // recognised, not read: its code pages differ in brackets and signs
)

// signatures tell the binary formats apart; the first that fits decides. Names are never asked:
// attachments called .doc are Word, RTF, HTML, MHTML or WPS.
var signatures = []struct {
	magic string
	form  format
}{
	{"{\\rtf", formRTF},
	{"HWP Document File V", format(office.Hangul)}, // up to version 3, without a box
	{"\x89PNG", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF8", "image/gif"},
	{"II*\x00", "image/tiff"},
	{"MM\x00*", "image/tiff"},
	{"\x1f\x8b", formGzip},
	{"WARC/", formWARC},
	{"filedesc://", formARC},
	{"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"},
	{"Rar!", "application/vnd.rar"},
	{"\x7fELF", "application/x-executable"},
	{"\x00asm", "application/wasm"},
}

// sniff finds the format by content; the declared type only decides between kinds of text.
func sniff(b []byte, declared string) format {
	head := bytes.TrimLeft(b[:min(len(b), 1024)], "\x00 \t\r\n\xef\xbb\xbf")
	if bytes.Contains(b[:min(len(b), 1024)], []byte("%PDF-")) && !bytes.HasPrefix(head, []byte("<")) {
		return formPDF
	}
	if bytes.HasPrefix(b, []byte("PK\x03\x04")) {
		return format(office.KindOfZip(b))
	}
	if bytes.HasPrefix(b, []byte(office.Magic)) {
		return format(office.KindOf(b))
	}
	if sheet.IsBIFF(b) {
		return formXLS
	}
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.magic)) {
			return s.form
		}
	}
	if form, ok := sniffWide(b, declared); ok {
		return form
	}
	if isEBCDIC(b) {
		return formEBCDIC
	}
	if isBinary(b) {
		return formBytes
	}
	return sniffText(b, head, declared)
}

// opensJSON matches an object's first member, within a list or not. No prose and no other format that
// is read begins so.
var opensJSON = regexp.MustCompile(`^(?:\[\s*)*\{\s*"(?:[^"\\\n]|\\.){0,200}"\s*:`)

// sniffWide recognises text in UTF-16, with a byte order mark or without.
func sniffWide(b []byte, declared string) (format, bool) {
	marked := bytes.HasPrefix(b, []byte("\xff\xfe")) || bytes.HasPrefix(b, []byte("\xfe\xff"))
	if !marked && block.WideWithoutMark(b, strings.Contains(strings.ToLower(declared), "utf-16")) == "" {
		return "", false
	}
	flat := bytes.ReplaceAll(b[:min(len(b), 2048)], []byte{0}, nil)
	return sniffText(flat, bytes.TrimLeft(flat, "\xff\xfe \t\r\n"), ""), true
}

// isEBCDIC recognises text of mainframes: letters above 0x80, blanks as 0x40, and none of ASCII's.
func isEBCDIC(b []byte) bool {
	head := b[:min(len(b), 4096)]
	letters, blanks := 0, 0
	for _, c := range head {
		switch low := c & 0x0f; {
		case c == ' ' || c == '\n':
			return false
		case c == 0x40:
			blanks++
		case c >= 0x81 && c <= 0xe9 && low >= 1 && low <= 9:
			letters++
		}
	}
	return blanks*20 > len(head) && letters*2 > len(head)
}

// isBinary reports whether the head holds more control characters than text has.
func isBinary(b []byte) bool {
	head := b[:min(len(b), 4096)]
	odd := 0
	for _, c := range head {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			odd++
		}
	}
	if odd > 1 && odd*50 > len(head) {
		return true
	}
	if utf8.Valid(head[:len(head)-min(len(head), 3)]) {
		return false
	}
	// Bytes of a double-byte charset come in pairs; noise has them anywhere, C1 range included.
	high := 0
	for _, c := range head {
		if c >= 0x80 && c < 0xa0 || c == 0x7f || c == 0xff {
			high++
		}
	}
	return odd > 0 && high*5 > len(head)
}

func sniffText(b, head []byte, declared string) format {
	kind, _, err := mime.ParseMediaType(declared)
	if err != nil {
		kind, _, _ = strings.Cut(strings.ToLower(declared), ";")
	}
	kind = strings.TrimSpace(kind)
	lower := bytes.ToLower(head[:min(len(head), 1024)])
	switch {
	case mail.LooksLike(b):
		return formMail
	case len(head) > 0 && (head[0] == '{' || head[0] == '[') && json.Valid(bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))):
		return formJSON
	case opensJSON.Match(head): // and breaks off or goes wrong: its quotes and braces are no text to read
		return formJSON
	case kind == "application/json" && len(head) > 0 && (head[0] == '{' || head[0] == '['):
		return formJSON
	case officeXML(lower) != "":
		return officeXML(lower)
	case isXML(b, kind):
		return formXML
	case looksHTML(lower):
		return formHTML
	case kind == "text/html" || kind == "application/xhtml+xml":
		return formHTML
	case bytes.HasPrefix(lower, []byte("<?xml")):
		return formXML
	case kind == "text/markdown":
		return formMark
	case kind == sheet.CSV, kind == sheet.TSV, kind == "text/comma-separated-values", sheet.IsCSV(b):
		return formCSV
	}
	return formPlain
}

func looksHTML(lower []byte) bool {
	if !bytes.HasPrefix(lower, []byte("<")) {
		return false
	}
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<script", "<div", "<p>", "<p ", "<table", "<article", "<h1", "<h2", "<span", "<section", "<ul", "<ol", "<br"} {
		if bytes.HasPrefix(lower, []byte(tag)) || bytes.Contains(lower, []byte("\n"+tag)) || bytes.Contains(lower, []byte(">"+tag)) {
			return true
		}
	}
	return false
}
