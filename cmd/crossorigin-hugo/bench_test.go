package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

var posts = flag.Int("posts", 200, "number of posts of the sites that are built by benchmarks")

// cpu returns the processor time that this process has used, in seconds.
func cpu(b *testing.B) float64 {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return float64(r.Utime.Nano()+r.Stime.Nano()) / 1e9
}

// blog writes a site of posts. Each template part is handed to wrap; extra is
// what the head has beside the usual.
func blog(b *testing.B, wrap func(string) string, extra string) string {
	dir := b.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	module, err := filepath.Abs(moduleDir)
	if err != nil {
		b.Fatal(err)
	}
	write("hugo.toml", fmt.Sprintf("baseURL = 'https://example.org/'\n[module]\nreplacements = '%[1]s -> %[2]s'\n[[module.imports]]\npath = '%[1]s'\n", "example.org/module", module))
	// The image hook costs the same with and without the decorator.
	head := `<title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}">
<link rel="preload" as="font" href="/f.woff2" type="font/woff2" crossorigin>
<style>@font-face { font-family: F; src: url(/f.woff2) } body { font-family: F }</style>
{{ $c := resources.Get "a.css" | fingerprint }}<link rel="stylesheet" href="{{ $c.RelPermalink }}" integrity="{{ $c.Data.Integrity }}" crossorigin="anonymous">
<script>var t = localStorage.getItem("theme"); if (t) document.documentElement.className = t;</script>
` + extra
	for i := range 20 {
		head += fmt.Sprintf("<meta name=\"m%d\" content=\"some content %d\">\n", i, i)
	}
	write("assets/a.css", "b{}")
	write("static/f.woff2", "font")
	write("layouts/baseof.html", "<!doctype html><html><head>"+wrap(head)+`</head><body>{{ block "main" . }}{{ end }}</body></html>`)
	write("layouts/single.html", `{{ define "main" }}`+wrap("<h1>{{ .Title }}</h1>{{ .Content }}")+"{{ end }}")
	write("layouts/list.html", `{{ define "main" }}`+wrap("<h1>{{ .Title }}</h1>{{ range .Paginator.Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a><p>{{ .Summary }}</p>{{ end }}")+"{{ end }}")
	random := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ka to mi ren sol ver da lin po stu gra ne wil ba qui fer os en")
	for i := range *posts {
		var text strings.Builder
		fmt.Fprintf(&text, "---\ntitle: Post %d\ndate: 2024-01-%02d\ntags: [t%d]\n---\n", i, 1+i%28, i%40)
		for p := range 30 {
			for range 60 {
				for range 1 + random.IntN(3) {
					text.WriteString(syllables[random.IntN(len(syllables))])
				}
				text.WriteByte(' ')
			}
			fmt.Fprintf(&text, "[link](/p%d/) **bold** `code`\n\n", p)
			if p%10 == 5 {
				fmt.Fprintf(&text, "![an image](/img/%d-%d.jpg)\n\n", i, p)
			}
		}
		write(fmt.Sprintf("content/s%d/p%d.md", i%10, i), text.String())
	}
	return dir
}

// buildCPU builds a site, to its folder or in memory, with or without annotating
// its pages, and returns the processor time. Without, pages go straight to the
// destination and garbage is collected as in stock Hugo. own is what of the time
// comes after Hugo's part.
func buildCPU(b *testing.B, dir string, inMemory, judge bool) (all, own float64) {
	runtime.GC() // of the build before
	if judge {
		defer collectLess(200)()
	}
	start := cpu(b)
	o := &options{source: dir, quiet: true, renderToMemory: inMemory}
	site, err := newBuild(o, io.Discard, io.Discard)
	if err != nil {
		b.Fatal(err)
	}
	defer site.close()
	if err := site.readSites(o); err != nil {
		b.Fatal(err)
	}
	if !judge {
		site.pages.holds = func(string) bool { return false }
	}
	if err := site.run(o, io.Discard); err != nil {
		b.Fatal(err)
	}
	built := cpu(b)
	if judge {
		writer := report.NewAnnotations("text", io.Discard, report.Options{Group: true})
		if err := site.annotate(o, func(d done) error { return errors.Join(d.err, writer.File(d.Annotation)) }); err != nil {
			b.Fatal(err)
		}
	}
	end := cpu(b)
	return end - start, end - built
}

// compare reports the processor time of one way to build as a multiple of
// another, the baseline: the least of each, of rounds in which they take turns.
func compare(b *testing.B, baseline string, base, other func() float64) {
	least, its := base(), math.Inf(1) // the first one also warms the caches
	for b.Loop() {
		least, its = min(least, base()), min(its, other())
	}
	b.ReportMetric(its/least, "×"+baseline)
	b.ReportMetric(least, "s-"+baseline)
}

// BenchmarkAnnotating is the cost of holding, validating, annotating and
// reporting every page, as a multiple of the same build without any of that:
// for a theme whose tags are right, and for one of which every page is changed.
// What comes after Hugo's part is told too, in percent of the plain build; on
// the disk that has the writing, which else is part of Hugo's.
func BenchmarkAnnotating(b *testing.B) {
	const wrong = `<link rel="preload" as="font" href="/g.woff2" type="font/woff2">`
	for _, theme := range []struct {
		name, extra string
		inMemory    bool
	}{
		{"right", "", true},
		{"wrong", wrong, true},
		{"wrong-on-disk", wrong, false},
	} {
		b.Run(theme.name, func(b *testing.B) {
			dir := blog(b, undecorated, theme.extra)
			least, after := math.Inf(1), math.Inf(1)
			compare(b, "plain", func() float64 {
				all, _ := buildCPU(b, dir, theme.inMemory, false)
				least = min(least, all)
				return all
			}, func() float64 {
				all, own := buildCPU(b, dir, theme.inMemory, true)
				after = min(after, own)
				return all
			})
			b.ReportMetric(100*after/least, "%after-Hugo")
		})
	}
}
