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
