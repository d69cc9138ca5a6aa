package generator

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

func load(t testing.TB) *spec.Spec {
	t.Helper()
	s, err := spec.Load(spec.Files())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestFresh fails when a committed file is not what the encoding generates.
func TestFresh(t *testing.T) {
	files, err := Generate(load(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		got, err := os.ReadFile(filepath.Join("..", filepath.FromSlash(f.Path)))
		if err != nil {
			t.Errorf("%v", err)
		} else if !bytes.Equal(got, f.Data) {
			t.Errorf("%s is stale, run go generate ./...", f.Path)
		}
	}
}

func TestReproducible(t *testing.T) {
	first, err := Generate(load(t))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Generate(load(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(first) != len(second) {
		t.Fatalf("%d files, then %d", len(first), len(second))
	}
	for i := range first {
		if first[i].Path != second[i].Path || !bytes.Equal(first[i].Data, second[i].Data) {
			t.Errorf("%s differs between two runs", first[i].Path)
		}
	}
}

// TestForms reads every generated file as what its name says it is.
func TestForms(t *testing.T) {
	files, err := Generate(load(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f.Path] {
			t.Errorf("%s is generated twice", f.Path)
		}
		seen[f.Path] = true
		ending := filepath.Ext(f.Path)
		if ending != ".csv" && !bytes.Contains(f.Data[:min(512, len(f.Data))], []byte(Marker)) {
			t.Errorf("%s has no marker in its head", f.Path)
		}
		switch ending {
		case ".go":
			_, err = parser.ParseFile(token.NewFileSet(), f.Path, f.Data, 0)
		case ".json":
			var v any
			err = json.Unmarshal(f.Data, &v)
		case ".csv":
			_, err = csv.NewReader(bytes.NewReader(f.Data)).ReadAll()
		case ".html":
			_, err = html.Parse(bytes.NewReader(f.Data))
		}
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
}

// TestMarkdownTables counts the bars of each row: a cell must not break its
// table.
func TestMarkdownTables(t *testing.T) {
	files, err := Generate(load(t))
	if err != nil {
		t.Fatal(err)
	}
	tables := 0
	for _, f := range files {
		if filepath.Ext(f.Path) != ".md" {
			continue
		}
		columns := 0
		for i, line := range strings.Split(string(f.Data), "\n") {
			if !strings.HasPrefix(line, "|") {
				columns = 0
				continue
			}
			bars := strings.Count(line, "|") - strings.Count(line, `\|`)
			if columns == 0 {
				columns = bars
				tables++
			}
			if bars != columns {
				t.Errorf("%s:%d: %d bars in a table of %d", f.Path, i+1, bars, columns)
			}
		}
	}
	if tables < 30 {
		t.Errorf("%d tables, expected every table in two languages", tables)
	}
}

// The tables of the two documents that the encoding started from, row by row.
func TestSeedTables(t *testing.T) {
	s := load(t)
	tests := map[string][]string{
		"states": {
			"missing|No CORS", "crossorigin|Anonymous", `crossorigin=""|Anonymous`,
			"crossorigin=anonymous|Anonymous", "crossorigin=use-credentials|Use Credentials",
		},
		"summary": { // the article: "same-origin (or include)" for a missing attribute
			"missing|No CORS|no-cors|include", "crossorigin|Anonymous|cors|same-origin", `crossorigin=""|Anonymous|cors|same-origin`,
			"crossorigin=anonymous|Anonymous|cors|same-origin", "crossorigin=use-credentials|Use Credentials|cors|include",
		},
		"script": {
			"classic|missing|No CORS|no-cors|include", "classic|crossorigin|Anonymous|cors|same-origin",
			`classic|crossorigin=""|Anonymous|cors|same-origin`, "classic|crossorigin=anonymous|Anonymous|cors|same-origin",
			"classic|crossorigin=use-credentials|Use Credentials|cors|include",
			"module|missing|No CORS|cors|same-origin", "module|crossorigin|Anonymous|cors|same-origin",
			`module|crossorigin=""|Anonymous|cors|same-origin`, "module|crossorigin=anonymous|Anonymous|cors|same-origin",
			"module|crossorigin=use-credentials|Use Credentials|cors|include",
		},
		"preconnect": {
			"same-origin|missing|No CORS|true", "same-origin|crossorigin|Anonymous|true", `same-origin|crossorigin=""|Anonymous|true`,
			"same-origin|crossorigin=anonymous|Anonymous|true", "same-origin|crossorigin=use-credentials|Use Credentials|true",
			"cross-origin|missing|No CORS|true", "cross-origin|crossorigin|Anonymous|false", `cross-origin|crossorigin=""|Anonymous|false`,
			"cross-origin|crossorigin=anonymous|Anonymous|false", "cross-origin|crossorigin=use-credentials|Use Credentials|true",
		},
	}
	for id, want := range tests {
		_, rows := builders[id](s)
		if len(rows) != len(want) {
			t.Errorf("%s has %d rows, expected %d", id, len(rows), len(want))
			continue
		}
		for i, row := range rows {
			var cells []string
			for _, c := range row {
				cells = append(cells, c.In("en"))
			}
			if got := strings.Join(cells, "|"); got != want[i] {
				t.Errorf("%s, row %d: %s, expected %s", id, i+1, got, want[i])
			}
		}
	}
}

func BenchmarkGenerate(b *testing.B) {
	s := load(b)
	for b.Loop() {
		if _, err := Generate(s); err != nil {
			b.Fatal(err)
		}
	}
}
