package worker

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// A child shows an image; its parent reads it, for longer than the child's own time.
func TestImages(t *testing.T) {
	asked := 0
	limits := Limits{Wall: 500 * time.Millisecond}
	p, err := New(Options{Command: []string{os.Args[0], asFake}, Limits: limits, Parse: parse.Options{Words: func(_ context.Context, png []byte, dpi int) ([]block.Word, error) {
		if asked++; string(png) != "an image" || dpi != 200 {
			t.Errorf("asked for %q at %d dots an inch", png, dpi)
		}
		switch asked {
		case 1:
			time.Sleep(limits.Wall + 200*time.Millisecond)
			return []block.Word{{Text: "Notice", Right: 80}}, nil
		case 2:
			return nil, errors.New("no model")
		}
		return nil, nil
	}}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, want := range []string{`"Text":"Notice"`, `"failure":"no model"`} {
		got, err := p.Parse(t.Context(), parse.Input{Bytes: []byte("look")})
		if err != nil || !strings.Contains(got.Text, want) {
			t.Errorf("the child was told %q, %v; want %s", got.Text, err, want)
		}
	}
	asked = 2
	var e *block.Error
	if _, err := p.Parse(t.Context(), parse.Input{Bytes: []byte("stare")}); !errors.As(err, &e) || asked > maxImages+2 {
		t.Errorf("a child that asks for ever: %v after %d images", err, asked)
	}
}

// A child with nobody to read for it that sends an image all the same is not what we started.
func TestImageUnasked(t *testing.T) {
	var e *block.Error
	if _, err := pool(t, asFake, Limits{}).Parse(t.Context(), parse.Input{Bytes: []byte("look")}); !errors.As(err, &e) {
		t.Errorf("Parse = %v, want a *block.Error", err)
	}
}
