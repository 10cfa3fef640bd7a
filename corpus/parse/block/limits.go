package block

// Limits bound what one reader takes from hostile bytes. A reader that meets one returns an [*Error]
// of kind [TooLarge], or what it has with a warning where the rest can be left out honestly.
type Limits struct {
	Bytes int64 // of the payload, of each member of a container and of all of them together
	Pages int   // of a paged document
	Cells int   // of all tables
}
