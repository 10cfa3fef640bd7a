package check

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/kb"
)

// payloads is V1.
func (c *checker) payloads(ctx context.Context, v *Invariant) error {
	if c.opt.Archive == nil {
		v.LeftOut = "the archive was not given"
		return nil
	}
	type held struct {
		length int64
		ok     bool
		err    error
	}
	seen := map[corpus.Hash]held{} // a payload is read once, however many captures showed it
	return c.outcomes(ctx, func(o kb.Outcome) error {
		p := o.Capture
		if p.PayloadHash == "" || p.Failure != "" {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		v.Checked++
		h, ok := seen[p.PayloadHash]
		if !ok {
			h.length, h.ok, h.err = c.opt.Archive.Has(ctx, p.PayloadHash)
			seen[p.PayloadHash] = h
		}
		switch {
		case h.err != nil:
			v.found("the payload of capture %s (%s) is damaged: %v", p.ID, p.URL, h.err)
		case !h.ok:
			v.found("the payload of capture %s (%s) is not in the archive", p.ID, p.URL)
		case h.length != p.Length:
			v.found("the payload of capture %s (%s) has %d bytes in the archive and should have %d", p.ID, p.URL, h.length, p.Length)
		}
		return nil
	})
}

// index is V4.
func (c *checker) index(ctx context.Context, v *Invariant) error {
	if c.opt.Index == nil {
		v.LeftOut = "the index was not given"
		return nil
	}
	position, err := c.opt.Index.Position(ctx)
	if err != nil {
		return err
	}
	switch {
	case position > c.version.Seq:
		v.found("the index has seen entry %d, and the log ends with %d", position, c.version.Seq)
	case position < c.version.Seq:
		v.found("the index has seen the log only up to entry %d of %d", position, c.version.Seq)
	}
	passages, differences, err := c.opt.Index.Compare(ctx, c.store)
	if err != nil {
		return err
	}
	v.Checked = passages
	for _, d := range differences {
		v.found("%s", d)
	}
	return nil
}

// torn is V7: beside each file "x" stands "x.txt" with the reason.
func (c *checker) torn(ctx context.Context, v *Invariant) error {
	if c.opt.Torn == nil {
		v.LeftOut = "the folder of torn bytes was not given"
		return nil
	}
	list, err := fs.ReadDir(c.opt.Torn, ".")
	if errors.Is(err, fs.ErrNotExist) {
		return nil // nothing was ever torn
	}
	if err != nil {
		return err
	}
	for _, e := range list {
		if strings.HasSuffix(e.Name(), ".txt") || e.IsDir() {
			continue
		}
		v.Checked++
		reason, err := fs.ReadFile(c.opt.Torn, e.Name()+".txt")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if len(strings.TrimSpace(string(reason))) == 0 {
			v.found("no reason is given for the torn bytes in %s", e.Name())
		}
	}
	return nil
}
