// Package api serves the house over HTTP: the REST interface under /v1 with its OpenAPI
// description, and the pages for people (package web).
//
// The one idea needed to read it: the desk answers, this package translates. A handler reads its
// parameters, asks [desk.Desk], and returns the answer; Huma makes /openapi.json, the checks of
// parameters and the errors out of the very types of the handlers, so that the description cannot
// drift from what is served. Gin routes and stays inside this package.
//
// To serve, build the handler and give it to a server that has every timeout:
//
//	handler, err := api.New(api.Options{
//		Desk:     desk.New(store, words, time.Now),
//		Search:   engine,          // an index; nil answers 503 on /v1/search
//		Extract:  extractor,       // nil leaves POST /v1/extract out
//		Original: archive.Payload, // bytes of a capture by hash; nil leaves originals out
//		Hosts:    []string{"lodestone.firm.example"}, // besides loopback names
//		Now:      time.Now,
//		Log:      slog.Default(),
//	})
//	server := api.Server(handler, "127.0.0.1:8080")
//	go func() { <-ctx.Done(); server.Shutdown(context.WithoutCancel(ctx)) }()
//	err = server.ListenAndServe()
//
// A server that listens on more than loopback must be told its names in Hosts; every other name is
// refused before routing.
//
// Reading is open unless Access asks for keys; the example leaves it open. access.go has the one
// table of who may ask what (package keys has the keys), rate.go how often, load.go how much at once,
// metrics.go what is measured.
//
// Where to find what: guard.go is all that happens before routing (names of hosts, sizes, headers,
// panics), problem.go the one place where an error becomes an answer, cursor.go the paging, and
// one file per resource after that. It writes nothing and keeps no state but what the desk keeps.
//
// The description, the feeds and the words of every page are golden files under testdata (-update
// writes them). A real browser opens every page with go test -tags browser ./api -run TestBrowser.
package api
