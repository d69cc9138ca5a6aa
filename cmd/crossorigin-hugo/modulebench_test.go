package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// stockCPU builds a site with stock Hugo and returns the processor time that
// the program spent, in seconds, without the system's for writing files.
// checkPublished is that parameter.
func stockCPU(b *testing.B, dir, checkPublished string) float64 {
	hugo, err := stockHugo()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(hugo, "--noBuildLock", "--quiet", "--cleanDestinationDir")
	cmd.Dir = dir
	// On one processor, since what is idle collects garbage, more or less of it.
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "HUGO_MODULE_PROXY=off", "HUGO_PARAMS_CROSSORIGIN_CHECKPUBLISHED="+checkPublished)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return cmd.ProcessState.UserTime().Seconds()
}

// decorated puts a decorator round a part of a template.
func decorated(partial string) func(string) string {
	return func(s string) string { return `{{ with partial "` + partial + `" . }}` + s + "{{ end }}" }
}

func undecorated(s string) string { return s }

// BenchmarkDecorator is the cost of the module's decorator, round the head and
// each main, as a multiple of the same build without it: for a theme whose
// tags are right, and for one of which every page has two to annotate. Bare is
// a decorator that does nothing: what Hugo takes for any.
func BenchmarkDecorator(b *testing.B) {
	for _, theme := range []struct{ name, partial, extra string }{
		{"bare", "bare.html", ""},
		{"right", "crossorigin/annotate.html", ""},
		{"wrong", "crossorigin/annotate.html", `<link rel="preload" as="font" href="/g.woff2" type="font/woff2">
<link rel="stylesheet" href="https://cdn.example/x.css" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC">
`},
	} {
		b.Run(theme.name, func(b *testing.B) {
			base, with := blog(b, undecorated, theme.extra), blog(b, decorated(theme.partial), theme.extra)
			bare := filepath.Join(with, "layouts/_partials/bare.html")
			if err := os.MkdirAll(filepath.Dir(bare), 0o755); err != nil {
				b.Fatal(err)
			}
			if err := os.WriteFile(bare, []byte("{{- inner . -}}"), 0o644); err != nil {
				b.Fatal(err)
			}
			compare(b, "plain", func() float64 { return stockCPU(b, base, "") }, func() float64 { return stockCPU(b, with, "") })
		})
	}
}

// BenchmarkCheckOfWhatIsPublished is the cost of the check at the end of the
// build, as a multiple of the same build.
func BenchmarkCheckOfWhatIsPublished(b *testing.B) {
	dir := blog(b, undecorated, "")
	compare(b, "plain", func() float64 { return stockCPU(b, dir, "") }, func() float64 { return stockCPU(b, dir, "public") })
}
