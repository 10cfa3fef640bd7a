package scratch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// maxInMemory is how many entries a table or a list holds before it moves to a file.
const maxInMemory = 8192

// Create makes a file in a folder that nobody else will find: its name is gone at once where the system
// allows that, and else when [Remove] closes it.
func Create(dir string) (*os.File, error) {
	f, err := os.CreateTemp(dir, "lodestone-*.scratch")
	if err != nil {
		return nil, fmt.Errorf("make a scratch file: %w", err)
	}
	_ = os.Remove(f.Name()) // it lives on without a name; where that cannot be, Remove does it
	return f, nil
}

// Remove closes a file that Create made. A nil file is none.
func Remove(f *os.File) error {
	if f == nil {
		return nil
	}
	err := f.Close()
	if gone := os.Remove(f.Name()); gone != nil && !errors.Is(gone, fs.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}
