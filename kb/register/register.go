package register

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

//go:embed data
var shipped embed.FS

// asOf is the day up to which the pages behind the register were looked at; the newest of them is
// of early October 2026.
var asOf = corpus.Day(2026, 11, 24)

// Register is the shipped law: reviewed acts, their clauses, their lives, and open contradictions,
// each sorted by id.
type Register struct {
	Instruments []kb.Instrument
	Measures    []kb.Measure
	Effects     []kb.Effect
	Disputes    []kb.Dispute
	Authorities []Authority
	AsOf        corpus.Date // the day to which the data speaks

	version string
	lives   map[kb.InstrumentID][]kb.EffectID // in the order of the files, for the lint
}

// Authority is an issuer: the id that acts carry, and what it is called.
type Authority struct {
	ID   string `yaml:"id" json:"id"`
	Name string `yaml:"name" json:"name"`
	Zh   string `yaml:"zh" json:"zh,omitempty"`
}

// Load reads the shipped register. The error names the file and the line that are wrong.
func Load() (*Register, error) {
	sub, err := fs.Sub(shipped, "data")
	if err != nil {
		return nil, fmt.Errorf("open the register's data: %w", err)
	}
	return read(sub)
}

// read reads a register from a folder laid out as data is.
func read(dir fs.FS) (*Register, error) {
	r := &Register{AsOf: asOf, lives: make(map[kb.InstrumentID][]kb.EffectID)}
	var err error
	if r.version, err = walk(dir, r.take); err != nil {
		return nil, fmt.Errorf("read the register: %w", err)
	}
	slices.SortFunc(r.Instruments, func(x, y kb.Instrument) int { return strings.Compare(string(x.ID), string(y.ID)) })
	slices.SortFunc(r.Measures, func(x, y kb.Measure) int { return strings.Compare(string(x.ID), string(y.ID)) })
	slices.SortFunc(r.Effects, func(x, y kb.Effect) int { return strings.Compare(string(x.ID), string(y.ID)) })
	slices.SortFunc(r.Disputes, func(x, y kb.Dispute) int { return strings.Compare(string(x.ID), string(y.ID)) })
	return r, nil
}

// walk hands over each file and returns the version that the files make.
func walk(dir fs.FS, take func(name string, b []byte) error) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(dir, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n%s", name, len(b), b)
		return take(name, b)
	})
	return hex.EncodeToString(sum.Sum(nil)[:8]), err
}

// Shipped returns the version of the shipped data without reading it: what [Register.Version] of
// [Load] would be.
func Shipped() (string, error) {
	dir, err := fs.Sub(shipped, "data")
	if err != nil {
		return "", err
	}
	return walk(dir, func(string, []byte) error { return nil })
}

// take reads one file.
func (r *Register) take(name string, b []byte) error {
	if name == "authorities.yaml" {
		if err := strict(b, &r.Authorities); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}
	var f file
	if err := strict(b, &f); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if want := path.Join(strings.ToLower(string(f.Jurisdiction)), string(f.ID)+".yaml"); name != want {
		return fmt.Errorf("%s: its jurisdiction and id ask for the name %s", name, want)
	}
	r.add(f)
	return nil
}

func strict(b []byte, v any) error {
	return yaml.NewDecoder(bytes.NewReader(b), yaml.Strict()).Decode(v)
}

// Version names the state of the data: it changes with every file. A register that was not read from
// files is named by its records.
func (r *Register) Version() string {
	if r.version != "" {
		return r.version
	}
	raw, err := json.Marshal([]any{r.Instruments, r.Measures, r.Effects, r.Disputes})
	if err != nil {
		panic("register: write plain records as JSON: " + err.Error())
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8])
}
