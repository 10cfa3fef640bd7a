package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

const ministry = "https://www.mofcom.gov.cn/zwgk/art/2031/art_5.html"

// notice makes an official notice of 3 July 2031 around sentences.
func notice(sentences string) string {
	return "商务部公告2031年第5号 公布对镓相关物项实施出口管制的决定\n\n【发布日期】2031年7月3日\n\n" + sentences + "\n"
}

func noticeEn(sentences string) string {
	return "Announcement No. 5 of 2031 on export controls of gallium\n\nPublished on 3 July 2031\n\n" + sentences + "\n"
}

// valuesOf returns the facts of a kind in a text, as "value role".
func valuesOf(t *testing.T, address, text string, kind kb.Kind) []string {
	t.Helper()
	out := []string{}
	for _, f := range readStory(t, address, text).Facts {
		if f.Value.Kind() == kind {
			out = append(out, strings.TrimSpace(f.Value.Normal()+" "+string(f.Role)))
		}
	}
	return out
}

func TestDateRoles(t *testing.T) {
	zh, en := notice, noticeEn
	for _, c := range []struct {
		text string
		want string // a date with its role; "!" before one that must not be
	}{
		{zh("本公告自2031年8月1日起施行。"), "2031-08-01 effective"},
		{zh("本公告自2031年8月1日起正式实施。"), "2031-08-01 effective"},
		{zh("本公告自公布之日起实施。"), "2031-07-03 effective"},
		{zh("本公告自发布之日起30日后施行。"), "2031-08-02 effective"},
		{zh("本公告自即日起实施。"), "2031-07-03 effective"},
		{zh("本办法有效期至2032年12月31日。"), "2032-12-31 expires"},
		{zh("自2031年8月1日起至2032年8月1日，暂停实施商务部公告2030年第9号。"), "2031-08-01 suspended_from"},
		{zh("自2031年8月1日起至2032年8月1日，暂停实施商务部公告2030年第9号。"), "2032-08-01 suspended_until"},
		{zh("请于2031年9月1日前提出意见。征求意见截至2031年9月1日。"), "2031-09-01 comment_deadline"},
		{zh("2030年5月6日，有企业出口镓。"), "2030-05-06 event"},
		{zh("（2030年5月6日中华人民共和国国务院令第999号）"), "2030-05-06 published"},
		{zh("（2030年5月6日中华人民共和国国务院令第999号发布）"), "2030-05-06 published"},
		{en("This announcement takes effect on 1 August 2031."), "2031-08-01 effective"},
		{en("This announcement shall enter into force on 1 August 2031."), "2031-08-01 effective"},
		{en("The measures apply from August 1, 2031."), "2031-08-01 effective"},
		{en("The order takes effect thirty days after publication."), "2031-08-02 effective"},
		{en("The order is effective immediately."), "2031-07-03 effective"},
		{en("The measures remain in force until 31 December 2032."), "2032-12-31 expires"},
		{en("Comments must be received by 1 September 2031."), "2031-09-01 comment_deadline"},
		{en("The order was signed on 30 June 2031."), "2031-06-30 signed"},
		{en("A company was founded in Berlin on 2 May 1999."), "1999-05-02 event"},
		{en("A company was founded in Berlin on 2 May 1999."), "!1999-05-02 effective"},
	} {
		got := valuesOf(t, ministry, c.text, kb.KindDate)
		want, not := strings.CutPrefix(c.want, "!")
		if slices.Contains(got, want) == not {
			t.Errorf("%q: got %v, want %s", lastLine(c.text), got, c.want)
		}
	}
}

func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}

// TestRelativeDatesNeedADay: where the day of publication is not known, nothing is counted from it.
func TestRelativeDatesNeedADay(t *testing.T) {
	for _, text := range []string{
		"商务部公告2031年第5号 公布对镓相关物项实施出口管制的决定\n\n本公告自公布之日起实施。\n",
		"Announcement No. 5 of 2031 on export controls of gallium\n\nThis order takes effect thirty days after publication.\n",
	} {
		if got := valuesOf(t, ministry, text, kb.KindDate); len(got) > 0 {
			t.Errorf("%q: dates out of nothing: %v", lastLine(text), got)
		}
	}
}

func TestThresholds(t *testing.T) {
	row := func(limit string) string {
		return notice("一、以下物项未经许可，不得出口：\n\n1. 3C001 " + limit + "。")
	}
	en := func(limit string) string {
		return noticeEn("1. Without a licence the following must not be exported:\n\n(a) 3C001 " + limit + ".")
	}
	for _, c := range []struct{ text, want string }{
		{row("纯度在99.99%以上的镓"), "purity >= 99.99 %"},
		{row("纯度不低于99.99%的镓"), "purity >= 99.99 %"},
		{row("纯度大于99.99%的镓"), "purity > 99.99 %"},
		{row("纯度超过99.99%的镓"), "purity > 99.99 %"},
		{row("纯度低于50%的镓"), "purity < 50 %"},
		{row("纯度不超过50%的镓"), "purity <= 50 %"},
		{row("含量50%以下的镓"), "content <= 50 %"},
		{row("含量不满50%的镓"), "content < 50 %"},
		{row("平均粒径50微米以下的粉末"), "particle_size <= 50 µm"},
		{row("厚度不大于3毫米的片材"), "thickness <= 3 mm"},
		{row("密度大于8.5克/立方厘米的合金"), "density > 8.5 g/cm³"},
		{row("纯度&gt;99.99%的镓"), "purity > 99.99 %"},
		{en("sheets of a thickness &lt; 3 mm"), "thickness < 3 mm"},
		{en("gallium of a purity of at least 99.99%"), "purity >= 99.99 %"},
		{en("gallium of a purity of more than 99.99%"), "purity > 99.99 %"},
		{en("gallium of a purity of 99.99% or more"), "purity >= 99.99 %"},
		{en("gallium of a purity above 99.99%"), "purity > 99.99 %"},
		{en("gallium of a purity of less than 50 percent"), "purity < 50 %"},
		{en("powder with a particle size of up to 50 μm"), "particle_size <= 50 µm"},
		{en("powder with a particle size not exceeding 50 microns"), "particle_size <= 50 µm"},
		{en("sheets of a thickness below 3 mm"), "thickness < 3 mm"},
		{noticeEn("The export quota of gallium is 18,125 tonnes."), "quota_volume <= 18125 t"},
		{noticeEn("An export duty of 20% is levied on gallium."), "duty_rate = 20 %"},
	} {
		if got := valuesOf(t, ministry, c.text, kb.KindThreshold); !slices.Contains(got, c.want) {
			t.Errorf("%q: got %q, want %q", lastLine(c.text), got, c.want)
		}
	}
}

// TestNumbersThatAreNoLimits: shares of a market, prices and amounts of trade limit nothing.
func TestNumbersThatAreNoLimits(t *testing.T) {
	for _, text := range []string{
		"Gallium market\n\nChina makes 98% of the world's gallium, and exports of it need a licence.\n",
		"Gallium market\n\nThe price of gallium rose by more than 6% after exports were banned.\n",
		"镓市场\n\n中国镓产量占全球90%以上。\n",
	} {
		if got := valuesOf(t, "https://news.example.com/a", text, kb.KindThreshold); len(got) > 0 {
			t.Errorf("%q: limits %v", lastLine(text), got)
		}
	}
}

// TestHomographs: words that hold or equal the name of a material and mean something else.
func TestHomographs(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Lead times are long, and China takes the lead.", nil},
		{"Exports of lead and zinc need a licence.", []string{"Pb", "Zn"}},
		{"Lead ore was shipped.", []string{"Pb"}},
		{"He has an iron will behind the iron curtain.", nil},
		{"Iron ore exports are banned.", []string{"Fe"}},
		{"A silver lining, a gold standard, a nickel will do.", nil},
		{"Tin ore and tin scrap were shipped.", []string{"Sn"}},
		{"It ships us goods as the rules allow in no time.", nil},
		{"He said that I was there.", nil},
		{"In the USA they met us.", nil},
		{"铁路和地铁运输", nil},
		{"铁矿石出口", []string{"Fe"}},
		{"金融机构和银行提供资金", nil},
		{"黄金和白银出口", []string{"Au", "Ag"}},
		{"低碳排放", nil},
		{"dysprosium (Dy) and terbium (Tb)", []string{"Dy", "Tb"}},
	} {
		var got []string
		for _, f := range readStory(t, "https://news.example.com/a", "A page about trade\n\n"+c.text+"\n").Facts {
			if v, ok := f.Value.(kb.MaterialValue); ok && !slices.Contains(got, string(v.Material)) {
				got = append(got, string(v.Material))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
	}
}

// TestPlacesAreWrittenAsPlaces: "us" is no country, and a country that is spoken of is no destination.
func TestPlacesAreWrittenAsPlaces(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Exports of gallium to the US are prohibited.", []string{"US included"}},
		{"Let us say that exports of gallium are prohibited.", []string{"* inferred"}},
		{"Exports of gallium to Japan are banned, said a trader in Malaysia.", []string{"JP included"}},
		{"A turkey was sold to us in china.", nil},
	} {
		got := slices.Compact(valuesOf(t, "https://news.example.com/a", "A page about trade\n\n"+c.text+"\n", kb.KindDestination))
		if fmt.Sprint(got) != fmt.Sprint(c.want) && len(got)+len(c.want) > 0 {
			t.Errorf("%q: got %v, want %v", c.text, got, c.want)
		}
	}
}
