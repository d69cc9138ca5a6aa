package main

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var posts = flag.Int("posts", 200, "number of posts of the sites that are built by benchmarks")

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

// runCPU runs a program that builds a site and returns the processor time that
// it spent in all, in seconds: also that of the system, which writes files and
// finds memory. Environ comes on top of what is known here.
//
// Every build is a process of its own, as for those who use it: what is built
// next in the same process has memory at hand that the system would have to
// find, up to what builds before it took.
func runCPU(b *testing.B, dir, program string, flags []string, environ ...string) float64 {
	cmd := exec.Command(program, append([]string{"--quiet", "--noBuildLock"}, flags...)...)
	cmd.Dir = dir
	// On one processor, since what is idle collects garbage, more or less of it.
	cmd.Env = append(append(os.Environ(), "GOMAXPROCS=1", "HUGO_MODULE_PROXY=off"), environ...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		b.Fatalf("%v: %v", cmd.Args, err)
	}
	return (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
}

// compare reports the processor time of one way to build as a multiple of
// another, the baseline: the least of each, of rounds in which they take turns.
// It returns that of the baseline.
func compare(b *testing.B, baseline string, base, other func() float64) float64 {
	least, its := base(), math.Inf(1) // the first one also warms the caches
	for b.Loop() {
		least, its = min(least, base()), min(its, other())
	}
	b.ReportMetric(its/least, "×"+baseline)
	b.ReportMetric(least, "s-"+baseline)
	return least
}

// BenchmarkAnnotating is the cost of a build with this command, which holds,
// validates, annotates and reports every page, as a multiple of the same build
// with stock Hugo: for a theme whose tags are right, and for one of which every
// page is changed. As it is this command lets garbage wait longer than Hugo;
// the multiple ×hugo-GOGC=100 is without that.
func BenchmarkAnnotating(b *testing.B) {
	hugo, err := stockHugo()
	if err != nil {
		b.Fatal(err)
	}
	ours, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	const wrong = `<link rel="preload" as="font" href="/g.woff2" type="font/woff2">`
	for _, theme := range []struct {
		name, extra string
		inMemory    bool
	}{
		{"right", "", true},
		{"wrong", wrong, true},
		{"right-on-disk", "", false},
		{"wrong-on-disk", wrong, false},
	} {
		b.Run(theme.name, func(b *testing.B) {
			dir := blog(b, undecorated, theme.extra)
			build := func(program string, environ ...string) float64 {
				flags := []string{"--renderToMemory"}
				if !theme.inMemory {
					flags = []string{"--destination", b.TempDir()}
				}
				return runCPU(b, dir, program, flags, environ...)
			}
			least := math.Inf(1)
			base := compare(b, "hugo", func() float64 { return build(hugo) }, func() float64 {
				least = min(least, build(ours, asCommand+"=1", "GOGC=100"))
				return build(ours, asCommand+"=1")
			})
			b.ReportMetric(least/base, "×hugo-GOGC=100")
		})
	}
}
