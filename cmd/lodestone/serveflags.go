package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/api"
)

// operating are the commands by which the house is run for others.
func (a *app) operating() []*cobra.Command {
	return []*cobra.Command{a.keys(), a.mcp(), a.export(), a.backup(), a.restore(), a.configuration(), a.manual(), a.alerts(), a.webhooks()}
}

// serveFlags say where and for whom is served.
type serveFlags struct {
	addr        string
	hosts       []string
	proxies     []string
	publicReads bool
	rate, burst int
	inFlight    int
	certificate string
	key         string
	grace       time.Duration
	drain       time.Duration
}

func (a *app) serveFlags(c *cobra.Command) *serveFlags {
	f := &serveFlags{}
	c.Flags().StringVar(&f.addr, "addr", "127.0.0.1:8080", "address to listen on")
	c.Flags().StringSliceVar(&f.hosts, "host", nil, "names under which it may be called besides loopback names (repeat, or with commas); * for any")
	c.Flags().StringSliceVar(&f.proxies, "proxy", nil, "networks of proxies whose X-Forwarded-For is believed, such as 10.0.0.0/8")
	c.Flags().BoolVar(&f.publicReads, "public-reads", false, "let everybody read without a key; writing needs one all the same")
	c.Flags().IntVar(&f.rate, "rate", 1000, "requests a second of one caller (0: no limit); a key may have a rate of its own")
	c.Flags().IntVar(&f.burst, "burst", 2000, "requests of one caller at once")
	c.Flags().IntVar(&f.inFlight, "max-in-flight", 64, "requests of one kind (questions, searches, pages) worked on at once; a few more wait up to 0.3 s, the rest are refused with 503")
	c.Flags().StringVar(&f.certificate, "tls-cert", "", "file of the TLS certificate with its chain, PEM; needs --tls-key")
	c.Flags().StringVar(&f.key, "tls-key", "", "file of the TLS key, PEM")
	c.Flags().DurationVar(&f.grace, "grace", 10*time.Second, "how long a stop waits for answers that were begun")
	c.Flags().DurationVar(&f.drain, "drain", 0, "how long a stop goes on answering while /readyz says 503, so that a load balancer turns away first")
	c.Flags().BoolVar(&a.logJSON, "log-json", false, "write the log as JSON, one object an event")
	return f
}

// log is where the server writes what happened: stderr, one line an event.
func (a *app) log() *slog.Logger {
	switch {
	case a.quiet:
		return slog.New(slog.DiscardHandler)
	case a.logJSON:
		return slog.New(slog.NewJSONHandler(a.err, nil))
	}
	return slog.New(slog.NewTextHandler(a.err, nil))
}

// access reads the flags that say who may ask.
func (f *serveFlags) access(a *app) (api.Access, error) {
	out := api.Access{Keyed: !f.publicReads, Rate: f.rate, Burst: f.burst}
	for _, word := range f.proxies {
		p, err := netip.ParsePrefix(word)
		if err != nil {
			single, notOne := netip.ParseAddr(word)
			if notOne != nil {
				return out, usageError{fmt.Errorf("--proxy %s is no network; want one such as 10.0.0.0/8", word)}
			}
			p = netip.PrefixFrom(single, single.BitLen())
		}
		out.Proxies = append(out.Proxies, p)
	}
	var err error
	out.Keys, err = a.keyBook()
	return out, err
}

// certificates reads the TLS files, again for each connection after they changed on the disk, so
// that a renewed certificate needs no restart. It is nil where TLS is not asked for.
func (f *serveFlags) certificates() (*tls.Config, error) {
	if f.certificate == "" && f.key == "" {
		return nil, nil
	}
	if f.certificate == "" || f.key == "" {
		return nil, usageError{fmt.Errorf("--tls-cert and --tls-key go together")}
	}
	if _, err := tls.LoadX509KeyPair(f.certificate, f.key); err != nil {
		return nil, fmt.Errorf("read the TLS files: %w", err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		pair, err := tls.LoadX509KeyPair(f.certificate, f.key)
		return &pair, err
	}}, nil
}

// listen opens the port and tells the user who may call. What it returns serves the handler on it.
func (f *serveFlags) listen(a *app, handler http.Handler, anyPort bool) (*http.Server, func() error, error) {
	secure, err := f.certificates()
	if err != nil {
		return nil, nil, err
	}
	l, err := nextListener(f.addr, anyPort)
	if err != nil {
		return nil, nil, err
	}
	s, scheme := api.Server(handler, l.Addr().String()), "http"
	serve := func() error { return s.Serve(l) }
	if secure != nil {
		s.TLSConfig, scheme = secure, "https"
		serve = func() error { return s.ServeTLS(l, "", "") }
	}
	fmt.Fprintf(a.out, "serving %s://%s\n", scheme, l.Addr())
	reads := "others with a key"
	if f.publicReads {
		reads = "everybody"
	}
	a.progress("called by: loopback names %s; read by: this machine, and %s", strings.Join(f.hosts, " "), reads)
	return s, serve, nil
}

// lags tells how far the followers are behind.
func (h *house) lags(ctx context.Context) ([]api.Lag, error) {
	v, err := h.store.Version(ctx)
	if err != nil || h.index == nil {
		return nil, err
	}
	seen, err := h.index.Position(ctx)
	if err != nil {
		return nil, err
	}
	return []api.Lag{{Follower: "index", Behind: float64(v.Seq - seen)}}, nil
}
