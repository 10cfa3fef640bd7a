package sample_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/sample"
)

func ExampleLoad() {
	web, err := sample.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []corpus.Date{corpus.Day(2025, 2, 5), corpus.Day(2026, 2, 26)} {
		rec := httptest.NewRecorder()
		handler := web.Handler(func() corpus.Date { return day })
		handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "http://commerce.cn.example/gg/2025/10.html", nil))
		fmt.Println(day, rec.Code)
	}
	// Output:
	// 2025-02-05 200
	// 2026-02-26 410
}
