package ocr

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Tesseract is the program that reads images.
type Tesseract struct {
	// Path is where the program is.
	Path string
	// Languages are its models, most likely first; empty: simplified Chinese and English.
	Languages []string
	// Env is the environment it runs in; nil: that of this process. OMP_THREAD_LIMIT=1 keeps it from
	// taking every core, which gains little.
	Env []string
	// Timeout is how long one page may take; 0 means a minute.
	Timeout time.Duration
}

// maxAnswer bounds what is taken of the program's answer for one page.
const maxAnswer = 16 << 20

var models = []string{"chi_sim", "eng"}

// Words reads the words off an image in PNG form, of so many dots an inch. It is a [block.WordReader].
func (t Tesseract) Words(ctx context.Context, png []byte, dpi int) ([]block.Word, error) {
	timeout := t.Timeout
	if timeout <= 0 {
		timeout = time.Minute
	}
	ctx, stop := context.WithTimeout(ctx, timeout)
	defer stop()
	languages := t.Languages
	if len(languages) == 0 {
		languages = models
	}
	c := exec.CommandContext(ctx, t.Path, "stdin", "stdout", "-l", strings.Join(languages, "+"), "--dpi", strconv.Itoa(dpi), "tsv")
	c.Stdin = bytes.NewReader(png)
	c.Env = t.Env
	c.WaitDelay = 5 * time.Second
	var out, says bounded
	out.room, says.room = maxAnswer, 4<<10
	c.Stdout, c.Stderr = &out, &says
	if err := c.Run(); err != nil {
		if ctx.Err() != nil {
			return nil, fmt.Errorf("read an image with %s: %w", t.Path, ctx.Err())
		}
		return nil, fmt.Errorf("read an image with %s: %w: %s", t.Path, err, strings.Join(strings.Fields(says.String()), " "))
	}
	return Parse(out.Bytes())
}

// bounded keeps the beginning of what is written to it.
type bounded struct {
	bytes.Buffer
	room int
}

func (b *bounded) Write(p []byte) (int, error) {
	if n := min(len(p), b.room-b.Len()); n > 0 {
		b.Buffer.Write(p[:n])
	}
	return len(p), nil
}

var errTable = errors.New("the answer is no table of words as Tesseract writes it")

// Parse reads Tesseract's table: a line a word, with its place, the confidence from 0 to 100 and the
// text; lines of text, paragraphs and blocks have lines of their own. Words get the height of their
// line. Words of no confidence at all, which Tesseract makes of lines and dirt, are left out.
func Parse(tsv []byte) ([]block.Word, error) {
	rows := strings.Split(strings.ReplaceAll(string(tsv), "\r\n", "\n"), "\n")
	head := strings.Split(rows[0], "\t")
	column := map[string]int{}
	for _, name := range []string{"level", "left", "top", "width", "height", "conf", "text"} {
		k := slices.Index(head, name)
		if k < 0 {
			return nil, fmt.Errorf("%w: it has no column %q", errTable, name)
		}
		column[name] = k
	}
	var out []block.Word
	var line block.Word
	for n, row := range rows[1:] {
		if strings.TrimSpace(row) == "" {
			continue
		}
		cells := strings.Split(row, "\t")
		for len(cells) < len(head) { // some versions end a line before an empty text
			cells = append(cells, "")
		}
		var v [6]float64
		for i, name := range []string{"level", "left", "top", "width", "height", "conf"} {
			f, err := strconv.ParseFloat(cells[column[name]], 64)
			if err != nil || f < -1e6 || f > 1e6 || f != f {
				return nil, fmt.Errorf("%w: line %d has %q as %s", errTable, n+2, cells[column[name]], name)
			}
			v[i] = f
		}
		w := block.Word{Text: strings.TrimSpace(cells[column["text"]]), Left: v[1], Top: v[2], Right: v[1] + v[3], Bottom: v[2] + v[4]}
		switch level, confidence := v[0], v[5]; {
		case level == lineLevel:
			line = w
		case level == wordLevel && w.Text != "" && confidence > 0:
			w.Top, w.Bottom = min(w.Top, line.Top), max(w.Bottom, line.Bottom)
			if line.Bottom == 0 {
				w.Top, w.Bottom = v[2], v[2]+v[4]
			}
			out = append(out, w)
		}
	}
	return out, nil
}

// The levels of Tesseract's table that are read.
const (
	lineLevel = 4
	wordLevel = 5
)
