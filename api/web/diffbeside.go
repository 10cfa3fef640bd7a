package web

import (
	"html/template"
	"strings"

	"github.com/lodestone-kb/lodestone/kb/diff"
)

// linesAbreast is a line of the older text and what stands in its place in the newer, what differs
// marked; Gap: lines that are the same are left out here.
type linesAbreast struct {
	Older, Newer template.HTML
	Gap          bool
}

// abreastOf sets two texts side by side, line by line. Lines that both have end a row together; of a
// long run of such lines only the ends are kept.
func abreastOf(pieces []diff.Piece) []linesAbreast {
	var out []linesAbreast
	var older, newer strings.Builder
	same := 0 // rows at the end of out in which nothing differs
	touched := false
	flush := func() {
		out = append(out, linesAbreast{Older: template.HTML(older.String()), Newer: template.HTML(newer.String())}) // both went through writeVisible
		if same++; touched {
			same = 0
		}
		older.Reset()
		newer.Reset()
		touched = false
		out, same = leaveOut(out, same)
	}
	for _, p := range pieces {
		switch p.Op {
		case diff.Deleted:
			writeTagged(&older, "del", p.Text)
			touched = true
		case diff.Added:
			writeTagged(&newer, "ins", p.Text)
			touched = true
		default:
			for line := range strings.Lines(p.Text) {
				writeVisible(&older, strings.TrimSuffix(line, "\n"))
				writeVisible(&newer, strings.TrimSuffix(line, "\n"))
				if strings.HasSuffix(line, "\n") {
					flush()
				}
			}
		}
	}
	if older.Len()+newer.Len() > 0 {
		flush()
	}
	return out
}

// leaveOut puts a gap into a run of rows in which nothing differs, when it grows longer than what is
// kept at its two ends.
func leaveOut(rows []linesAbreast, same int) ([]linesAbreast, int) {
	const around = 3
	if same <= 2*around+1 {
		return rows, same
	}
	n := len(rows)
	if gap := &rows[n-around-1]; !gap.Gap {
		*gap = linesAbreast{Gap: true}
		if before := rows[n-around-2]; before.Gap { // the run goes on: one gap for all of it
			return append(rows[:n-around-2], rows[n-around-1:]...), same
		}
	}
	return rows, same
}

// writeTagged writes what went or came, a line break of it too.
func writeTagged(b *strings.Builder, tag, text string) {
	b.WriteString("<" + tag + ">")
	writeVisible(b, text)
	b.WriteString("</" + tag + ">")
}
