package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestKeysAreMadeListedAndRevoked(t *testing.T) {
	c := newCLI(t)
	token := strings.TrimSpace(c.want(0, "keys", "create", "trade desk", "--scope", "write", "--days", "30"))
	id := strings.Split(token, "_")[1]
	if list := c.want(0, "keys", "list"); !strings.Contains(list, id) || !strings.Contains(list, "2026-12-25") || strings.Contains(list, token) {
		t.Errorf("list: %s", list)
	}
	var all struct{ Keys []map[string]any }
	if err := json.Unmarshal([]byte(c.want(0, "keys", "list", "--json")), &all); err != nil || len(all.Keys) != 1 || all.Keys[0]["hash"] != nil {
		t.Errorf("%v %v", all, err)
	}
	c.want(0, "keys", "revoke", id)
	c.want(1, "keys", "revoke", id)
	c.want(2, "keys", "create", "x", "--scope", "root")
	c.want(2, "keys", "create")
}

// output is what a server that runs prints.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// serving runs lodestone serve until stop is called, which returns its exit status.
func (c cli) serving(args ...string) (address string, errs *output, stop func() int) {
	c.t.Helper()
	ctx, cancel := context.WithCancel(c.t.Context())
	out, errs := &output{}, &output{}
	ended := make(chan int, 1)
	args = append([]string{"serve", "--addr", "127.0.0.1:0", "--data", c.data}, args...)
	go func() {
		ended <- run(ctx, args, streams{strings.NewReader(""), out, errs}, fixedClock, func(string) string { return "" })
	}()
	said := regexp.MustCompile(`serving (\S+)`)
	for range 1000 {
		if m := said.FindStringSubmatch(out.String()); m != nil {
			var once sync.Once
			code := 0
			stop = func() int { once.Do(func() { cancel(); code = <-ended }); return code }
			c.t.Cleanup(func() { stop() })
			return m[1], errs, stop
		}
		select {
		case code := <-ended:
			c.t.Fatalf("serve ended with %d: %s", code, errs)
		case <-time.After(10 * time.Millisecond):
		}
	}
	c.t.Fatalf("serve did not begin: %s", errs)
	return "", nil, nil
}

// certificate writes a certificate for 127.0.0.1 and its key.
func certificate(t *testing.T) (cert, key string, pool *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	cert, key = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	write := func(name, kind string, b []byte) []byte {
		p := pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: b})
		if err := os.WriteFile(name, p, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	pool = x509.NewCertPool()
	pool.AppendCertsFromPEM(write(cert, "CERTIFICATE", der))
	write(key, "PRIVATE KEY", secret)
	return cert, key, pool
}

// A server with TLS files answers over HTTP/2, takes a key that was made while it ran, and ends
// well when told to.
func TestServeWithTLSAndKeys(t *testing.T) {
	c := newCLI(t)
	cert, key, pool := certificate(t)
	address, errs, stop := c.serving("--tls-cert", cert, "--tls-key", key, "--log-json", "--proxy", "127.0.0.0/8")
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}}
	defer client.CloseIdleConnections()
	ask := func(token string) int {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address+"/v1/status?material=Ga", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Forwarded-For", "203.0.113.7")
		if token != "" {
			r.Header.Set("Authorization", "Bearer "+token)
		}
		w, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Body.Close()
		if _, err := io.Copy(io.Discard, w.Body); err != nil || w.ProtoMajor != 2 {
			t.Errorf("%s, %v", w.Proto, err)
		}
		return w.StatusCode
	}
	if code := ask(""); code != 401 {
		t.Errorf("a stranger = %d", code)
	}
	token := strings.TrimSpace(c.want(0, "keys", "create", "tool"))
	if code := ask(token); code != 200 {
		t.Errorf("with a key made meanwhile = %d", code)
	}
	c.want(0, "keys", "revoke", strings.Split(token, "_")[1])
	if code := ask(token); code != 401 {
		t.Errorf("with a key revoked meanwhile = %d", code)
	}
	if code := stop(); code != 0 {
		t.Errorf("exit %d: %s", code, errs)
	}
	if !strings.Contains(errs.String(), `"route":"/v1/status"`) || strings.Contains(errs.String(), token) {
		t.Errorf("log: %s", errs)
	}
	c.want(2, "serve", "--addr", "127.0.0.1:0", "--tls-cert", cert)
	c.want(2, "serve", "--addr", "127.0.0.1:0", "--proxy", "everyone")
}
