package parse_test

import (
	"context"
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus/parse"
)

func ExampleParse() {
	page := `<html><body><h1>关于示例物项的公告</h1>
		<div id="zoom"><p>一、管理的物项：</p><p>（一）合金；</p><p>（二）磁体。</p><p>示例部</p><p>2025年10月9日</p></div></body></html>`
	p, err := parse.Parse(context.Background(), parse.Input{Bytes: []byte(page), MediaType: "text/html"}, parse.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Title, p.Published, p.Lang)
	for _, v := range p.Provisions {
		fmt.Printf("%s | %s\n", v.Address, p.Text[v.Start:v.End])
	}
	// Output:
	// 关于示例物项的公告 2025-10-09 zh-Hans
	// title | 关于示例物项的公告
	// 一 | 一、管理的物项：
	// 一、（一） | （一）合金；
	// 一、（二） | （二）磁体。
	// ¶ 1 | 示例部
	// ¶ 2 | 2025年10月9日
}
