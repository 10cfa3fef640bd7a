package parse

import (
	"context"
	"path"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/container"
	"github.com/lodestone-kb/lodestone/corpus/parse/legalxml"
)

// readZip reads a zip archive that is one document: an act of the Official Journal with its annexes,
// or a single file. Of any other the members are documents of their own, see package container.
func readZip(ctx context.Context, in Input, opt Options) (block.Page, error) {
	files := map[string][]byte{}
	members, index := 0, false
	var only container.Member
	err := container.Files(in.Bytes, opt.limits(), func(m container.Member) error {
		members++
		if only = m; m.Err == nil {
			name := path.Base(m.Name)
			files[name] = m.Body
			index = index || legalxml.IsIndex(name)
		}
		return nil
	})
	switch {
	case err != nil:
		return block.Page{}, err
	case index:
		return legalxml.ReadAct(files, opt.limits())
	case members == 1 && only.Err != nil:
		return block.Page{}, only.Err
	case members == 1 && sniff(only.Body, "") != formZip && len(only.Body) > 0:
		return readPage(ctx, Input{Bytes: only.Body, URL: in.URL, Hints: in.Hints}, opt)
	}
	return block.Page{}, block.Failf(Unsupported, "the content is a zip archive of %d files, each a document of its own; one of them, or the archive given to `lodestone ingest`, would be right", members)
}

// readGzip reads the one file that a gzip file packs, where the server did not say that it is packed.
func readGzip(ctx context.Context, in Input, opt Options) (block.Page, error) {
	body, warnings, err := block.UndoEncoding(in.Bytes, "gzip", opt.MaxBytes)
	if err != nil {
		return block.Page{}, err
	}
	if sniff(body, "") == formGzip {
		return block.Page{}, block.Failf(Unsupported, "the content is a gzip file in a gzip file; the document itself would be right")
	}
	in.Bytes, in.MediaType = body, ""
	p, err := readPage(ctx, in, opt)
	p.Warnings = append(warnings, p.Warnings...)
	return p, err
}

// readArchive refuses an archive of the web: its records are documents of their own.
func readArchive(_ context.Context, in Input, _ Options) (block.Page, error) {
	if sniff(in.Bytes, "") == formARC {
		return block.Page{}, block.Failf(Unsupported, "the content is an ARC file, the forerunner of WARC, whose records are documents of their own; one of them, or the file given to `lodestone ingest`, would be right")
	}
	return block.Page{}, block.Failf(Unsupported, "the content is a WARC file, whose records are documents of their own; one of them, or the file given to `lodestone ingest`, would be right")
}
