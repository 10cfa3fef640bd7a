package parse

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var (
	// relatedLabel opens a box of links to other pages.
	relatedLabel = regexp.MustCompile(`(?i)^\W*(related|similar (articles|posts|news)|more (from|on|in|stories|news)|most (read|popular|viewed)|popular|trending|recommended|you (may|might) (also )?like|read (more|also|next)|also read|see also|don'?t miss|latest (news|articles|posts|stories)|baca juga|lees ook|lire aussi|à lire|lesen sie auch|mehr zum thema|auch interessant|leia (também|mais)|le[ae] también|te puede interesar|notas relacionadas|noticias relacionadas|artículos relacionados|ver también|читайте также|leggi anche|articoli correlati|相关(阅读|新闻|文章|链接|推荐|报道)|相關(閱讀|新聞|文章)|延伸阅读|延伸閱讀|推荐阅读|热(文|门|点)|猜你喜欢|上一(篇|条|則|则)|下一(篇|条|則|则)|이전 ?글|다음 ?글|前の記事|次の記事|(previous|next) (post|article|story|news)|其他人也在看|関連記事|おすすめ記事|関連ニュース)`)
	// chrome is what pages say about themselves around an article. It counts at the edges alone.
	chrome = regexp.MustCompile(`(?i)©|\(c\) ?(19|20)\d\d|copyright|all rights reserved|版权所有|^主办[:：].{0,60}(地址|电话|备案|邮编|标识码)|公网安备|网站标识码|版權所有|未经授权|备案|ICP[备證]|cookies?\b|privacy (policy|notice)|terms of (use|service)|subscribe|newsletter|sign up|log ?in|follow us|share (this|on|via)|^share\b|^tags?\b|^关键词|^标签|^责任编辑|^分享|^bagikan|^compartir|^partager|^teilen|facebook|whatsapp|linkedin|^advertisement|^reklame|^anzeige|^publicidad|^comments?\b|^print\b|^email\b|^photo(s|:| by| credit)|^image(s|:| by| credit)|send inquiry|^kemas ?kini terakhir|^posted (by|in|on)|^filed under|^categor(y|ies)`)
	crumbs = regexp.MustCompile(`(?i)^(home|首页|主页|主頁|您的位置|当前位置|你的位置|现在位置|您所在的位置|startpagina|startseite|accueil|inicio)\s*[:：]?.{0,20}[>»›/]`)
)

// chromeWords are parts of words of which every match of chrome holds one, in lower case. To look
// for them is far cheaper than the expression.
var chromeWords = strings.Fields(`© (c) copyright rights 版权 版權 授权 备案 icp cookie privacy terms subscribe newsletter sign log follow share tag
	关键词 标签 责任编辑 分享 bagikan compartir partager teilen facebook whatsapp linkedin advertisement reklame anzeige publicidad comment print
	email photo image inquiry 主办 安备 标识码 kemaskini kemas posted filed categor`)

// isChromeText reports whether a text holds what pages say about themselves.
func isChromeText(text string) bool {
	lower := strings.ToLower(text)
	for _, w := range chromeWords {
		if strings.Contains(lower, w) {
			return chrome.MatchString(text)
		}
	}
	return false
}

// trimEdges removes from both ends of the text what is about the page and not of the document.
// Sentences of the document that stand between stay, whatever they say.
func trimEdges(blocks []block.Block, title string) ([]block.Block, []block.Drop) {
	var out []block.Drop
	drop := func(b block.Block) {
		s := []rune(b.Text)
		out = append(out, block.Drop{What: fmt.Sprintf("line %q", string(s[:min(len(s), 60)])), Why: "the page about itself, or links to other pages"})
	}
	end := len(blocks)
	for n := 0; end > 1 && n < 80; n++ {
		b := blocks[end-1]
		if !isChrome(b) && b.Kind != block.Heading || b.Text == title {
			break
		}
		drop(b)
		end--
	}
	start := 0
	var head []block.Block
	for ; start < min(end-1, 12); start++ {
		b := blocks[start]
		if b.Kind == block.Row || b.Kind == block.RowHead || utf8.RuneCountInString(b.Text) > 160 {
			break
		}
		if b.Text != title && (isLinks(b) || crumbs.MatchString(b.Text)) {
			drop(b)
			continue
		}
		head = append(head, b)
	}
	kept := append(head, blocks[start:end]...)
	var body []block.Block
	for _, b := range kept {
		if b.Linked > 0 && b.Linked*10 >= block.Inked(b.Text)*4 && utf8.RuneCountInString(b.Text) < 240 && b.Text != title && relatedLabel.MatchString(b.Text) {
			drop(b)
			continue
		}
		body = append(body, b)
	}
	return body, out
}

// isChrome reports whether a block at the edge is no part of the document.
func isChrome(b block.Block) bool {
	if b.Kind == block.Row || b.Kind == block.RowHead || b.Kind == block.Note || b.Marker != "" {
		return false
	}
	n := utf8.RuneCountInString(b.Text)
	return isLinks(b) || n <= 60 && relatedLabel.MatchString(b.Text) || n <= 240 && isChromeText(b.Text)
}

// isLinks reports whether a short block is nothing but links to pages.
func isLinks(b block.Block) bool {
	return b.Linked > 0 && b.Linked*100 >= block.Inked(b.Text)*80 && utf8.RuneCountInString(b.Text) <= 200
}

// isRelatedBox reports whether an element is a box of links under a label such as "Related", even
// where the links are not marked as such.
func isRelatedBox(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Ul, atom.Dl, atom.Aside:
	default:
		return false
	}
	if roughSize(n) > 900 {
		return false
	}
	text := textOf(n)
	first, _, _ := strings.Cut(text, "\n")
	label := []rune(block.Normalise(first, false))
	return relatedLabel.MatchString(string(label[:min(len(label), 40)])) && !holds(n, atom.Table) && !holds(n, atom.H1)
}
