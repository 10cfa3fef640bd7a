package api

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/logtree"
)

// inclusion proves that an entry is in the log of a size (RFC 6962).
type inclusion struct {
	Seq   kb.Seq   `json:"seq"`
	Size  int64    `json:"size"`
	Root  string   `json:"root" doc:"of the tree of that size, hexadecimal; checkpoints state it too"`
	Leaf  string   `json:"leaf" doc:"the bytes of the entry, base64"`
	Proof []string `json:"proof" doc:"hashes, hexadecimal, the lowest first"`
}

// consistency proves that one log is the beginning of another.
type consistency struct {
	From  int64    `json:"from"`
	To    int64    `json:"to"`
	Proof []string `json:"proof" doc:"hashes, hexadecimal"`
}

// proofRoutes serve what anybody needs to hold the log against a checkpoint that they kept.
func (s *server) proofRoutes(api huma.API) {
	get(s, api, "/log/proof", "get-inclusion-proof", "service", "Proof that an entry is in the log, to be held against a checkpoint",
		func(ctx context.Context, in *struct {
			Conditional
			Seq  int64 `query:"seq" required:"true" minimum:"1" doc:"the entry's number"`
			Size int64 `query:"size" minimum:"0" doc:"of the log, as a checkpoint states it; 0: as it stands"`
		}) (inclusion, error) {
			return s.inclusion(ctx, in.Seq, in.Size)
		})
	get(s, api, "/log/consistency", "get-consistency-proof", "service", "Proof that the log of one size is the beginning of the log of another",
		func(ctx context.Context, in *struct {
			Conditional
			From int64 `query:"from" required:"true" minimum:"1" doc:"the smaller size"`
			To   int64 `query:"to" minimum:"0" doc:"the larger size; 0: as it stands"`
		}) (consistency, error) {
			to, err := s.logSize(ctx, "to", in.To)
			if err != nil {
				return consistency{}, err
			}
			if in.From > to {
				return consistency{}, &desk.WordError{Parameter: "from", Value: fmt.Sprint(in.From), Detail: fmt.Sprintf("is larger than %d", to)}
			}
			proof, err := logtree.ProvePrefix(in.From, to, logtree.Of(ctx, s.Desk.Store()))
			return consistency{in.From, to, hexed(proof)}, err
		})
}

// logSize reads a size of the log; 0 is the present one.
func (s *server) logSize(ctx context.Context, parameter string, size int64) (int64, error) {
	now, _, err := s.Desk.Store().TreeSize(ctx)
	if err != nil || size == 0 {
		return now, err
	}
	if size > now {
		return 0, &desk.WordError{Parameter: parameter, Value: fmt.Sprint(size), Detail: fmt.Sprintf("the log has %d entries", now)}
	}
	return size, nil
}

func (s *server) inclusion(ctx context.Context, seq, size int64) (inclusion, error) {
	size, err := s.logSize(ctx, "size", size)
	if err != nil {
		return inclusion{}, err
	}
	if seq > size {
		return inclusion{}, &desk.WordError{Parameter: "seq", Value: fmt.Sprint(seq), Detail: fmt.Sprintf("a log of %d entries has no such entry", size)}
	}
	store := s.Desk.Store()
	read := logtree.Of(ctx, store)
	out := inclusion{Seq: kb.Seq(seq), Size: size}
	root, err := logtree.Root(size, read)
	if err != nil {
		return out, err
	}
	leaf, err := store.Leaf(ctx, out.Seq)
	if err != nil {
		return out, err
	}
	proof, err := logtree.ProveEntry(size, out.Seq, read)
	out.Root, out.Leaf, out.Proof = hex.EncodeToString(root[:]), base64.StdEncoding.EncodeToString(leaf), hexed(proof)
	return out, err
}

func hexed(hashes [][32]byte) []string {
	out := make([]string, 0, len(hashes))
	for _, h := range hashes {
		out = append(out, hex.EncodeToString(h[:]))
	}
	return out
}
