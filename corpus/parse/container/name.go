package container

import (
	"archive/zip"
	"bytes"
	"strings"
	"unicode"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// label makes a name that can be shown of what the container says: decoded (Chinese systems write
// GBK without saying so), without what would hide or turn letters, and without the parts that would
// lead out of a folder. It is not a path and is not unique.
func label(name string) string {
	name, _ = block.Decode([]byte(name), "", false)
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, name)
	var parts []string
	for _, p := range strings.Split(name, "/") {
		if p = strings.TrimSpace(p); p != "" && p != "." && p != ".." {
			parts = append(parts, p)
		}
	}
	out := strings.Join(parts, "/")
	if out == "" {
		return "member without a name"
	}
	return strings.ToValidUTF8(out[:min(len(out), 400)], "")
}

// documentSigns are the members that make a zip archive one document.
var documentSigns = []string{"[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "mimetype", "META-INF/container.xml"}

// isDocument reports whether the zip archive is the packing of one document. One that was cut short
// has no directory, and its first member tells.
func isDocument(b []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		head := b[:min(len(b), 300)]
		return bytes.Contains(head, []byte("[Content_Types].xml")) || bytes.Contains(head, []byte("mimetypeapplication/")) || bytes.Contains(head, []byte("word/"))
	}
	for _, f := range z.File[:min(len(z.File), 5000)] {
		for _, sign := range documentSigns {
			if strings.ReplaceAll(f.Name, `\`, "/") == sign {
				return true
			}
		}
		// An act of the Official Journal comes as a file that names its parts.
		if strings.HasSuffix(f.Name, ".doc.xml") || strings.HasSuffix(f.Name, ".doc.fmx.xml") {
			return true
		}
	}
	return false
}
