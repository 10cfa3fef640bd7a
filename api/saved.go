package api

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/lodestone-kb/lodestone/api/alerts"
	"github.com/lodestone-kb/lodestone/api/webhooks"
	"github.com/lodestone-kb/lodestone/kb/desk"
)

// SavedWork is what users keep here: alerts, their register of items, and webhooks.
type SavedWork struct {
	Alerts *alerts.Book
	Hooks  *webhooks.Book
	Sender *webhooks.Sender
}

type alertList struct {
	Alerts []alerts.Alert `json:"alerts"`
	Total  desk.Total     `json:"total"`
}

type alertBody struct {
	Name      string           `json:"name" maxLength:"200" doc:"by which you know it again"`
	Filter    alerts.Filter    `json:"filter,omitempty"`
	Frequency alerts.Frequency `json:"frequency,omitempty" enum:"immediate,daily,weekly,off" default:"immediate"`
}

type rehearsalBody struct {
	Filter   alerts.Filter `json:"filter,omitempty"`
	From     string        `json:"from,omitempty" maxLength:"10" doc:"first day: a year, a month or a day"`
	To       string        `json:"to,omitempty" maxLength:"10" doc:"last day, inside; empty: today"`
	Expected []string      `json:"expected,omitempty" maxItems:"1000" doc:"ids of instruments or documents that you would want to be told of"`
}

type itemList struct {
	Items []alerts.Holding `json:"items"`
	Total desk.Total       `json:"total"`
}

type itemBody struct {
	Name        string `json:"name" maxLength:"200"`
	Material    string `json:"material,omitempty" maxLength:"200"`
	Code        string `json:"code,omitempty" maxLength:"50"`
	Destination string `json:"destination,omitempty" maxLength:"100"`
	EndUse      string `json:"end_use,omitempty" maxLength:"100"`
}

type itemNews struct {
	alerts.ItemNews
	Coverage desk.Coverage `json:"coverage"`
}

type hookList struct {
	Webhooks []webhooks.Hook `json:"webhooks"`
	Total    desk.Total      `json:"total"`
}

type hookBody struct {
	URL    string   `json:"url" maxLength:"2000" doc:"an https address outside of private networks"`
	Alerts []string `json:"alerts,omitempty" maxItems:"100" doc:"ids of alerts; empty: every change in law"`
}

// Sent says that a test event was taken.
type sent struct {
	Sent bool `json:"sent"`
}

// ByKept names something that is kept.
type ByKept struct {
	ID string `path:"id" maxLength:"40"`
}

// write registers a route that changes what users keep.
func write[I, O any](s *server, api huma.API, method, path, id, summary string, status int, answer func(context.Context, *I) (O, error)) {
	op := huma.Operation{Method: method, Path: path, OperationID: id, Summary: summary, Tags: []string{"saved work"}, DefaultStatus: status, MaxBodyBytes: 1 << 20}
	huma.Register(api, op, func(ctx context.Context, in *I) (*struct{ Body O }, error) {
		out, err := answer(ctx, in)
		if err != nil {
			return nil, s.problem(err)
		}
		return &struct{ Body O }{out}, nil
	})
}

// remove registers the route that forgets something.
func remove(s *server, api huma.API, path, id, summary string, forget func(id string) error) {
	op := huma.Operation{Method: http.MethodDelete, Path: path, OperationID: id, Summary: summary, Tags: []string{"saved work"}, DefaultStatus: http.StatusNoContent}
	huma.Register(api, op, func(_ context.Context, in *ByKept) (*struct{}, error) {
		if err := forget(in.ID); err != nil {
			return nil, s.problem(kept(err))
		}
		return nil, nil
	})
}

// kept makes what is not kept a thing not found.
func kept(err error) error {
	if errors.Is(err, alerts.ErrUnknown) || errors.Is(err, webhooks.ErrUnknown) {
		return &Problem{Status: http.StatusNotFound, Parameter: "id", Detail: err.Error()}
	}
	return err
}

func (s *server) savedRoutes(api huma.API) {
	if s.Saved == nil {
		return
	}
	s.alertRoutes(api)
	s.registerRoutes(api)
	s.hookRoutes(api)
}

func (s *server) alertRoutes(api huma.API) {
	book, watch := s.Saved.Alerts, s.Saved.Sender.Watch
	write(s, api, http.MethodGet, "/v1/alerts", "list-alerts", "The alerts that are kept", http.StatusOK, func(context.Context, *struct{}) (alertList, error) {
		saved, err := book.List()
		return alertList{full(saved.Alerts), desk.Total{Value: len(saved.Alerts), Exact: true}}, err
	})
	write(s, api, http.MethodPost, "/v1/alerts", "add-alert", "Keep a saved search or a filter of changes, and be told of its news", http.StatusCreated, func(_ context.Context, in *struct{ Body alertBody }) (alerts.Alert, error) {
		return book.AddAlert(alerts.Alert{Name: in.Body.Name, Filter: in.Body.Filter, Frequency: in.Body.Frequency, Created: s.Now().UTC()}, s.Desk)
	})
	write(s, api, http.MethodPost, "/v1/alerts/rehearse", "rehearse-alert", "What a filter would have told of in the past, by month, and what it would have missed", http.StatusOK,
		func(ctx context.Context, in *struct{ Body rehearsalBody }) (alerts.Rehearsal, error) {
			return watch.Rehearse(ctx, in.Body.Filter, in.Body.From, in.Body.To, in.Body.Expected)
		})
	write(s, api, http.MethodGet, "/v1/alerts/{id}/news", "get-alert-news", "What is news of one alert since an entry of the log", http.StatusOK, func(ctx context.Context, in *struct {
		ByKept
		ChangedSince string `query:"changed_since" required:"true" maxLength:"40" doc:"an entry of the log (a corpus_version), or a day"`
	}) (alerts.News, error) {
		a, err := book.Alert(in.ID)
		if err != nil {
			return alerts.News{}, kept(err)
		}
		t, err := s.Desk.Since(ctx, in.ChangedSince)
		if err != nil {
			return alerts.News{}, err
		}
		return watch.News(ctx, a, alerts.Position{Seq: t.After})
	})
	remove(s, api, "/v1/alerts/{id}", "remove-alert", "Forget an alert", book.Remove)
}

func (s *server) registerRoutes(api huma.API) {
	book, watch := s.Saved.Alerts, s.Saved.Sender.Watch
	write(s, api, http.MethodGet, "/v1/register", "list-items", "The register of the user's items", http.StatusOK, func(context.Context, *struct{}) (itemList, error) {
		saved, err := book.List()
		return itemList{full(saved.Items), desk.Total{Value: len(saved.Items), Exact: true}}, err
	})
	write(s, api, http.MethodPost, "/v1/register", "add-item", "Keep an item: a material or a code, with where it goes and for what", http.StatusCreated, func(ctx context.Context, in *struct{ Body itemBody }) (alerts.Holding, error) {
		b := in.Body
		return book.AddItem(ctx, alerts.Holding{Name: b.Name, Material: b.Material, Code: b.Code, Destination: b.Destination, EndUse: b.EndUse}, s.Desk)
	})
	write(s, api, http.MethodGet, "/v1/register/changes", "list-item-changes", "Which changes between two days touch the items, and whether nothing does", http.StatusOK, func(ctx context.Context, in *struct {
		From string `query:"from" maxLength:"10" doc:"first day: a year, a month or a day"`
		To   string `query:"to" maxLength:"10" doc:"last day, inside; empty: today"`
	}) (itemNews, error) {
		saved, err := book.List()
		if err != nil {
			return itemNews{}, err
		}
		news, err := watch.Touching(ctx, saved.Items, in.From, in.To)
		if err != nil {
			return itemNews{}, err
		}
		c, err := s.Desk.Coverage(ctx)
		return itemNews{news, c}, err
	})
	remove(s, api, "/v1/register/{id}", "remove-item", "Take an item out of the register", book.Remove)
}

func (s *server) hookRoutes(api huma.API) {
	book := s.Saved.Hooks
	write(s, api, http.MethodGet, "/v1/webhooks", "list-webhooks", "The webhooks, where each stands, and why one was disabled", http.StatusOK, func(context.Context, *struct{}) (hookList, error) {
		all, err := book.List()
		return hookList{full(all), desk.Total{Value: len(all), Exact: true}}, err
	})
	write(s, api, http.MethodPost, "/v1/webhooks", "add-webhook", "Have an address told what is news, signed by Standard Webhooks; the answer shows the secret, this once", http.StatusCreated, s.addHook)
	write(s, api, http.MethodPost, "/v1/webhooks/{id}/test", "test-webhook", "Send a test event now", http.StatusOK, func(ctx context.Context, in *ByKept) (sent, error) {
		err := s.Saved.Sender.Test(ctx, in.ID)
		if err != nil && !errors.Is(err, webhooks.ErrUnknown) {
			return sent{}, &Problem{Status: http.StatusBadGateway, Detail: "the test event was not taken: " + err.Error()}
		}
		return sent{err == nil}, kept(err)
	})
	write(s, api, http.MethodPost, "/v1/webhooks/{id}/enable", "enable-webhook", "Tell a disabled webhook again, from where it stood", http.StatusOK, func(_ context.Context, in *ByKept) (sent, error) {
		return sent{}, kept(book.Enable(in.ID))
	})
	remove(s, api, "/v1/webhooks/{id}", "remove-webhook", "Forget a webhook", book.Remove)
}

// addHook keeps a hook that begins now.
func (s *server) addHook(ctx context.Context, in *struct{ Body hookBody }) (webhooks.Hook, error) {
	for _, id := range in.Body.Alerts {
		if _, err := s.Saved.Alerts.Alert(id); errors.Is(err, alerts.ErrUnknown) {
			return webhooks.Hook{}, &desk.WordError{Parameter: "alerts", Value: id, Detail: "no alert of that id is kept; /v1/alerts lists those there are"}
		} else if err != nil {
			return webhooks.Hook{}, err
		}
	}
	v, err := s.Desk.Store().Version(ctx)
	if err != nil {
		return webhooks.Hook{}, err
	}
	return s.Saved.Hooks.Add(webhooks.Hook{URL: in.Body.URL, Alerts: in.Body.Alerts, Created: s.Now().UTC(), Position: alerts.Position{Seq: v.Seq, Day: s.Desk.Today().String()}})
}
