package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus"
)

// maxWall is how many characters a page shows at most that only says why there is nothing to see.
const maxWall = 400

// walls are what such pages say. They are believed of a short page that does not name what its listing
// calls it: a notice may speak of a refusal too.
var walls = []struct {
	kind  corpus.AlarmKind
	says  *regexp.Regexp
	means string
}{
	{corpus.BlockPage, regexp.MustCompile(`(?i)access (to this (page|site|resource) )?(is |was |has been )?(denied|forbidden|restricted)|you (have been|are) (blocked|banned)|request (has been |was |is )?(blocked|rejected|denied)|url was rejected|` +
		`(verify|confirm|prove) (that )?you are (a )?(human|not a robot)|are you (a )?(human|robot)|^security (check|verification)|(complet(e|ing)|perform(ing)?|pass(ing)?|requires?) (a |the |this )?(brief |short )?security (check|verification)|checking (if the site connection|your browser)|unusual (traffic|activity)|captcha|` +
		`(enable|turn on|allow|activate|requires?) (javascript|cookies)|(javascript|cookies) (is |are |must be )?(disabled|required|enabled|not enabled)|` +
		`(请求|访问).{0,10}(拦截|拒绝|受限|限制|禁止|异常|过于频繁)|(拦截|拒绝|禁止|限制)(了)?(您的)?(此次|本次)?(请求|访问)|(安全|人机|滑动|滑块|图形)验证|验证码|(启用|开启|打开|允许|支持).{0,6}(javascript|cookie|脚本)|` +
		`アクセスが?(拒否|制限|集中)|접근이? ?(차단|거부|제한)|(^|[|.!:–-] ?|\d{3} )(acceso (denegado|restringido)|accès (refusé|interdit|restreint)|zugriff verweigert|acesso negado|akses ditolak)|доступ (запрещ|огранич)`), guardPage},
	{corpus.LoginWall, regexp.MustCompile(`(?i)^.{0,20}\b(log ?in|sign ?in|single sign[- ]on)\b|please (log|sign) in|(用户|系统|请先?|账号|帐号)登[录陆]|^登[录陆]|统一(身份)?认证|単一認証|ログインしてください|^ログイン|^로그인|^(iniciar sesión|connexion|anmelden|masuk)( ?[|:·–-]| (à|bei|ke)\b|$)`), "its sign-in page"},
	{corpus.ServerError, regexp.MustCompile(`(?i)(under|down for|undergoing|scheduled) (scheduled )?maintenance|(site|service|page|system) (is )?(temporarily )?unavailable|try again (later|in a few)|(系统|网站|服务器?|本站).{0,10}(维护|升级|繁忙|故障)|暂时?无法(访问|服务|提供服务)|暂停(访问|提供服务)|稍[后候](再试|重试|访问|再访问)|` +
		`メンテナンス中|점검 ?중|서비스 점검|en mantenimiento|en maintenance|wartungsarbeiten|dalam (pemeliharaan|perbaikan)|технические работы`), "a page that says that it does not work now"},
}

var (
	// ofAnAct are the words of a notice and of no wall: the number of an act, the day from which it holds,
	// or what it says of itself.
	ofAnAct = regexp.MustCompile(`(?i)第\s*\d+\s*号|[〔\[]20\d\d[〕\]]|本(公告|通知|决定|办法|规定)|自.{1,20}起(施行|实施|生效)|` +
		`\b(notice|announcement|order|decree|regulation|law|act|directive|decision|resolution|décret|arrêté|loi|decreto|ley|lei|portaria|verordnung|gesetz|peraturan|указ|постановление) (no\.?|number|nr\.?|n[º°]|nomor|№)? ?\d`)
	// ofExports are words by which a page speaks of exports and what binds them.
	ofExports = regexp.MustCompile(`(?i)\bexports of\b|\bexport.{0,60}\b(licen[cs]\w*|permits?|controls?|ban(s|ned)?|quotas?|prohibit\w*)\b|出口.{0,20}(许可|管制|禁止|限制|申领|配额)|輸出.{0,20}(許可|規制|禁止)|수출.{0,20}(허가|통제|금지)`)
	// nameOfSite is how a site that is about exports calls itself, on its walls too.
	nameOfSite = regexp.MustCompile(`(?i)\bexport (controls?|licen[cs]ing|permits?) (organi[sz]ation|portal|system|office|service|joint unit|authority|agency|administration)\b|\p{Han}{0,12}(信息网|网站|平台|门户|许可证?系统|管理系统)`)
)

// noSignIn is how many characters a page that asks to sign in shows at most where it has no form.
const noSignIn = 80

// speaks reports whether a page that reads like a wall of a kind is a notice that speaks of such things.
func (v view) speaks(kind corpus.AlarmKind, shown string) bool {
	if ofAnAct.MatchString(v.title + " " + shown) {
		return true
	}
	if kind == corpus.LoginWall {
		return utf8.RuneCountInString(shown) >= noSignIn && v.doc.Find("form, input:not([type=search]):not([type=hidden])").Length() == 0
	}
	return ofExports.MatchString(nameOfSite.ReplaceAllString(shown, ""))
}

// wallStems are pieces of what walls say: a page without any of them is none, and need not be parsed.
var wallStems = stems("ccess", "locked", "ejected", "uman", "ecurity", "hecking", "nusual", "aptcha", "APTCHA", "avaScript", "avascript", "ookie", "og in", "ogin", "ign in", "ign-in",
	"aintenance", "navailable", "try again", "拦截", "拒绝", "受限", "禁止", "限制", "频繁", "异常", "验证", "脚本", "登录", "登陆", "认证", "维护", "升级", "繁忙", "故障", "无法", "暂停", "稍后", "稍候",
	"アクセス", "ログイン", "メンテナンス", "차단", "거부", "로그인", "점검", "cceso", "esión", "ccès", "onnexion", "ugriff", "artung", "cesso", "kses", "asuk", "emeliharaan", "erbaikan", "оступ", "аботы")

func stems(words ...string) [][]byte {
	out := make([][]byte, len(words))
	for i, w := range words {
		out[i] = []byte(w)
	}
	return out
}

// How many bytes other than spaces a page shows at most that is a wall, though each of its characters
// were written as a reference, and one that only says that there is nothing.
const (
	wallBytes   = 8 * maxWall
	noticeBytes = 3 * maxNotice
)

// unshown are the elements whose text is no text of the page.
var unshown = []string{"script", "style", "noscript", "head", "template"}

// bytesShown returns how many bytes other than spaces a page shows, counting no further than most: the
// text outside its tags, without elements that are not shown.
func bytesShown(page []byte, most int) int {
	shown := 0
	for shown < most {
		tag := bytes.IndexByte(page, '<')
		text := page
		if tag >= 0 {
			text = page[:tag]
		}
		for _, c := range text {
			if c > ' ' {
				shown++
			}
		}
		if tag < 0 {
			break
		}
		page = page[tag:]
		end := []byte(">")
		if bytes.HasPrefix(page, []byte("<!--")) {
			end = []byte("-->")
		}
		for _, name := range unshown {
			if len(page) > len(name)+1 && bytes.EqualFold(page[1:len(name)+1], []byte(name)) && !letter(page[len(name)+1]) {
				page = afterTag(page[1:], "</"+name)
				break
			}
		}
		i := bytes.Index(page, end)
		if i < 0 {
			break
		}
		page = page[i+len(end):]
	}
	return min(shown, most)
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// mayBeWall reports, from the bytes alone, whether a page may be a wall.
func mayBeWall(body []byte) bool {
	for _, s := range wallStems {
		if bytes.Contains(body, s) {
			return true
		}
	}
	return false
}

// wall says what stands before the content; the sentence is empty where nothing does.
func (v view) wall(host string, hints corpus.Hints) (corpus.AlarmKind, string) {
	shown := v.all
	if shown == "" { // what is shown to those without scripts is all there is
		shown = squeeze(v.doc.Find("noscript").Text())
	}
	if utf8.RuneCountInString(shown) > maxWall || names(v, hints) {
		return "", ""
	}
	for _, w := range walls {
		if (w.says.MatchString(v.title) || w.says.MatchString(shown)) && !v.speaks(w.kind, shown) {
			return w.kind, fmt.Sprintf("%s shows %s (%.80q) in place of the content, with status 200", host, w.means, strings.TrimSpace(v.title+" "+shown))
		}
	}
	return "", ""
}

// fewDigits is how many digits a text had at least, for the loss of all to mean something.
const fewDigits = 4

// fewLetters is how many letters a text had at least, for their loss to mean something, and manyLost the
// part of them of which one is left.
const (
	fewLetters = 30
	manyLost   = 10
)

// emptied says that a known page has lost its text, though all around it is as it was: it is filled by a
// script now, or what filled it failed, or its letters were turned into question marks.
func (s *Source) emptied(before, now view) (corpus.AlarmKind, string) {
	if n := countDigits(before.text); n >= fewDigits && countDigits(now.text) == 0 && lettersOf(before.text) == lettersOf(now.text) {
		return corpus.WrongLanguage, fmt.Sprintf("of %d digits of the text none is left, and other signs stand for them", n)
	}
	was, is := countLetters(before.text), countLetters(now.text)
	if was < fewLetters || is*manyLost >= was {
		return "", ""
	}
	if utf8.RuneCountInString(now.text)*2 > utf8.RuneCountInString(before.text) {
		return corpus.WrongLanguage, fmt.Sprintf("of %d letters of the text %d are left, and other signs stand for them", was, is)
	}
	return corpus.BodyGone, fmt.Sprintf("the text of the page is gone: it has %d letters, and had %d", is, was)
}

// manyLetters is how many letters a text had at least, for the loss of half of them to mean something.
const manyLetters = 50

// halved says that a known page has lost most of its text and got none in its place: it shows only how the
// text begins, or some of its paragraphs. What is amended is seldom only shortened by so much.
func halved(before, now view) (corpus.AlarmKind, string) {
	was, is := countLetters(before.text), countLetters(now.text)
	if was < manyLetters || is*2 > was || before.node.Length() == 0 || changeOf(before, now).added != "" {
		return "", ""
	}
	return corpus.HalfPage, fmt.Sprintf("of the %d letters of the text %d are left, and none have come in their place", was, is)
}

func countDigits(s string) int {
	n := 0
	for _, c := range s {
		if unicode.IsDigit(c) {
			n++
		}
	}
	return n
}

func countLetters(s string) int {
	n := 0
	for _, c := range s {
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n
}

// maxTrailer is how far from its end a file is looked at for what ends it.
const maxTrailer = 66 << 10

// cutOff reports whether a file has lost its end, which it had before: files are sent cut off with a
// length that says that they are whole.
func cutOff(was, now []byte) bool {
	ends := func(b []byte, mark string) bool { return bytes.Contains(b[max(0, len(b)-maxTrailer):], []byte(mark)) }
	switch family(now) {
	case aPDF:
		return ends(was, "%%EOF") && !ends(now, "%%EOF")
	case aZip:
		return ends(was, "PK\x05\x06") && !ends(now, "PK\x05\x06")
	case aJSON:
		return json.Valid(was) && !json.Valid(now)
	case anXML:
		return bytes.HasSuffix(bytes.TrimSpace(was), []byte(">")) && !bytes.HasSuffix(bytes.TrimSpace(now), []byte(">"))
	}
	return false
}

// otherFields reports whether an item that is a JSON object has lost most of its fields: an error is told
// in the same form as the document, with the same status.
func otherFields(was, now []byte) bool {
	var before, after map[string]json.RawMessage
	if json.Unmarshal(was, &before) != nil || json.Unmarshal(now, &after) != nil {
		return false
	}
	kept := 0
	for name := range before {
		if _, ok := after[name]; ok {
			kept++
		}
	}
	return kept*2 < len(before)
}

// oneAddress returns the address to which most items of a page lead, though they have titles of their
// own: the links of such a page say nothing. It is empty where there is none.
func (s *Source) oneAddress(base string, page listing) string {
	titles := map[string]map[string]bool{}
	for _, f := range page.finds {
		to, err := s.resolve(base, f.link)
		if err != nil || f.link == "" || f.title == "" {
			continue
		}
		if titles[to] == nil {
			titles[to] = map[string]bool{}
		}
		if titles[to][f.title] = true; len(page.finds) >= fewToCompare && len(titles[to])*2 > len(page.finds) {
			return to
		}
	}
	return ""
}
