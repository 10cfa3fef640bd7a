package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/http/httptest"

	"github.com/lodestone-kb/lodestone/api"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
)

// A program asks a server the one question; docs/howto-tool.md shows the same lines.
func Example_client() {
	d, _, err := smallworld.New(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	h, err := api.New(api.Options{Desk: d, Now: smallworld.Now})
	if err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(h)
	defer server.Close()
	base := server.URL

	answer, err := http.Get(base + "/v1/status?material=gallium&destination=DE&on=2025-11-10")
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	var status struct {
		Answer    string
		Strictest string
		Measures  []struct{ ID, Status string }
	}
	if err := json.NewDecoder(answer.Body).Decode(&status); err != nil {
		log.Fatal(err)
	}
	fmt.Println(status.Answer, status.Strictest)
	// Output: controlled licence_requirement
}
