package api

import (
	"bytes"
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/kb/pack"
)

// packVerdict is what a check of an evidence pack found.
type packVerdict struct {
	Holds     bool     `json:"holds" doc:"nothing is wrong with it"`
	Findings  []string `json:"findings" doc:"what is wrong, a sentence each"`
	Answer    string   `json:"answer" doc:"the verdict in one word"`
	Key       string   `json:"key" doc:"the public key that signed; whose it is must be asked elsewhere"`
	Made      string   `json:"made" doc:"as the pack says"`
	Members   int      `json:"members"`
	Texts     int      `json:"texts"`
	Originals int      `json:"originals"`
	Quotes    int      `json:"quotes"`
	Entries   int      `json:"entries" doc:"of the log, proven"`
	LogSize   int64    `json:"log_size" doc:"entries that the checkpoint speaks of"`
}

// verifyPackRoute checks evidence packs with nothing but the pack, as lodestone verify does offline.
func (s *server) verifyPackRoute(api huma.API) {
	op := huma.Operation{Method: http.MethodPost, Path: "/v1/verify/pack", OperationID: "verify-pack", Tags: []string{"tools"}, MaxBodyBytes: maxBody,
		Summary: "Whether an evidence pack is what was signed: every byte, quote and proof in it. Nothing is kept"}
	huma.Register(api, op, func(_ context.Context, in *struct {
		Key     string `query:"key" maxLength:"400" doc:"the public key that must have signed it; empty: the answer tells which one did"`
		RawBody []byte `contentType:"application/zip"`
	}) (*struct{ Body packVerdict }, error) {
		r, err := pack.Check(bytes.NewReader(in.RawBody), int64(len(in.RawBody)), in.Key)
		if err != nil {
			return nil, &Problem{Status: http.StatusUnprocessableEntity, Detail: "this is no evidence pack: " + err.Error()}
		}
		return &struct{ Body packVerdict }{packVerdict{r.Clean(), full(r.Findings), r.Answer, r.Key, r.Made, r.Members, r.Texts, r.Originals, r.Quotes, r.Entries, r.LogSize}}, nil
	})
}
