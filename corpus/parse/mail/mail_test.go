package mail

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// lines reads a part as plain lines, each with its type.
func lines(p Part) (block.Page, error) {
	kind, _, _ := strings.Cut(p.MediaType, ";")
	if strings.Contains(string(p.Body), "UNREADABLE") {
		return block.Page{}, block.Failf(block.Damaged, "it is broken")
	}
	text, _ := block.Decode(p.Body, p.MediaType, false)
	var page block.Page
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			page.Blocks = append(page.Blocks, block.Block{Text: kind + "|" + l})
		}
	}
	return page, nil
}

func textOf(p block.Page) string {
	var out []string
	for _, b := range p.Blocks {
		out = append(out, b.Text)
	}
	return strings.Join(out, "\n")
}

// message writes a head and a body with the line ends of mail.
func mailOf(s string) []byte {
	return []byte(strings.ReplaceAll(strings.TrimLeft(s, "\n"), "\n", "\r\n"))
}

const head = "From: Office <office@ministry.example>\nTo: =?GB2312?B?1tDOxA==?= <a@b.example>\nSubject: =?utf-8?Q?Notice_=E7=A8=80?=\n =?utf-8?B?5Zyf?=\nDate: Thu, 9 Oct 2025 23:30:00 +0800\nMIME-Version: 1.0\n"

const shownHead = "Notice 稀土\nFrom: Office <office@ministry.example>\nTo: 中文 <a@b.example>\nDate: Thu, 9 Oct 2025 23:30:00 +0800\n"

func TestRead(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	for _, c := range []struct {
		name, in, want string
		dropped, warns int
	}{
		{name: "plain", in: head + "\nLine one.\nLine two.\n", want: shownHead + "|Line one.\n|Line two."},
		{name: "quoted-printable in GBK", in: head + "Content-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: quoted-printable\n\n=CF=A1=CD=C1=\n=CE=EF=CF=EE\n", want: shownHead + "text/plain|稀土物项"},
		{name: "base64 with junk", in: head + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + b64([]byte("稀土"))[:4] + "\n !\n" + b64([]byte("稀土"))[4:] + "\n", want: shownHead + "text/plain|稀土"},
		{name: "alternatives and an attachment", in: head + `Content-Type: multipart/mixed; boundary=o

--o
Content-Type: multipart/alternative; boundary=i

--i
Content-Type: text/plain

plain
--i
Content-Type: text/html

html
--i--
--o
Content-Type: application/pdf; name="../../list.pdf"
Content-Disposition: attachment; filename*=UTF-8''%E6%B8%85%E5%8D%95.pdf
Content-Transfer-Encoding: base64

AAAA
--o
Content-Type: message/rfc822

From: X <x@y.example>
Subject: Inner
Message-Id: <1@y.example>

inner text
--o--
`, want: shownHead + "text/html|html\nInner\nFrom: X <x@y.example>\n|inner text", dropped: 1},
		{name: "the best form is broken", in: head + "Content-Type: multipart/alternative; boundary=i\n\n--i\nContent-Type: text/plain\n\nplain\n--i\nContent-Type: text/html\n\nUNREADABLE\n--i--\n", want: shownHead + "text/plain|plain", warns: 1},
		{name: "a saved page", in: "From: <Saved by Browser>\nSnapshot-Content-Location: https://m.example/1\nSubject: Page\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=i\n\n--i\nContent-Type: text/html\nContent-ID: <f>\nContent-Location: https://m.example/1\n\npage\n--i\nContent-Type: text/css\n\nbody{}\n--i--\n",
			want: "text/html|page"},
		{name: "cut short", in: head + "Content-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain\n\nfirst\n--i\nContent-Type: text/plain\n\nsec", want: shownHead + "text/plain|first\ntext/plain|sec", warns: 1},
		{name: "a mailbox", in: "From x@y Thu Oct  9 2025\n" + head + "\ntext\n", want: shownHead + "|text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read(mailOf(c.in), block.Limits{Bytes: 1 << 20}, lines)
			if err != nil {
				t.Fatal(err)
			}
			got := textOf(p)
			if c.name == "a saved page" && (p.Canonical != "https://m.example/1" || !p.Published.IsZero()) {
				t.Errorf("canonical %q, published %v", p.Canonical, p.Published)
			}
			if got != c.want {
				t.Errorf("text\n%s\nwant\n%s", got, c.want)
			}
			if len(p.Dropped) != c.dropped || len(p.Warnings) != c.warns {
				t.Errorf("dropped %v, warnings %q", p.Dropped, p.Warnings)
			}
			if c.dropped > 0 && !strings.Contains(p.Dropped[0].What, `"清单.pdf" (application/pdf, 3 bytes)`) {
				t.Errorf("dropped %v", p.Dropped)
			}
			if strings.HasPrefix(c.want, shownHead) && (p.Title != "Notice 稀土" || p.Published.String() != "2025-10-09") {
				t.Errorf("title %q, published %v", p.Title, p.Published)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	nested := "text"
	for range 12 {
		nested = "Message-Id: <1@x>\nFrom: a@b.example\nContent-Type: message/rfc822\n\n" + nested
	}
	var many strings.Builder
	many.WriteString(head + "Content-Type: multipart/mixed; boundary=i\n\n")
	for range 30 {
		fmt.Fprintf(&many, "--i\nContent-Type: text/plain\n\n%s\n", strings.Repeat("a", 1000))
	}
	for _, c := range []struct {
		name, in string
		kind     block.ErrorKind
	}{
		{"encrypted", "From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nAAAA", block.Encrypted},
		{"no head", "just text", block.Damaged},
		{"too deep", nested, block.TooLarge},
		{"too large", many.String(), block.TooLarge},
	} {
		_, err := Read(mailOf(c.in), block.Limits{Bytes: 8000}, func(p Part) (block.Page, error) { return block.Page{}, nil })
		var e *block.Error
		if !errors.As(err, &e) || e.Kind != c.kind {
			t.Errorf("%s: %v, want kind %s", c.name, err, c.kind)
		}
	}
}

func TestLooksLike(t *testing.T) {
	for in, want := range map[string]bool{
		head + "\ntext": true, "Received: by x\nFrom: a@b\n\n": true, "From: A\nTo: B\nSubject: Ores\n\nThe memorandum.": false,
		"Dear all: this is text\nMIME-Version: 1.0\n": false, "{\"a\": 1}": false, "": false,
	} {
		if got := LooksLike([]byte(in)); got != want {
			t.Errorf("LooksLike(%.40q) = %v", in, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(mailOf(head + "Content-Type: multipart/mixed; boundary=i\n\n--i\nContent-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: quoted-printable\n\n=CF=A1\n--i\nContent-Type: message/rfc822\n\nFrom: a@b\n\nx\n--i--\n"))
	f.Add([]byte("From: a@b\r\nContent-Transfer-Encoding: base64\r\nContent-Type: multipart/related; boundary=\"x y\"; start=\"<a>\"\r\n\r\n--x y\r\n\r\n--x y--"))
	f.Fuzz(func(t *testing.T, b []byte) {
		LooksLike(b)
		total := 0
		_, err := Read(b, block.Limits{Bytes: 1 << 16}, func(p Part) (block.Page, error) {
			total += len(p.Body)
			return lines(p)
		})
		var e *block.Error
		if err != nil && !errors.As(err, &e) || total > 4<<16 {
			t.Fatalf("%v, %d bytes", err, total)
		}
	})
}
