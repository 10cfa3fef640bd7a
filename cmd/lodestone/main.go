// Command lodestone reads what governments publish on critical minerals and answers which measure
// binds a material, for a destination and an end use, on a day, and which sentence says so.
//
// main only calls; each subcommand has a file of its own; house.go joins the rooms.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], streams{os.Stdin, forTerminal(os.Stdout, false), forTerminal(os.Stderr, true)}, time.Now, os.Getenv)
	stop()
	os.Exit(code)
}
