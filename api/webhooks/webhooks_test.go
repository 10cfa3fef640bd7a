package webhooks_test

import (
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/internal/smallworld"
	"github.com/lodestone-kb/lodestone/api/webhooks"
	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/dial"
	"github.com/lodestone-kb/lodestone/kb"
	"github.com/lodestone-kb/lodestone/kb/desk"
	"github.com/lodestone-kb/lodestone/kb/memkb"
)

// The vector that the specification publishes.
func TestSign(t *testing.T) {
	got, err := webhooks.Sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 0), []byte(`{"test": 2432232314}`))
	if want := "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="; err != nil || got != want {
		t.Errorf("Sign = %q, %v, want %q", got, err, want)
	}
}

// received is what a receiver got.
type received struct {
	id, signature, body string
	at                  int64
}

// receiver answers as it is told and remembers.
type receiver struct {
	mu     sync.Mutex
	status int
	got    []received
	server *httptest.Server
}

func newReceiver(t *testing.T) *receiver {
	r := &receiver{status: http.StatusNoContent}
	r.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		b, err := io.ReadAll(q.Body)
		if err != nil {
			t.Error(err)
		}
		at, err := strconv.ParseInt(q.Header.Get("webhook-timestamp"), 10, 64)
		if err != nil {
			t.Error(err)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got = append(r.got, received{q.Header.Get("webhook-id"), q.Header.Get("webhook-signature"), string(b), at})
		if r.status == http.StatusFound {
			w.Header().Set("Location", "/elsewhere")
		}
		w.WriteHeader(r.status)
	}))
	t.Cleanup(r.server.Close)
	return r
}

func (r *receiver) answer(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

// bench is a sender over the small world, with a clock that the test moves.
type bench struct {
	t      *testing.T
	clock  time.Time
	store  *memkb.Store
	desk   *desk.Desk
	dir    string
	sender *webhooks.Sender
	log    strings.Builder
}

func newBench(t *testing.T, r *receiver) *bench {
	d, store, err := smallworld.New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t: t, clock: smallworld.Now(), store: store, desk: d, dir: t.TempDir()}
	b.restart(r)
	return b
}

// restart makes the sender anew over the same files.
func (b *bench) restart(r *receiver) {
	everything := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")} // the dialer decides
	b.sender = &webhooks.Sender{Book: webhooks.Open(filepath.Join(b.dir, "webhooks.json"), rand.Reader, everything...), Alerts: alerts.Open(filepath.Join(b.dir, "alerts.json"), rand.Reader), Watch: alerts.Watch{Desk: b.desk},
		Now: func() time.Time { return b.clock }, Log: slog.New(slog.NewTextHandler(&b.log, nil))}
	if r != nil {
		pool := x509.NewCertPool()
		pool.AddCert(r.server.Certificate())
		b.sender.TLS = &tls.Config{RootCAs: pool}
		b.sender.Dialer = dial.Public([]netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, nil)
	}
}

func (b *bench) add(url string, alerts_ ...string) webhooks.Hook {
	b.t.Helper()
	v, err := b.store.Version(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	h, err := b.sender.Book.Add(webhooks.Hook{URL: url, Alerts: alerts_, Created: b.clock, Position: alerts.Position{Seq: v.Seq, Day: b.desk.Today().String()}})
	if err != nil {
		b.t.Fatal(err)
	}
	return h
}

// learn records that an act starts on a day.
func (b *bench) learn(id kb.InstrumentID, on corpus.Date) {
	b.t.Helper()
	basis := kb.Basis{Provenance: &kb.Provenance{From: "register"}}
	w := kb.Write{At: b.clock, Instruments: []kb.Instrument{{ID: id, Jurisdiction: "CN", Authorities: []string{"MOFCOM"}, Kind: "announcement", Title: string(id), Published: on, Documents: []corpus.DocumentID{}, Basis: basis, Review: kb.Confirmed}},
		Measures: []kb.Measure{{ID: kb.MeasureID(id + "/1"), Instrument: id, Provision: "1", Restriction: kb.LicenceRequirement, Direction: kb.Export, Items: []kb.Item{{Material: "Ga"}}, Destinations: []string{"*"}, EndUses: []kb.EndUse{}, Thresholds: []kb.Threshold{}, Basis: basis, Review: kb.Confirmed}}}
	for _, r := range []kb.Relation{kb.Adopts, kb.Commences} {
		e := kb.Effect{ID: kb.EffectID(string(id) + string(r)), Relation: r, By: id, Target: id, From: on, Basis: basis, Review: kb.Confirmed}
		w.Effects = append(w.Effects, e)
		w.Entries = append(w.Entries, kb.Entry{Kind: kb.EffectRecorded, Effect: e.ID, Instrument: id, LegalDate: on, Summary: "an effect"})
	}
	if _, err := b.store.Commit(b.t.Context(), w); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) once() {
	b.t.Helper()
	if err := b.sender.Once(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) hook() webhooks.Hook {
	b.t.Helper()
	all, err := b.sender.Book.List()
	if err != nil || len(all) != 1 {
		b.t.Fatalf("%v, %v", all, err)
	}
	return all[0]
}

// Messages are signed, come in order, are sent again with the same id and body until they are taken,
// over a restart too, and what was taken is not told again.
func TestDelivery(t *testing.T) {
	r := newReceiver(t)
	b := newBench(t, r)
	h := b.add(r.server.URL + "/hook")
	b.once()
	if len(r.got) != 0 {
		t.Fatalf("told though nothing was learned: %v", r.got)
	}
	r.answer(500)
	b.learn("cn-mofcom-2026-81", corpus.Day(2026, 11, 1))
	b.once()
	b.learn("cn-mofcom-2026-82", corpus.Day(2026, 11, 2)) // while the first is on its way
	b.once()                                              // too early for another attempt
	b.restart(r)
	r.answer(204)
	b.clock = b.clock.Add(webhooks.Schedule()[0])
	b.once()
	b.once()
	b.once()
	if len(r.got) != 3 || r.got[0].id != r.got[1].id || r.got[0].body != r.got[1].body || r.got[2].id == r.got[1].id {
		t.Fatalf("%d messages: %+v", len(r.got), r.got)
	}
	if !strings.Contains(r.got[1].body, "cn-mofcom-2026-81") || strings.Contains(r.got[1].body, "cn-mofcom-2026-82") || strings.Contains(r.got[2].body, "cn-mofcom-2026-81") || !strings.Contains(r.got[2].body, "cn-mofcom-2026-82") {
		t.Errorf("out of order: %s\n%s", r.got[1].body, r.got[2].body)
	}
	for _, m := range r.got {
		if want, err := webhooks.Sign(h.Secret, m.id, time.Unix(m.at, 0), []byte(m.body)); err != nil || want != m.signature {
			t.Errorf("signature %q, want %q (%v)", m.signature, want, err)
		}
	}
	if b.hook().Secret != "" {
		t.Error("the list shows a secret")
	}
}

func TestDisabling(t *testing.T) {
	for name, tt := range map[string]struct {
		status, attempts int
		says             string
	}{"gone": {410, 1, "410"}, "never taken": {500, 10, "10 attempts"}, "sent elsewhere": {302, 10, "302"}} {
		t.Run(name, func(t *testing.T) {
			r := newReceiver(t)
			b := newBench(t, r)
			h := b.add(r.server.URL)
			before := b.hook().Position
			r.answer(tt.status)
			b.learn("cn-mofcom-2026-81", corpus.Day(2026, 11, 1))
			for range 20 {
				b.once()
				b.clock = b.clock.Add(25 * time.Hour)
			}
			got := b.hook()
			if len(r.got) != tt.attempts || !strings.Contains(got.Disabled, tt.says) || got.Position != before || !strings.Contains(b.log.String(), h.ID) {
				t.Fatalf("%d attempts, %+v, log %s", len(r.got), got, b.log.String())
			}
			r.answer(200)
			if err := b.sender.Book.Enable(h.ID); err != nil {
				t.Fatal(err)
			}
			b.once()
			if got := b.hook(); got.Pending != nil || got.Position.Seq <= before.Seq || r.got[len(r.got)-1].id != r.got[0].id {
				t.Errorf("after it was enabled: %+v", got)
			}
		})
	}
}

func TestTestEvent(t *testing.T) {
	r := newReceiver(t)
	b := newBench(t, r)
	h := b.add(r.server.URL)
	before := b.hook()
	if err := b.sender.Test(t.Context(), h.ID); err != nil || len(r.got) != 1 || !strings.Contains(r.got[0].body, `"type":"lodestone.test"`) {
		t.Errorf("%v, %+v", err, r.got)
	}
	if got := b.hook(); got.Position != before.Position {
		t.Errorf("a test moved the position: %+v", got)
	}
	r.answer(500)
	if err := b.sender.Test(t.Context(), h.ID); err == nil {
		t.Error("a test that failed is told as one that did not")
	}
	if err := b.sender.Test(t.Context(), "h-none"); !errors.Is(err, webhooks.ErrUnknown) {
		t.Errorf("%v", err)
	}
}

// inside are addresses at which nothing is told: of the registries of special addresses for IPv4 and
// IPv6, of networks that carry one in the other, and where clouds keep their secrets.
var inside = []string{
	"0.0.0.0", "0.0.0.1", "0.255.255.255", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "100.127.255.255", "127.0.0.1", "127.0.0.53", "127.1.1.1", "127.255.255.255",
	"169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.170", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.168.255.255",
	"198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "[::]", "[::1]", "[::2]", "[::7f00:1]", "[::ffff:0:0]", "[::ffff:10.0.0.1]",
	"[::ffff:127.0.0.1]", "[::ffff:169.254.169.254]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a00:1]", "[100::1]", "[2001::1]", "[2001:0:7f00:1::]", "[2001:2::1]", "[2001:10::1]", "[2001:20::1]",
	"[2001:db8::1]", "[2002:7f00:1::]", "[2002:a00:1::1]", "[2002:a9fe:a9fe::]", "[3fff::1]", "[5f00::1]", "[fc00::1]", "[fd00:ec2::254]", "[fdff:ffff::1]", "[fe80::1]", "[febf::1]", "[fec0::1]", "[ff02::1]", "[ff0e::fb]", "[fe80::ffff:a9fe:a9fe]",
}

// odd are ways to write an address inside that only some resolvers understand, and names of this network.
var odd = []string{"127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1", "017700000001", "10.0.0.01", "1.2.3.4.5", "0x7f.1", "localhost", "LOCALHOST.", "app.localhost", "metadata.google.internal", "printer.local", "router"}

func TestAddressesInside(t *testing.T) {
	if len(inside) != 64 {
		t.Fatalf("%d addresses", len(inside))
	}
	b, strict := newBench(t, nil), webhooks.Open(filepath.Join(t.TempDir(), "webhooks.json"), rand.Reader)
	for _, a := range slices.Concat(inside, odd) {
		var word *desk.WordError
		if _, err := strict.Add(webhooks.Hook{URL: "https://" + a + "/hook"}); !errors.As(err, &word) || word.Parameter != "url" {
			t.Errorf("%s is kept: %v", a, err)
		}
	}
	for _, a := range []string{"hooks.example", "hooks.example:8443", "8.8.8.8", "[2606:4700::1111]", "xn--fiqs8s.example."} {
		if _, err := strict.Add(webhooks.Hook{URL: "https://" + a + "/hook"}); err != nil {
			t.Errorf("%s is refused: %v", a, err)
		}
	}
	for _, a := range inside {
		h := b.add("https://" + a + "/hook")
		if err := b.sender.Test(t.Context(), h.ID); !dial.Inside(err) {
			t.Errorf("%s: %v", a, err)
		}
		if err := b.sender.Book.Remove(h.ID); err != nil {
			t.Fatal(err)
		}
	}
	b.add("https://127.0.0.1/hook")
	b.learn("cn-mofcom-2026-81", corpus.Day(2026, 11, 1))
	b.once()
	if got := b.hook(); !strings.Contains(got.Disabled, "private") {
		t.Errorf("%+v", got)
	}
	for _, bad := range []string{"", "http://hooks.example/", "https://", "https://user:pass@hooks.example/", "ftp://hooks.example/", "hooks.example", "https://hooks.example/#x", "https:hooks", "javascript:alert(1)"} {
		var word *desk.WordError
		if _, err := b.sender.Book.Add(webhooks.Hook{URL: bad}); !errors.As(err, &word) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

// A hook whose alerts were all removed says so; one that has some left goes on.
func TestHookWithoutItsAlerts(t *testing.T) {
	r := newReceiver(t)
	b := newBench(t, r)
	var ids []string
	for _, name := range []string{"one", "two"} {
		kept, err := b.sender.Alerts.AddAlert(alerts.Alert{Name: name}, b.desk)
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, kept.ID)
	}
	b.add(r.server.URL, ids...)
	for i, id := range ids {
		if err := b.sender.Alerts.Remove(id); err != nil {
			t.Fatal(err)
		}
		b.learn(kb.InstrumentID("cn-mofcom-2026-8"+fmt.Sprint(i)), corpus.Day(2026, 11, 1))
		b.once()
		if got := b.hook(); (got.Disabled != "") != (i == 1) {
			t.Errorf("after %d of 2 alerts were removed: %+v", i+1, got)
		}
	}
	if len(r.got) != 1 {
		t.Errorf("%d messages, want one of the alert that was left", len(r.got))
	}
}

// A hook of alerts tells theirs and nothing else, as often as the most frequent of them wants.
func TestHooksOfAlerts(t *testing.T) {
	r := newReceiver(t)
	b := newBench(t, r)
	keep := func(a alerts.Alert) string {
		kept, err := b.sender.Alerts.AddAlert(a, b.desk)
		if err != nil {
			t.Fatal(err)
		}
		return kept.ID
	}
	daily := keep(alerts.Alert{Name: "gallium, daily", Frequency: alerts.Daily, Filter: alerts.Filter{Materials: []string{"gallium"}}})
	keep(alerts.Alert{Name: "tungsten", Filter: alerts.Filter{Materials: []string{"W"}}})
	b.add(r.server.URL, daily)
	b.learn("cn-mofcom-2026-81", corpus.Day(2026, 11, 1))
	b.once()
	if len(r.got) != 0 {
		t.Fatal("a daily alert spoke at once")
	}
	b.clock = b.clock.Add(24 * time.Hour)
	b.once()
	if len(r.got) != 1 {
		t.Fatalf("%d messages after a day", len(r.got))
	}
	var m struct {
		Data struct{ Alerts []alerts.News }
	}
	if err := json.Unmarshal([]byte(r.got[0].body), &m); err != nil || len(m.Data.Alerts) != 1 || m.Data.Alerts[0].Alert != daily || len(m.Data.Alerts[0].Changes) == 0 {
		t.Errorf("%v: %s", err, r.got[0].body)
	}
}
