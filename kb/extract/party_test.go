package extract_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/lodestone-kb/lodestone/kb"
)

// TestListedParties: each line of a list and each row of a table of parties is a party, with what is
// printed beside its name; lines of other lists are none.
func TestListedParties(t *testing.T) {
	x := newExtractor(t)
	for _, c := range []struct {
		name, url, text string
		want            []string
	}{
		{"a control list of China", ministry, "商务部公告2031年第51号\n决定将下列实体列入出口管制管控名单。\n附件：出口管制管控名单（2031年9月25日）\n1. 亨廷角船业公司（Huntington Point Industries, Inc.）\n2. 平地管理公司（Flatland Group）\n",
			[]string{"亨廷角船业公司|Huntington Point Industries, Inc.|control_list|", "平地管理公司|Flatland Group|control_list|"}},
		{"a watch list", ministry, "商务部公告2031年第52号\n现公布如下。\n附件：关注名单\n1. 山岸工业株式会社（YAMAGISHI Industries）\n", []string{"山岸工业株式会社|YAMAGISHI Industries|watch_list|"}},
		{"a table of the entity list", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List</h1><table><tr><th>Country</th><th>Entity</th><th>License requirement</th></tr>" +
			"<tr><td>PAKISTAN</td><td>Karakoram Ores Trading Co., Ltd., a.k.a., the following one alias: —KOT. 12 Harbour Road, Karachi, Pakistan.</td><td>For all items.</td></tr>" +
			"<tr><td>RURITANIA</td><td>Streslau Metals LLC, Hall 4, Streslau, Ruritania.</td><td>For all items.</td></tr></table></main></body></html>",
			[]string{"Karakoram Ores Trading Co., Ltd.||entity_list|12 Harbour Road, Karachi, Pakistan", "Streslau Metals LLC||entity_list|Hall 4, Streslau, Ruritania"}},
		{"a list of goods", ministry, "商务部公告2031年第53号\n对下列物项实施出口管制：\n1. 金属镓（Gallium metal）\n2. 氧化锗（Germanium dioxide）\n", nil},
		{"a table of goods", "https://agency.example/rule", "<html><body><main><h1>Duties on ores</h1><table><tr><th>Name</th><th>Duty</th></tr><tr><td>Nickel ore, crude</td><td>10 %</td></tr></table></main></body></html>", nil},
	} {
		var got []string
		for _, f := range readBytes(t, x, c.url, []byte(c.text)).Facts {
			if v, ok := f.Value.(kb.EndUserValue); ok && v.List != "" {
				got = append(got, fmt.Sprintf("%s|%s|%s|%s", v.Name, v.Also, v.List, v.Address))
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
