package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkAnnotate measures annotate on the files of a site against check on
// the same files: where a mistake in the head, as a theme makes it, changes
// every page, and where nothing changes.
func BenchmarkAnnotate(b *testing.B) {
	dir := b.TempDir()
	const pages = 200
	page := []byte("<!doctype html>\n<html lang=en><head><meta charset=utf-8>\n" + wrongHead + "<title>Page</title></head>\n<body>\n" +
		strings.Repeat("<h2 id=s>Heading <a href=#s>#</a></h2>\n<p>"+strings.Repeat("Some words of an article. ", 20)+"</p>\n<img src=/a.png alt=''>\n", 120) + "</body></html>\n")
	fixed := bytes.Replace(page, []byte("<link"), []byte(`<link crossorigin="anonymous"`), 1)
	write := func() {
		for i := range pages {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.html", i)), page, 0o666); err != nil {
				b.Fatal(err)
			}
		}
	}
	timed := func(args ...string) time.Duration {
		start := time.Now()
		if code := run(append(args, dir), streams{strings.NewReader(""), io.Discard, os.Stderr}); code == exitTrouble {
			b.Fatal("the command failed")
		}
		return time.Since(start)
	}
	b.SetBytes(int64(pages * len(page)))
	var wrong, changed, right, unchanged time.Duration
	for b.Loop() {
		write()
		wrong += timed("check")
		changed += timed("annotate")
		right += timed("check")
		unchanged += timed("annotate")
	}
	if got, err := os.ReadFile(filepath.Join(dir, "7.html")); err != nil || !bytes.Equal(got, fixed) {
		b.Fatalf("a page holds %.200q (%v)", got, err)
	}
	b.ReportMetric(float64(changed)/float64(wrong), "changed/check")
	b.ReportMetric(float64(unchanged)/float64(right), "unchanged/check")
}

const wrongHead = `<link rel="preload" href="/a.woff2" as="font" type="font/woff2">` + "\n" + `<style>@font-face { font-family: a; src: url(/a.woff2) }</style>` + "\n"
