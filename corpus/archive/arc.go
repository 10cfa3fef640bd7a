package archive

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"iter"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
)

// ReadARC yields the answers of an ARC file, plain or gzipped: the format of web archives before WARC
// (Internet Archive, ARC 1.0). It yields errors as [ReadWARC] does.
func ReadARC(r io.Reader, limit int64) iter.Seq2[Foreign, error] {
	return func(yield func(Foreign, error) bool) {
		b, err := inflated(r)
		if err != nil {
			yield(Foreign{}, fmt.Errorf("read an ARC file: %w", err))
			return
		}
		for n := 1; ; n++ {
			f, err := nextARC(b, limit)
			if err == io.EOF {
				return
			}
			if err != nil && f.Capture.URL == "" {
				err = fmt.Errorf("record %d of an ARC file: %w", n, err)
			}
			if strings.HasPrefix(f.Capture.URL, "filedesc:") && err == nil {
				continue
			}
			if !yield(f, err) || err != nil && f.Capture.URL == "" {
				return
			}
		}
	}
}

// nextARC reads the next record: a line with address, IP address, date, type and length, and so many
// bytes. The error is io.EOF where the file ends between two records.
func nextARC(b *bufio.Reader, limit int64) (Foreign, error) {
	line, err := firstLine(b)
	if err != nil {
		return Foreign{}, err
	}
	fields := strings.Fields(line)
	if len(fields) != 5 {
		return Foreign{}, fmt.Errorf("it starts with %.60q, not with an address, an IP address, a date, a type and a length", line)
	}
	n, err := strconv.ParseInt(fields[4], 10, 64)
	if err != nil || n < 0 {
		return Foreign{}, fmt.Errorf("its length is %q", fields[4])
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
		return Foreign{}, fmt.Errorf("its block of %d bytes: %w", n, err)
	}
	uri := asciiURI(fields[0])
	f := Foreign{Capture: corpus.Capture{URL: uri, FinalURL: uri, Status: http.StatusOK, Purpose: corpus.ForItem, MediaType: fields[3]}}
	if strings.HasPrefix(uri, "filedesc:") {
		return f, nil
	}
	if f.Capture.FetchedAt, err = time.Parse("20060102150405", fields[2]); err != nil {
		return f, fmt.Errorf("the record of %s has the date %q", uri, fields[2])
	}
	f.Exchange.Body = block
	if bytes.HasPrefix(block, []byte("HTTP/")) {
		if err := f.answer(block); err != nil {
			return f, fmt.Errorf("the record of %s: %w", uri, err)
		}
		f.Exchange.Body = withoutChunks(f.Exchange.Body, f.Exchange.Header)
	}
	if int64(len(f.Exchange.Body)) > limit {
		f.Exchange.Body = nil
		return f, fmt.Errorf("the body of %s has more than %d bytes, which is the most that is taken", uri, limit)
	}
	return f, nil
}

// IsARC reports whether bytes, inflated where they were packed, begin as an ARC file does.
func IsARC(start []byte) bool { return bytes.HasPrefix(start, []byte("filedesc://")) }
