package pack

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// Format is the first line of a manifest. A pack of another format is refused.
const Format = "lodestone evidence pack v1"

// Source is what a pack is made from.
type Source struct {
	Desk *desk.Desk
	// Original returns the bytes of a capture as they arrived; nil: packs hold no originals.
	Original func(ctx context.Context, payload corpus.Hash) ([]byte, error)
	Signer   logtree.Signer
	Public   string // the public half of the signer's key
}

// Question is what a pack answers.
type Question struct {
	Asked         Asked       `json:"asked"` // in the words it was asked in
	On            corpus.Date `json:"on"`
	MadeAt        time.Time   `json:"made_at"`
	CorpusVersion kb.Seq      `json:"corpus_version"`
	Sample        bool        `json:"sample"`
}

// Asked is a [desk.StatusWords] as packs write it.
type Asked struct {
	Material     string `json:"material,omitempty"`
	Destination  string `json:"destination,omitempty"`
	EndUse       string `json:"end_use,omitempty"`
	Jurisdiction string `json:"jurisdiction,omitempty"`
	Code         string `json:"code,omitempty"`
	On           string `json:"on,omitempty"`
	Known        string `json:"known,omitempty"`
}

// Write answers the question and writes the pack. The time is that of its making.
func Write(ctx context.Context, w io.Writer, src Source, q desk.StatusWords, at time.Time) error {
	answer, err := src.Desk.Status(ctx, q)
	if err != nil {
		return err
	}
	p := &packing{src: src, store: src.Desk.Store(), members: map[string][]byte{}}
	asked := Question{Asked: Asked(q), On: answer.Question.On, MadeAt: at.UTC(), CorpusVersion: answer.Coverage.CorpusVersion, Sample: answer.Coverage.Sample}
	if err := errors.Join(p.json("question.json", asked), p.json("answer.json", answer)); err != nil {
		return err
	}
	spans, err := spansIn(p.members["answer.json"])
	if err != nil {
		return err
	}
	if err := p.texts(ctx, spans); err != nil {
		return err
	}
	if err := p.facts(ctx, spans); err != nil {
		return err
	}
	if err := p.proofs(ctx, answer); err != nil {
		return err
	}
	if err := p.reader(answer, asked); err != nil {
		return err
	}
	p.members["log.pub"] = []byte(strings.TrimSpace(src.Public) + "\n")
	p.members["README.txt"] = []byte(readme)
	return p.zip(w, at)
}

// packing is a pack in the making.
type packing struct {
	src       Source
	store     kb.Reader
	members   map[string][]byte
	revisions map[corpus.RevisionID]corpus.Revision
	captures  map[corpus.CaptureID]corpus.Capture
}

func (p *packing) json(name string, v any) error {
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	p.members[name] = append(b, '\n')
	return nil
}

// spansIn returns the spans that a JSON text holds, wherever they stand, each once, in order.
func spansIn(b []byte) ([]corpus.Span, error) {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	seen := map[corpus.Span]bool{}
	var walk func(any) error
	walk = func(v any) error {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				if err := walk(x); err != nil {
					return err
				}
			}
		case map[string]any:
			if _, ok := v["quote"]; ok && v["revision"] != nil && v["start"] != nil {
				raw, err := json.Marshal(v)
				if err != nil {
					return err
				}
				var s corpus.Span
				if err := json.Unmarshal(raw, &s); err != nil {
					return fmt.Errorf("read a span of the answer: %w", err)
				}
				seen[s] = true
				return nil
			}
			for _, x := range v {
				if err := walk(x); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := walk(v); err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Keys(seen), func(x, y corpus.Span) int {
		return strings.Compare(fmt.Sprintf("%s %09d %09d %s", x.Revision, x.Start, x.End, x.Address), fmt.Sprintf("%s %09d %09d %s", y.Revision, y.Start, y.End, y.Address))
	}), nil
}

// texts takes in the revisions that spans point into, and the bytes that they were read from.
func (p *packing) texts(ctx context.Context, spans []corpus.Span) error {
	p.revisions, p.captures = map[corpus.RevisionID]corpus.Revision{}, map[corpus.CaptureID]corpus.Capture{}
	for _, s := range spans {
		if _, ok := p.revisions[s.Revision]; ok {
			continue
		}
		r, err := p.store.Revision(ctx, s.Revision)
		if err != nil {
			return fmt.Errorf("revision %s: %w", s.Revision, err)
		}
		p.revisions[r.ID] = r
		p.members["texts/"+string(r.ID)+".txt"] = []byte(r.Text)
		if p.src.Original == nil {
			continue
		}
		o, err := p.store.Outcome(ctx, r.Capture)
		if errors.Is(err, kb.ErrNotFound) || err == nil && o.Capture.PayloadHash == "" {
			continue // no bytes of it are held
		}
		if err != nil {
			return err
		}
		b, err := p.src.Original(ctx, o.Capture.PayloadHash)
		if err != nil {
			return fmt.Errorf("original of %s: %w", r.ID, err)
		}
		p.captures[r.Capture] = o.Capture
		p.members["originals/"+string(o.Capture.PayloadHash)] = b
	}
	return nil
}

// facts takes in the facts that stand on the quoted words.
func (p *packing) facts(ctx context.Context, spans []corpus.Span) error {
	out := []kb.Fact{}
	seen := map[corpus.DocumentID]bool{}
	for _, s := range spans {
		if seen[s.Document] {
			continue
		}
		seen[s.Document] = true
		facts, err := p.store.FactsOf(ctx, s.Document)
		if err != nil {
			return fmt.Errorf("facts of %s: %w", s.Document, err)
		}
		for _, f := range facts {
			if slices.ContainsFunc(spans, func(o corpus.Span) bool {
				return o.Revision == f.Span.Revision && f.Span.Start < o.End && f.Span.End > o.Start
			}) {
				out = append(out, f)
			}
		}
	}
	return p.json("facts.json", out)
}

// zip writes the members, the manifest first.
func (p *packing) zip(w io.Writer, at time.Time) error {
	var lines strings.Builder
	fmt.Fprintf(&lines, "%s\nmade %s\n", Format, at.UTC().Format(time.RFC3339))
	names := slices.Sorted(maps.Keys(p.members))
	for _, name := range names {
		fmt.Fprintf(&lines, "%s  %s\n", corpus.HashOf(p.members[name]), name)
	}
	manifest, err := logtree.SignText(p.src.Signer, lines.String())
	if err != nil {
		return fmt.Errorf("sign the manifest: %w", err)
	}
	z := zip.NewWriter(w)
	put := func(name string, b []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		_, err = io.Copy(f, bytes.NewReader(b))
		return err
	}
	if err := put("MANIFEST", []byte(manifest)); err != nil {
		return fmt.Errorf("write the manifest: %w", err)
	}
	for _, name := range names {
		if err := put(name, p.members[name]); err != nil {
			return fmt.Errorf("write %s: %w", name, err)
		}
	}
	return z.Close()
}
