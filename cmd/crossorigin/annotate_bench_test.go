//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkAnnotate measures annotate on the files of a site against check on
// the same files: where a mistake in the head, as a theme makes it, changes
// every page, and where nothing changes. Changing is measured against writing,
// too: what the disk takes for that many files is in both.
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
	var wrong, changed, right, unchanged, rewritten time.Duration
	for b.Loop() {
		write()
		start := time.Now()
		rewrite(b, pagesBelow(b, dir))
		rewritten += time.Since(start)
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
	b.ReportMetric(float64(changed)/float64(rewritten), "changed/write")
}

// rewrite is the baseline of writing: it reads each file and replaces it by the
// same bytes as annotate promises to, with the calls of the standard library:
// whole or not at all, and synced. Several wait for the disk at a time.
func rewrite(b *testing.B, files []string) {
	const atOnce = 16
	var done sync.WaitGroup
	for first := range atOnce {
		done.Go(func() {
			for i := first; i < len(files); i += atOnce {
				if err := replace(files[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	done.Wait()
}

func replace(name string) error {
	content, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".rewrite-*")
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close(), os.Rename(f.Name(), name))
}

// benchmarkAnnotate does the same as [BenchmarkAnnotate] on a site, with the
// command as a process of its own: least times of all rounds, taken in turns.
func benchmarkAnnotate(b *testing.B, public string) {
	dir := b.TempDir()
	var size int64
	reset := func() {
		size = 0
		for _, name := range pagesBelow(b, public) {
			page, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			rel, err := filepath.Rel(public, name)
			if err != nil {
				b.Fatal(err)
			}
			page = bytes.Replace(page, []byte("<head>"), []byte("<head>"+wrongHead), 1)
			size += int64(len(page))
			to := filepath.Join(dir, rel)
			if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o755), os.WriteFile(to, page, 0o644)); err != nil {
				b.Fatal(err)
			}
		}
		// What is left to write of this would be told of what comes next.
		if err := exec.Command("sync", "-f", dir).Run(); err != nil {
			b.Log(err)
		}
	}
	var wrong, changed, right, unchanged, rewritten least
	for b.Loop() {
		reset()
		files := pagesBelow(b, dir)
		start, used := time.Now(), processorTime(b)
		rewrite(b, files)
		rewritten.add(time.Since(start))
		rewritten.addCPU(processorTime(b) - used)
		for _, step := range []struct {
			command string
			least   *least
		}{{"check", &wrong}, {"annotate", &changed}, {"check", &right}, {"annotate", &unchanged}} {
			wall, cpu, _ := runSite(b, step.command, dir, dir)
			step.least.add(wall)
			step.least.addCPU(cpu)
		}
	}
	b.SetBytes(size)
	b.ReportMetric(0, "ns/op") // it would be that of everything together
	b.ReportMetric(changed.wall/wrong.wall, "×check")
	b.ReportMetric(changed.cpu/wrong.cpu, "×check-cpu")
	b.ReportMetric(changed.wall/rewritten.wall, "×write")
	b.ReportMetric(changed.cpu/rewritten.cpu, "×write-cpu")
	b.ReportMetric(changed.wall/(wrong.wall+rewritten.wall), "×check+write")
	b.ReportMetric(unchanged.wall/right.wall, "unchanged-×check")
	b.ReportMetric(unchanged.cpu/right.cpu, "unchanged-×check-cpu")
}

const wrongHead = `<link rel="preload" href="/a.woff2" as="font" type="font/woff2">` + "\n" + `<style>@font-face { font-family: a; src: url(/a.woff2) }</style>` + "\n"
