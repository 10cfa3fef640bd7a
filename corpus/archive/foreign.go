package archive

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httputil"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// Foreign is a response out of a WARC file that somebody else wrote, ready to be appended.
type Foreign struct {
	Capture  corpus.Capture
	Exchange Exchange
}

// inflated returns a file's text, whether the file is gzipped or plain.
func inflated(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReader(r)
	if magic, err := b.Peek(2); err != nil || magic[0] != 0x1f || magic[1] != 0x8b {
		return b, nil
	}
	z, err := gzip.NewReader(b)
	if err != nil {
		return nil, err
	}
	return bufio.NewReader(z), nil
}

// ReadWARC yields the responses and resources of a WARC file, plain or gzipped, that need not be one
// of ours; other records are passed over. A record whose body is not what its digest says, or has
// more than limit bytes, is yielded with an error and its address, and reading goes on; an error
// without an address is the last, since behind it nothing can be told apart.
func ReadWARC(r io.Reader, limit int64) iter.Seq2[Foreign, error] {
	return func(yield func(Foreign, error) bool) {
		b, err := inflated(r)
		if err != nil {
			yield(Foreign{}, fmt.Errorf("read a WARC file: %w", err))
			return
		}
		for n := 1; ; n++ {
			h, block, err := nextRecord(b, limit)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Foreign{}, fmt.Errorf("record %d of a WARC file: %w", n, err))
				return
			}
			if t := h.Get("Warc-Type"); t != "response" && t != "resource" {
				continue
			}
			f, err := foreign(h, block, limit)
			if !yield(f, err) {
				return
			}
		}
	}
}

// maxHeader bounds the header of a record and that of the answer in it.
const maxHeader = 1 << 20

// nextRecord reads the next record. The error is io.EOF where the file ends between two records. Of
// a block over the limit only a little more than the limit is kept.
func nextRecord(b *bufio.Reader, limit int64) (textproto.MIMEHeader, []byte, error) {
	version, err := firstLine(b)
	if err != nil {
		return nil, nil, err
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, nil, fmt.Errorf("it starts with %.20q, not with WARC/", version)
	}
	var head bytes.Buffer
	for {
		line, err := b.ReadSlice('\n')
		head.Write(line)
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) || head.Len() > maxHeader {
			return nil, nil, fmt.Errorf("its header has no end: %w", orTooLong(err))
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			break
		}
	}
	h, err := textproto.NewReader(bufio.NewReader(&head)).ReadMIMEHeader()
	if err != nil {
		return nil, nil, fmt.Errorf("its header: %w", err)
	}
	n, err := strconv.ParseInt(h.Get("Content-Length"), 10, 64)
	if err != nil || n < 0 {
		return nil, nil, fmt.Errorf("its Content-Length is %q", h.Get("Content-Length"))
	}
	keep := min(n, limit+maxHeader)
	block, err := io.ReadAll(io.LimitReader(b, keep))
	if err == nil && int64(len(block)) < keep {
		err = io.ErrUnexpectedEOF
	}
	if err == nil {
		_, err = io.CopyN(io.Discard, b, n-keep)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("its block of %d bytes: %w", n, err)
	}
	return h, block, nil
}

// firstLine returns the next line that is not empty.
func firstLine(b *bufio.Reader) (string, error) {
	for range maxHeader {
		line, err := b.ReadSlice('\n')
		if s := strings.TrimSpace(string(line)); s != "" {
			return s, nil // a version line without an end is found out with the header
		}
		if err != nil {
			return "", err
		}
	}
	return "", errors.New("it starts with nothing but empty lines")
}

func orTooLong(err error) error {
	if err == nil {
		return fmt.Errorf("more than %d bytes", maxHeader)
	}
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// foreign makes a capture of a record.
func foreign(h textproto.MIMEHeader, block []byte, limit int64) (Foreign, error) {
	// Some writers put the address in angle brackets, as the first edition of the format had it.
	uri := asciiURI(strings.Trim(h.Get("Warc-Target-Uri"), "<> "))
	f := Foreign{Capture: corpus.Capture{URL: uri, FinalURL: uri, Status: http.StatusOK, Purpose: corpus.ForItem, MediaType: h.Get("Content-Type")}}
	var err error
	if f.Capture.FetchedAt, err = time.Parse(time.RFC3339Nano, h.Get("Warc-Date")); err != nil {
		return f, fmt.Errorf("the record of %s has the date %q", uri, h.Get("Warc-Date"))
	}
	f.Exchange.Body = block
	if strings.HasPrefix(strings.ToLower(f.Capture.MediaType), "application/http") {
		if err := f.answer(block); err != nil {
			return f, fmt.Errorf("the record of %s: %w", uri, err)
		}
	}
	if int64(len(f.Exchange.Body)) > limit {
		f.Exchange.Body = nil
		return f, fmt.Errorf("the body of %s has more than %d bytes, which is the most that is taken", uri, limit)
	}
	raw := f.Exchange.Body
	f.Exchange.Body = withoutChunks(raw, f.Exchange.Header)
	// Some writers take the digest before, some after removing the transfer coding.
	said, ok := strings.CutPrefix(strings.ToLower(h.Get("Warc-Payload-Digest")), "sha256:")
	if want := corpus.Hash(said); ok && len(said) == 64 && want != corpus.HashOf(raw) && want != corpus.HashOf(f.Exchange.Body) {
		return f, fmt.Errorf("the body of %s has the digest %s, and its record says %s", uri, corpus.HashOf(f.Exchange.Body), said)
	}
	return f, nil
}

// answer takes an HTTP answer apart.
func (f *Foreign) answer(block []byte) error {
	f.Capture.MediaType = ""
	first, rest, ok := bytes.Cut(block, []byte("\n"))
	body, whole := httpBody(block)
	f.Exchange.StatusLine = strings.TrimSpace(string(first))
	fields := strings.Fields(f.Exchange.StatusLine)
	if !ok || !whole || len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return fmt.Errorf("it holds no HTTP answer but %.20q", first)
	}
	status, err := strconv.Atoi(fields[1])
	if err != nil {
		return fmt.Errorf("its status is %q", fields[1])
	}
	header, err := textproto.NewReader(bufio.NewReader(bytes.NewReader(rest))).ReadMIMEHeader()
	if err != nil && len(header) == 0 {
		return fmt.Errorf("its HTTP header: %w", err)
	}
	f.Capture.Status, f.Exchange.Header, f.Exchange.Body = status, http.Header(header), body
	f.Capture.MediaType, f.Capture.Encoding = header.Get("Content-Type"), strings.Join(header.Values("Content-Encoding"), ", ")
	return nil
}

// withoutChunks removes the transfer coding. Some writers removed it and kept the header field; what
// is not in chunks is taken as it is.
func withoutChunks(raw []byte, header http.Header) []byte {
	if !strings.EqualFold(header.Get("Transfer-Encoding"), "chunked") {
		return raw
	}
	header.Del("Transfer-Encoding")
	plain, err := io.ReadAll(httputil.NewChunkedReader(bytes.NewReader(raw)))
	if err != nil {
		return raw
	}
	return plain
}
