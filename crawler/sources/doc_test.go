package sources

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/crawler"
)

// TestEveryKeyIsDocumented compares the keys that a manifest may have with those that doc.go explains.
func TestEveryKeyIsDocumented(t *testing.T) {
	b, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]bool{}
	for _, m := range regexp.MustCompile(`(?m)^//\t(\S+) +\S`).FindAllStringSubmatch(string(b), -1) {
		explained[m[1]] = true
	}
	keys := map[string]bool{}
	keysOf(reflect.TypeFor[crawler.Source](), "", keys)
	if len(keys) < 60 {
		t.Fatalf("only %d keys were found", len(keys))
	}
	for k := range keys {
		if !explained[k] {
			t.Errorf("doc.go does not explain the key %s", k)
		}
	}
	for k := range explained {
		if !keys[k] {
			t.Errorf("doc.go explains %s, which no manifest may have", k)
		}
	}
}

// keysOf gathers the keys of a type, those inside others with the names of those before a dot.
func keysOf(typ reflect.Type, prefix string, into map[string]bool) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if name == "" {
			continue
		}
		inner := f.Type
		if inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		if inner.Kind() == reflect.Struct && hasKeys(inner) {
			keysOf(inner, prefix+name+".", into)
			continue
		}
		into[prefix+name] = true
	}
}

func hasKeys(typ reflect.Type) bool {
	for i := range typ.NumField() {
		if typ.Field(i).Tag.Get("yaml") != "" {
			return true
		}
	}
	return false
}
