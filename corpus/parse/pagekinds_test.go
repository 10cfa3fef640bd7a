package parse

import (
	"context"
	"strings"
	"testing"
)

const kindNav = `<div class="topnav"><a href="/">Home</a> <a href="/a">Products</a> <a href="/b">Support desk</a> <a href="/c">Careers</a></div>`
const kindFoot = `<div class="foot"><p>© 2031 Example House. All rights reserved.</p><a href="/p">Privacy policy</a> <a href="/t">Terms of use</a></div>`
const kindNavZh = `<div class="nav"><ul><li><a href="/">网站首页</a></li><li><a href="/xw">新闻动态</a></li><li><a href="/gk">政务公开</a></li><li><a href="/fw">办事服务</a></li></ul></div>`
const kindFootZh = `<div class="footer"><p>版权所有：示例部 备案号：示ICP备05000000号</p><p>主办单位：示例部 地址：示例路1号</p></div>`

// pageKinds are pages of kinds that are no news, in the frames that sites put around them: what a reader
// came for must be in the text, and what the site shows on every page must not.
var pageKinds = []struct {
	name, url, title, body string
	with, without          []string
}{
	{"a thread of a forum", "https://forum.example.com/t/7", "Licence for gallium wafers", kindNav + `<h1>Licence for gallium wafers</h1><div class="post"><div class="user">orebody<br>Posts: 12</div><div class="message"><p>Our forwarder says that wafers need a licence when they go abroad, even as samples. Does anybody know where to ask?</p></div></div>` +
		`<div class="post"><div class="user">tinsmith<br>Posts: 340</div><div class="message"><p>The desk for dual-use goods answers within a week. Send them the data sheet of the maker and the name of the final user.</p></div></div>` +
		`<div class="post"><div class="user">orebody<br>Posts: 13</div><div class="message"><p>Thank you, they told me that samples below ten grams are free, and that a form has to be kept.</p></div></div><div class="similar"><h3>Similar threads</h3><ul><li><a href="/t/8">Tin prices</a></li><li><a href="/t/9">Zinc and lead</a></li></ul></div>` + kindFoot,
		[]string{"even as samples. Does anybody know", "The desk for dual-use goods answers", "samples below ten grams are free"}, []string{"Support desk", "Zinc and lead", "All rights reserved"}},
	{"a product", "https://shop.example.com/p/7", "Gallium ingot 99.99 %", kindNav + `<div class="product"><h1>Gallium ingot 99.99 %</h1><span class="price">€ 480.00</span><button>Add to cart</button><div class="description"><p>Ingot of gallium for laboratories, melted under argon and cast in a mould of plastic. It melts in the hand, so keep it cool on the way.</p><ul><li>Purity: 99.99 %</li><li>Weight: 250 g</li><li>Packed in a sealed bottle</li></ul></div>` +
		`<table class="specs"><tr><th>Form</th><td>ingot</td></tr><tr><th>Melting point</th><td>29.8 °C</td></tr></table></div><div class="related-products"><h2>Customers also bought</h2><ul><li><a href="/p/8">Indium wire</a></li><li><a href="/p/9">Tin foil</a></li><li><a href="/p/10">Zinc rods</a></li></ul></div>` + kindFoot,
		[]string{"Ingot of gallium for laboratories", "Weight: 250 g", "29.8 °C"}, []string{"Indium wire", "Careers", "All rights reserved"}},
	{"a service of an agency", "https://www.agency.example.gov/licence", "Apply for an export licence", kindNav + `<div id="main-content"><h1>Apply for an export licence</h1><p>You need a licence to send listed goods abroad.</p><h2>Who can apply</h2><ul><li>makers of the goods</li><li>traders with a seat in the country</li></ul><h2>What you need</h2><ol><li>the contract</li><li>a statement of the final user</li></ol><h2>Fee</h2><p>There is no fee.</p><h2>How long it takes</h2><p>45 working days.</p></div>` + kindFoot,
		[]string{"You need a licence to send", "traders with a seat", "a statement of the final user", "There is no fee.", "45 working days."}, []string{"Careers", "All rights reserved"}},
	{"documentation", "https://docs.example.com/api", "Reading a list by program", kindNav + `<div class="layout"><div class="sidebar"><ul><li><a href="/1">Getting started</a></li><li><a href="/2">Errors</a></li><li><a href="/3">Limits of calls</a></li></ul></div><div class="doc-content"><h1>Reading a list by program</h1><p>Each list has an address. Ask for it with the header that names the version.</p><pre><code>GET /lists/7
Accept: application/json</code></pre><h2>Answer</h2><p>The answer holds one object for each entry, with its code and its words in two languages.</p><table><tr><th>Field</th><th>Meaning</th></tr><tr><td>code</td><td>the entry, such as 3C001</td></tr><tr><td>since</td><td>day from which it holds</td></tr></table></div></div>` + kindFoot,
		[]string{"Ask for it with the header", "GET /lists/7", "The answer holds one object", "day from which it holds"}, []string{"Limits of calls", "Careers", "All rights reserved"}},
	{"TRS_Editor", "http://www.a.example.gov.cn/zwgk/t20310504_1.html", "关于有关合金的公告", kindNavZh + `<div class="wz">当前位置：<a href="/">首页</a> &gt; <a href="/gk">公告</a></div><h1>关于有关合金的公告</h1><div class="TRS_Editor"><style>.x{}</style><p align="center">示例部公告</p><p>　　为维护安全，决定对有关合金实施管理。现公告如下：</p><p>　　一、出口上述物项，应当取得许可。</p><p>　　二、本公告自公布之日起实施。</p><p align="right">示例部</p><p align="right">2031年5月4日</p></div><div class="fx">分享到：微信 微博</div>` + kindFootZh,
		[]string{"决定对有关合金实施管理", "应当取得许可", "自公布之日起实施", "2031年5月4日"}, []string{"办事服务", "版权所有", "主办单位"}},
	{"ucap-content", "http://www.a.example.gov.cn/xw/1.htm", "有关负责人答记者问", kindNavZh + `<div class="article"><h1>有关负责人答记者问</h1><div class="pages-date">2031-05-04 来源：示例网 <span>字体：大 中 小</span> <span>打印</span></div><div class="pages_content" id="UCAP-CONTENT"><p>问：为什么对有关合金实施管理？</p><p>答：这些合金可用于多种用途，实施管理是通行做法。</p><p>问：企业怎样申请？</p><p>答：通过省级部门提出。</p></div></div><div class="related"><h3>相关稿件</h3><ul><li><a href="/2">关于锡的公告全文</a></li><li><a href="/3">图解有关政策要点</a></li></ul></div>` + kindFootZh,
		[]string{"为什么对有关合金实施管理", "实施管理是通行做法", "企业怎样申请", "通过省级部门提出"}, []string{"关于锡的公告全文", "办事服务", "版权所有"}},
	{"article-con", "http://www.a.example.gov.cn/art/1.html", "关于申报的通知", kindNavZh + `<div class="art-con art-con-bottonmLine"><p>各有关单位：</p><p>现将有关事项通知如下。请于五月底前报送材料。</p><table><tbody><tr><td>序号</td><td>材料</td></tr><tr><td>1</td><td>申请表</td></tr><tr><td>2</td><td>合同副本</td></tr></tbody></table><p>附件：<a href="/f.docx">申请表.docx</a></p></div><div class="tj"><a href="/4">上一篇：锡的报价</a><a href="/5">下一篇：锌的报价</a></div>` + kindFootZh,
		[]string{"请于五月底前报送材料", "合同副本", "附件：申请表.docx"}, []string{"锡的报价", "办事服务", "版权所有"}},
	{"a layout table around", "http://www.old.example.org/notice.htm", "Rates of the year", `<table width="100%"><tr><td width="150"><a href="/">Home</a><br><a href="/n">News</a><br><a href="/l">Links of the house</a></td><td><h1>Rates of the year</h1><p>The rates below hold from the first day of the year, for all who bring the goods into the country by land.</p><table border="1"><tr><td>Goods</td><td>Rate</td></tr><tr><td>Gallium</td><td>4.5 %</td></tr><tr><td>Tin foil</td><td>3 %</td></tr></table><p>Whoever brings less than a pound of them pays nothing, and needs to tell nobody.</p></td></tr><tr><td colspan="2">© 2031 House of Trade</td></tr></table>`,
		[]string{"The rates below hold", "Gallium\t4.5 %", "Tin foil\t3 %", "needs to tell nobody"}, []string{"Links of the house", "House of Trade"}},
	{"several sections", "https://www.report.example.com/2031", "A report in parts", kindNav + `<section><h1>A report in parts</h1><p>The first part tells how much of the metal was sent abroad in the year, and by which ways it went.</p></section><section class="banner"><a href="/s">Subscribe to our newsletter</a></section><section><h2>Prices</h2><p>The second part follows the prices of two metals from the spring to the end of the year, week by week.</p></section><section><h2>Outlook</h2><p>The third part asks what the makers of diodes will need in the years to come, and who will sell it to them.</p></section>` + kindFoot,
		[]string{"The first part tells", "The second part follows", "The third part asks", "Outlook"}, []string{"Subscribe to our", "Careers", "All rights reserved"}},
	{"text in lists", "https://www.guide.example.com/steps", "Ten steps to a licence", kindNav + `<div class="body"><h1>Ten steps to a licence</h1><ol><li>Find the code of your goods in the list of the ministry, with the help of its maker.</li><li>Ask the buyer who will use them, and for what, and have it in writing.</li><li>Register with the desk, which gives you a number.</li><li>Fill in the form.</li><li>Wait.</li></ol><h2>Keep in mind</h2><ul><li>A licence names one buyer.</li><li>It ends with the year.</li></ul></div>` + kindFoot,
		[]string{"Find the code of your goods", "have it in writing", "Fill in the form.", "Wait.", "It ends with the year."}, []string{"Careers", "All rights reserved"}},
	{"a very short page", "https://www.a.example.com/n/3", "The desk is closed", kindNav + `<div class="content"><h1>The desk is closed</h1><p>The desk for licences is closed on 4 May.</p></div>` + kindFoot,
		[]string{"The desk for licences is closed on 4 May."}, []string{"Careers", "All rights reserved"}},
	{"a listing", "https://www.a.example.com/notices", "Notices of the year", kindNav + `<div class="list"><h1>Notices of the year</h1><ul><li><a href="/1">Notice 1: controls of gallium and germanium</a><span>2031-01-04</span></li><li><a href="/2">Notice 2: controls of graphite for batteries</a><span>2031-02-04</span></li><li><a href="/3">Notice 3: controls of antimony and its ores</a><span>2031-03-04</span></li><li><a href="/4">Notice 4: what the first three notices mean</a><span>2031-04-04</span></li></ul></div>` + kindFoot,
		[]string{"Notice 1: controls of gallium", "Notice 3: controls of antimony"}, []string{"Careers", "All rights reserved"}},
	{"questions and answers", "https://help.example.com/faq", "Questions that we are asked", kindNav + `<h1>Questions that we are asked</h1><dl><dt>Do I need a licence for samples?</dt><dd>Yes, from ten grams on, whoever gets them.</dd><dt>Who signs the form?</dt><dd>Somebody who may sign for the house.</dd></dl><details><summary>May I send it by post?</summary><p>You may, where the post takes metals in glass.</p></details>` + kindFoot,
		[]string{"Do I need a licence for samples?", "from ten grams on", "who may sign for the house", "May I send it by post?", "where the post takes metals"}, []string{"Careers", "All rights reserved"}},
}

func TestPageKinds(t *testing.T) {
	for _, c := range pageKinds {
		t.Run(c.name, func(t *testing.T) {
			page := "<html><head><title>" + c.title + "</title></head><body>" + c.body + "</body></html>"
			p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html; charset=utf-8", URL: c.url}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, p)
			for _, s := range c.with {
				if !strings.Contains(p.Text, s) {
					t.Errorf("%q is lost", s)
				}
			}
			for _, s := range c.without {
				if strings.Contains(p.Text, s) {
					t.Errorf("%q was kept", s)
				}
			}
			if t.Failed() {
				t.Logf("text\n%s\ndropped %v", p.Text, p.Dropped)
			}
		})
	}
}
