package main

import (
	"context"
	"io"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows on a terminal how far a run is; nil shows nothing.
type progress struct{ bar *progressbar.ProgressBar }

// newProgress returns a bar for the documents of in when w is a terminal and
// there are many.
func newProgress(ctx context.Context, w io.Writer, in *inputs) *progress {
	if _, ok := terminal(w); !ok {
		return nil
	}
	const many = 100 // fewer are done before a bar is read
	n := 0
	for range in.all() {
		if n++; ctx.Err() != nil {
			return nil
		}
	}
	if n < many {
		return nil
	}
	return &progress{progressbar.NewOptions(n,
		progressbar.OptionSetWriter(w),
		progressbar.OptionSetDescription("files"),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetWidth(30),
	)}
}

func (p *progress) add() {
	if p != nil {
		_ = p.bar.Add(1) // a bar that cannot be drawn is no reason to stop
	}
}

func (p *progress) clear() {
	if p != nil {
		_ = p.bar.Clear()
	}
}
