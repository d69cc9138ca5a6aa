//go:build unix

package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

var posts = flag.Int("posts", 5000, "number of posts of the site that benchmarks build")

// BenchmarkSite measures on a site that stock Hugo builds. For numbers that
// hold on a busy machine run it with -benchtime 10x: every ratio is one of the
// least times of all rounds, taken in turns.
func BenchmarkSite(b *testing.B) {
	public := buildSite(b, *posts)
	b.Run("check", func(b *testing.B) { benchmarkCheck(b, public) })
	b.Run("annotate", func(b *testing.B) { benchmarkAnnotate(b, public) })
	b.Run("scan", func(b *testing.B) { benchmarkScan(b, public) })
}

// benchmarkCheck compares the command, which finds the pages, reads and checks
// them, with
//
//   - ×find-wc: find, which visits the folders, and wc -c, which opens each page
//     and asks the system for its size, without reading it;
//   - ×wc: wc -c alone, given the names;
//   - ×cat-wc: cat, given the names, into wc -c, which reads each page and copies
//     it twice;
//   - ×reading: this process reading the pages one after the other into one
//     buffer.
func benchmarkCheck(b *testing.B, public string) {
	half := []string{filepath.Join(public, "blog", "even"), filepath.Join(public, "docs", "even")}
	files, halfFiles := pagesBelow(b, public), pagesBelow(b, half...)
	finding, asking, copying, reading, whole, part := least{}, least{}, least{}, least{}, least{}, least{}
	var size, halfSize, peak int64
	names := []byte(strings.Join(files, "\x00") + "\x00")
	for b.Loop() {
		start := time.Now()
		shell(b, nil, `find "$0" -name '*.html' -print0 | xargs -0 wc -c`, public)
		finding.add(time.Since(start))
		start = time.Now()
		shell(b, names, "xargs -0 wc -c")
		asking.add(time.Since(start))
		start = time.Now()
		shell(b, names, "xargs -0 cat | wc -c")
		copying.add(time.Since(start))
		start, used := time.Now(), processorTime(b)
		size = countBytes(b, files)
		reading.add(time.Since(start))
		reading.addCPU(processorTime(b) - used)
		wall, cpu, resident := checkSite(b, public, public)
		whole.add(wall)
		whole.addCPU(cpu)
		peak = max(peak, resident)
		halfSize = countBytes(b, halfFiles)
		wall, cpu, _ = checkSite(b, public, half...)
		part.add(wall)
		part.addCPU(cpu)
	}
	b.SetBytes(size)
	b.ReportMetric(0, "ns/op") // it would be that of everything together
	b.ReportMetric(float64(len(files)), "files")
	b.ReportMetric(float64(size)/1e6, "MB-of-pages")
	b.ReportMetric(float64(size)/1e6/whole.wall, "MB/s")
	b.ReportMetric(whole.wall/finding.wall, "×find-wc")
	b.ReportMetric(whole.wall/asking.wall, "×wc")
	b.ReportMetric(whole.wall/copying.wall, "×cat-wc")
	b.ReportMetric(whole.wall/reading.wall, "×reading")
	// What both would come to on a machine that does nothing else.
	b.ReportMetric(whole.cpu/float64(runtime.GOMAXPROCS(0))/reading.cpu, "×reading-cpu-per-core")
	b.ReportMetric(float64(peak)/1e6, "peak-MB")
	b.ReportMetric(whole.cpu/float64(size)/(part.cpu/float64(halfSize)), "×cpu-per-byte-of-half")
}

// least keeps the least times of several rounds, in seconds: what other
// programs on the machine add is never negative.
type least struct{ wall, cpu float64 }

func (l *least) add(d time.Duration)    { l.wall = lesser(l.wall, d.Seconds()) }
func (l *least) addCPU(d time.Duration) { l.cpu = lesser(l.cpu, d.Seconds()) }

func lesser(known, d float64) float64 {
	if known == 0 {
		return d
	}
	return math.Min(known, d)
}

// processorTime returns what this process has used.
func processorTime(b *testing.B) time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// checkSite runs the check as a process.
func checkSite(b *testing.B, root string, paths ...string) (wall, cpu time.Duration, resident int64) {
	return runSite(b, "check", root, paths...)
}

// runSite runs a command and returns how long it took, its processor time
// and its peak resident memory in bytes. The kernel does not count the latter
// below that of this process, so this process keeps little.
func runSite(b *testing.B, command, root string, paths ...string) (wall, cpu time.Duration, resident int64) {
	cmd := exec.Command("crossorigin", append([]string{command, "--base-url", "https://example.org/", "--root", root}, paths...)...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	start := time.Now()
	err := cmd.Run()
	wall = time.Since(start)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != exitFindings) {
		b.Fatalf("%v\n%s", err, out.Bytes())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return wall, cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), usage.Maxrss << 10
}

// benchmarkScan compares the scanner with x/net/html's tokenizer, page by page
// and in turns, on one core and on bytes that were just read.
func benchmarkScan(b *testing.B, public string) {
	files := pagesBelow(b, public)
	var names []string
	for _, name := range []string{
		"audio", "base", "feimage", "iframe", "image", "img", "input", "link", "picture", "script", "source", "style", "track", "video",
	} {
		if !page.Wanted(name) {
			b.Fatalf("pages do not want %s", name)
		}
		names = append(names, name)
	}
	want := markup.NewNames(names...)
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	scanner, tokenizer := make([]least, len(files)), make([]least, len(files)) // of each page
	var size int64
	for b.Loop() {
		page := 0
		size = 0
		for src := range contents(b, files) {
			start := time.Now()
			scanned := 0
			markup.Scan(src, want, func(t *markup.Tag) bool {
				if !t.Noscript { // text to x/net/html
					scanned += 1 + len(t.Attrs)
				}
				return true
			})
			middle := time.Now()
			tokens := countTokens(src, wanted)
			tokenizer[page].add(time.Since(middle))
			scanner[page].add(middle.Sub(start))
			page++
			if size += int64(len(src)); scanned != tokens {
				b.Fatalf("the scanner counts %d, x/net/html %d", scanned, tokens)
			}
		}
	}
	var scanning, tokenizing float64
	for i := range files {
		scanning += scanner[i].wall
		tokenizing += tokenizer[i].wall
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(float64(size)/1e6/scanning, "MB/s")
	b.ReportMetric(float64(size)/1e6/tokenizing, "x-net-MB/s")
	b.ReportMetric(tokenizing/scanning, "×x-net")
}

// countTokens counts the tags of the wanted elements and their attributes.
func countTokens(src []byte, wanted map[string]bool) (n int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return n
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if !wanted[string(name)] {
				continue
			}
			for n++; more; n++ {
				_, _, more = z.TagAttr()
			}
		}
	}
}

// contents yields the bytes of one file after the other, in the same memory.
func contents(b *testing.B, files []string) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		var buf bytes.Buffer
		for _, name := range files {
			f, err := os.Open(name)
			if err != nil {
				b.Fatal(err)
			}
			buf.Reset()
			_, err = buf.ReadFrom(f)
			f.Close()
			if err != nil {
				b.Fatal(err)
			}
			if !yield(buf.Bytes()) {
				return
			}
		}
	}
}

// shell runs a command of the shell, which has arguments as $0 and so on.
func shell(b *testing.B, stdin []byte, command string, args ...string) {
	cmd := exec.Command("sh", append([]string{"-c", command}, args...)...)
	cmd.Stdin = bytes.NewReader(stdin)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s: %v\n%s", command, err, out)
	}
}

// countBytes reads all files.
func countBytes(b *testing.B, files []string) (n int64) {
	buffer := make([]byte, 128<<10)
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		for err == nil {
			var read int
			read, err = f.Read(buffer)
			n += int64(read)
		}
		f.Close()
		if !errors.Is(err, io.EOF) {
			b.Fatal(err)
		}
	}
	return n
}

func pagesBelow(b *testing.B, folders ...string) (names []string) {
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(name string, e fs.DirEntry, err error) error {
			if err == nil && filepath.Ext(name) == ".html" {
				names = append(names, name)
			}
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return names
}

// buildSite builds testdata/benchsite.txtar with n posts and returns the folder
// of its pages.
func buildSite(b *testing.B, n int) string {
	dir := b.TempDir()
	write := func(name string, text []byte) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "benchsite.txtar"))
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range archive.Files {
		write(f.Name, f.Data)
	}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		write(fmt.Sprintf("content/%s/%s/p%d.md", []string{"blog", "docs"}[i%2], []string{"even", "odd"}[i/2%2], i), post(random, i))
	}
	public := filepath.Join(dir, "public")
	out, err := exec.Command("go", "tool", "hugo", "--quiet", "--noBuildLock", "--source", dir, "--destination", public).CombinedOutput()
	if err != nil {
		b.Fatalf("hugo: %v\n%s", err, out)
	}
	return public
}

var syllables = strings.Fields("ka to mi ren sol ver da lin po stu gra ne wil ba qui fer os en é ß 東")

// post returns a post in Markdown: headings, paragraphs with links and code, a
// list, a table, a program and images, some of them of another origin.
func post(random *rand.Rand, i int) []byte {
	var text bytes.Buffer
	words := func(n int) string {
		var s strings.Builder
		for range n {
			for range 1 + random.IntN(3) {
				s.WriteString(syllables[random.IntN(len(syllables))])
			}
			s.WriteByte(' ')
		}
		return strings.TrimSpace(s.String())
	}
	fmt.Fprintf(&text, "---\ntitle: Post %d %s\ndate: 2024-01-%02d\n---\n", i, words(3), 1+i%28)
	for part := range 3 + random.IntN(5) {
		fmt.Fprintf(&text, "## %s\n\n%s [%s](/blog/even/p%d/) %s **%s** and `%s`: %s.\n\n%s\n\n",
			words(4), words(40), words(2), random.IntN(1000), words(25), words(2), words(1), words(40), words(90))
		switch part % 4 {
		case 0:
			fmt.Fprintf(&text, "![%s](/img/%d-%d.jpg)\n\n- %s\n- [%s](https://example.com/%d)\n- %s\n\n", words(4), i, part, words(9), words(2), i, words(12))
		case 1:
			fmt.Fprintf(&text, "```go\nfunc %s(a, b int) (err error) {\n\tif a < b && b > %d { // %s\n\t\treturn fmt.Errorf(\"%%d: %s\", a)\n\t}\n\tfor range b {\n\t\tfmt.Println(a, \"%s\")\n\t}\n\treturn nil\n}\n```\n\n", "f", i, words(5), words(3), words(2))
		case 2:
			fmt.Fprintf(&text, "| %s | %s |\n| --- | --- |\n| %s | `%s` |\n| %s | %s |\n\n", words(1), words(1), words(3), words(1), words(2), words(4))
		case 3:
			fmt.Fprintf(&text, "![%s](https://images.example.net/%d/%d.jpg)\n\n> %s\n\n", words(3), i%50, part, words(30))
		}
	}
	return text.Bytes()
}
