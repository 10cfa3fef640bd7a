package api_test

import (
	"strings"
	"testing"
)

// What is no pack is refused with a reason; packs themselves are checked by the tests of package pack.
func TestVerifyOfPacks(t *testing.T) {
	h := handler(t, withAll)
	for _, body := range []string{"", "no pack", "PK\x05\x06" + strings.Repeat("\x00", 18)} {
		w := ask(h, "POST", "/v1/verify/pack", body, header("Content-Type", "application/zip"))
		if w.Code != 400 && w.Code != 422 || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%q = %d %s", body, w.Code, w.Body)
		}
	}
}
