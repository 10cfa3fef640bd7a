package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/parse"
)

// pages are packed web pages by their names.
type pages map[string][]byte

var errNoPage = errors.New("the page is not in the pack")

// parse reads a page as the product would. The labels of the data that stand where an address is
// to be are not handed on.
func (p pages) parse(ctx context.Context, id, url string) (parse.Parsed, error) {
	body, ok := p[id]
	if !ok {
		return parse.Parsed{}, errNoPage
	}
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		url = ""
	}
	return parse.Parse(ctx, parse.Input{Bytes: body, MediaType: "text/html", URL: url}, parse.Options{})
}

// packed reads the two inputs that the tasks on pages have.
func packed[T any](pack, file string) (pages, []T, error) {
	p, err := members(pack)
	if err != nil {
		return nil, nil, err
	}
	l, err := lines[T](file)
	return p, l, err
}

type textFigures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Rate      float64 `json:"pages_per_s"`
	Pages     int     `json:"pages"`
	Failed    int     `json:"failed"`
}

func textTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	pack := f.String("pages", "", "`pack` of pages, id.html in a tar")
	truth := f.String("truth", "", "`file` with id, url, articleBody")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"pages", *pack}, flagged{"truth", *truth}); err != nil {
			return nil, err
		}
		type item struct{ ID, URL, ArticleBody string }
		p, list, err := packed[item](*pack, *truth)
		if err != nil {
			return nil, err
		}
		out := textFigures{Pages: len(list)}
		var means means
		var spent time.Duration
		for _, l := range list {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			start := b.now()
			r, err := p.parse(ctx, l.ID, l.URL)
			spent += b.now().Sub(start)
			if err != nil {
				out.Failed++
				b.tell(l.ID, err)
			}
			text := textBeside(r, "title", "dateline")
			if err := b.out.put(struct {
				ID   string `json:"id"`
				Text string `json:"text"`
			}{l.ID, text}); err != nil {
				return nil, err
			}
			means.add(overlap(text, l.ArticleBody))
		}
		precision, recall := means.precision.value(), means.recall.value()
		out.Precision, out.Recall, out.F1 = round(precision), round(recall), round(harmonic(precision, recall))
		if s := spent.Seconds(); s > 0 {
			out.Rate = round(float64(len(list)) / s)
		}
		return out, nil
	}
}

// textBeside is the text of a page beside the provisions with these addresses, repeated ones
// ("dateline·2") included. The title and the
// dateline are what the product itself sets at the head of a text from around its main content:
// those who marked main text did not count them.
func textBeside(p parse.Parsed, addresses ...string) string {
	var b strings.Builder
	from := 0
	for _, v := range p.Provisions {
		if address, _, _ := strings.Cut(v.Address, "·"); slices.Contains(addresses, address) {
			b.WriteString(p.Text[from:v.Start])
			from = v.End
		}
	}
	b.WriteString(p.Text[from:])
	return b.String()
}

// sides counts segments: those that belong to a text, found or not, and those that do not.
type sides struct{ in, out, strayed, kept int }

// add looks for segments in a text; both are shaped before.
func (s *sides) add(text string, with, without []string, shape func(string) string) {
	text = shape(text)
	for _, w := range with {
		if strings.Contains(text, shape(w)) {
			s.in++
		} else {
			s.out++
		}
	}
	for _, w := range without {
		if strings.Contains(text, shape(w)) {
			s.strayed++
		} else {
			s.kept++
		}
	}
}

type segmentFigures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Accuracy  float64 `json:"accuracy"`
	F1        float64 `json:"f1"`
}

func (s sides) figures() segmentFigures {
	t := tally{s.in, s.strayed, s.out}
	return segmentFigures{round(t.precision()), round(t.recall()), round(ratio(s.in+s.kept, s.in+s.out+s.strayed+s.kept)), round(t.f1())}
}

func segmentsTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	pack := f.String("pages", "", "`pack` of pages, name.html in a tar")
	truth := f.String("segments", "", "`file` with page, url, with, without")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"pages", *pack}, flagged{"segments", *truth}); err != nil {
			return nil, err
		}
		type item struct {
			Page, URL     string
			With, Without []string
		}
		p, list, err := packed[item](*pack, *truth)
		if err != nil {
			return nil, err
		}
		var exact, folded sides
		failed := 0
		for _, l := range list {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r, err := p.parse(ctx, l.Page, l.URL)
			if err != nil {
				failed++
				b.tell(l.Page, err)
			}
			if err := b.out.put(struct {
				Page string `json:"page"`
				URL  string `json:"url"`
				Text string `json:"text"`
			}{l.Page, l.URL, r.Text}); err != nil {
				return nil, err
			}
			text := textBeside(r, "dateline")
			exact.add(text, l.With, l.Without, func(s string) string { return s })
			folded.add(text, l.With, l.Without, fold)
		}
		return struct {
			segmentFigures
			Folded segmentFigures `json:"folded"` // with every run of white space as one blank
			Pages  int            `json:"pages"`
			Failed int            `json:"failed"`
		}{exact.figures(), folded.figures(), len(list), failed}, nil
	}
}

type dateFigures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Accuracy  float64 `json:"accuracy"`
	Right     int     `json:"right"`
	Wrong     int     `json:"wrong"`
	Silent    int     `json:"silent"`
	Failed    int     `json:"failed"`
}

// shownDay is the day that a page shows as its own: the one that it prints beside its title, that of
// publication or, where it states none, that of its last change. The truth of this task has one day a page and takes both, an encyclopedia's
// pages being known by their last edit alone; the product keeps the two apart.
func shownDay(p parse.Parsed) corpus.Date {
	switch {
	case !p.Shown.IsZero():
		return p.Shown
	case !p.Published.IsZero():
		return p.Published
	}
	return p.Modified
}

// add compares dates as printed. A page without a date found is silent, also where it has none:
// the measure of those who made the data.
func (f *dateFigures) add(found, want string) {
	switch found {
	case "":
		f.Silent++
	case want:
		f.Right++
	default:
		f.Wrong++
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func datesTask(f *flag.FlagSet) func(context.Context, *bench) (any, error) {
	pack := f.String("pages", "", "`pack` of pages, name.html in a tar")
	truth := f.String("truth", "", "`file` with page, url, date")
	rows := f.Bool("rows", false, "also print each page whose day differs")
	return func(ctx context.Context, b *bench) (any, error) {
		if err := needed(flagged{"pages", *pack}, flagged{"truth", *truth}); err != nil {
			return nil, err
		}
		type item struct{ Page, URL, Date string }
		p, list, err := packed[item](*pack, *truth)
		if err != nil {
			return nil, err
		}
		var out dateFigures
		for _, l := range list {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			r, err := p.parse(ctx, l.Page, l.URL)
			if err != nil {
				out.Failed++
				b.tell(l.Page, err)
			}
			if err := b.out.put(struct {
				Page string      `json:"page"`
				URL  string      `json:"url"`
				Date corpus.Date `json:"date"` // null when it is zero
			}{l.Page, l.URL, shownDay(r)}); err != nil {
				return nil, err
			}
			out.add(shownDay(r).String(), l.Date)
			if *rows && shownDay(r).String() != l.Date {
				fmt.Fprintf(b.stderr, "%s: want %s, published %s, modified %s, %s\n", l.Page, orNone(l.Date), orNone(r.Published.String()), orNone(r.Modified.String()), l.URL)
			}
		}
		t := tally{out.Right, out.Wrong, out.Silent}
		out.Precision, out.Recall, out.Accuracy = round(t.precision()), round(t.recall()), round(ratio(t.right, len(list)))
		return out, nil
	}
}
