package crawler

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus"
)

// TestWalls shows pages that only say why there is nothing to see, in the languages of the sources, and
// pages that speak of such things and are content.
func TestWalls(t *testing.T) {
	const login, block, down = corpus.LoginWall, corpus.BlockPage, corpus.ServerError
	for _, c := range []struct {
		page, listed string
		want         corpus.AlarmKind
	}{
		{"<title>Access Denied</title>", "Notice 7", block},
		{"<p>You have been blocked. Ray 8812", "", block},
		{"<p>Your request was rejected. Support id 771", "", block},
		{"<p>Verify you are human by completing the action below.", "", block},
		{"<noscript>You must enable JavaScript to go on.</noscript><div id=app></div>", "", block},
		{"<title>405</title><p>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断，请求已被拦截。", "公告", block},
		{"<p>您的访问过于频繁，请稍后再试", "", block},
		{"<p>请输入验证码后继续", "", block},
		{"<p>アクセスが集中しています", "", block},
		{"<p>접근이 차단되었습니다", "", block},
		{"<p>Acceso denegado", "", block},
		{"<title>User Login</title><form><input name=u></form>", "Notice 7", login},
		{"<title>用户登录</title><form><input name=u></form>", "", login},
		{"<p>Please sign in with your account.", "", login},
		{"<title>로그인</title>", "", login},
		{"<p>The service is temporarily unavailable.", "", down},
		{"<p>系统繁忙，请稍候再试！", "", down},
		{"<p>ただいまメンテナンス中です", "", down},
		{"<p>Situs sedang dalam pemeliharaan", "", down},

		{"<title>出口管制信息网</title><p>出口管制信息网 您的访问被拦截", "", block},
		{"<p>Export Control Portal. Access denied.", "", block},
		{"<p>请完成安全验证", "", block},
		{"<p>Please complete the security check to go on.", "", block},
		{"<title>403 - Accès refusé</title>", "", block},
		{"<title>Connexion</title><p>Portail des licences", "", login},
		{"<title>Export licences: sign in</title><form><input name=u></form><p>The portal is for exporters who hold an account. New exporters write to the office, which opens one within five days.", "", login},
		{"<p>网站暂停访问", "", down},

		{"<p>违反本公告的行为，由海关予以禁止。", "", ""},
		{"<p>擅自转让该类矿石的行为，一律禁止。", "", ""},
		{"<p>关于暂停服务贸易数据发布的公告", "", ""},
		{"<p>因系统升级，出口许可证申领窗口调整至二楼。", "", ""},
		{"<p>申请人须完成身份验证，方可申报。", "", ""},
		{"<p>Shipments pass after a security check by the authority.", "", ""},
		{"<p>Access to this resource is restricted: exports of lithium ore end in May.", "", ""},
		{"<p>El acceso denegado a los yacimientos queda sin efecto.", "", ""},
		{"<p>Notice No. 12: access to the mine is restricted.", "", ""},
		{"<p>自2031年5月1日起施行。矿区访问受限。", "", ""},
		{"<title>Minister: sign in to the agreement by 5 May</title><p>The minister asked the states of the region to join the agreement on critical minerals before the summer.", "", ""},
		{"<title>Connexion du réseau électrique des mines : le décret</title><p>Le ministre présente le texte.", "", ""},
		{"<title>Order on access to export records</title><p>Exporters whose access is denied may appeal within 30 days.", "Order on access to export records", ""},
		{"<p>公告第7号 关于两用物项出口许可申请人身份验证的公告。自即日起施行。", "关于两用物项出口许可申请人身份验证的公告", ""},
		{"<p>Exports of gallium need a licence.", "", ""},
		{"<p>镓和锗的出口须经许可。", "", ""},
		{"<p>Access denied. " + fmt.Sprintf("%0500d", 7), "", ""},
	} {
		s := source(t, "id: wall\nname: x\nentries: [{url: 'http://x.example/', discovery: feed}]\n")
		body := []byte("<html>" + c.page + "</html>")
		v, ok := s.view(body, "text/html; charset=utf-8")
		if !ok {
			t.Fatalf("%s is no page", c.page)
		}
		kind, why := v.wall("x.example", corpus.Hints{Title: c.listed})
		if kind != c.want {
			t.Errorf("%s: %q (%s), want %q", c.page, kind, why, c.want)
		}
		if c.want != "" && !mayBeWall(body) {
			t.Errorf("%s: none of the stems is in it", c.page)
		}
	}
}

// TestCutOff cuts files at their half, and once not at all.
func TestCutOff(t *testing.T) {
	for _, whole := range []string{"%PDF-1.7\n1 0 obj\nstream and more of it\n%%EOF\n", "PK\x03\x04 many files PK\x01\x02 PK\x05\x06 their list", `{"title": "Notice", "text": "All of it"}`, `<?xml version="1.0"?><act><section>All of it</section></act>`} {
		if !cutOff([]byte(whole), []byte(whole[:len(whole)/2])) {
			t.Errorf("%.8q cut off is whole", whole)
		}
		if cutOff([]byte(whole), []byte(whole)) || cutOff([]byte(whole[:len(whole)/2]), []byte(whole[:len(whole)/2])) {
			t.Errorf("%.8q as it was before is cut off", whole)
		}
	}
}

// TestErrorInPlaceOfAnItem answers for a known item that is JSON with an error of the same form, and with
// one field more.
func TestErrorInPlaceOfAnItem(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	s := source(t, "id: api\nname: x\nentries: [{url: 'http://api.example/act', discovery: page, title: Act}]\n")
	const act = `{"title": "Act", "text": "Gallium needs a licence.", "published": "2025-10-09"`
	w.page("api.example/act", "application/json", act+"}")
	wantAlarms(t, d.run(s))
	w.page("api.example/act", "application/json", `{"error": "backend unavailable", "code": 17}`)
	r := d.run(s)
	wantAlarms(t, r, corpus.OtherPage)
	wantCounts(t, r, "found 1 new 0 changed 0 same 0 gone 0 failed 1")
	w.page("api.example/act", "application/json", act+`, "updated": "2025-10-10"}`)
	wantCounts(t, d.run(s), "found 1 new 0 changed 1 same 0 gone 0 failed 0")
}

// TestWallAtFirstSight meets a wall before an item was ever seen: nothing is new.
func TestWallAtFirstSight(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	w.html("press.example/list", `<li><a href="/1">Notice No. 1</a></li>`)
	w.html("press.example/1", "<html><title>提示</title><p>您的请求被拦截</p></html>")
	s := source(t, "id: press\nname: x\nentries: [{url: 'http://press.example/list', discovery: list, item: li}]\n")
	r := d.run(s)
	wantAlarms(t, r, corpus.BlockPage)
	wantCounts(t, r, "found 1 new 0 changed 0 same 0 gone 0 failed 1")
	w.html("press.example/1", "<html><title>Notice No. 1</title><p>Gallium needs a licence.</p></html>")
	wantCounts(t, d.run(s), "found 1 new 1 changed 0 same 0 gone 0 failed 0")
}

// TestPagesWithoutEnd has a listing that ended after two pages go on with ever new items.
func TestPagesWithoutEnd(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	endless := false
	list := func(rw http.ResponseWriter, r *http.Request) {
		var n int
		fmt.Sscanf(r.URL.RawQuery, "page=%d", &n)
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(rw, `<li><a href="/%d">Notice %d</a></li>`, n, n)
		if endless || n == 0 {
			fmt.Fprintf(rw, `<a class="next" href="/list?page=%d">next</a>`, n+1)
		}
	}
	w.handle("press.example/list", list)
	for n := range 7 {
		w.handle(fmt.Sprintf("press.example/list?page=%d", n), list)
		w.html(fmt.Sprintf("press.example/%d", n), fmt.Sprintf("<title>Notice %d</title>", n))
	}
	s := source(t, "id: press\nname: x\nentries: [{url: 'http://press.example/list', discovery: list, item: li, next: a.next, max_pages: 5}]\n")
	wantAlarms(t, d.run(s))
	endless = true
	wantAlarms(t, d.run(s), corpus.TooManyItems)
}

// TestNumbersLost has a table that loses the column of its numbers.
func TestNumbersLost(t *testing.T) {
	w := newWeb(t)
	d := newDesk(t, w)
	w.html("press.example/list", `<table><tr><td>7/2026</td><td><a href="/7">Notice on gallium</a></td></tr></table>`)
	w.html("press.example/7", "<title>Notice on gallium</title>")
	s := source(t, "id: press\nname: x\nentries: [{url: 'http://press.example/list', discovery: list, item: tr, number: 'td:first-child:not(:has(a))'}]\n")
	wantAlarms(t, d.run(s))
	w.html("press.example/list", `<table><tr><td><a href="/7">Notice on gallium</a></td></tr></table>`)
	wantAlarms(t, d.run(s), corpus.IncompleteItems)
}
