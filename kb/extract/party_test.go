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
		{"a head that takes off", ministry, "商务部公告2031年第54号\n现公布如下。\n附件：移出出口管制管控名单的实体名单\n1. 平地管理公司（Flatland Group）\n", nil},
		{"a decision that takes off", ministry, "商务部公告2031年第55号\n决定停止对列入出口管制管控名单的下列实体的措施。\n附件：出口管制管控名单\n1. 平地管理公司（Flatland Group）\n", nil},
		{"a decision that puts on and forbids", ministry, "商务部公告2031年第56号\n决定将下列实体列入出口管制管控名单，正在开展的活动应当停止。\n附件：出口管制管控名单\n1. 平地管理公司（Flatland Group）\n", []string{"平地管理公司|Flatland Group|control_list|"}},
		{"a title that takes off", "https://agency.example/rule", "<html><body><main><h1>Removals from the Entity List</h1><table><tr><th>Country</th><th>Entity</th></tr><tr><td>RURITANIA</td><td>Streslau Metals LLC, Hall 4, Harbour Road 118, Streslau, Ruritania.</td></tr></table></main></body></html>", nil},
		{"a title that suspends", "https://agency.example/rule", "<html><body><main><h1>Suspension of Listings on the Entity List</h1><table><tr><th>Country</th><th>Entity</th></tr><tr><td>RURITANIA</td><td>Streslau Metals LLC, Hall 4, Harbour Road 118, Streslau, Ruritania.</td></tr></table></main></body></html>", nil},
		{"a title that adds first", "https://agency.example/rule", "<html><body><main><h1>Additions to and Removals From the Entity List</h1><table><tr><th>Country</th><th>Entity</th></tr><tr><td>RURITANIA</td><td>Streslau Metals LLC, Hall 4, Harbour Road 118, Streslau, Ruritania.</td></tr></table></main></body></html>", []string{"Streslau Metals LLC||entity_list|Hall 4, Harbour Road 118, Streslau, Ruritania"}},
		{"goods under a title of parties", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List</h1><table><tr><th>Name</th><th>Duty</th></tr><tr><td>Nickel ore, crude</td><td>10 %</td></tr></table></main></body></html>", nil},
		{"goods and their country", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List</h1><table><tr><th>Country</th><th>Name</th></tr><tr><td>Ruritania</td><td>Nickel ore, crude</td></tr></table></main></body></html>", nil},
		{"an entry kept free", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List</h1><table><tr><th>Country</th><th>Entity</th></tr><tr><td>RURITANIA</td><td>[Reserved]</td></tr></table></main></body></html>", nil},
		{"people", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List: who attended the hearing</h1><table><tr><th>Name</th><th>Time</th></tr><tr><td>Jane Doe</td><td>10:00 in the morning, in the second room of the third floor</td></tr></table></main></body></html>", nil},
		{"a report about a list", "https://agency.example/rule", "<html><body><main><h1>Entity List: who attended the hearing</h1><table><tr><th>Entity</th><th>Time</th></tr><tr><td>Jane Doe</td><td>10:00 in the morning, in the second room of the third floor</td></tr></table></main></body></html>", nil},
		{"a company by its name", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List</h1><table><tr><th>Name</th><th>Duty</th></tr><tr><td>Nickel Ore Trading Co., Ltd., 3 Quay Road, Streslau.</td><td>All items.</td></tr></table></main></body></html>", []string{"Nickel Ore Trading Co., Ltd.||entity_list|3 Quay Road, Streslau"}},
		{"a name and its country", "https://agency.example/rule", "<html><body><main><h1>Additions to the Entity List</h1><table><tr><th>Name</th><th>Country</th></tr><tr><td>Jan Kowal</td><td>Ruritania</td></tr></table></main></body></html>", []string{"Jan Kowal||entity_list|"}},
		{"goods below a watch list", ministry, "关于稀土的报道\n现公布如下。\n关注名单\n1. 稀土永磁材料（NdFeB magnets）\n2. 山岸工业株式会社（YAMAGISHI Industries）\n", []string{"山岸工业株式会社|YAMAGISHI Industries|watch_list|"}},
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
