package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// record is one line of JSON Lines.
type record struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Text      string `json:"text"`
	Published string `json:"published"`
}

func jsonLines(b []byte) bool {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	var r record
	return len(line) > 0 && line[0] == '{' && json.Unmarshal(line, &r) == nil && r.Text != "" && (bytes.Count(b, []byte("\n{")) > 0 || r.ID != "")
}

func (in *intake) lines(ctx context.Context, url string, b []byte) error {
	s := bufio.NewScanner(bytes.NewReader(b))
	s.Buffer(make([]byte, 1<<20), maxInput)
	for n := 1; s.Scan(); n++ {
		line := bytes.TrimSpace(s.Bytes())
		if len(line) == 0 {
			continue
		}
		name := fmt.Sprintf("%s#%d", url, n)
		var r record
		if err := json.Unmarshal(line, &r); err != nil {
			in.fail(name, fmt.Errorf("line %d is no JSON document: %w", n, err))
			continue
		}
		if strings.TrimSpace(r.Text) == "" {
			in.fail(name, fmt.Errorf("line %d holds no text", n))
			continue
		}
		hints := corpus.Hints{Title: r.Title}
		if r.Published != "" {
			d, err := corpus.ParseDate(r.Published)
			if err != nil {
				in.fail(name, fmt.Errorf("line %d, published: %w", n, err))
				continue
			}
			hints.Published = d
		}
		if r.URL != "" {
			name = r.URL
		}
		// The line itself is the evidence; its title becomes the first line of the text.
		if err := in.capture(ctx, name, "application/json", bytes.Clone(line), hints); err != nil {
			return err
		}
	}
	if err := s.Err(); err != nil {
		in.fail(url, err)
	}
	return nil
}
