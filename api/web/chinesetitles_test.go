package web

import (
	"testing"

	"github.com/lodestone-kb/lodestone/kb/register"
)

// Every act of the register is called something on Chinese pages, and nothing is called that is not in it.
func TestActsHaveChineseTitles(t *testing.T) {
	r, err := register.Load()
	if err != nil {
		t.Fatal(err)
	}
	titles, called := chineseTitles(), map[string]bool{}
	for _, i := range r.Instruments {
		called[i.Title] = true
		if i.TitleZh == "" && titles[i.Title] == "" {
			t.Errorf("%s, %q, has no title in Chinese", i.ID, i.Title)
		}
	}
	for title := range titles {
		if !called[title] {
			t.Errorf("no act is called %q", title)
		}
	}
}
