package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/lodestone-kb/lodestone/kb/citator"
	"github.com/lodestone-kb/lodestone/kb/extract"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
)

// theCitator is made once: compiling the lexicon takes longer than all the rest.
var theCitator = sync.OnceValue(func() *citator.Citator {
	words, err := lexicon.New()
	if err != nil {
		panic(err)
	}
	return citator.New(extract.New(words))
})

func TestCite(t *testing.T) {
	h := handler(t, withAll)
	w := ask(h, "POST", "/v1/cite", `{"text":"根据商务部公告2024年第46号办理。"}`, header("Content-Type", "application/json"))
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"instrument":"cn-mofcom-2024-46","held":true`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	for _, bad := range []string{`{}`, `{"text":""}`, `{"text":1}`, `{"words":"x"}`} {
		if w := ask(h, "POST", "/v1/cite", bad, header("Content-Type", "application/json")); w.Code != 422 {
			t.Errorf("%s = %d", bad, w.Code)
		}
	}
}

func TestVerifyOfQuotations(t *testing.T) {
	h := handler(t)
	var text struct{ Text, ID string }
	if err := json.Unmarshal(get(h, "/v1/documents/"+noticeID+"/text").Body.Bytes(), &text); err != nil {
		t.Fatal(err)
	}
	const quote = "2024年12月3日"
	at := strings.Index(text.Text, quote)
	if at < 0 {
		t.Fatal("the notice does not say it")
	}
	tests := []struct {
		name, document, quote string
		start, end            int
		holds                 bool
		reason                string
	}{
		{"as printed", noticeID, quote, at, at + len(quote), true, ""},
		{"one character cut", noticeID, quote, at + 1, at + 1 + len(quote), false, "cut a character"},
		{"other words", noticeID, "2024年12月4日", at, at + len(quote), false, "reads otherwise"},
		{"beyond the end", noticeID, quote, 1 << 20, 1<<20 + 4, false, "outside"},
		{"document not held", "d-nothing", quote, 0, 4, false, "no document"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := fmt.Sprintf(`{"spans":[{"document":%q,"start":%d,"end":%d,"quote":%q}]}`, tt.document, tt.start, tt.end, tt.quote)
			w := ask(h, "POST", "/v1/verify", body, header("Content-Type", "application/json"))
			var got struct {
				Hold     bool
				Verdicts []struct {
					Holds  bool
					Reason string
				}
			}
			if err := json.Unmarshal(w.Body.Bytes(), &got); err != nil || w.Code != 200 || len(got.Verdicts) != 1 {
				t.Fatalf("%d %v %s", w.Code, err, w.Body)
			}
			if got.Hold != tt.holds || got.Verdicts[0].Holds != tt.holds || !strings.Contains(got.Verdicts[0].Reason, tt.reason) {
				t.Errorf("%+v, want holds %v, reason with %q", got, tt.holds, tt.reason)
			}
		})
	}
}
