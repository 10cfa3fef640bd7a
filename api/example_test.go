package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
)

// What binds gallium on its way to the United States?
func ExampleNew() {
	desk, _, err := smallworld.New(context.Background()) // desk.New over a store, elsewhere
	if err != nil {
		fmt.Println(err)
		return
	}
	handler, err := api.New(api.Options{Desk: desk, Now: smallworld.Now})
	if err != nil {
		fmt.Println(err)
		return
	}
	request := httptest.NewRequest("GET", "/v1/status?material=gallium&destination=US&on=2025-06-01", nil)
	request.Host = "localhost"
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, request)
	var got struct{ Answer, Strictest string }
	if err := json.NewDecoder(answer.Body).Decode(&got); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(answer.Code, got.Answer, got.Strictest)
	// Output: 200 controlled presumption_of_denial
}
