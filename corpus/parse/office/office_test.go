package office

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/office/officetest"
)

func TestKindOf(t *testing.T) {
	hwp := []byte("HWP Document File\x00")
	for _, c := range []struct {
		name    string
		streams map[string][]byte
		want    Kind
	}{
		{"Word", map[string][]byte{"WordDocument": nil, "1Table": nil}, Word},
		{"Kingsoft Writer", map[string][]byte{"WordDocument": nil, "0Table": nil, "WpsCustomData": nil}, Word},
		{"Excel 97", map[string][]byte{"Workbook": nil}, Excel},
		{"Excel 5", map[string][]byte{"Book": nil}, Excel},
		{"behind a password", map[string][]byte{"EncryptedPackage": nil, "EncryptionInfo": nil}, Protected},
		{"Hangul", map[string][]byte{"FileHeader": hwp, "BodyText": nil}, Hangul},
		{"Works", map[string][]byte{"CONTENTS": nil, "CompObj": nil}, Works},
		{"PowerPoint", map[string][]byte{"PowerPoint Document": nil}, Slides},
		{"something else", map[string][]byte{"FileHeader": nil}, Other},
		{"nothing", nil, Other},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := officetest.OLE(c.streams)
			if got := KindOf(b); got != c.want {
				t.Errorf("KindOf = %s, want %s", got, c.want)
			}
			if got := KindOf(b[:min(len(b), 600)]); got != Other && got != c.want {
				t.Errorf("KindOf of a part = %s", got)
			}
		})
	}
}

func TestStream(t *testing.T) {
	want := bytes.Repeat([]byte("0123456789abcdef"), 10_000)
	b := officetest.OLE(map[string][]byte{"a": []byte("short"), "b": want})
	o, err := OpenOLE(b)
	if err != nil {
		t.Fatal(err)
	}
	got, err := o.Stream("b")
	if err != nil || !bytes.HasPrefix(got, want) {
		t.Errorf("%d bytes, %v; want %d", len(got), err, len(want))
	}
	if _, err := o.Stream("c"); err == nil {
		t.Error("a stream that is not there was read")
	}
	if _, err := OpenOLE(b[:len(b)-1024]); kindOf(err) != block.Damaged {
		t.Errorf("a file cut short: %v, want damaged", err)
	}
}

func kindOf(err error) block.ErrorKind {
	var e *block.Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func TestZip(t *testing.T) {
	b := officetest.Zip(map[string]string{"a.xml": strings.Repeat("a", 1000), "../b.xml": "b", "z.xml": strings.Repeat("z", 5000)})
	z, err := OpenZip(b, 4000)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := z.Read("a.xml"); err != nil || len(got) != 1000 {
		t.Errorf("a.xml has %d bytes, %v", len(got), err)
	}
	if got, err := z.Read("none.xml"); err != nil || got != nil {
		t.Errorf("a member that is not there is %q, %v", got, err)
	}
	if _, err := z.Read("z.xml"); kindOf(err) != block.TooLarge {
		t.Errorf("past the limit: %v, want too_large", err)
	}
}

// TestZipCutShort reads what is left of an archive without its directory.
func TestZipCutShort(t *testing.T) {
	b := officetest.Zip(map[string]string{"a.xml": "one", "b.xml": strings.Repeat("two three ", 3000)})
	z, err := OpenZip(b[:len(b)-150], 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if !z.Cut || len(z.Names()) != 2 {
		t.Errorf("cut %v, members %q", z.Cut, z.Names())
	}
	if got, err := z.Read("a.xml"); string(got) != "one" || err != nil {
		t.Errorf("a.xml is %q, %v", got, err)
	}
	if got, _ := z.Read("b.xml"); !strings.HasPrefix(string(got), "two three ") {
		t.Errorf("b.xml begins with %.20q", got)
	}
	if _, err := OpenZip([]byte("PK\x03\x04"), 100); kindOf(err) != block.Damaged {
		t.Errorf("four bytes: %v, want damaged", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(officetest.OLE(map[string][]byte{"WordDocument": []byte("x"), "FileHeader": []byte("HWP Document File")}))
	f.Add(officetest.Zip(map[string]string{"a.xml": "one", "b.xml": "two"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		const limit = 1 << 16
		KindOf(b)
		if o, err := OpenOLE(b); err == nil {
			for name := range o.streams {
				if s, err := o.Stream(name); len(s) > len(b) {
					t.Fatalf("stream %q has %d bytes of a file of %d, %v", name, len(s), len(b), err)
				}
			}
		}
		z, err := OpenZip(b, limit)
		if err != nil {
			return
		}
		total := 0
		for _, name := range z.Names() {
			s, err := z.Read(name)
			if total += len(s); err != nil && kindOf(err) == "" {
				t.Fatal(err)
			}
		}
		if total > limit {
			t.Fatalf("%d bytes were inflated", total)
		}
	})
}
