// Command crossorigin checks and repairs what crossorigin does in built HTML,
// and explains it: which requests a tag starts, with which mode and
// credentials. It is the pipeline's end for people: files → page → rules →
// report | edits.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

// Exit codes.
const (
	exitClean    = 0
	exitFindings = 1 // findings at or above --fail-on, or a diff
	exitTrouble  = 2 // usage, configuration or I/O
)

// Little is alive at a time, so collecting garbage seldom, in percent of what is
// alive, saves a third of the time; up to a limit in bytes it costs little.
const (
	collectAt   = 400
	memoryLimit = 48 << 20
)

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(collectAt)
		debug.SetMemoryLimit(memoryLimit)
	}
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}))
}

// streams are what the program reads and writes beside files.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// run runs the program and returns its exit code.
func run(args []string, std streams) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// The first interrupt ends the work in hand; a second one ends the process.
	context.AfterFunc(ctx, stop)

	root := newRoot(std)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var code exitCode
	var mistakes config.Mistakes
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &code):
		return int(code)
	case errors.As(err, &mistakes): // places for editors start their lines
		fmt.Fprintln(std.err, err)
		return exitTrouble
	}
	p := report.Paint(colourful(std.err))
	fmt.Fprintln(std.err, p.In(report.Bold, "crossorigin:"), err)
	return exitTrouble
}

// exitCode is an error that has been reported already.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }
