package generator

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"path/filepath"
	"slices"
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
		var err error
		switch ending {
		case ".go":
			_, err = parser.ParseFile(token.NewFileSet(), f.Path, f.Data, 0)
		case ".json":
			var v any
			err = json.Unmarshal(f.Data, &v)
		case ".csv":
			_, err = csv.NewReader(bytes.NewReader(f.Data)).ReadAll()
		case ".html":
			err = checkHTML(string(f.Data))
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
			for _, c := range row.Cells {
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

// TestIndexListsEverything looks for every published file in the index.
func TestIndexListsEverything(t *testing.T) {
	for _, index := range []string{"README.md", "index.html"} {
		src, err := os.ReadFile(filepath.Join("..", "tables", index))
		if err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(filepath.Join("..", "tables"))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			name := e.Name()
			listed := name != "README.md" && name != "index.html" && filepath.Ext(name) != ".go"
			if index == "index.html" && listed {
				vectors := strings.HasSuffix(name, "vectors.json")
				listed = filepath.Ext(name) == ".html" || vectors // the other formats are listed for readers of the folder
			}
			if listed && !strings.Contains(string(src), name) {
				t.Errorf("%s does not list %s", index, name)
			}
		}
	}
}

// TestRowAnchors reads the contexts page as a browser does: each context has a
// row that can be linked to, under the heading of its family, whose last cell
// links to the standards.
func TestRowAnchors(t *testing.T) {
	s := load(t)
	src, err := os.ReadFile(filepath.Join("..", "tables", "contexts.html"))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]*html.Node{}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "tr" {
			for _, a := range n.Attr {
				if a.Key == "id" {
					rows[a.Val] = n
				}
			}
		}
	}
	for _, f := range s.Families {
		for _, c := range f.Contexts {
			row := rows[c.ID]
			if row == nil {
				t.Errorf("%s has no row", c.ID)
				continue
			}
			if heading := attribute(row.Parent.FirstChild.NextSibling.FirstChild, "id"); heading != "family-"+f.ID {
				t.Errorf("%s stands under %q, expected family-%s", c.ID, heading, f.ID)
			}
			href, err := url.PathUnescape(attribute(row.LastChild.FirstChild, "href"))
			if want := s.URL(c.Steps[0].Citation); err != nil || href != want {
				t.Errorf("%s links to %q (%v), expected %s", c.ID, href, err, want)
			}
		}
	}
}

func attribute(n *html.Node, key string) string {
	if n != nil {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
	}
	return ""
}

// TestUnspecifiedIsNoEffect keeps "none" for contexts of which the standards
// say so.
func TestUnspecifiedIsNoEffect(t *testing.T) {
	s := load(t)
	found := 0
	columns, rows := contextsTable(s)
	for _, r := range rows {
		c := contextByID(s, r.ID)
		got := r.Cells[slices.IndexFunc(columns, func(c spec.Text) bool { return c.En == "crossorigin changes" })].In("en")
		if c.Status == "unspecified" {
			found++
		}
		if (got == "unspecified") != (c.Status == "unspecified") {
			t.Errorf("%s: crossorigin changes %q, and it is %s", c.ID, got, c.Status)
		}
	}
	if found == 0 {
		t.Error("no context is unspecified")
	}
}

// TestJapaneseTables finds English sentences in the Japanese tables. Terms of
// the standards, as in the article that the encoding started from, stay as they
// are; they are short.
func TestJapaneseTables(t *testing.T) {
	s := load(t)
	english := func(text spec.Text) bool {
		return !strings.ContainsFunc(text.Ja, func(r rune) bool { return r > 0x3000 }) && len(strings.Fields(text.Ja)) > 4
	}
	for id, build := range builders {
		columns, rows := build(s)
		for _, c := range columns {
			if english(c) {
				t.Errorf("%s: column %q", id, c.Ja)
			}
		}
		for i, r := range rows {
			for _, c := range r.Cells {
				if c.Code == "" && c.Links == nil && english(c.Text) {
					t.Errorf("%s, row %d: %q", id, i+1, c.Text.Ja)
				}
			}
		}
	}
	for _, table := range s.Tables {
		for _, text := range append([]spec.Text{table.Title, table.Intro}, noteTexts(table)...) {
			if english(text) {
				t.Errorf("%s: %q", table.ID, text.Ja)
			}
		}
	}
}

func noteTexts(table spec.Table) []spec.Text {
	var out []spec.Text
	for _, n := range table.Notes {
		out = append(out, n.Says)
	}
	return out
}
