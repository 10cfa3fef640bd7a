package parse

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path"
	"strings"
	"testing"
)

var all = flag.Bool("all", false, "judge every recorded page, not one in five")

// taken reports whether the record with this number is judged.
func taken(n int) bool { return *all || n%5 == 0 }

// readTar returns the members of a packed folder by base name without extension.
func readTar(t *testing.T, file string) map[string][]byte {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]byte{}
	tr := tar.NewReader(zr)
	for {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(path.Base(h.Name), path.Ext(h.Name))] = b
	}
}

// eachJSON decodes the lines of a packed file.
func eachJSON[T any](t *testing.T, file string, visit func(T)) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	sc := bufio.NewScanner(zr)
	sc.Buffer(nil, 1<<24)
	for sc.Scan() {
		var v T
		if err := json.Unmarshal(sc.Bytes(), &v); err != nil {
			t.Fatal(err)
		}
		visit(v)
	}
}

// TestWebPages reads pages in many languages and judges the day of publication.
func TestWebPages(t *testing.T) {
	if testing.Short() {
		t.Skip("one goroutine reads the labelled pages; the full run reads them")
	}
	pages := readTar(t, shared(t, "data", "web-pages", "pages-dev.tar.gz"))
	read := map[string]Parsed{}
	parse := func(page, url string) Parsed {
		p, ok := read[page]
		if !ok {
			var err error
			if p, err = Parse(context.Background(), Input{Bytes: pages[page], MediaType: "text/html", URL: url}, Options{}); err != nil {
				t.Logf("%s: %v", url, err)
			} else {
				check(t, p)
			}
			read[page] = p
		}
		return p
	}
	t.Run("dates", func(t *testing.T) { judgeDates(t, parse) })
}

func judgeDates(t *testing.T, parse func(page, url string) Parsed) {
	right, wrong, silent, n := 0, 0, 0, 0
	eachJSON(t, shared(t, "data", "web-pages", "dates-dev.jsonl.gz"), func(rec struct {
		Page, URL string
		Date      *string
	}) {
		if n++; !taken(n) {
			return
		}
		want, got := "", parse(rec.Page, rec.URL).Published.String()
		if rec.Date != nil {
			want = *rec.Date
		}
		switch got {
		case want:
			right++
		case "":
			silent++
		default:
			wrong++
			t.Logf("%s: %s, want %s", rec.URL, got, want)
		}
	})
	t.Logf("%d right, %d wrong, %d silent", right, wrong, silent)
	if total := right + wrong + silent; right*100 < total*88 || wrong*100 > total*6 {
		t.Errorf("%d of %d right and %d wrong, want at least 88 and at most 6 in a hundred", right, total, wrong)
	}
}

// TestChromeWords holds the quick look for words against the expression that it stands before: a
// text of every kind that the expression knows must pass.
func TestChromeWords(t *testing.T) {
	for _, s := range []string{"© 2025", "(C) 2019", "Copyright Example", "All rights reserved.", "版权所有", "版權所有", "未经授权", "备案号", "ICP备1", "Cookies", "Privacy Notice",
		"TERMS OF USE", "Subscribe now", "Newsletter", "Sign up", "Login", "Log in", "Follow us", "Share this", "Share", "Tag: a", "Tags", "关键词：甲", "标签：乙", "责任编辑：丙", "分享到",
		"Bagikan", "Compartir", "Partager", "Teilen", "Facebook", "WhatsApp", "LinkedIn", "Advertisement", "Reklame", "Anzeige", "Publicidad", "Comment", "Comments", "Print", "Email",
		"Photo: A", "Photos by", "Photo credit", "Image: B", "Images by", "Image credit", "Send inquiry", "Posted by A", "Posted in B", "Filed under", "Category", "Categories"} {
		if !chrome.MatchString(s) {
			t.Errorf("the expression does not match %q", s)
		}
		if !isChromeText(s) {
			t.Errorf("%q is passed over", s)
		}
	}
}
