//go:build browser

package api_test

import (
	"bytes"
	"cmp"
	"context"
	"flag"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

var (
	demo     = flag.String("demo", "", "address of a running lodestone demo, such as http://127.0.0.1:8080, of which pictures are taken")
	tutorial = flag.String("tutorial", "../docs/tutorial", "the folder for the pictures of the tutorial")
)

// The pictures of the tutorial, 900 px wide and small enough to keep with the text. With a demo running:
//
//	go test -tags browser ./api -run TestTutorialPictures -demo http://127.0.0.1:8080
func TestTutorialPictures(t *testing.T) {
	if *demo == "" {
		t.Skip("no demo was named (-demo)")
	}
	ctx := tab(t)
	dress(t, ctx, "light", 900)
	for name, shot := range map[string]struct {
		path, shows string // shows: what must stand on the page
		height      int64
	}{
		"home":   {"/?ui=en", "table.elements", 1300},
		"status": {"/status?material=dysprosium&destination=DE&ui=en", ".headline", 1250},
		"digest": {"/digest?from=2025-10&to=2025-12&ui=en", "main h2", 900},
		"search": {"/search?q=%22deemed+export%22+%2Fs+licen!&ui=en", ".snippet mark.hit", 700},
		"beside": {"/documents/d-dzpcyft5lz/beside?with=d-5v5ikbzqmd&ui=en", "table.beside", 1150},
	} {
		if err := os.WriteFile(filepath.Join(*tutorial, name+".png"), picture(t, ctx, *demo+shot.path, shot.shows, shot.height), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// picture is the top of a page as a small PNG.
func picture(t *testing.T, ctx context.Context, address, shows string, height int64) []byte {
	ctx, giveUp := context.WithTimeout(ctx, 30*time.Second)
	defer giveUp()
	err := chromedp.Do(ctx, chromedp.EmulateViewport(900, height), chromedp.Navigate(address), chromedp.WaitVisible(shows))
	if err != nil {
		t.Fatalf("%s shows no %s: %v", address, shows, err)
	}
	taken, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := png.Decode(bytes.NewReader(taken))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, reduced(whole)); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// reduced keeps the 64 commonest colours of a picture, and paints the rest with the nearest of them.
func reduced(whole image.Image) *image.Paletted {
	box, many := whole.Bounds(), map[color.Color]int{}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			many[whole.At(x, y)]++
		}
	}
	colours := slices.SortedFunc(maps.Keys(many), func(a, b color.Color) int { return cmp.Compare(many[b], many[a]) })
	small := image.NewPaletted(box, colours[:min(64, len(colours))])
	near := map[color.Color]uint8{}
	for _, c := range colours {
		near[c] = uint8(small.Palette.Index(c))
	}
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			small.SetColorIndex(x, y, near[whole.At(x, y)])
		}
	}
	return small
}
