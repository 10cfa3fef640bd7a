package pack_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/logtree"
	"github.com/lodestone-kb/lodestone/kb/memkb"
	"github.com/lodestone-kb/lodestone/kb/pack"
)

var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// seeded is a source of keys that is the same in each run.
type seeded struct{ r *rand.ChaCha8 }

func (s seeded) Read(b []byte) (int, error) { return s.r.Read(b) }

func newKey(t testing.TB, seed byte) (logtree.Signer, string) {
	t.Helper()
	k, err := logtree.NewKey(seeded{rand.NewChaCha8([32]byte{seed})}, "archive.example/log")
	if err != nil {
		t.Fatal(err)
	}
	s, err := logtree.NewSigner(k.Private)
	if err != nil {
		t.Fatal(err)
	}
	return s, k.Public
}

const (
	original = "<p>No gallium leaves the country without a licence.</p><p>From 1 March 2026.</p>"
	text     = "No gallium leaves the country without a licence.\nFrom 1 March 2026.\n"
)

// source is a store with one act, its text and its bytes, and a signed log.
func source(t testing.TB) pack.Source {
	t.Helper()
	ctx := t.Context()
	rev := corpus.Revision{Document: "d-notice", Capture: "c-1", Hash: corpus.HashOf([]byte(text)), Text: text, RecordedAt: now, Parser: "p/1",
		Provisions: []corpus.Provision{{Address: "¶ 1", Kind: corpus.Paragraph, Start: 0, End: 48}, {Address: "¶ 2", Kind: corpus.Paragraph, Start: 49, End: 67}}}
	rev.ID = corpus.NewRevisionID(rev.Document, rev.Hash)
	span := func(words string) kb.Basis {
		at := strings.Index(text, words)
		return kb.Basis{Spans: []corpus.Span{rev.Span(at, at+len(words))}}
	}
	payload := corpus.HashOf([]byte(original))
	w := kb.Write{At: now,
		Outcomes:    []kb.Outcome{{Disposition: kb.Ingested, Document: "d-notice", Revision: rev.ID, Capture: corpus.Capture{ID: "c-1", Source: "m", URL: "https://m.example/1", FinalURL: "https://m.example/1", FetchedAt: now, Status: 200, PayloadHash: payload}}},
		Documents:   []corpus.Document{{ID: "d-notice", Source: "m", URL: "https://m.example/1", FormerURLs: []string{}, Official: true, Title: "Notice", Jurisdiction: "CN", State: corpus.Live, FirstSeen: now, LastSeen: now, Revisions: []corpus.RevisionID{rev.ID}}},
		Revisions:   []corpus.Revision{rev},
		Facts:       []kb.Fact{{ID: "f-1", Value: kb.MaterialValue{Material: "Ga"}, Role: kb.RoleRestricted, Assertion: kb.Asserted, Span: rev.Span(3, 10), Rule: "r/1", Review: kb.Unreviewed, Current: true, Source: "m"}},
		Instruments: []kb.Instrument{{ID: "cn-1", Jurisdiction: "CN", Authorities: []string{"M"}, Title: "Notice <b>", Published: corpus.Day(2026, 2, 1), Documents: []corpus.DocumentID{"d-notice"}, Review: kb.Confirmed, Basis: span("No gallium leaves")}},
		Measures:    []kb.Measure{{ID: "cn-1/1", Instrument: "cn-1", Provision: "1", Restriction: kb.LicenceRequirement, Direction: kb.Export, Items: []kb.Item{{Material: "Ga"}}, Destinations: []string{"*"}, Basis: span("No gallium leaves the country without a licence."), Review: kb.Confirmed}},
		Effects: []kb.Effect{{ID: "e-1", Relation: kb.Adopts, By: "cn-1", Target: "cn-1", From: corpus.Day(2026, 2, 1), Basis: kb.Basis{Provenance: &kb.Provenance{From: "register"}}, Review: kb.Confirmed},
			{ID: "e-2", Relation: kb.Commences, By: "cn-1", Target: "cn-1", From: corpus.Day(2026, 3, 1), Basis: span("1 March 2026"), Review: kb.Confirmed}},
		Entries: []kb.Entry{{Kind: kb.CaptureRecorded, Capture: "c-1", Payload: payload, Summary: "fetched"}, {Kind: kb.DocumentAdded, Document: "d-notice", Revision: rev.ID, Capture: "c-1", Payload: rev.Hash, Summary: "added"},
			{Kind: kb.InstrumentRecorded, Instrument: "cn-1", Summary: "recorded"}, {Kind: kb.EffectRecorded, Instrument: "cn-1", Effect: "e-2", Summary: "recorded"}, {Kind: kb.RunRecorded, Summary: "another thing"}}}
	store := memkb.New()
	if _, err := store.Commit(ctx, w); err != nil {
		t.Fatal(err)
	}
	signer, public := newKey(t, 1)
	size, root, err := store.TreeSize(ctx)
	if err != nil {
		t.Fatal(err)
	}
	checkpoint, err := logtree.Sign(signer, size, root)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.AddCheckpoint(ctx, checkpoint); err != nil {
		t.Fatal(err)
	}
	words, err := lexicon.New()
	if err != nil {
		t.Fatal(err)
	}
	return pack.Source{Desk: desk.New(store, words, func() time.Time { return now }), Signer: signer, Public: public,
		Original: func(context.Context, corpus.Hash) ([]byte, error) { return []byte(original), nil }}
}

func packed(t testing.TB, s pack.Source) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pack.Write(t.Context(), &b, s, desk.StatusWords{Material: "gallium", On: "2026-03-02"}, now); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func check(t testing.TB, b []byte, key string) pack.Report {
	t.Helper()
	r, err := pack.Check(bytes.NewReader(b), int64(len(b)), key)
	if err != nil {
		r.Findings = append(r.Findings, err.Error())
	}
	return r
}

// member is one member of a pack, in its order.
type member struct {
	name string
	data []byte
}

func unzip(t testing.TB, b []byte) []member {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out []member
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, member{f.Name, data})
	}
	return out
}

func rezip(t testing.TB, all []member) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, m := range all {
		w, err := z.Create(m.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(m.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAPackHolds(t *testing.T) {
	s := source(t)
	b := packed(t, s)
	r := check(t, b, s.Public)
	if !r.Clean() || r.Answer != "controlled" || r.Texts != 1 || r.Originals != 1 || r.Quotes != 2 || r.Entries != 4 || r.LogSize != 5 || r.Key != s.Public || r.Question.Asked.Material != "gallium" {
		t.Errorf("%+v", r)
	}
	if again := packed(t, s); !bytes.Equal(again, b) {
		t.Error("the same pack made twice differs")
	}
	for _, m := range unzip(t, b) {
		if strings.Contains(string(m.data), "Notice <b>") && m.name == "answer.html" {
			t.Error("a title acts in answer.html")
		}
	}
	if r = check(t, rezip(t, unzip(t, b)), ""); !r.Clean() {
		t.Errorf("packed anew: %v", r.Findings)
	}
}

// A byte of any member that is other than it was is found, whichever byte it is.
func TestEachTamperingIsFound(t *testing.T) {
	all := unzip(t, packed(t, source(t)))
	if len(all) < 11 {
		t.Fatalf("only %d members", len(all))
	}
	for i, m := range all {
		step := max(1, len(m.data)/12)
		switch {
		case testing.Short():
			step = max(1, len(m.data)/2)
		case m.name == "MANIFEST":
			step = 1
		}
		for at := 0; at < len(m.data); at += step {
			for _, mask := range []byte{1, 0x20, 0x80} {
				changed := append([]member{}, all...)
				data := bytes.Clone(m.data)
				data[at] ^= mask
				changed[i].data = data
				if check(t, rezip(t, changed), "").Clean() {
					t.Fatalf("byte %d of %s was changed by %#x, and nobody says so", at, m.name, mask)
				}
			}
		}
		cut := append([]member{}, all...)
		cut[i].data = m.data[:max(0, len(m.data)-1)]
		if check(t, rezip(t, cut), "").Clean() {
			t.Errorf("the last byte of %s is gone, and nobody says so", m.name)
		}
		gone := append(append([]member{}, all[:i]...), all[i+1:]...)
		if check(t, rezip(t, gone), "").Clean() {
			t.Errorf("%s is gone, and nobody says so", m.name)
		}
	}
	if more := append(append([]member{}, all...), member{"texts/more.txt", []byte("more")}); check(t, rezip(t, more), "").Clean() {
		t.Error("a member was added, and nobody says so")
	}
	if twice := append(append([]member{}, all...), all[2]); check(t, rezip(t, twice), "").Clean() {
		t.Error("a member stands twice, and nobody says so")
	}
}

// Who signs a changed pack with a key of his own is found by the checkpoint, and by the key.
func TestAnotherKey(t *testing.T) {
	s := source(t)
	all := unzip(t, packed(t, s))
	stranger, strange := newKey(t, 2)
	forge := func(signer logtree.Signer, public string, change func(name string, b []byte) []byte) []byte {
		var lines strings.Builder
		for _, l := range strings.SplitAfter(string(all[0].data), "\n")[:2] {
			lines.WriteString(l)
		}
		out := []member{{}}
		for _, m := range all[1:] {
			m.data = change(m.name, m.data)
			if m.name == "log.pub" {
				m.data = []byte(public + "\n")
			}
			lines.WriteString(string(corpus.HashOf(m.data)) + "  " + m.name + "\n")
			out = append(out, m)
		}
		manifest, err := logtree.SignText(signer, lines.String())
		if err != nil {
			t.Fatal(err)
		}
		out[0] = member{"MANIFEST", []byte(manifest)}
		return rezip(t, out)
	}
	same := func(_ string, b []byte) []byte { return b }
	if r := check(t, forge(stranger, strange, same), ""); r.Clean() || !strings.Contains(strings.Join(r.Findings, "\n"), "checkpoint.txt") {
		t.Errorf("signed by a stranger: %v", r.Findings)
	}
	if r := check(t, forge(stranger, strange, same), s.Public); r.Clean() || !strings.Contains(r.Findings[0], "is wanted") {
		t.Errorf("signed with another key than is wanted: %v", r.Findings)
	}
	if r := check(t, forge(s.Signer, s.Public, same), s.Public); !r.Clean() {
		t.Fatalf("signed anew by its owner: %v", r.Findings)
	}
	// What the manifest cannot tell is found by the check whose matter it is: here the owner signs it.
	for name, change := range map[string][3]string{
		"answer.json":    {`"quote": "1 March 2026"`, `"quote": "1 March 2027"`, "does not stand at bytes"},
		"texts/":         {"without a licence", "with no a licence", "has this text"},
		"originals/":     {"gallium", "indium!", "were received"},
		"proofs.json":    {`\"summary\":\"recorded\"`, `\"summary\":\"recorder\"`, "is not in the log"},
		"question.json":  {`"on": "2026-03-02"`, `"on": "2026-03-03"`, "answers for 2026-03-02"},
		"checkpoint.txt": {"\n5\n", "\n6\n", "not signed"},
	} {
		touched := false
		r := check(t, forge(s.Signer, s.Public, func(at string, b []byte) []byte {
			if strings.HasPrefix(at, name) && bytes.Contains(b, []byte(change[0])) {
				touched = true
				return bytes.Replace(b, []byte(change[0]), []byte(change[1]), 1)
			}
			return b
		}), "")
		if !touched || !strings.Contains(strings.Join(r.Findings, "\n"), change[2]) {
			t.Errorf("%s: touched %v, findings %v, want one with %q", name, touched, r.Findings, change[2])
		}
	}
}

func TestWhatIsNoPack(t *testing.T) {
	for name, b := range map[string][]byte{"nothing": nil, "text": []byte("hello"), "another archive": rezip(t, []member{{"a.txt", []byte("a")}})} {
		if _, err := pack.Check(bytes.NewReader(b), int64(len(b)), ""); err == nil || !strings.Contains(err.Error(), "no evidence pack") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	b := packed(f, source(f))
	f.Add(b)
	f.Add(b[:len(b)/2])
	f.Add([]byte("PK\x05\x06"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := pack.Check(bytes.NewReader(data), int64(len(data)), "")
		if err == nil && r.Clean() && r.Answer != "controlled" {
			t.Errorf("another pack holds: %+v", r)
		}
	})
}
