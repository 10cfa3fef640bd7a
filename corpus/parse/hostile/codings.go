package hostile

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"io"
	"strings"

	"github.com/andybalholm/brotli"
)

// squeeze runs the bytes through a compressor. Writing to memory does not fail.
func squeeze(w io.WriteCloser, b *bytes.Buffer, plain []byte) []byte {
	w.Write(plain)
	w.Close()
	return b.Bytes()
}

func gzipped(plain []byte) []byte {
	var b bytes.Buffer
	return squeeze(gzip.NewWriter(&b), &b, plain)
}

// codings are payloads whose Content-Encoding lies or swells.
func codings(s Size) []Document {
	swollen := []byte(Words + strings.Repeat(" ", 64*s.Bytes))
	var z, br bytes.Buffer
	plain := []byte(Words + strings.Repeat(" more words", 50))
	good := gzipped(plain)
	wrong := bytes.Clone(good)
	wrong[len(wrong)-6] ^= 0xff // the check sum
	many := bytes.Repeat(gzipped([]byte("word ")), s.Count/40)
	add := func(name, encoding string, body []byte, want ...string) Document {
		return Document{Name: "coding: " + name, MediaType: "text/plain; charset=utf-8", Encoding: encoding, Body: body, Want: want}
	}
	return []Document{
		add("a gzip bomb", "gzip", gzipped(swollen), "too_large"),
		add("a zlib bomb", "deflate", squeeze(zlib.NewWriter(&z), &z, swollen), "too_large"),
		add("a brotli bomb", "br", squeeze(brotli.NewWriter(&br), &br, swollen), "too_large"),
		add("a bomb in a bomb", "gzip, gzip", gzipped(gzipped(swollen)), "too_large"),
		add("coded five times", "gzip, gzip, gzip, gzip, gzip", good, "unsupported"),
		add("cut short", "gzip", good[:len(good)/2], Read, "damaged"),
		add("a wrong check sum", "gzip", wrong, Read, "damaged"),
		add("more after the end", "gzip", append(bytes.Clone(good), times("junk", 4000)...), Read, "damaged"),
		add("many members", "gzip", many, Read, "too_large"),
		add("not coded at all", "gzip", plain, Read),
		add("not brotli", "br", plain, Read, "damaged"),
		add("a coding that is none", "snappy", plain, "unsupported"),
		add("a long list of codings", times("gzip,", 4000), plain, "unsupported"),
		add("gzip without saying so", "", gzipped(swollen), "too_large", "unsupported", Read),
		add("gzip in gzip in gzip", "", gzipped(gzipped(gzipped(gzipped(gzipped(gzipped(plain)))))), "too_large", "unsupported", Read),
	}
}
