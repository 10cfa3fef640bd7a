package hostile

import (
	"bytes"
	"fmt"
	"strings"
)

// mails are messages and archives of the web.
func mails(s Size) []Document {
	any := []string{"unsupported", "damaged", "too_large", "empty", Read}
	head := "From: a@b.example\r\nTo: c@d.example\r\nSubject: Notice\r\nDate: Thu, 09 Oct 2025 10:00:00 +0800\r\nMIME-Version: 1.0\r\n"
	var out []Document
	add := func(name, body string) {
		out = append(out, Document{Name: "mail: " + name, MediaType: "message/rfc822", Body: []byte(body), Want: any})
	}
	var nest strings.Builder
	for i := range min(s.Depth, s.Bytes/80) {
		fmt.Fprintf(&nest, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	add("parts in parts", head+nest.String()+"\r\n"+Words)
	add("messages in messages", head+times("Content-Type: message/rfc822\r\n\r\nSubject: x\r\n", s.Bytes)+"\r\n"+Words)
	add("many parts", head+"Content-Type: multipart/mixed; boundary=b\r\n\r\n"+times("--b\r\n\r\n"+Words+"\r\n", s.Bytes)+"--b--\r\n")
	add("an empty boundary", head+"Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\n"+Words)
	add("many heads", head+times("X-A: b\r\n", s.Bytes)+"\r\n"+Words)
	add("a head without end", head+"X-A: "+times("b\r\n ", s.Bytes)+"\r\n\r\n"+Words)
	add("coded words", head+"X-A: "+times("=?gb2312?B?1tA=?= ", s.Bytes)+"\r\n\r\n"+Words)
	add("base64 that is none", head+"Content-Transfer-Encoding: base64\r\n\r\n"+times("****", s.Bytes))
	add("quotes that are none", head+"Content-Transfer-Encoding: quoted-printable\r\n\r\n"+Words+times("=ZZ=", s.Bytes))
	add("an unknown charset", head+"Content-Type: text/plain; charset=x-none\r\n\r\n"+Words)
	warc := "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"
	out = append(out, Document{Name: "warc: a length past the end", MediaType: "application/warc", Body: []byte(warc + Words), Want: any},
		Document{Name: "warc: many heads", MediaType: "application/warc", Body: []byte(times(warc, s.Bytes)), Want: any})
	return out
}

// lies are payloads that are not what they are said to be.
func lies(s Size) []Document {
	html := []byte("<!DOCTYPE html><html><body><p>" + Words + "</p></body></html>")
	pdf := pdfFile(pdfRoot, pdfTree, pdfPage(""), stream("", pdfText), pdfFont)
	add := func(name, mediaType string, body []byte, want ...string) Document {
		return Document{Name: "lie: " + name, MediaType: mediaType, Body: body, Want: want}
	}
	return []Document{
		add("a page called PDF", "application/pdf", html, Read),
		add("a PDF called page", "text/html", pdf, Read),
		add("a PDF after noise", "application/pdf", append([]byte(times("junk\n", 900)), pdf...), Read, "damaged"),
		add("a picture called page", "text/html", []byte("GIF89a"+times("\x01\x02\xff", 3000)), "unsupported"),
		add("a picture with a page in it", "text/html", append([]byte("GIF89a<html><body><p>"+Words), html...), "unsupported"),
		add("a program", "text/html", []byte("\x7fELF\x02\x01\x01"+times("\x00\x90", 3000)), "unsupported"),
		add("a page called Word file", wordType, html, Read),
		add("an archive called Word file", wordType, zipped(member{"a.txt", Words}), Read, "unsupported", "damaged", "empty"),
		add("words called picture", "image/png", []byte(Words), Read),
		add("a type that is none", times("x/", 4000), html, Read),
		add("nothing", "text/html", []byte{}, "empty"),
		add("blanks", "text/html", bytes.Repeat([]byte(" \r\n\t"), s.Bytes/4), "empty"),
		add("zeros", "application/octet-stream", make([]byte, s.Bytes), "unsupported", "empty"),
		add("more than is taken", "text/plain", []byte(times(Words+" ", 40*s.Bytes)), "too_large"),
	}
}
