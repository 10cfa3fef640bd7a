package hostile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"strings"
)

// member is a file of a ZIP archive.
type member struct{ name, body string }

const (
	contentTypes = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	wordOpen     = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	wordClose    = `</w:body></w:document>`
	paragraph    = `<w:p><w:r><w:t>` + Words + `</w:t></w:r></w:p>`
)

func zipped(members ...member) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err != nil {
			continue // a name of our own that cannot be written is not in the archive
		}
		f.Write([]byte(m.body))
	}
	w.Close()
	return b.Bytes()
}

// packed are archives: larger inside, nested, lying about themselves.
func packed(s Size) []Document {
	any := []string{"unsupported", "damaged", "too_large", "empty", Read}
	var out []Document
	add := func(name string, body []byte) {
		out = append(out, Document{Name: "zip: " + name, MediaType: "application/zip", Body: body, Want: any})
	}
	swollen := strings.Repeat(Words+"\n", 64*s.Bytes/len(Words))
	add("a bomb", zipped(member{"a.txt", swollen}))
	many := []member{}
	for i := range s.Count {
		many = append(many, member{fmt.Sprintf("%d.txt", i), "x"})
	}
	add("many members", zipped(many...))
	nest := []byte(Words)
	for i := range 40 {
		nest = zipped(member{fmt.Sprintf("%d.zip", i), string(nest)})
	}
	add("archives in archives", nest)
	add("names that climb", zipped(member{"../../../../tmp/hostile.txt", Words}, member{"..\\..\\x.txt", Words}))
	add("names from the root", zipped(member{"/etc/passwd", Words}, member{"C:\\x.txt", Words}))
	add("one name many times", zipped(member{"a.txt", Words}, member{"a.txt", Words}, member{"A.TXT", Words}))
	add("a long name", zipped(member{times("n/", 60_000), Words}))
	add("a name of controls", zipped(member{"a\x00b\x1b[31m\u202e.txt", Words}))
	good := zipped(member{"a.txt", Words})
	add("cut short", good[:len(good)-10])
	add("members that overlap", overlapping(s.Count/10, s.Bytes))
	sum := bytes.Clone(good)
	for at := bytes.Index(sum, []byte(Words)); at > 0 && at < len(sum); {
		sum[at] ^= 1
		break
	}
	add("a wrong check sum", sum)
	add("only an end", []byte("PK\x05\x06"+strings.Repeat("\x00", 18)))
	add("an end that lies", append(bytes.Clone(good[:len(good)-12]), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x00\x00"...))
	add("only a beginning", []byte("PK\x03\x04"+times("\xff", 400)))

	var t bytes.Buffer
	w := tar.NewWriter(&t)
	for _, h := range []tar.Header{{Name: "../x", Typeflag: tar.TypeReg, Size: 5}, {Name: "link", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, {Name: "dev", Typeflag: tar.TypeChar}} {
		h.Mode = 0o644
		w.WriteHeader(&h)
		if h.Size > 0 {
			w.Write([]byte("words"))
		}
	}
	w.Close()
	out = append(out, Document{Name: "tar: links and devices", MediaType: "application/x-tar", Body: t.Bytes(), Want: any})
	return out
}

// overlapping is an archive whose members all point at the same bytes, so that each reader of all of
// them reads those bytes many times over.
func overlapping(members, size int) []byte {
	body := strings.Repeat("x", size)
	sum := crc32.ChecksumIEEE([]byte(body))
	le := func(v uint32, n int) string {
		return string([]byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)}[:n])
	}
	common := le(0, 2) + le(0, 2) + le(0, 2) + le(0, 2) + le(sum, 4) + le(uint32(size), 4) + le(uint32(size), 4) + le(1, 2) + le(0, 2)
	var b strings.Builder
	b.WriteString("PK\x03\x04" + le(20, 2) + common + "a" + body)
	start := b.Len()
	for range members {
		b.WriteString("PK\x01\x02" + le(20, 2) + le(20, 2) + common + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(0, 4) + "a")
	}
	length := b.Len() - start
	b.WriteString("PK\x05\x06" + le(0, 4) + le(uint32(members), 2) + le(uint32(members), 2) + le(uint32(length), 4) + le(uint32(start), 4) + le(0, 2))
	return []byte(b.String())
}
