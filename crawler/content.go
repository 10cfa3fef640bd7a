package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/language"
)

// view is a web page as far as it must be seen to tell whether it is the content that was asked for.
// It is never read for what it says.
type view struct {
	doc   *goquery.Document
	title string             // of the head, or the first heading
	text  string             // what a reader sees of the body node, or of the page where there is none
	body  bool               // there is a body node
	node  *goquery.Selection // that, or where the manifest names none what the page marks as its content; perhaps nothing
	all   string             // what a reader sees of the page
	whole bool               // the markup is closed
}

// view looks at a page; false where it is no web page.
func (s *Source) view(body []byte, mediaType string) (view, bool) {
	if !isHTML(mediaType, body) {
		return view{}, false
	}
	doc, err := parseHTML(body, mediaType)
	if err != nil {
		return view{}, false
	}
	v := view{doc: doc, title: squeeze(doc.Find("title").First().Text()), whole: bytes.Contains(bytes.ToLower(body[max(0, len(body)-4096):]), []byte("</html>"))}
	if v.title == "" {
		v.title = squeeze(doc.Find("h1").First().Text())
	}
	shown := doc.Clone()
	shown.Find("script, style, noscript, head, template").Remove()
	v.all = seen(shown.Text())
	v.text = v.all
	if s.Body == "" {
		v.node = shown.Find("main, article").First()
	} else if v.node = shown.Find(s.Body).First(); v.node.Length() > 0 {
		v.text, v.body = seen(v.node.Text()), true
	}
	return v, true
}

// seen is a text without the marks that nobody sees, by which some sites tell copies apart.
func seen(s string) string {
	return squeeze(strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Cf, c) {
			return -1
		}
		return c
	}, s))
}

// notFoundTitle is how sites head the page that they show for an address which they do not know.
var notFoundTitle = regexp.MustCompile(`(?i)^(http )?(error|status)?[ :-]*(404|410)\b|\b(page|file|document|url) (was |is |could |can ?)?(not be |not )found\b|^not found\b|^page (introuvable|non trouvée)|^seite nicht gefunden|^página no encontrada|^halaman tidak ditemukan|` +
	`页面(不存在|未找到|没有找到|已删除)|(找不到|未找到|没有找到)(该|您|此|相关)?.{0,6}(页面|网页|信息|内容)|無法找到.{0,4}(頁面|網頁)|ページが見つかりません|페이지를 찾을 수 없|страница не найдена`)

// maxNotice bounds the text of a page that only says that there is nothing, or asks for a password.
const maxNotice = 1500

// notContent says why a page that came with status 200 is not the content that was asked for, by
// itself and not by what is held; the sentence is empty where nothing tells against it. hints are what its
// listing says of it.
func (v view) notContent(host string, hints corpus.Hints) (corpus.AlarmKind, string) {
	switch {
	case len(v.all) < maxNotice && notFoundTitle.MatchString(v.title):
		return corpus.SoftNotFound, fmt.Sprintf("%s shows its page for addresses that it does not know (%q), with status 200", host, v.title)
	case len(v.all) < maxNotice && v.doc.Find("input[type=password]").Length() > 0:
		return corpus.LoginWall, fmt.Sprintf("%s asks for a password in place of the content", host)
	}
	return v.wall(host, hints)
}

// believeReplay is how many looks in a row must show an old version before the publisher is taken to
// have gone back to it: caches forget, publishers stay with what they did.
const believeReplay = 2

// unlike says why a page cannot be a new version of what is held of its address.
func (r *run) unlike(ctx context.Context, c *corpus.Capture, header http.Header, hash corpus.Hash, body []byte, held page) (corpus.AlarmKind, string, error) {
	if older(header.Get("Last-Modified"), held.lastModified) {
		return corpus.OlderVersion, fmt.Sprintf("the page is of %s, and the version that is held is of %s", header.Get("Last-Modified"), held.lastModified), nil
	}
	was, err := r.bodyOf(ctx, held)
	if err != nil || was == nil {
		return "", "", err
	}
	if a, b := family(was), family(body); c.Purpose == corpus.ForItem && a != b && (a == aPage || b == aPage) {
		return corpus.TypeChanged, fmt.Sprintf("there is %s where %s was", b, a), nil
	}
	if c.Purpose == corpus.ForItem && cutOff(was, body) {
		return corpus.HalfPage, "the file has lost its end", nil
	}
	if c.Purpose == corpus.ForItem && family(was) == aJSON && otherFields(was, body) {
		return corpus.OtherPage, "the answer has not half of the fields that it had", nil
	}
	before, ok1 := r.s.view(was, held.mediaType)
	now, ok2 := r.s.view(body, c.MediaType)
	pages := ok1 && ok2
	replayed := c.Purpose == corpus.ForItem && held.replays < believeReplay && slices.Contains(held.before, hash)
	var kind corpus.AlarmKind
	gone := ""
	if pages {
		kind, gone = r.s.emptied(before, now)
	}
	switch {
	case replayed && (!pages || signsOf(before.text) != signsOf(now.text)): // pages that differ in markup alone may take turns
		return corpus.OlderVersion, "the page is byte for byte as it was before the version that is held: an old copy may be shown again; it is believed when it stays", nil
	case !pages:
		return "", "", nil
	case before.whole && !now.whole && len(now.all) < len(before.all):
		return corpus.HalfPage, "the page ends in the middle of its markup", nil
	case c.Purpose == corpus.ForItem && before.body && !now.body:
		return corpus.BodyGone, fmt.Sprintf("no node of the page is the manifest's body node %q any more", r.s.Body), nil
	case c.Purpose == corpus.ForItem && foreignScript(r.languageOf(c), before.text, now.text):
		return corpus.WrongLanguage, fmt.Sprintf("the page is in another script than its language, %s", r.languageOf(c)), nil
	case c.Purpose == corpus.ForItem && kind == corpus.WrongLanguage:
		return kind, gone, nil
	case c.Purpose == corpus.ForItem && otherLanguage(r.languageOf(c), before.text, now.text):
		return corpus.WrongLanguage, fmt.Sprintf("the page is in another language than before, %s", language.Of(now.text, "", "")), nil
	case c.Purpose == corpus.ForItem && c.Hints.Parent == "" && names(before, held.hints) && !names(now, c.Hints) && !names(now, held.hints):
		return corpus.OtherPage, fmt.Sprintf("the page no longer names what the listing calls it, %q", c.Hints.Title), nil
	case c.Purpose == corpus.ForItem && kind == "":
		kind, gone = halved(before, now)
		return kind, gone, nil
	case c.Purpose == corpus.ForItem:
		return kind, gone, nil
	}
	return "", "", nil
}

func (r *run) languageOf(c *corpus.Capture) corpus.Lang {
	if c.Hints.Lang != "" {
		return c.Hints.Lang
	}
	return r.s.Language
}

// bodyOf returns the last good body of an address, its content coding undone; nil where that cannot be.
func (r *run) bodyOf(ctx context.Context, held page) ([]byte, error) {
	raw, err := r.c.opt.Archive.Payload(ctx, held.hash)
	if err != nil {
		return nil, fmt.Errorf("read back what is held of %s: %w", held.url, err)
	}
	if body, err := undo(raw, held.encoding, r.s.MaxBytes); err == nil {
		return body, nil
	}
	return nil, nil // whoever reads it as a document says why it cannot be undone
}

// older reports whether a page says that it was modified before the version that is held.
func older(now, held string) bool {
	a, err1 := http.ParseTime(now)
	b, err2 := http.ParseTime(held)
	return err1 == nil && err2 == nil && b.Sub(a) > time.Second
}

// Sorts of bodies.
const (
	aPDF  = "a PDF file"
	aZip  = "an office or zip file"
	aJSON = "JSON"
	aPage = "a web page"
	anXML = "XML"
)

// family says what sort of thing a body is, by its first bytes.
func family(body []byte) string {
	start := bytes.TrimLeft(bytes.TrimPrefix(body[:min(len(body), 1024)], []byte("\xef\xbb\xbf")), " \t\r\n")
	lower := bytes.ToLower(start)
	switch {
	case bytes.HasPrefix(start, []byte("%PDF-")):
		return aPDF
	case bytes.HasPrefix(start, []byte("PK\x03\x04")):
		return aZip
	case bytes.HasPrefix(start, []byte("\xd0\xcf\x11\xe0")):
		return "a legacy office file"
	case bytes.HasPrefix(start, []byte("{")), bytes.HasPrefix(start, []byte("[")):
		return aJSON
	case bytes.HasPrefix(lower, []byte("<!doctype html")), bytes.Contains(lower, []byte("<html")):
		return aPage
	case bytes.HasPrefix(lower, []byte("<?xml")):
		return anXML
	}
	return "a file of another sort"
}

// scripts are the scripts in which a language is written; Latin where the language is not here.
var scripts = map[string][]*unicode.RangeTable{
	"zh": {unicode.Han}, "ja": {unicode.Han, unicode.Hiragana, unicode.Katakana}, "ko": {unicode.Hangul},
	"ru": {unicode.Cyrillic}, "uk": {unicode.Cyrillic}, "bg": {unicode.Cyrillic}, "kk": {unicode.Cyrillic}, "mn": {unicode.Cyrillic},
	"ar": {unicode.Arabic}, "fa": {unicode.Arabic}, "hi": {unicode.Devanagari}, "el": {unicode.Greek}, "he": {unicode.Hebrew}, "th": {unicode.Thai},
}

// scriptOf are the tables of the script in which a language is written.
func scriptOf(l corpus.Lang) []*unicode.RangeTable {
	name, _, _ := strings.Cut(strings.ToLower(string(l)), "-")
	if tables, ok := scripts[name]; ok {
		return tables
	}
	return []*unicode.RangeTable{unicode.Latin}
}

// letters counts the letters of texts, and those that are of a script.
type letters struct {
	in         []*unicode.RangeTable
	all, inner int
}

func (l *letters) add(text string) {
	for _, c := range text {
		if unicode.IsLetter(c) {
			l.all++
			if unicode.IsOneOf(l.in, c) {
				l.inner++
			}
		}
	}
}

func (l letters) share() float64 { return float64(l.inner) / float64(max(l.all, 1)) }

// leftScript reports whether texts have left the script that they were in before.
func leftScript(before, now letters) bool {
	return now.all >= 40 && before.share() >= 0.2 && now.share() < before.share()/10
}

// foreignScript reports whether a text has left the script of its language, in which it was before.
func foreignScript(l corpus.Lang, before, now string) bool {
	was, is := letters{in: scriptOf(l)}, letters{in: scriptOf(l)}
	was.add(before)
	is.add(now)
	return l != "" && leftScript(was, is)
}

// otherLanguage reports whether a text is in another language than the one before it was, and in another
// than is said of it: of two languages that share a script, which differ by their words, or of Chinese
// and Japanese. It needs two texts whose languages are plain.
func otherLanguage(l corpus.Lang, before, now string) bool {
	was, is := language.Of(before, "", ""), language.Of(now, "", "")
	return was != "" && is != "" && was != is && is != language.Tidy(l) && !strings.HasPrefix(string(is), string(l)+"-")
}

// names reports whether a page holds its title, in most of its parts, or its number, as the listing
// gives them; false also where the listing gives none.
func names(v view, h corpus.Hints) bool {
	page := essence(v.all + " " + v.title)
	if n := essence(h.Number); len(n) >= 4 && strings.Contains(page, n) {
		return true
	}
	title := []rune(essence(h.Title))
	if len(title) < 4 {
		return false
	}
	held := 0
	for i := 0; i+3 <= len(title); i++ {
		if strings.Contains(page, string(title[i:i+3])) {
			held++
		}
	}
	return held*10 >= (len(title)-2)*6
}

// essence is what is left of a text when everything but small letters and digits is taken away.
func essence(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}
