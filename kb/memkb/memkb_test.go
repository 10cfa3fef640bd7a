package memkb_test

import (
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/kbtest"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

func TestStore(t *testing.T) {
	kbtest.TestStore(t, func(*testing.T) kb.Store { return memkb.New() }, nil)
}
