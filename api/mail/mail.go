package mail

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/netip"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Server is a mail server that takes messages from us.
type Server struct {
	Address  string // host and port; without a port 587 is meant
	From     string // the sender, such as "Lodestone <lodestone@firm.example>"
	User     string // empty: the server wants no password
	Password string
	TLS      *tls.Config // nil: the authorities of the system
}

// Message is one message.
type Message struct {
	To         []string
	Subject    string
	Text, HTML string
	At         time.Time
}

// Bounds of a message.
const (
	maxReaders = 100
	timeout    = 30 * time.Second
	submission = 587 // RFC 6409
	implicit   = 465 // RFC 8314
)

// Send hands the message to the server. An address or a subject that would write headers of its own is
// refused, and so is a server elsewhere that offers no TLS.
func (s Server) Send(ctx context.Context, m Message) error {
	letter, err := s.letter(m)
	if err != nil {
		return err
	}
	client, err := s.client()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	if err := client.DialAndSendWithContext(ctx, letter); err != nil {
		return fmt.Errorf("send mail through %s: %w", s.Address, err)
	}
	return nil
}

func (s Server) letter(m Message) (*gomail.Msg, error) {
	if len(m.To) == 0 || len(m.To) > maxReaders {
		return nil, fmt.Errorf("mail to %d readers: want one to %d", len(m.To), maxReaders)
	}
	if strings.ContainsAny(m.Subject, "\r\n\x00") {
		return nil, errors.New("the subject of a mail is one line")
	}
	out := gomail.NewMsg()
	for _, a := range append([]string{s.From}, m.To...) {
		if err := address(a); err != nil {
			return nil, err
		}
	}
	if err := out.From(s.From); err != nil {
		return nil, fmt.Errorf("sender %q: %w", s.From, err)
	}
	for _, to := range m.To {
		if err := out.AddTo(to); err != nil {
			return nil, fmt.Errorf("reader %q: %w", to, err)
		}
	}
	out.Subject(m.Subject)
	out.SetDateWithValue(m.At)
	out.SetMessageID()
	out.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody who is away answers it
	out.SetBodyString(gomail.TypeTextPlain, m.Text)
	if m.HTML != "" {
		out.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	}
	return out, nil
}

// address refuses what is no single address, or holds a line end.
func address(s string) error {
	if strings.ContainsAny(s, "\r\n\x00") {
		return fmt.Errorf("%q holds a line end and is no address", s)
	}
	if _, err := mail.ParseAddress(s); err != nil {
		return fmt.Errorf("%q is no mail address; want one such as reader@firm.example", s)
	}
	return nil
}

// client prepares the connection.
func (s Server) client() (*gomail.Client, error) {
	host, port, err := s.split()
	if err != nil {
		return nil, err
	}
	options := []gomail.Option{gomail.WithPort(port), gomail.WithTimeout(timeout), gomail.WithTLSPolicy(gomail.TLSMandatory)}
	switch {
	case port == implicit:
		options = append(options, gomail.WithSSL())
	case here(host) && s.User == "":
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	}
	if s.TLS != nil {
		options = append(options, gomail.WithTLSConfig(s.TLS))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	c, err := gomail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server %s: %w", s.Address, err)
	}
	return c, nil
}

func (s Server) split() (string, int, error) {
	host, word, err := net.SplitHostPort(s.Address)
	if err != nil {
		host, word = strings.Trim(s.Address, "[]"), strconv.Itoa(submission)
	}
	port, err := strconv.Atoi(word)
	if err != nil || host == "" || port < 1 || port > 65535 {
		return "", 0, fmt.Errorf("mail server %q: want a host and a port, such as smtp.firm.example:587", s.Address)
	}
	return host, port, nil
}

// here reports whether a host is this machine, so that nothing leaves it.
func here(host string) bool {
	a, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && a.IsLoopback()
}
