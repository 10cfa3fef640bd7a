package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/lodestone-kb/lodestone/api/internal/holdings"
)

// metrics is what is measured of the service. No label holds what a caller sent: routes are those
// of the program, "none" where there is none.
type metrics struct {
	registry *prometheus.Registry
	served   *prometheus.CounterVec
	took     *prometheus.HistogramVec
	refusals *prometheus.CounterVec
}

func newMetrics(s *server) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		served:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "lodestone_requests_total", Help: "Requests answered, by route, method and status."}, []string{"route", "method", "code"}),
		took:     prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "lodestone_request_seconds", Help: "Time from the request to the end of its answer, by route.", Buckets: []float64{.001, .0025, .005, .01, .02, .05, .1, .25, .5, 1, 2.5, 10}}, []string{"route"}),
		refusals: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "lodestone_refused_total", Help: "Requests refused before routing: access, rate or load."}, []string{"reason"}),
	}
	m.registry.MustRegister(m.served, m.took, m.refusals, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}), &corpusCollector{s})
	return m
}

func (m *metrics) refused(reason string) { m.refusals.WithLabelValues(reason).Inc() }

// knownMethod tells the methods apart that there are; a caller may send any word as a method.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

func (m *metrics) answered(route, method string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.served.WithLabelValues(route, knownMethod(method), strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// handler writes the metrics in the form of Prometheus.
func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{DisableCompression: true}) // the server compresses
}

// routed notes which route the request took, for whoever waits outside of the router.
func routed(c *gin.Context) {
	if r, ok := c.Request.Context().Value(routeKey{}).(*string); ok {
		*r = c.FullPath()
	}
}

type routeKey struct{}

// Lag is how far a follower is behind what it follows.
type Lag struct {
	Follower string
	Behind   float64 // entries of the log, captures of the archive, or deliveries
}

// corpusCollector tells of the corpus when it is asked.
type corpusCollector struct{ s *server }

var (
	descVersion  = prometheus.NewDesc("lodestone_corpus_version", "Number of the last entry of the log.", nil, nil)
	descNewest   = prometheus.NewDesc("lodestone_newest_capture_timestamp_seconds", "When the newest document was last seen.", nil, nil)
	descSeen     = prometheus.NewDesc("lodestone_source_last_seen_timestamp_seconds", "When a document of the source was last seen.", []string{"source"}, nil)
	descStale    = prometheus.NewDesc("lodestone_source_stale", "1 where the source was not read for seven days.", []string{"source"}, nil)
	descHeld     = prometheus.NewDesc("lodestone_source_documents", "Documents held of the source.", []string{"source"}, nil)
	descLag      = prometheus.NewDesc("lodestone_follower_lag", "How far a follower is behind: entries, captures or deliveries.", []string{"follower"}, nil)
	descFailed   = prometheus.NewDesc("lodestone_scrape_failed", "1 where the corpus could not be asked.", nil, nil)
	descriptions = []*prometheus.Desc{descVersion, descNewest, descSeen, descStale, descHeld, descLag, descFailed}
)

// Describe implements [prometheus.Collector].
func (c *corpusCollector) Describe(out chan<- *prometheus.Desc) {
	for _, d := range descriptions {
		out <- d
	}
}

// Collect implements [prometheus.Collector].
func (c *corpusCollector) Collect(out chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), maxTime)
	defer cancel()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	failed := 0.0
	if err := c.tell(ctx, gauge); err != nil {
		c.s.Log.Error("metrics", "err", err)
		failed = 1
	}
	gauge(descFailed, failed)
}

func (c *corpusCollector) tell(ctx context.Context, gauge func(*prometheus.Desc, float64, ...string)) error {
	cover, sources, err := holdings.Sources(ctx, c.s.Desk)
	if err != nil {
		return err
	}
	gauge(descVersion, float64(cover.CorpusVersion))
	if cover.NewestCapture != nil {
		gauge(descNewest, float64(cover.NewestCapture.Unix()))
	}
	for _, src := range sources {
		if src.LastSeen != nil {
			gauge(descSeen, float64(src.LastSeen.Unix()), string(src.Source))
		}
		gauge(descHeld, float64(src.Documents), string(src.Source))
		stale := 0.0
		if src.Stale {
			stale = 1
		}
		gauge(descStale, stale, string(src.Source))
	}
	if c.s.Lags == nil {
		return nil
	}
	lags, err := c.s.Lags(ctx)
	for _, l := range lags {
		gauge(descLag, l.Behind, l.Follower)
	}
	return err
}
