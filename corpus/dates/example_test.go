package dates_test

import (
	"fmt"

	"github.com/lodestone-kb/lodestone/corpus/dates"
)

func ExampleFind() {
	text := "公告2025年第61号于二〇二五年十月九日公布，自2025年12月1日起施行。"
	for _, f := range dates.Find(text, "zh-Hans") {
		fmt.Println(f.Date, text[f.Start:f.End])
	}
	// Output:
	// 2025-10-09 二〇二五年十月九日
	// 2025-12-01 2025年12月1日
}
