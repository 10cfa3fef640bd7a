package web

import (
	"testing"

	"github.com/lodestone-kb/lodestone/kb/wording"
)

// Why a source is off, and what its alarms say, is said in Chinese with its parts.
func TestSourcesAreSaidInChinese(t *testing.T) {
	say := speech{Wording: wording.New(noNames{})[wording.Chinese], phrases: chinese(), sayings: sayings(chineseSentences())}
	for english, want := range map[string]string{
		"off: it wants a key (free of charge); nobody has seen a response of it, so that its rules are a guess": "已停用：需要密钥（free of charge）；尚未见过其应答，抓取规则仅为推测",
		"off: its manifest says so": "已停用：由来源说明文件停用",
		"a.example shows a guard's page (Cloudflare, status 403) in place of the content":                                                          "a.example以拦截页代替了内容（Cloudflare，状态码403）",
		"its listing names it, and it answered with status 404 (and 4 more)":                                                                       "列表仍列有该条目，但其返回状态码404（另有4处）",
		`9 of 10 known pages changed in the same way, so it is taken for the site's doing and the versions that are held stand: "Hello" was added`: "10个已知页面中有9个发生相同变化，视为网站所为，在库版本不变：增加了“Hello”",
	} {
		if got := say.own(english); got != want {
			t.Errorf("%s\nis said %s\nwant    %s", english, got, want)
		}
	}
}
