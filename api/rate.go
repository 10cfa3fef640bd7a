package api

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// maxCallers bounds how many callers are counted at a time; where there are more, the idle are
// forgotten, and a full bucket is what they come back to.
const maxCallers = 10_000

// counter counts requests by caller.
type counter struct {
	mu      sync.Mutex
	buckets map[string]*rate.Limiter
}

// take takes a token of the caller's bucket. It returns what is left, how long until the next token
// where none is left, and whether the request may go on.
func (c *counter) take(name string, perSecond, burst int, now time.Time) (left int, wait time.Duration, ok bool) {
	c.mu.Lock()
	b := c.buckets[name]
	if b == nil || b.Limit() != rate.Limit(perSecond) || b.Burst() != burst {
		c.forget(now)
		b = rate.NewLimiter(rate.Limit(perSecond), burst)
		c.buckets[name] = b
	}
	c.mu.Unlock()
	ok = b.AllowN(now, 1)
	tokens := b.TokensAt(now)
	if tokens < 1 {
		wait = time.Duration((1 - tokens) / float64(perSecond) * float64(time.Second))
	}
	return max(0, int(tokens)), wait, ok
}

// forget drops full buckets, or where none is full one of them, once there are too many.
func (c *counter) forget(now time.Time) {
	if c.buckets == nil {
		c.buckets = map[string]*rate.Limiter{}
	}
	if len(c.buckets) < maxCallers {
		return
	}
	for name, b := range c.buckets {
		if b.TokensAt(now) >= float64(b.Burst()) {
			delete(c.buckets, name)
		}
	}
	for name := range c.buckets {
		if len(c.buckets) < maxCallers {
			return
		}
		delete(c.buckets, name)
	}
}

// withinRate counts the request and tells the caller in the headers of
// draft-ietf-httpapi-ratelimit-headers what it may still ask.
func (s *server) withinRate(w http.ResponseWriter, c caller) bool {
	perSecond, burst := s.Access.Rate, s.Access.Burst
	if c.key.Rate > 0 {
		perSecond, burst = c.key.Rate, 2*c.key.Rate
	}
	if perSecond <= 0 {
		return true
	}
	burst = max(burst, 1)
	left, wait, ok := s.counter.take(c.name(), perSecond, burst, s.Now())
	window := int(math.Ceil(float64(burst) / float64(perSecond)))
	h := w.Header()
	h.Set("RateLimit-Policy", fmt.Sprintf(`"caller";q=%d;w=%d`, burst, window))
	seconds := int(math.Ceil(wait.Seconds()))
	h.Set("RateLimit", fmt.Sprintf(`"caller";r=%d;t=%d`, left, seconds))
	if !ok {
		h.Set("Retry-After", strconv.Itoa(max(1, seconds)))
	}
	return ok
}

func tooOften(after string) *Problem {
	return &Problem{Status: http.StatusTooManyRequests, retryAfter: after,
		Detail: "more requests than one caller may make; wait as Retry-After says, or put questions together: POST /v1/status takes 100"}
}
