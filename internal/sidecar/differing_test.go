package sidecar

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDiffering(t *testing.T) {
	tests := []struct {
		name    string
		copies  map[string][]byte
		older   bool // the copies are older than the file
		differs []string
	}{
		{"none", nil, true, nil},
		{"what the file is", map[string][]byte{".gz": gzipped(t, newer, "x"), ".br": brotlied(t, newer)}, true, nil},
		{"what it was", map[string][]byte{".gz": gzipped(t, older, ""), ".br": brotlied(t, older)}, true, []string{".gz", ".br"}},
		{"what it was, written later", map[string][]byte{".gz": gzipped(t, older, ""), ".br": brotlied(t, older)}, false, []string{".gz"}},
		{"as long as it", map[string][]byte{".gz": gzipped(t, strings.Repeat("x", len(newer)), "")}, true, []string{".gz"}},
		{"in two members", map[string][]byte{".gz": append(gzipped(t, newer[:5], ""), gzipped(t, newer[5:], "")...)}, true, nil},
		{"longer", map[string][]byte{".gz": gzipped(t, newer+newer, ""), ".br": brotlied(t, newer+newer)}, true, []string{".gz", ".br"}},
		{"none at all", map[string][]byte{".gz": {}, ".br": []byte("<html>")}, true, []string{".gz", ".br"}},
		{"too short", map[string][]byte{".gz": []byte("<p>")}, false, []string{".gz"}},
		{"cut short", map[string][]byte{".gz": gzipped(t, newer, "")[:20], ".br": brotlied(t, newer)[:5]}, true, []string{".gz", ".br"}},
		{"a coding that is not known", map[string][]byte{".zst": {}}, true, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, map[string][]byte{"a.html": []byte(newer)})
			at := time.Now().Add(time.Minute)
			if tt.older {
				at = at.Add(-time.Hour)
			}
			for extension, copied := range tt.copies {
				put(t, dir, map[string][]byte{"a.html" + extension: copied})
				if err := os.Chtimes(filepath.Join(dir, "a.html"+extension), at, at); err != nil {
					t.Fatal(err)
				}
			}
			var want []string
			for _, extension := range tt.differs {
				want = append(want, filepath.Join(dir, "a.html"+extension))
			}
			if got := Differing(filepath.Join(dir, "a.html"), []byte(newer)); !slices.Equal(got, want) {
				t.Errorf("%v, want %v", got, want)
			}
		})
	}
}

// What is in a folder of that name, or cannot be read, is no copy.
func TestDifferingOfWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "a.html.gz"), 0o755); err != nil {
		t.Fatal(err)
	}
	if got := Differing(filepath.Join(dir, "a.html"), nil); got != nil {
		t.Errorf("%v", got)
	}
}

// BenchmarkDiffering compares with unpacking: most copies are what they should
// be, and each of them is looked at in every run.
func BenchmarkDiffering(b *testing.B) {
	page := []byte(strings.Repeat("<p>The quick brown fox jumps over the lazy dog.</p>\n", 400))
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := w.Write(page); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	name := filepath.Join(b.TempDir(), "a.html")
	if err := os.WriteFile(name+".gz", z.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	var cheap, unpacking time.Duration
	for b.Loop() {
		start := time.Now()
		if Differing(name, page) != nil {
			b.Fatal("the copy is what it should be")
		}
		middle := time.Now()
		if Stale(name, page) != nil {
			b.Fatal("the copy is what it should be")
		}
		cheap, unpacking = cheap+middle.Sub(start), unpacking+time.Since(middle)
	}
	b.ReportMetric(float64(cheap)/float64(unpacking), "×unpacking")
}
