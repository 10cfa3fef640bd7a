package pack

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// The bounds of a pack that is read.
const (
	maxMembers = 10_000
	maxMember  = 256 << 20
	maxTotal   = 1 << 30
)

// Report is what a check of a pack found.
type Report struct {
	Question  Question `json:"question"`
	Answer    string   `json:"answer"` // the verdict in one word
	Key       string   `json:"key"`    // the public key that signed; whose it is must be asked elsewhere
	Made      string   `json:"made"`   // as the manifest says
	Members   int      `json:"members"`
	Texts     int      `json:"texts"`
	Originals int      `json:"originals"`
	Quotes    int      `json:"quotes"`
	Entries   int      `json:"entries"`  // of the log, proven
	LogSize   int64    `json:"log_size"` // entries that the checkpoint speaks of
	Findings  []string `json:"findings"` // what is wrong, a sentence each
}

// Clean reports whether nothing is wrong.
func (r Report) Clean() bool { return len(r.Findings) == 0 }

// Check checks a pack with nothing but the pack. Where a key is given the pack must be signed with
// it; otherwise the report tells which key it was. The error tells that it is no pack at all.
func Check(r io.ReaderAt, size int64, key string) (Report, error) {
	c := &checking{Report: Report{Findings: []string{}}}
	if err := c.open(r, size); err != nil {
		return c.Report, err
	}
	if !c.manifest(strings.TrimSpace(key)) {
		return c.Report, nil // what is not as it was signed is not worth a further look
	}
	c.head()
	c.prove()
	c.quotes()
	return c.Report, nil
}

type checking struct {
	Report
	members  map[string][]byte
	verifier logtree.Verifier
	attested attested
}

func (c *checking) find(format string, args ...any) {
	c.Findings = append(c.Findings, fmt.Sprintf(format, args...))
}

// open reads all members into memory, within the bounds.
func (c *checking) open(r io.ReaderAt, size int64) error {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return fmt.Errorf("this is no evidence pack: %w", err)
	}
	if len(z.File) > maxMembers {
		return fmt.Errorf("the pack has %d members; a pack has at most %d", len(z.File), maxMembers)
	}
	c.members = map[string][]byte{}
	total := int64(0)
	for _, f := range z.File {
		if _, twice := c.members[f.Name]; twice {
			return fmt.Errorf("the pack holds %q twice", f.Name)
		}
		in, err := f.Open()
		if err != nil {
			return fmt.Errorf("read %q: %w", f.Name, err)
		}
		b, err := io.ReadAll(io.LimitReader(in, maxMember+1))
		if err = errors.Join(err, in.Close()); err != nil {
			return fmt.Errorf("read %q: %w", f.Name, err)
		}
		if total += int64(len(b)); len(b) > maxMember || total > maxTotal {
			return fmt.Errorf("%q makes the pack too large to be checked", f.Name)
		}
		c.members[f.Name] = b
	}
	if c.members["MANIFEST"] == nil || c.members["log.pub"] == nil {
		return errors.New("this is no evidence pack: it has no MANIFEST or no log.pub")
	}
	return nil
}

// manifest checks the signature and that each member is what the manifest says.
func (c *checking) manifest(key string) bool {
	c.Key = strings.TrimSpace(string(c.members["log.pub"]))
	if key != "" && key != c.Key {
		c.find("the pack was signed with the key %s, where %s is wanted", c.Key, key)
	}
	var err error
	if c.verifier, err = logtree.NewVerifier(c.Key); err != nil {
		c.find("log.pub holds no public key: %v", err)
		return false
	}
	text, err := logtree.OpenText(c.verifier, string(c.members["MANIFEST"]))
	if err != nil {
		c.find("MANIFEST: %v", err)
		return false
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) < 3 || lines[0] != Format || !strings.HasPrefix(lines[1], "made ") {
		c.find("MANIFEST is of the format %q, where this program reads %q", lines[0], Format)
		return false
	}
	c.Made = strings.TrimPrefix(lines[1], "made ")
	listed := map[string]bool{"MANIFEST": true}
	for _, l := range lines[2:] {
		hash, name, ok := strings.Cut(l, "  ")
		b, held := c.members[name]
		switch {
		case !ok || listed[name]:
			c.find("MANIFEST has a line that is none: %q", l)
		case !held:
			c.find("%s is missing", name)
		case string(corpus.HashOf(b)) != hash:
			c.find("%s is not what was signed: its bytes have another SHA-256", name)
		}
		listed[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(c.members)) {
		if !listed[name] {
			c.find("%s is in the pack, and not in its manifest", name)
		}
	}
	c.Members = len(c.members)
	return len(c.Findings) == 0
}

func (c *checking) read(name string, into any) bool {
	d := json.NewDecoder(bytes.NewReader(c.members[name]))
	if err := d.Decode(into); err != nil {
		c.find("%s cannot be read: %v", name, err)
		return false
	}
	return true
}

// head checks that the answer is one to the question.
func (c *checking) head() {
	var answer struct {
		Question struct {
			On corpus.Date `json:"on"`
		} `json:"question"`
		Answer   string `json:"answer"`
		Coverage struct {
			Version kb.Seq `json:"corpus_version"`
		} `json:"coverage"`
	}
	if !c.read("question.json", &c.Question) || !c.read("answer.json", &answer) {
		return
	}
	c.Answer = answer.Answer
	if asked := c.Question.Asked.On; asked != "" && asked != answer.Question.On.String() {
		c.find("answer.json answers for %s, question.json asked for %s", answer.Question.On, asked)
	}
	if answer.Question.On != c.Question.On || answer.Coverage.Version != c.Question.CorpusVersion {
		c.find("answer.json answers for %s at version %d, question.json asks for %s at version %d", answer.Question.On, answer.Coverage.Version, c.Question.On, c.Question.CorpusVersion)
	}
}

// prove checks the checkpoint and every inclusion proof, and collects what the entries attest.
func (c *checking) prove() {
	c.attested = attested{map[corpus.RevisionID]corpus.Hash{}, map[corpus.Hash]bool{}}
	var proofs Proofs
	if !c.read("proofs.json", &proofs) {
		return
	}
	head, err := logtree.Open(c.verifier, kb.Checkpoint{Size: proofs.Size, Note: string(c.members["checkpoint.txt"])})
	if err != nil {
		c.find("checkpoint.txt: %v", err)
		return
	}
	c.LogSize = head.Size
	for _, p := range proofs.Entries {
		hashes := make([][32]byte, len(p.Hashes))
		for i, h := range p.Hashes {
			if len(h) != 32 {
				c.find("the proof of entry %d holds a hash of %d bytes", p.Seq, len(h))
				return
			}
			hashes[i] = [32]byte(h)
		}
		if err := logtree.CheckEntry(hashes, head.Size, head.Root, p.Seq, []byte(p.Leaf)); err != nil {
			c.find("%v", err)
			continue
		}
		var e kb.Entry
		if err := json.Unmarshal([]byte(p.Leaf), &e); err != nil || e.Seq != p.Seq {
			c.find("the leaf of entry %d is no such entry", p.Seq)
			continue
		}
		c.Entries++
		if e.Kind == kb.CaptureRecorded {
			c.attested.payloads[e.Payload] = true
		} else if e.Revision != "" && e.Payload != "" {
			c.attested.texts[e.Revision] = e.Payload
		}
	}
}

// quotes checks texts and originals against what is attested, and each quote against its text.
func (c *checking) quotes() {
	for _, name := range slices.Sorted(maps.Keys(c.members)) {
		hash := corpus.HashOf(c.members[name])
		if id, ok := strings.CutPrefix(name, "texts/"); ok {
			c.Texts++
			id = strings.TrimSuffix(id, ".txt")
			if c.attested.texts[corpus.RevisionID(id)] != hash {
				c.find("no proven entry of the log says that revision %s has this text", id)
			}
		}
		if h, ok := strings.CutPrefix(name, "originals/"); ok {
			c.Originals++
			if string(hash) != h || !c.attested.payloads[hash] {
				c.find("no proven entry of the log says that the bytes %s were received", h)
			}
		}
	}
	spans, err := spansIn(c.members["answer.json"])
	if err != nil {
		c.find("answer.json: %v", err)
		return
	}
	for _, s := range spans {
		c.Quotes++
		text, ok := c.members["texts/"+string(s.Revision)+".txt"]
		if !ok {
			c.find("the text of revision %s, which the answer quotes, is not in the pack", s.Revision)
		} else if !s.Holds(string(text)) {
			c.find("%.80q does not stand at bytes %d to %d of revision %s", s.Quote, s.Start, s.End, s.Revision)
		}
	}
}
