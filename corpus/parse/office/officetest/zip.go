package officetest

import (
	"archive/zip"
	"bytes"
	"sort"
)

// Zip packs members, by name, in the order of their names.
func Zip(members map[string]string) []byte {
	var names []string
	for name := range members {
		names = append(names, name)
	}
	sort.Strings(names)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range names {
		m, err := w.Create(name)
		if err == nil {
			_, err = m.Write([]byte(members[name]))
		}
		if err != nil {
			panic("officetest: " + err.Error()) // a buffer does not fail
		}
	}
	if err := w.Close(); err != nil {
		panic("officetest: " + err.Error())
	}
	return b.Bytes()
}
