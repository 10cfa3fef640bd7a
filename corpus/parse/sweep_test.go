package parse

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestSweepAll(t *testing.T) {
	root := os.Getenv("SWEEP")
	if root == "" {
		t.Skip()
	}
	eng := NewEngine(os.TempDir() + "/wz")
	defer eng.Close()
	kinds := map[string]int{}
	filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if d.IsDir() {
			return nil
		}
		b, _ := os.ReadFile(p)
		if strings.HasSuffix(p, ".gz") && !strings.HasSuffix(p, ".warc.gz") {
			zr, err := gzip.NewReader(bytes.NewReader(b))
			if err == nil {
				b, _ = io.ReadAll(zr)
			}
		}
		start := time.Now()
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		r, err := Parse(ctx, Input{Bytes: b}, Options{Engine: eng})
		took := time.Since(start)
		var e *Error
		if err != nil && !errors.As(err, &e) {
			t.Errorf("%s: %v not an Error", p, err)
		}
		if err != nil {
			kinds[string(e.Kind)]++
			t.Logf("%s: %s: %v", strings.TrimPrefix(p, root), e.Kind, err)
		} else {
			kinds["ok"]++
			check(t, r)
			if len(r.Warnings) > 0 {
				t.Logf("%s: %s warn %v", strings.TrimPrefix(p, root), r.MediaType, r.Warnings)
			}
		}
		if took > 700*time.Millisecond {
			t.Logf("%s: SLOW %v %d bytes", p, took, len(b))
		}
		return nil
	})
	t.Log(kinds)
}
