package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/lodestone-kb/lodestone/corpus/parse"
	"github.com/lodestone-kb/lodestone/corpus/parse/block"
	"github.com/lodestone-kb/lodestone/corpus/parse/ocr"
	"github.com/lodestone-kb/lodestone/corpus/parse/worker"
)

// parseWorker is the hidden command by which the program starts itself to read documents.
const parseWorker = "parse-worker"

func (a *app) parseWorker() *cobra.Command {
	return &cobra.Command{
		Use:    parseWorker,
		Short:  "Read the documents that the parent process hands over",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE:   func(*cobra.Command, []string) error { return worker.Serve(a.in, a.out) },
	}
}

// parsers is a pool of so many children that read documents. None is started yet.
func (a *app) parsers(children int) (*worker.Pool, error) {
	cache, err := filepath.Abs(filepath.Join(a.data, "cache"))
	if err != nil {
		return nil, fmt.Errorf("name the folder of compiled code: %w", err)
	}
	return a.parsersKeeping(cache, children)
}

// parsersKeeping is parsers with compiled code kept in the folder cache; empty keeps it nowhere.
func (a *app) parsersKeeping(cache string, children int) (*worker.Pool, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program, which reads documents in processes of its own: %w", err)
	}
	return worker.New(worker.Options{Command: []string{program, parseWorker}, Parse: parse.Options{CompileDir: cache, Words: a.words()}, Children: children})
}

// words reads the images of pages with Tesseract, or is nil where that is not installed or not wanted.
func (a *app) words() block.WordReader {
	if !a.ocr {
		return nil
	}
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return nil // such pages are then listed as scans
	}
	return ocr.Tesseract{Path: path, Env: append(os.Environ(), "OMP_THREAD_LIMIT=1")}.Words
}
