package webhooks

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/corpus/dial"
)

// Schedule is how long after a failed attempt the next one follows, as the specification advises;
// after the last a hook is disabled.
func Schedule() []time.Duration {
	return []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}
}

// limit is how long one attempt may take.
const limit = 20 * time.Second

// Sender tells the hooks of a book what is news.
type Sender struct {
	Book   *Book
	Alerts *alerts.Book
	Watch  alerts.Watch
	Now    func() time.Time
	Log    *slog.Logger
	Dialer *net.Dialer // nil: public addresses only
	TLS    *tls.Config // nil: the authorities of the system
}

// Run sends until the context ends, looking every so often for what is due.
func (s *Sender) Run(ctx context.Context, every time.Duration) error {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.Once(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("webhooks", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Once tells each hook what is due, one message each. Each hook waits for itself alone; the error
// is of what went wrong here, not there.
func (s *Sender) Once(ctx context.Context) error {
	all, err := s.Book.file.Read()
	if err != nil {
		return err
	}
	failures := make(chan error, len(all))
	for _, h := range all {
		go func() { failures <- s.tell(ctx, h) }()
	}
	var failed error
	for range all {
		failed = errors.Join(failed, <-failures)
	}
	return failed
}

// tell sends the hook its message, made now where none is on its way.
func (s *Sender) tell(ctx context.Context, h Hook) error {
	if h.Disabled != "" {
		return nil
	}
	if h.Pending == nil {
		m, err := s.message(ctx, h)
		if err != nil || m == nil {
			return err
		}
		h.Pending = m
		if err := s.Book.change(h.ID, func(kept *Hook) { kept.Pending = m }); err != nil {
			return orGone(err)
		}
	}
	now := s.Now()
	if now.Before(h.Pending.Due) {
		return nil
	}
	status, failure := s.post(ctx, h, h.Pending.ID, []byte(h.Pending.Body), now)
	if ctx.Err() != nil && failure != nil {
		return nil // this side gave up: that is no failure of the other
	}
	return orGone(s.Book.change(h.ID, func(kept *Hook) { s.settle(kept, status, failure, now) }))
}

// orGone takes it for no error that the hook was removed meanwhile.
func orGone(err error) error {
	if errors.Is(err, ErrUnknown) {
		return nil
	}
	return err
}

// settle writes down what became of an attempt.
func (s *Sender) settle(h *Hook, status int, failure error, now time.Time) {
	m := h.Pending
	if m == nil {
		return
	}
	if failure == nil {
		h.Position, h.Told, h.Pending = m.Next, now, nil
		return
	}
	m.Failure = failure.Error()
	m.Attempts++
	switch {
	case status == http.StatusGone:
		h.Disabled = "the address answered 410 Gone"
	case dial.Inside(failure):
		h.Disabled = "the address is inside a private or reserved network"
	case m.Attempts > len(Schedule()):
		h.Disabled = fmt.Sprintf("%d attempts failed, the last with: %s", m.Attempts, m.Failure)
	default:
		m.Due = now.Add(Schedule()[m.Attempts-1])
	}
	if h.Disabled != "" {
		s.Log.Warn("webhook disabled", "webhook", h.ID, "url", h.URL, "reason", h.Disabled)
	}
}

// payload is the body of a message.
type payload struct {
	Type      string    `json:"type"`
	Timestamp time.Time `json:"timestamp"`
	Data      any       `json:"data"`
}

type newsData struct {
	Alerts        []alerts.News   `json:"alerts"`
	After         alerts.Position `json:"after"`
	CorpusVersion uint64          `json:"corpus_version"`
}

// message makes the next message of a hook; nil where there is nothing to say yet. Where nothing of
// the log concerns it, its position moves silently.
func (s *Sender) message(ctx context.Context, h Hook) (*Message, error) {
	v, err := s.Watch.Desk.Store().Version(ctx)
	if err != nil {
		return nil, err
	}
	next := alerts.Position{Seq: v.Seq, Day: s.Watch.Desk.Today().String()}
	if next == h.Position {
		return nil, nil
	}
	waiting, due, err := s.due(h)
	if errors.Is(err, errNothingKept) {
		return nil, s.disable(h, "none of its alerts is kept any longer; add the webhook again with others, or without any for every change in law")
	}
	if err != nil || !due {
		return nil, err
	}
	data := newsData{Alerts: []alerts.News{}, After: h.Position, CorpusVersion: uint64(v.Seq)}
	for _, a := range waiting {
		n, err := s.Watch.News(ctx, a, h.Position)
		if err != nil {
			return nil, fmt.Errorf("news of alert %s: %w", a.ID, err)
		}
		if !n.Empty() {
			data.Alerts = append(data.Alerts, n)
		}
	}
	if len(data.Alerts) == 0 {
		return nil, orGone(s.Book.change(h.ID, func(kept *Hook) { kept.Position = next }))
	}
	body, err := json.Marshal(payload{"lodestone.news", s.Now().UTC(), data})
	if err != nil {
		return nil, err
	}
	return &Message{ID: fmt.Sprintf("msg_%s_%d_%s", h.ID, next.Seq, next.Day), Body: string(body), Next: next}, nil
}

// errNothingKept says that every alert of a hook was removed.
var errNothingKept = errors.New("none of the alerts is kept")

// disable ends a hook, with the reason for its owner.
func (s *Sender) disable(h Hook, reason string) error {
	s.Log.Warn("webhook disabled", "webhook", h.ID, "url", h.URL, "reason", reason)
	return orGone(s.Book.change(h.ID, func(kept *Hook) { kept.Disabled = reason }))
}

// due returns the alerts that the hook tells, and whether their time has come: a hook speaks as often
// as the most frequent of its alerts.
func (s *Sender) due(h Hook) ([]alerts.Alert, bool, error) {
	if len(h.Alerts) == 0 {
		return []alerts.Alert{{ID: "all", Name: "every change in law", Frequency: alerts.Immediate}}, true, nil
	}
	saved, err := s.Alerts.List()
	if err != nil {
		return nil, false, err
	}
	if !slices.ContainsFunc(saved.Alerts, func(a alerts.Alert) bool { return slices.Contains(h.Alerts, a.ID) }) {
		return nil, false, errNothingKept
	}
	every := map[alerts.Frequency]time.Duration{alerts.Immediate: 0, alerts.Daily: 24 * time.Hour, alerts.Weekly: 7 * 24 * time.Hour}
	var out []alerts.Alert
	due := false
	for _, a := range saved.Alerts {
		wait, speaks := every[a.Frequency]
		if !speaks || !slices.Contains(h.Alerts, a.ID) {
			continue
		}
		out = append(out, a)
		last := h.Told
		if last.IsZero() {
			last = h.Created
		}
		due = due || !s.Now().Before(last.Add(wait))
	}
	return out, due, nil
}

// Test sends a test event, which is signed as all others and moves nothing.
func (s *Sender) Test(ctx context.Context, id string) error {
	all, err := s.Book.file.Read()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(h Hook) bool { return h.ID == id })
	if i < 0 {
		return ErrUnknown
	}
	now := s.Now()
	body, err := json.Marshal(payload{"lodestone.test", now.UTC(), map[string]string{"webhook": id, "text": "This is a test event."}})
	if err != nil {
		return err
	}
	_, err = s.post(ctx, all[i], fmt.Sprintf("msg_%s_test_%d", id, now.UnixNano()), body, now)
	return err
}

// post makes one attempt. Every answer but 2xx is an error; a redirect is one too.
func (s *Sender) post(ctx context.Context, h Hook, id string, body []byte, now time.Time) (int, error) {
	signature, err := Sign(h.Secret, id, now, body)
	if err != nil {
		return 0, err
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "lodestone-webhooks/1")
	r.Header.Set("webhook-id", id)
	r.Header.Set("webhook-timestamp", strconv.FormatInt(now.Unix(), 10))
	r.Header.Set("webhook-signature", signature)
	client := s.client()
	defer client.CloseIdleConnections()
	answer, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	_, err = io.Copy(io.Discard, io.LimitReader(answer.Body, 64<<10)) // what it says is of no interest
	err = errors.Join(err, answer.Body.Close())
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return answer.StatusCode, fmt.Errorf("the address answered %s", answer.Status)
	}
	return answer.StatusCode, err
}

func (s *Sender) client() *http.Client {
	dialer := s.Dialer
	if dialer == nil {
		dialer = dial.Public(nil, nil)
	}
	return &http.Client{
		Transport:     &http.Transport{DialContext: dialer.DialContext, TLSClientConfig: s.TLS, TLSHandshakeTimeout: limit, MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}
