package main

import (
	"cmp"
	"errors"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/internal/sidecar"
)

// done is what became of one held page.
type done struct {
	report.Annotation
	bytes  int64
	config *config.Config // that holds for it
	err    error
}

// annotate annotates every held page and writes it to the destination, checks
// the style sheets there, several at a time, and hands the outcomes over in
// order: first those that are made from a file of their own, then the others.
func (b *build) annotate(o *options, each func(done) error) (err error) {
	b.serve(o)
	names := slices.Concat(b.pages.names(), b.pages.sheets.names(b.pages))
	from := b.newSources()
	origins := make(map[string]origin, len(names))
	for _, name := range names {
		origins[name] = from.of(name)
	}
	// Where the same was done to many pages, one with a source of its own is
	// named.
	slices.SortStableFunc(names, func(x, y string) int {
		return cmp.Compare(btoi(origins[x].source == ""), btoi(origins[y].source == ""))
	})
	// Nothing that Hugo holds is garbage before the end, and what pages make is
	// little beside it.
	defer collectLess(400)()
	outcomes := make([]chan done, len(names))
	for i := range outcomes {
		outcomes[i] = make(chan done, 1)
	}
	work := make(chan int)
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(names)) {
		group.Go(func() {
			var buf []byte // of one page after the other
			for i := range work {
				if name := names[i]; b.pages.holds(name) {
					outcomes[i] <- b.annotatePage(o, name, origins[name], &buf)
				} else {
					outcomes[i] <- b.checkSheet(name, origins[name])
				}
			}
		})
	}
	go func() {
		for i := range names {
			work <- i
		}
		close(work)
	}()
	for i := range outcomes {
		if failed := each(<-outcomes[i]); failed != nil && err == nil {
			err = failed
		}
	}
	group.Wait()
	return err
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// annotatePage annotates one held page and writes it. The buffer is memory to
// read it to.
func (b *build) annotatePage(o *options, name string, from origin, buf *[]byte) (d done) {
	d.File, d.Source = b.outputFile(name), from.source
	src, err := b.pages.read(name, *buf)
	if err != nil {
		d.err = err
		return d
	}
	*buf = src
	d.bytes = int64(len(src))
	result := annotate.Result{Output: src}
	if !from.site.config.Excluded(from.site.below(name)) {
		result = b.judge(o, name, src, from, &d)
	}
	d.err = b.write(o, name, src, result.Output, &d)
	result.Release()
	return d
}

// write puts a page at the destination, and before it the precompressed copies
// of it that came with the static files. Others are the leftovers of what
// compresses the site after the build, and are made anew by that.
func (b *build) write(o *options, name string, src, out []byte, d *done) error {
	var copies *sidecar.Refreshed
	err := b.pages.release(name, out, func(mayLink bool) (err error) {
		if d.Changed {
			copies, err = sidecar.Refresh(b.destination(o), filepath.FromSlash(strings.TrimPrefix(name, "/")), mayLink, src, out)
		}
		return err
	})
	if copies == nil {
		return err // there are none, or they are as they were
	}
	if err != nil {
		return errors.Join(err, copies.Undo())
	}
	d.Refreshed = copies.Done
	return nil
}

// judge validates one page or headers file and, unless it is only to be
// checked, annotates it.
func (b *build) judge(o *options, name string, src []byte, from origin, d *done) annotate.Result {
	how := annotate.Options{Page: from.site.served.Page(d.File, filepath.FromSlash(from.site.below(name))), Settings: from.site.settings, Unsafe: o.unsafe}
	isHeaders := name == from.site.headersFile()
	result := annotate.Result{Output: src}
	switch {
	case o.check && isHeaders:
		result.Left = annotate.CheckHeaders(src, how)
	case o.check:
		result.Left = annotate.Check(src, how)
	case isHeaders:
		result = annotate.Headers(src, how)
	default:
		result = annotate.HTML(src, how)
	}
	d.Changed = result.Changed
	for _, a := range result.Applied {
		if o.format == "text" { // JSON has the edits themselves
			a.Fix.Message += written(&a.Fix)
		}
		d.Applied = append(d.Applied, report.Applied{Finding: a.Finding, Fix: a.Fix, Offset: a.Offset, Line: a.Line, Column: a.Column})
	}
	d.Left = report.Locate(d.File, result.Output, result.Left)
	d.config = from.site.config
	for i := range d.Left {
		d.Reasons = append(d.Reasons, o.reason(&d.Left[i].Finding, &result, &how))
	}
	if len(d.Applied)+len(d.Left) > 0 {
		d.Templates = from.templates
		d.Trace(provenance.Built{Source: src, Page: result.Source}, provenance.Built{Source: result.Output, Page: result.Page}, b.sources, b.made(from))
	}
	return result
}

// fails says whether a page has findings left that fail.
func (o *options) fails(d *done) bool {
	var left report.Counts
	for i := range d.Left {
		left.Add(d.Left[i].Severity)
	}
	if d.config == nil {
		return false // excluded
	}
	failOn, fails := config.ParseSeverity(cmp.Or(o.failOn, d.config.FailOn))
	return fails && left.AtLeast(failOn) > 0
}

// written says what the edits of a fix put into the page.
func written(fix *rule.Fix) string {
	var texts []string
	for _, e := range fix.Edits {
		if text := strings.TrimSpace(e.Text); text != "" {
			texts = append(texts, text)
		}
	}
	if texts == nil {
		return ""
	}
	return ": " + strings.Join(texts, ", ")
}

// reason says why a finding was left.
func (o *options) reason(f *rule.Finding, r *annotate.Result, how *annotate.Options) string {
	for i := range f.Fixes {
		if fix := &f.Fixes[i]; o.check && how.Applicable(fix) {
			return "would be fixed without --check: " + fix.Message + written(fix)
		}
	}
	return r.Reason(f, how)
}
