package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Engine is the PDF library, compiled once and started with the first PDF. Compiling takes
// seconds, so a caller that reads many files keeps one, gives it to [Options] and closes it at
// last; with a folder for compiled code even the first start is quick. It reads one PDF at a time.
type Engine struct {
	dir  string
	mu   sync.Mutex
	pool pdfium.Pool
	stop context.CancelFunc
	code wazero.CompilationCache
}

// NewEngine returns an engine that keeps compiled code in dir, or nowhere when dir is empty.
func NewEngine(dir string) *Engine { return &Engine{dir: dir} }

// memoryPages bounds the library's memory: 512 MiB in pages of 64 KiB.
const memoryPages = 8192

// Start compiles and starts the library, so that the first file need not wait for it. It does nothing
// where that was done.
func (e *Engine) Start() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.start()
}

func (e *Engine) start() error {
	if e.pool != nil {
		return nil
	}
	// The bundled module needs exception handling; a configuration without it does not load.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).
		WithMemoryLimitPages(memoryPages)
	if e.dir != "" {
		cache, err := wazero.NewCompilationCacheWithDir(e.dir)
		if err != nil {
			return fmt.Errorf("open the folder for compiled code %s: %w", e.dir, err)
		}
		e.code = cache
		config = config.WithCompilationCache(cache)
	}
	ctx, stop := context.WithCancel(context.Background())
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // no file of the host is visible to the library
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: config,
	})
	if err != nil {
		stop()
		return errors.Join(fmt.Errorf("start the PDF library: %w", err), e.closeCode())
	}
	e.pool, e.stop = pool, stop
	return nil
}

func (e *Engine) closeCode() error {
	if e.code == nil {
		return nil
	}
	err := e.code.Close(context.Background())
	e.code = nil
	return err
}

// Close stops the library. The engine may be used again; it then starts anew.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	e.stop()
	e.pool = nil
	return errors.Join(err, e.closeCode())
}

// read opens the file, hands every page to visit and returns the names of the files attached to it.
// The context stops the library even in the middle of a page.
func (e *Engine) read(ctx context.Context, b []byte, maxPages int, visit func(*pageReader, sheet) error) (attached []string, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := e.start(); err != nil {
		return nil, err
	}
	instance, err := e.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start a reader of the PDF library: %w", err)
	}
	killed := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = instance.Kill() // the page being read then fails, which is what is reported
	})
	defer func() {
		if !stop() {
			<-killed
			err = errors.Join(ctx.Err(), err)
			return
		}
		if closeErr := instance.Close(); closeErr != nil && err == nil {
			err = closeErr
		}
	}()
	return readSheets(ctx, instance, b, maxPages, visit)
}
