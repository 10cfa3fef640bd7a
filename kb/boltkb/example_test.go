package boltkb_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/boltkb"
)

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "lodestone")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	store, err := boltkb.Open(dir, boltkb.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer store.Close()

	_, err = boltkb.Open(dir, boltkb.Options{Timeout: time.Millisecond})
	fmt.Println("a second one is locked out:", errors.Is(err, kb.ErrLocked))

	version, err := store.Commit(context.Background(), kb.Write{
		At:      time.Date(2026, 11, 25, 6, 0, 0, 0, time.UTC),
		Entries: []kb.Entry{{Kind: kb.RunRecorded, Summary: "nothing new today"}},
	})
	fmt.Println(version.Seq, version.RecordedAt.Format(time.DateOnly), err)
	// Output:
	// a second one is locked out: true
	// 1 2026-11-25 <nil>
}
