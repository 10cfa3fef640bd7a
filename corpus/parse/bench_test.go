package parse

import (
	"context"
	"os"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

func BenchmarkHTML(b *testing.B) {
	page, err := os.ReadFile("testdata/notice-zh.html")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := Parse(context.Background(), Input{Bytes: page, MediaType: "text/html"}, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStructure(b *testing.B) {
	page, err := os.ReadFile("testdata/notice-zh.html")
	if err != nil {
		b.Fatal(err)
	}
	p, err := Parse(context.Background(), Input{Bytes: page, MediaType: "text/html"}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(p.Text)))
	for b.Loop() {
		Structure(p.Text, corpus.Lang("zh-Hans"))
	}
}
