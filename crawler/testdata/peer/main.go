// Command peer crawls the same pages of a server on this machine with gocolly/colly and with the
// crawler of this repository, turn by turn, and prints how many pages a second each fetched. Both have as
// many requests under way as there are hosts, and who goes first changes from round to round. Ours archives
// every answer, written before the next is asked for and synced to disk; colly keeps nothing. The processor's
// time for a page, the server's share included, is printed beside, since it says the same on a busy machine.
// It is a module of its own so that colly is no dependency of the product:
//
//	cd crawler/testdata/peer && go run . -pages 4000 -hosts 4 -rounds 5
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gocolly/colly/v2"

	"github.com/lodestone-kb/lodestone/corpus"
	"github.com/lodestone-kb/lodestone/corpus/archive"
	"github.com/lodestone-kb/lodestone/crawler"
)

func main() {
	pages := flag.Int("pages", 4000, "pages of each host")
	hosts := flag.Int("hosts", 4, "hosts, each asked one request at a time")
	rounds := flag.Int("rounds", 5, "how often each crawls, turn by turn")
	dir := flag.String("dir", "", "folder for the archives; default: a temporary one")
	profile := flag.String("profile", "", "file for a CPU profile of our rounds")
	flag.Parse()
	server := httptest.NewServer(web(*pages))
	defer server.Close()
	var ratios, costs []float64
	for round := range *rounds {
		var theirs, mine speed
		if round%2 == 0 {
			theirs = peer(server, *pages, *hosts)
		}
		stop := start(*profile)
		mine = ours(server, *pages, *hosts, *dir)
		stop()
		if round%2 == 1 {
			theirs = peer(server, *pages, *hosts)
		}
		ratios, costs = append(ratios, mine.pages/theirs.pages), append(costs, mine.cost/theirs.cost)
		fmt.Printf("colly %6.0f pages/s, %4.0f µs of a processor   lodestone %6.0f pages/s, %4.0f µs   %.2f of the pages, %.2f times the work\n",
			theirs.pages, theirs.cost, mine.pages, mine.cost, mine.pages/theirs.pages, mine.cost/theirs.cost)
	}
	fmt.Printf("median of %d rounds: %.2f of colly's pages, archive included, with %.2f times the work\n", *rounds, median(ratios), median(costs))
}

// speed is how many pages were fetched in a second, and how many microseconds of a processor each took.
type speed struct{ pages, cost float64 }

// watch starts to measure, and returns how to end it.
func watch() func(pages int64) speed {
	runtime.GC()
	start, used := time.Now(), processor()
	return func(pages int64) speed {
		return speed{float64(pages) / time.Since(start).Seconds(), float64((processor() - used).Microseconds()) / float64(pages)}
	}
}

// processor returns the time that processors have spent on this process.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		log.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// start starts a profile of the processor's time, where a file is named for it, and returns how to end it.
func start(file string) (stop func()) {
	if file == "" {
		return func() {}
	}
	f, err := os.Create(file)
	if err == nil {
		err = pprof.StartCPUProfile(f)
	}
	if err != nil {
		log.Fatal(err)
	}
	return func() {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			log.Fatal(err)
		}
	}
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}

// web serves a list of items, 500 a page, each of them a page of some kilobytes.
func web(n int) http.Handler {
	filling := strings.Repeat("<p>Exports of gallium, germanium and antimony need a licence of the ministry.</p>\n", 60)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		from := 0
		switch {
		case r.URL.Path == "/robots.txt":
			w.WriteHeader(http.StatusNotFound)
		case strings.HasPrefix(r.URL.Path, "/n/"):
			fmt.Fprintf(w, "<html><title>Notice %s</title><body>%s%s</body></html>", r.URL.Path[3:], r.Host, filling)
		default:
			fmt.Sscanf(r.URL.RawQuery, "from=%d", &from)
			for i := from; i < min(from+500, n); i++ {
				fmt.Fprintf(w, "<li><a href=\"/n/%d\">Notice %d</a></li>", i, i)
			}
			if from+500 < n {
				fmt.Fprintf(w, "<a class=next href=\"/?from=%d\">next</a>", from+500)
			}
		}
	})
}

func hostName(i int) string { return fmt.Sprintf("host%d.example", i) }

// peer crawls with colly, as many requests at a time as there are hosts.
func peer(server *httptest.Server, pages, hosts int) speed {
	c := colly.NewCollector(colly.Async(true))
	c.WithTransport(&http.Transport{MaxIdleConnsPerHost: hosts, DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
	}})
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: hosts}); err != nil {
		log.Fatal(err)
	}
	var got atomic.Int64
	c.OnHTML("a[href]", func(e *colly.HTMLElement) {
		_ = e.Request.Visit(e.Attr("href")) // what was visited is refused
	})
	c.OnResponse(func(r *colly.Response) {
		if strings.HasPrefix(r.Request.URL.Path, "/n/") {
			got.Add(1)
		}
	})
	end := watch()
	for i := range hosts {
		if err := c.Visit("http://" + hostName(i) + "/"); err != nil {
			log.Fatal(err)
		}
	}
	c.Wait()
	if int(got.Load()) != pages*hosts {
		log.Fatalf("colly fetched %d pages of %d", got.Load(), pages*hosts)
	}
	return end(got.Load())
}

// ours crawls with the crawler of this repository, a source for each host.
func ours(server *httptest.Server, pages, hosts int, dir string) speed {
	folder, err := os.MkdirTemp(dir, "peer-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(folder)
	a, err := archive.Open(folder, archive.Options{Now: time.Now, Scratch: folder})
	if err != nil {
		log.Fatal(err)
	}
	defer a.Close()
	c, err := crawler.New(crawler.Options{Archive: a, Now: time.Now, Scratch: folder, Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Resolve: func(string) (string, bool) { return server.Listener.Addr().String(), true }})
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()
	var sources []crawler.Source
	for i := range hosts {
		s, err := crawler.ParseManifest("peer.yaml", fmt.Appendf(nil, "id: host-%d\nname: x\nmax_requests: %d\nentries: [{url: 'http://%s/', discovery: list, item: li, next: a.next, max_pages: %d}]\n", i, 2*pages+100, hostName(i), pages))
		if err != nil {
			log.Fatal(err)
		}
		sources = append(sources, s)
	}
	end, got := watch(), 0
	err = c.Each(context.Background(), sources, hosts, func(_ crawler.Source, r corpus.Run) error { got += r.New; return nil })
	if err != nil || got != pages*hosts {
		log.Fatalf("fetched %d pages of %d: %v", got, pages*hosts, err)
	}
	return end(int64(got))
}
