package register

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzRead reads any bytes as the one file of a register: they are refused with a sentence, or they are
// records under the name that they ask for.
func FuzzRead(f *testing.F) {
	n := 0
	err := fs.WalkDir(shipped, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || n >= 12 {
			return err
		}
		b, err := fs.ReadFile(shipped, name)
		if err == nil && len(b) < 6000 {
			f.Add(strings.TrimPrefix(name, "data/"), b)
			n++
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("cn/cn-x-1.yaml", []byte("id: cn-x-1\njurisdiction: CN\n"))
	f.Add("authorities.yaml", []byte("{}"))
	f.Fuzz(func(t *testing.T, name string, b []byte) {
		if !fs.ValidPath(name) || name == "." {
			return
		}
		r, err := read(fstest.MapFS{name: {Data: b}})
		if err != nil {
			return
		}
		for _, i := range r.Instruments {
			if !strings.HasSuffix(name, "/"+string(i.ID)+".yaml") {
				t.Errorf("%s holds instrument %q", name, i.ID)
			}
		}
	})
}
