package office

import (
	"bytes"
	"strings"
)

// The kinds of packed office files, beside those of compound ones.
const (
	PackedWord   Kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	PackedExcel  Kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	BinaryExcel  Kind = "application/vnd.ms-excel.sheet.binary.macroenabled.12"
	PackedSlides Kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	OpenText     Kind = "application/vnd.oasis.opendocument.text"
	OpenSheet    Kind = "application/vnd.oasis.opendocument.spreadsheet"
	OpenOther    Kind = "application/vnd.oasis.opendocument" // drawings, presentations, formulas
	PackedHangul Kind = "application/hwp+zip"
	Archive      Kind = "application/zip" // no office file
)

// KindOfZip tells what a ZIP archive is, by the names of its members. An office file inside another is
// not looked into.
func KindOfZip(b []byte) Kind {
	z, err := OpenZip(b, 1<<16)
	if err != nil {
		// A file cut short in its first member: the name at its head is all there is.
		if bytes.Contains(b[:min(len(b), 256)], []byte("[Content_Types].xml")) {
			return PackedWord
		}
		return Archive
	}
	if z.Has("mimetype") {
		if kind, ok := openDocument(z); ok {
			return kind
		}
	}
	types := false
	for _, name := range z.Names() {
		switch {
		case strings.HasPrefix(name, "xl/"):
			if z.Has("xl/workbook.bin") {
				return BinaryExcel
			}
			return PackedExcel
		case strings.HasPrefix(name, "word/"):
			return PackedWord
		case strings.HasPrefix(name, "ppt/"):
			return PackedSlides
		case name == "[Content_Types].xml":
			types = true
		}
	}
	if types {
		return PackedWord
	}
	return Archive
}

func openDocument(z *Zip) (Kind, bool) {
	b, err := z.Read("mimetype")
	if err != nil && len(b) == 0 {
		return "", false
	}
	name := strings.TrimSpace(string(b))
	switch {
	case strings.HasPrefix(name, string(OpenText)):
		return OpenText, true
	case strings.HasPrefix(name, string(OpenSheet)):
		return OpenSheet, true
	case strings.HasPrefix(name, string(OpenOther)):
		return OpenOther, true
	case name == string(PackedHangul):
		return PackedHangul, true
	}
	return "", false
}
