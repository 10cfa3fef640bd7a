package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/url"
	"regexp"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// fromMark is the comment by which browsers say where a saved page is from. The number is the length
// of the address.
var fromMark = regexp.MustCompile(`<!-- saved from url=\((\d{4})\)(https?://[^\s"<>]+) -->`)

// savedFrom returns the address of a page that a browser saved as HTML; empty where it says none.
func savedFrom(b []byte) string {
	m := fromMark.FindSubmatch(b[:min(len(b), 4096)])
	if m == nil || fmt.Sprintf("%04d", len(m[2])) != string(m[1]) {
		return ""
	}
	return pageAddress(string(m[2]))
}

// pageAddress returns an address of the web without what follows #; empty where it is none.
func pageAddress(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment, u.User = "", "", nil
	return u.String()
}

// isMHTML reports whether a file is a page that a browser saved with all that belongs to it
// (RFC 2557).
func isMHTML(b []byte) bool {
	start := bytes.ToLower(b[:min(len(b), 4096)])
	return bytes.Contains(start, []byte("content-type: multipart/related")) && bytes.Contains(start, []byte("mime-version:"))
}

// mhtml takes in the page of an MHTML file. The pictures and scripts saved with it are left out.
func (in *intake) mhtml(ctx context.Context, name string, b []byte) error {
	p, err := readMHTML(b)
	if err != nil {
		in.fail(name, err)
		return nil
	}
	return in.capture(ctx, cmp.Or(p.address, name), p.mediaType, p.body, corpus.Hints{})
}

// savedPage is the page of an MHTML file.
type savedPage struct {
	address   string // empty where the file does not say
	mediaType string
	body      []byte
}

// readMHTML finds the page: the part that the file names as its start, or the first web page in it.
func readMHTML(b []byte) (savedPage, error) {
	m, err := mail.ReadMessage(bytes.NewReader(b))
	if err != nil {
		return savedPage{}, fmt.Errorf("read the saved page: %w", err)
	}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || params["boundary"] == "" {
		return savedPage{}, errors.New("read the saved page: its head does not say where its parts begin")
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			return savedPage{}, errors.New("read the saved page: there is no web page in it")
		}
		if err != nil {
			return savedPage{}, fmt.Errorf("read the saved page: %w", err)
		}
		media := part.Header.Get("Content-Type")
		if start := params["start"]; start != "" && part.Header.Get("Content-ID") != start || start == "" && !strings.HasPrefix(strings.ToLower(media), "text/html") {
			continue
		}
		body, err := decoded(part, part.Header.Get("Content-Transfer-Encoding"))
		if err != nil {
			return savedPage{}, fmt.Errorf("read the saved page: %w", err)
		}
		at := cmp.Or(pageAddress(m.Header.Get("Snapshot-Content-Location")), pageAddress(part.Header.Get("Content-Location")), pageAddress(m.Header.Get("Content-Location")))
		return savedPage{at, media, body}, nil
	}
}

// decoded undoes the transfer encoding of a part of a message.
func decoded(r io.Reader, encoding string) ([]byte, error) {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	return readAll(r)
}
