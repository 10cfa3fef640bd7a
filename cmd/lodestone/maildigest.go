package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api/mail"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/digest"
)

// postFlags say to whom a digest is sent, and through which server.
type postFlags struct {
	to           []string
	server       mail.Server
	passwordFile string
}

func postFlagsOf(c *cobra.Command) *postFlags {
	p, f := &postFlags{}, c.Flags()
	f.StringSliceVar(&p.to, "mail-to", nil, "send the digest to this reader by mail, as text and as a page, and print nothing (repeatable)")
	f.StringVar(&p.server.From, "mail-from", "", "sender of the mail, such as \"Lodestone <lodestone@firm.example>\"")
	f.StringVar(&p.server.Address, "smtp", "localhost:25", "mail server, host:port; one on another machine must speak TLS")
	f.StringVar(&p.server.User, "smtp-user", "", "user name at the mail server, where it wants one")
	f.StringVar(&p.passwordFile, "smtp-password-file", "", "file with the password for --smtp-user, so that no list of processes shows it")
	return p
}

// check finds what is missing before anything is worked out.
func (p *postFlags) check(format digest.Format) error {
	switch {
	case len(p.to) == 0:
		return nil
	case p.server.From == "":
		return usageError{errors.New("--mail-to wants --mail-from, the address of the sender")}
	case format == digest.JSON:
		return usageError{errors.New("a mail is text and a page; --json and --format json go without --mail-to")}
	case (p.server.User == "") != (p.passwordFile == ""):
		return usageError{errors.New("--smtp-user and --smtp-password-file go together")}
	}
	if p.passwordFile != "" {
		b, err := os.ReadFile(p.passwordFile)
		if err != nil {
			return usageError{fmt.Errorf("--smtp-password-file: %w", err)}
		}
		p.server.Password = strings.TrimRight(string(b), "\r\n")
	}
	return nil
}

// send mails the digest.
func (p *postFlags) send(ctx context.Context, a *app, d digest.Digest, cover desk.Coverage, told []string) error {
	var text, page bytes.Buffer
	if err := errors.Join(digest.Write(&text, d, digest.Text), digest.Write(&page, d, digest.HTML)); err != nil {
		return err
	}
	printCoverage(&text, cover)
	subject := fmt.Sprintf("Lodestone: what changed from %s to %s", d.From, d.To)
	if len(told) > 0 {
		subject += " (" + strings.Join(strings.Fields(strings.Join(told, "; ")), " ") + ")"
	}
	m := mail.Message{To: p.to, Subject: subject, Text: text.String(), HTML: page.String(), At: a.now()}
	if err := p.server.Send(ctx, m); err != nil {
		return err
	}
	a.progress("sent to %s", strings.Join(p.to, ", "))
	return nil
}
