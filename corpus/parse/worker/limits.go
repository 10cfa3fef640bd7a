package worker

import (
	"strconv"
	"time"

	"github.com/lodestone-kb/lodestone/corpus/parse/block"
)

// Limits bound one document in a child. The zero value of a field means its default.
type Limits struct {
	CPU       time.Duration // processor time; 20 s
	Wall      time.Duration // time on the clock; 30 s
	Memory    int64         // resident bytes of the child; 512 MiB
	PDFMemory int64         // the same once the child has started the PDF library; 1 GiB
	Output    int64         // bytes of the answer; 32 MiB
	Stack     int           // bytes of one goroutine's stack; 128 MiB
	Documents int           // documents before a child is replaced; 200
}

func (l Limits) withDefaults() Limits {
	for _, d := range []struct {
		value *time.Duration
		def   time.Duration
	}{{&l.CPU, 20 * time.Second}, {&l.Wall, 30 * time.Second}} {
		if *d.value <= 0 {
			*d.value = d.def
		}
	}
	for _, d := range []struct {
		value *int64
		def   int64
	}{{&l.Memory, 512 << 20}, {&l.PDFMemory, 1 << 30}, {&l.Output, 32 << 20}} {
		if *d.value <= 0 {
			*d.value = d.def
		}
	}
	if l.Stack <= 0 {
		l.Stack = 128 << 20
	}
	if l.Documents <= 0 {
		l.Documents = 200
	}
	return l
}

// passed makes the error of a document that used something up.
func (l Limits) passed(limit block.Limit, stage string, memory int64) *block.Error {
	e := &block.Error{Kind: block.TooLarge, Stage: stage, Limit: limit}
	switch limit {
	case block.CPU:
		e.Kind = block.TooSlow
		e.Reason = "reading it takes more than " + l.CPU.String() + " of processor time, which is the limit; a smaller or simpler file would be right"
	case block.Wall:
		e.Kind = block.TooSlow
		e.Reason = "reading it takes longer than " + l.Wall.String() + ", which is the limit; a smaller or simpler file would be right"
	case block.Memory:
		e.Reason = "reading it takes more than " + mebibytes(memory) + " of memory, which is the limit; a smaller or simpler file would be right"
	case block.Stack:
		e.Reason = "it is nested too deeply to be read; a file of ordinary depth would be right"
	case block.Output:
		e.Reason = "its text and structure come to more than " + mebibytes(l.Output) + ", which is the limit; the document in parts would be right"
	}
	return e
}

func mebibytes(n int64) string { return strconv.FormatInt(n>>20, 10) + " MiB" }
