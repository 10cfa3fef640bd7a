package parse

import (
	"context"
	"strings"
	"testing"
)

func TestPublished(t *testing.T) {
	for _, c := range []struct{ name, text, want, quote string }{
		{"label", "示例公告\n【发文日期】2025年10月9日\n一、略。", "2025-10-09", "2025年10月9日"},
		{"written and published", "示例公告\n成文日期：2025年10月8日\t发布日期：2025年10月9日\n一、略。", "2025-10-09", "2025年10月9日"},
		{"written alone", "示例公告\n成文日期：2025年10月8日\n一、略。", "2025-10-08", "2025年10月8日"},
		{"label in English", "Rule\nPublished: 9 October 2025\nText of the rule.", "2025-10-09", "9 October 2025"},
		{"bracket of a law", "示例条例\n（1997年10月22日国务院令第234号发布）\n发布日期：2021-12-30\n第一条 略。", "1997-10-22", "1997年10月22日"},
		{"signature", "示例公告\n一、自2025年12月1日起实施。\n示例部\n二〇二五年十月九日", "2025-10-09", "二〇二五年十月九日"},
		{"byline", "Title of a report\nStaff Writer | 25 February 2026\nA long paragraph follows here and ends.", "2026-02-25", "25 February 2026"},
		{"modified is another role", "Rule\nUpdated: 9 October 2025\nText of the rule.", "", ""},
		{"effective is another role", "示例公告\n生效日期：2025年12月1日\n一、略。", "", ""},
		{"effective date in English", "Rule\nEffective date: 1 December 2025\nText of the rule.", "", ""},
		{"date of a meeting", "Rule\nMeeting date: 1 December 2025\nText of the rule.", "", ""},
		{"issue date", "Rule\nIssue date: 9 October 2025\nText of the rule.", "2025-10-09", "9 October 2025"},
		{"a number is no date", "示例部公告2025年第61号\n一、略。", "", ""},
		{"a sentence about an event", "Report\nOn October 9, 2025, the ministry published a list of items.", "", ""},
		{"an act of a running sentence", "Report\nThe proposed rule published on March 3, 2025 drew many comments from makers of two alloys and from the ports that ship them.", "", ""},
		{"a short sentence about an act", "Report\nIt replaces the rule published on March 3, 2025.", "", ""},
		{"label after a separator", "Report\nOffice of Alloys and Ores, which keeps the list of licences for the trade | Published on March 3, 2025 | Read in five minutes.", "2025-03-03", "March 3, 2025"},
		{"label in a short line", "Report\nOffice of Alloys, published on March 3, 2025", "2025-03-03", "March 3, 2025"},
		{"label with a colon among fields", "示例公告\n索引号：示例00001　发文机关：示例部 主题分类：合金与矿石的进出口管理以及相关许可证件的申请、审查、发放和使用等事项的统一规定及其解释说明文件 发布日期：2025年10月9日 有效性：有效。", "2025-10-09", "2025年10月9日"},
		{"an item with a day", "Rule\n(1) Licences issued before January 5, 2024 remain valid\n(2) Others lapse.", "", ""},
		{"a Chinese item with a day", "示例公告\n（一）2023年7月3日公布的第23号公告所列物项\n（二）其他物项。", "", ""},
		{"bracket of a law with a bracket in it", "示例条例\n（1997年10月22日示例令（第234号）公布） \n第一条 略。", "1997-10-22", "1997年10月22日"},
		{"commencement", "Rule\nCommencement: 1 July 2026\nText of the rule.", "", ""},
		{"commencement date", "Rule\nCommencement date: 1 July 2026\nText of the rule.", "", ""},
		{"commencing", "Rule\nCommencing on 1 July 2026\nText of the rule.", "", ""},
		{"with effect", "Rule\nWith effect from 1 July 2026\nText of the rule.", "", ""},
		{"operative", "Rule\nOperative from 1 July 2026\nText of the rule.", "", ""},
		{"operative date", "Rule\nOperative date: 1 July 2026\nText of the rule.", "", ""},
		{"enters into force", "Rule\nEnters into force on 1 July 2026\nText of the rule.", "", ""},
		{"date of entry into force", "Rule\nDate of entry into force: 1 July 2026\nText of the rule.", "", ""},
		{"applies", "Rule\nApplies from 1 July 2026\nText of the rule.", "", ""},
		{"date of application", "Rule\nDate of application: 1 July 2026\nText of the rule.", "", ""},
		{"a title that speaks of an application", "Rule\nNotice of application 1 July 2026\nText of the rule.", "2026-07-01", "1 July 2026"},
		{"start of a Chinese rule", "示例公告\n2026年7月1日起施行\n一、略。", "", ""},
		{"cells of a table", "day\tplace\tvalue\n2025-03-01\tMountain Pass\t3\n2025-03-02\tMountain Pass\t4", "", ""},
		{"start date of a Chinese rule", "示例公告\n施行日期：2026年7月1日\n一、略。", "", ""},
		{"source of a section", "PART 18\nSource: text of the part follows.\n§ 18.1 Copies.\n[54 FR 9680, Mar. 7, 1989]\n§ 18.2 More.\nText.", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Parse(context.Background(), Input{Bytes: []byte(c.text)}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			quote := ""
			if p.PublishedAt != nil {
				quote = p.Text[p.PublishedAt.Start:p.PublishedAt.End]
			}
			if p.Published.String() != c.want || quote != c.quote {
				t.Errorf("published %v from %q, want %s from %q", p.Published, quote, c.want, c.quote)
			}
		})
	}
}

// A misprinted day is told and is no date.
func TestDayThatDoesNotExist(t *testing.T) {
	p, err := Parse(context.Background(), Input{Bytes: []byte("示例公告\n发文日期：2025年2月30日\n一、本公告自2025年2月30日起施行。")}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !p.Published.IsZero() || len(p.Warnings) != 2 || !strings.Contains(p.Warnings[0], "2025年2月30日") {
		t.Errorf("published %v, warnings %q; want no date and two warnings", p.Published, p.Warnings)
	}
}

// A short table is one by its name, and the days in its cells are its data.
func TestTableByItsName(t *testing.T) {
	text := []byte("day,place\n2025-03-01,Mountain Pass\n")
	p, err := Parse(context.Background(), Input{Bytes: text, URL: "file:///data/prices.CSV"}, Options{})
	if err != nil || !p.Published.IsZero() || !strings.HasPrefix(p.Parser, "csv/") {
		t.Errorf("published %v, read by %s, %v", p.Published, p.Parser, err)
	}
	p, err = Parse(context.Background(), Input{Bytes: text, URL: "https://m.example/notice"}, Options{})
	if err != nil || strings.HasPrefix(p.Parser, "csv/") {
		t.Errorf("without the name it was read by %s, %v", p.Parser, err)
	}
}

// TestMarkupAndPrint: a day that the markup changes with every touch of the page does not stand for the
// one that the notice prints, and where both claim to be that of publication, the reader is told.
func TestMarkupAndPrint(t *testing.T) {
	for _, c := range []struct{ name, meta, want, warning string }{
		{"a new copyright line", `<meta property="article:modified_time" content="2031-01-02"><meta http-equiv="last-modified" content="2031-01-02">`, "2019-05-07", ""},
		{"claims to be published anew", `<meta property="article:published_time" content="2031-01-02">`, "2019-05-07", "the markup gives 2031-01-02 as the day of publication, the text prints 2019-05-07: the text was believed"},
		{"the day before, in another zone", `<meta property="article:published_time" content="2019-05-06T23:00:00-05:00">`, "2019-05-07", ""},
	} {
		page := `<html><head><title>Notice on ores</title>` + c.meta + `</head><body><h1>Notice on ores</h1><p>Published: 7 May 2019</p><p>The exporter of an ore applies for a licence in writing.</p><footer>© 2031 The Board of Ores</footer></body></html>`
		p, err := Parse(context.Background(), Input{Bytes: []byte(page), MediaType: "text/html"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if p.Published.String() != c.want || strings.Join(p.Warnings, "; ") != c.warning || p.PublishedAt == nil || p.Text[p.PublishedAt.Start:p.PublishedAt.End] != "7 May 2019" {
			t.Errorf("%s: published %s at %v, warnings %q, want %s and %q", c.name, p.Published, p.PublishedAt, p.Warnings, c.want, c.warning)
		}
	}
}
