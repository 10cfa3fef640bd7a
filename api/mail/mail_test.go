package mail_test

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http/httptest"
	netmail "net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api/mail"
)

// postOffice is a small mail server on this machine that keeps what it is told.
type postOffice struct {
	listener net.Listener
	tls      *tls.Config // nil: it offers none
	mu       sync.Mutex
	said     []string // by callers, each line
	secure   bool     // a caller asked for TLS
	letter   string
	lines    []net.Conn
	done     sync.WaitGroup
}

func open(t *testing.T, secure *tls.Config) *postOffice {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &postOffice{listener: l, tls: secure}
	p.done.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			p.mu.Lock()
			p.lines = append(p.lines, c)
			p.mu.Unlock()
			p.done.Go(func() { p.serve(c) })
		}
	})
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		p.mu.Lock()
		for _, c := range p.lines { // callers that gave up may have left it open
			c.Close()
		}
		p.mu.Unlock()
		p.done.Wait()
	})
	return p
}

// serve speaks as much of RFC 5321 as a caller needs.
func (p *postOffice) serve(c net.Conn) {
	defer func() { c.Close() }()
	r := bufio.NewReader(c)
	say := func(line string) { fmt.Fprintf(c, "%s\r\n", line) }
	say("220 office.example")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		p.mu.Lock()
		p.said = append(p.said, line)
		secure := p.secure
		p.mu.Unlock()
		switch verb := strings.ToUpper(strings.Fields(line + " x")[0]); verb {
		case "EHLO":
			say("250-office.example")
			if p.tls != nil && !secure {
				say("250-STARTTLS")
			}
			if secure {
				say("250-AUTH PLAIN")
			}
			say("250 8BITMIME")
		case "STARTTLS":
			say("220 go ahead")
			p.mu.Lock()
			p.secure = true
			p.mu.Unlock()
			c = tls.Server(c, p.tls)
			r = bufio.NewReader(c)
		case "AUTH":
			say("235 welcome")
		case "DATA":
			say("354 go ahead")
			var b strings.Builder
			for {
				text, err := r.ReadString('\n')
				if err != nil || text == ".\r\n" {
					break
				}
				b.WriteString(strings.TrimPrefix(text, "."))
			}
			p.mu.Lock()
			p.letter = b.String()
			p.mu.Unlock()
			say("250 taken")
		case "QUIT":
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

func (p *postOffice) heard() (said, letter string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return strings.Join(p.said, "\n"), p.letter
}

var digest = mail.Message{To: []string{"reader@firm.example", "Anna <anna@firm.example>"}, Subject: "What changed: 镓", Text: "One act started.\n.\nThat is all.", HTML: "<p>One act <b>started</b>.</p>",
	At: time.Date(2026, 11, 28, 7, 0, 0, 0, time.UTC)}

// A message has the text and the page, and reaches a server on this machine without TLS.
func TestMessageHasBothParts(t *testing.T) {
	p := open(t, nil)
	s := mail.Server{Address: p.listener.Addr().String(), From: "Lodestone <lodestone@firm.example>"}
	if err := s.Send(t.Context(), digest); err != nil {
		t.Fatal(err)
	}
	said, letter := p.heard()
	for _, want := range []string{"MAIL FROM:<lodestone@firm.example>", "RCPT TO:<reader@firm.example>", "RCPT TO:<anna@firm.example>"} {
		if !strings.Contains(said, want) {
			t.Errorf("the server did not hear %s:\n%s", want, said)
		}
	}
	m, err := netmail.ReadMessage(strings.NewReader(letter))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != digest.Subject || m.Header.Get("Auto-Submitted") != "auto-generated" || !strings.Contains(m.Header.Get("Date"), "28 Nov 2026") {
		t.Errorf("%v, %v", m.Header, err)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	var got []string
	for parts := multipart.NewReader(m.Body, params["boundary"]); ; {
		part, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, strings.ReplaceAll(strings.TrimSpace(string(b)), "\r\n", "\n"))
	}
	if len(got) != 2 || got[0] != digest.Text || got[1] != digest.HTML {
		t.Errorf("%q", got)
	}
}

// With TLS the password follows the encryption; without it neither password nor message is sent.
func TestNothingInClear(t *testing.T) {
	web := httptest.NewTLSServer(nil)
	defer web.Close()
	pool := x509.NewCertPool()
	pool.AddCert(web.Certificate())
	safe, open_ := open(t, web.TLS), open(t, nil)
	s := mail.Server{Address: safe.listener.Addr().String(), From: "lodestone@firm.example", User: "lodestone", Password: "open sesame", TLS: &tls.Config{RootCAs: pool, ServerName: "example.com"}}
	if err := s.Send(t.Context(), digest); err != nil {
		t.Fatal(err)
	}
	said, letter := safe.heard()
	if start, login := strings.Index(said, "STARTTLS"), strings.Index(said, "AUTH"); start < 0 || login < start || letter == "" {
		t.Errorf("the server heard\n%s", said)
	}
	s.Address = open_.listener.Addr().String()
	err := s.Send(t.Context(), digest)
	if said, letter := open_.heard(); err == nil || letter != "" || strings.Contains(said, "AUTH") || strings.Contains(said, "MAIL") {
		t.Errorf("in clear: %v\n%s", err, said)
	}
	s.Address, s.TLS = safe.listener.Addr().String(), nil
	if err := s.Send(t.Context(), digest); err == nil {
		t.Error("a certificate that nobody vouches for was believed")
	}
}

// What would write headers of its own, or names nobody, is refused before anything is connected to.
func TestNoHeaderIsInjected(t *testing.T) {
	p := open(t, nil)
	for name, change := range map[string]func(*mail.Server, *mail.Message){
		"subject":     func(_ *mail.Server, m *mail.Message) { m.Subject = "Hello\r\nBcc: all@firm.example" },
		"line feed":   func(_ *mail.Server, m *mail.Message) { m.Subject = "Hello\nX: y" },
		"reader":      func(_ *mail.Server, m *mail.Message) { m.To = []string{"a@firm.example\r\nBcc: b@firm.example"} },
		"two at once": func(_ *mail.Server, m *mail.Message) { m.To = []string{"a@firm.example, b@firm.example"} },
		"command":     func(_ *mail.Server, m *mail.Message) { m.To = []string{"a@firm.example>\r\nDATA"} },
		"nobody":      func(_ *mail.Server, m *mail.Message) { m.To = nil },
		"a word":      func(_ *mail.Server, m *mail.Message) { m.To = []string{"reader"} },
		"sender":      func(s *mail.Server, _ *mail.Message) { s.From = "x@firm.example\nSender: y@firm.example" },
		"no sender":   func(s *mail.Server, _ *mail.Message) { s.From = "" },
		"port":        func(s *mail.Server, _ *mail.Message) { s.Address = "127.0.0.1:smtp" },
	} {
		s, m := mail.Server{Address: p.listener.Addr().String(), From: "lodestone@firm.example"}, digest
		change(&s, &m)
		if err := s.Send(t.Context(), m); err == nil {
			t.Errorf("%s: sent", name)
		}
	}
	if said, _ := p.heard(); said != "" {
		t.Errorf("the server heard\n%s", said)
	}
}
