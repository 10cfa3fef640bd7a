package legal

import (
	"reflect"
	"testing"
)

func TestSlug(t *testing.T) {
	for address, want := range map[string]string{
		"一":               "1",
		"一、（二）":           "1-2",
		"一、（二）3":          "1-2-3",
		"十二":              "12",
		"二十一、（十）":         "21-10",
		"第三条":             "3",
		"第十五条":            "15",
		"Article 3(2)(b)": "3-2-b",
		"§ 744.11(a)(1)":  "744.11-a-1",
		"Section 2":       "2",
		"¶ 4":             "p4",
		"附件1，第3行":         "annex-1-row-3",
		"Annex 1, row 3":  "annex-1-row-3",
		"title":           "title",
		"2":               "2",
		"一、（二）·2":         "1-2-x2",
		"":                "*",
	} {
		if got := Slug(address); got != want {
			t.Errorf("Slug(%q) = %q, want %q", address, got, want)
		}
	}
}

func TestPartsNamed(t *testing.T) {
	for clause, want := range map[string][]string{
		"本公告第一条（三）自公布之日起实施":                   {"1-3"},
		"一、（一）、（二）自2025年12月1日起实施":             {"1-1", "1-2"},
		"第（一）项和第（二）项自2025年12月1日起实施":           {"1", "2"},
		"本公告自公布之日起正式实施":                       nil,
		"暂停实施第二款":                             {"2"},
		"items 1 and 2 apply from 1 December": {"1", "2"},
		"Paragraph 1(3) takes effect at once": {"1-3"},
		"This Order takes effect at once":     nil,
	} {
		if got := partsNamed(clause); !reflect.DeepEqual(got, want) {
			t.Errorf("partsNamed(%q) = %q, want %q", clause, got, want)
		}
	}
}
