package sample

import (
	"fmt"
	"html"
	"strings"

	"github.com/lodestone-kb/lodestone/corpus"
)

// wrap puts the publisher's page around a document: what a reader sees beside it, and a parser has
// to leave out.
func (s *site) wrap(v *version, body string) string {
	switch s.template {
	case "ministry":
		return s.page(v.lang, v.title, v.charset, ministryNav+
			"<div class=\"art-main\">\n<div class=\"TRS_Editor\">\n"+heading(v)+body+"</div>\n</div>\n"+s.footer(v.lang))
	case "news":
		return s.page(v.lang, v.title, v.charset, s.newsNav(v.lang)+
			"<article>\n"+heading(v)+byline(v)+body+"</article>\n"+related(v.lang)+s.footer(v.lang))
	}
	return s.page(v.lang, v.title, v.charset, registerNav+
		"<main>\n<article>\n"+heading(v)+body+"</article>\n</main>\n"+s.footer(v.lang))
}

// page is the frame that all pages share, with the mark at its top.
func (s *site) page(lang corpus.Lang, title, charset, inner string) string {
	if charset == "" {
		charset = "utf-8"
	}
	return fmt.Sprintf("<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"%s\">\n<title>%s - %s</title>\n</head>\n<body>\n<p class=\"sample-mark\"><strong>%s</strong></p>\n%s</body>\n</html>\n",
		lang, charset, html.EscapeString(title), html.EscapeString(s.name), mark(lang), inner)
}

func heading(v *version) string {
	return fmt.Sprintf("<h1>%s</h1>\n", html.EscapeString(v.title))
}

// byline prints author and day under a headline, as the press does.
func byline(v *version) string {
	day := fmt.Sprintf("%04d-%02d-%02d", v.published.Year, v.published.Month, v.published.Day)
	if isChinese(v.lang) {
		return fmt.Sprintf("<p class=\"byline\">发布时间：<time datetime=\"%s\">%d年%d月%d日</time>　%s</p>\n", day,
			v.published.Year, v.published.Month, v.published.Day, html.EscapeString(v.byline))
	}
	return fmt.Sprintf("<p class=\"byline\">Published <time datetime=\"%s\">%s</time>. %s</p>\n", day, longDate(v.published), html.EscapeString(v.byline))
}

func isChinese(lang corpus.Lang) bool { return strings.HasPrefix(string(lang), "zh") }

var months = [...]string{"", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}

func longDate(d corpus.Date) string { return fmt.Sprintf("%d %s %d", d.Day, months[d.Month], d.Year) }

const ministryNav = `<div class="nav"><a href="/">首页</a><a href="/list.html">公告</a><a href="/about.html">机构</a></div>
`

const registerNav = `<nav><a href="/">Home</a> <a href="/list.html">Documents</a></nav>
`

// newsNav names metals on purpose: what is only in the navigation is not said by the article.
func (s *site) newsNav(lang corpus.Lang) string {
	if isChinese(lang) {
		return `<nav><a href="/">首页</a> <a href="/gold.html">黄金</a> <a href="/nickel.html">镍</a> <a href="/copper.html">铜</a></nav>
<div class="cookie">本站使用小型文本文件记录您的偏好，继续浏览即表示同意。</div>
`
	}
	return `<nav><a href="/">Home</a> <a href="/gold.html">Gold</a> <a href="/nickel.html">Nickel</a> <a href="/copper.html">Copper</a></nav>
<div class="cookie">We keep small files on your device to remember what you like. By reading on you agree.</div>
`
}

// related are headlines beside an article; they name metals of which it does not speak.
func related(lang corpus.Lang) string {
	if isChinese(lang) {
		return `<aside><h3>相关阅读</h3><ul><li><a href="/t/1.html">钯价连涨三日</a></li><li><a href="/t/2.html">锡库存降至低点</a></li><li><a href="/t/3.html">锌冶炼厂检修</a></li></ul></aside>
`
	}
	return `<aside><h3>Related</h3><ul><li><a href="/t/1.html">Palladium climbs for a third day</a></li><li><a href="/t/2.html">Tin stocks at a low</a></li><li><a href="/t/3.html">Zinc smelter closes for repairs</a></li></ul></aside>
`
}

func (s *site) footer(lang corpus.Lang) string {
	if isChinese(lang) {
		return fmt.Sprintf("<div class=\"footer\"><p>%s（演示）　网站地图　联系我们</p></div>\n", html.EscapeString(s.name))
	}
	return fmt.Sprintf("<footer><p>%s (demonstration). Contact, privacy, site map.</p></footer>\n", html.EscapeString(s.name))
}
