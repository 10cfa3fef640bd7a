package parse

import "github.com/lodestone-kb/lodestone/corpus/parse/block"

// Error says in one sentence what is wrong with the bytes and what would be right.
type Error = block.Error

// Kind tells what sort of trouble kept bytes from becoming text.
type Kind = block.ErrorKind

// Drop is a part of the original that is not in the text, and the reason.
type Drop = block.Drop

// The kinds of trouble.
const (
	Empty       = block.Empty
	Unsupported = block.Unsupported
	Damaged     = block.Damaged
	Encrypted   = block.Encrypted
	TooLarge    = block.TooLarge
	BlockPage   = block.BlockPage
	Gone        = block.Gone
	Moved       = block.Moved
	Scanned     = block.Scanned
	Stopped     = block.Stopped
	TooSlow     = block.TooSlow
	Crashed     = block.Crashed
)
