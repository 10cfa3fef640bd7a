package boltkb

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSchema shows the schema with one real key of each bucket. A difference here is a new version
// of the format.
func TestSchema(t *testing.T) {
	var b strings.Builder
	fmt.Fprintf(&b, "format %d\n", Schema)
	for _, x := range buckets() {
		parts := make([]string, len(x.parts))
		for i, p := range x.parts {
			parts[i] = p.name
		}
		example := make([]string, len(x.example))
		for i, v := range x.example {
			example[i] = fmt.Sprint(v)
		}
		fmt.Fprintf(&b, "\n%s: (%s) -> %s\n    (%s) = %x\n", x.name, strings.Join(parts, ", "), x.value, strings.Join(example, ", "), x.key(x.example...))
	}
	golden := filepath.Join("testdata", "schema.txt")
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("schema:\n%s\nwant:\n%s", b.String(), want)
	}
}

// values draws values for the parts of a key.
func values(t *rapid.T, b bucket, label string) []any {
	out := make([]any, len(b.parts))
	for i, p := range b.parts {
		switch p.kind {
		case text:
			out[i] = rapid.StringOfN(rapid.RuneFrom([]rune{0, 1, 'a', 'b', 0xff, '镝'}), 0, 4, -1).Draw(t, label)
		case number:
			out[i] = rapid.Uint64().Draw(t, label)
		case moment:
			out[i] = time.Unix(rapid.Int64Range(-70_000_000_000, 200_000_000_000).Draw(t, label), rapid.Int64Range(0, 999_999_999).Draw(t, label)).UTC()
		}
	}
	return out
}

func compare(a, b []any) int {
	for i := range a {
		c := 0
		switch x := a[i].(type) {
		case string:
			c = strings.Compare(x, b[i].(string))
		case uint64:
			c = cmp.Compare(x, b[i].(uint64))
		case time.Time:
			c = x.Compare(b[i].(time.Time))
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// TestKeys: parsing gives back what a key was built of, keys sort as their parts do, and a key of
// the first parts begins exactly the keys that have them.
func TestKeys(t *testing.T) {
	for _, b := range buckets() {
		t.Run(b.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				x, y := values(t, b, "x"), values(t, b, "y")
				kx, ky := b.key(x...), b.key(y...)
				back, err := b.parse(kx)
				if err != nil || !reflect.DeepEqual(back, x) {
					t.Fatalf("parse(%x) = %v, %v, want %v", kx, back, err, x)
				}
				if got, want := bytes.Compare(kx, ky), compare(x, y); got != want {
					t.Fatalf("keys %x and %x compare as %d, their parts %v and %v as %d", kx, ky, got, x, y, want)
				}
				if len(b.parts) < 2 {
					return
				}
				if got, want := bytes.HasPrefix(ky, b.key(x[0])), compare(x[:1], y[:1]) == 0; got != want {
					t.Fatalf("key %x begins with that of %v: %v, want %v", ky, x[0], got, want)
				}
			})
		})
	}
}

func TestParseRefuses(t *testing.T) {
	good := measures.key("m", exampleTime, uint64(1))
	for n := range len(good) {
		if v, err := measures.parse(good[:n]); err == nil {
			t.Errorf("parse of the first %d bytes = %v, want an error", n, v)
		}
	}
	if v, err := measures.parse(append(good, 0)); err == nil {
		t.Errorf("parse of a key with a byte too many = %v, want an error", v)
	}
}

func FuzzParse(f *testing.F) {
	for i, b := range buckets() {
		f.Add(i, b.key(b.example...))
	}
	f.Fuzz(func(t *testing.T, i int, k []byte) {
		if i < 0 || i >= len(buckets()) {
			return
		}
		b := buckets()[i]
		v, err := b.parse(k)
		if err != nil {
			return
		}
		again, err := b.parse(b.key(v...))
		if err != nil || !reflect.DeepEqual(again, v) {
			t.Errorf("%s: %x is %v, and that is again %v, %v", b.name, k, v, again, err)
		}
	})
}
