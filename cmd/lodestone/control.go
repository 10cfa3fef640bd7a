package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// controlSocket lies in the data folder while a server runs on it. Who may write the folder may ask
// through it for what only the process that holds the folder can do.
const controlSocket = "control.sock"

// listenControl answers the commands of this machine until the context ends. Where the socket cannot
// be made, for example because the path is too long for one, the server goes on without.
func (h *house) listenControl(ctx context.Context) (stop func() error) {
	nothing := func() error { return nil }
	path := filepath.Join(h.dir, controlSocket)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // of a process that died
		h.app.log().Warn("no backup while serving", "err", err)
		return nothing
	}
	l, err := net.Listen("unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		h.app.log().Warn("no backup while serving", "err", err)
		return nothing
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /backup", func(w http.ResponseWriter, r *http.Request) {
		if err := h.backupTo(r.Context(), w); err != nil {
			h.app.log().Error("backup", "err", err)
			panic(http.ErrAbortHandler) // half a backup is not ended as if it were whole
		}
	})
	s := &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	return func() error {
		err := s.Close()
		if got := <-ended; !errors.Is(got, http.ErrServerClosed) {
			err = errors.Join(err, got)
		}
		return err
	}
}

// backupFromServer asks the server that runs on the folder for a backup. It reports whether there is one.
func (a *app) backupFromServer(ctx context.Context, w io.Writer) (bool, error) {
	path := filepath.Join(a.data, controlSocket)
	if _, err := os.Stat(path); err != nil {
		return false, nil
	}
	var dialer net.Dialer
	client := http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) { return dialer.DialContext(ctx, "unix", path) }}}
	defer client.CloseIdleConnections()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://lodestone/backup", nil)
	if err != nil {
		return false, err
	}
	answer, err := client.Do(r)
	if err != nil {
		return false, nil // the socket of a process that died; the lock will tell
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return true, fmt.Errorf("the server answers %s", answer.Status)
	}
	_, err = io.Copy(w, answer.Body)
	return true, err
}
