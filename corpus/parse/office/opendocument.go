package office

import (
	"bytes"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// OpenDocumentLocked refuses an OpenDocument file whose parts are encrypted, as its manifest says.
func OpenDocumentLocked(z *Zip) error {
	manifest, err := z.Read("META-INF/manifest.xml")
	if err != nil && len(manifest) == 0 {
		return nil // the parts will tell
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return block.Failf(block.Encrypted, "the OpenDocument file is protected by a password; a copy without one would be right")
	}
	return nil
}
