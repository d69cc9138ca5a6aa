package conformance

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"

	"github.com/google/renameio/v2"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

var write = flag.Bool("write", false, "write tables/conformance.json, .md and .html")

// results are those of the browsers that have shown everything.
var results sync.Map

func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	var all []*Result
	for _, b := range browsers {
		if r, ok := results.Load(b.Name); ok {
			all = append(all, r.(*Result))
		}
	}
	printResults(all)
	if code == 0 && (*write || len(all) == len(browsers)) {
		if err := publish(all, *write); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func printResults(all []*Result) {
	if len(all) == 0 {
		return
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "browser\tversion\trows\tagree\tdeviate\tleft open\tnot observable\tunexplained\tcells\tagree\tdeviate\tunexplained")
	for _, r := range all {
		rows, cells := r.Counts(), r.CellCounts()
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\n", r.Browser.Name, r.Browser.Version,
			len(r.Rows), rows[Agrees], rows[Deviates], rows[LeftOpen], rows[NotObserved], rows[Unexplained]+rows[NotQuirkyNow],
			cells[Agrees]+cells[Deviates]+cells[Unexplained]+cells[NotQuirkyNow], cells[Agrees], cells[Deviates], cells[Unexplained]+cells[NotQuirkyNow])
	}
	w.Flush()
}

// publish writes the tables, or else compares what is published; other
// versions of the browsers that do the same make no difference then.
func publish(all []*Result, write bool) error {
	if len(all) != len(browsers) {
		return fmt.Errorf("-write needs the results of %d browsers, there are %d", len(browsers), len(all))
	}
	const dir = "../tables"
	if !write {
		versions, err := PublishedVersions(filepath.Join(dir, "conformance.json"))
		if err != nil {
			return err
		}
		for _, r := range all {
			r.Browser.Version = versions[r.Browser.Name]
		}
	}
	files, err := Write(all)
	if err != nil {
		return err
	}
	for name, data := range files {
		path := filepath.Join(dir, name)
		if write {
			if err := renameio.WriteFile(path, data, 0o644); err != nil {
				return err
			}
			continue
		}
		old, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.Equal(old, data) {
			return fmt.Errorf("%s is not what the browsers do now: go test ./conformance -write", path)
		}
	}
	return nil
}

func TestChromium(t *testing.T) { testBrowser(t, "chromium") }

func TestFirefox(t *testing.T) { testBrowser(t, "firefox") }

// required says whether a missing browser is a failure.
func required() bool {
	return os.Getenv("CI") == "true" || os.Getenv("CROSSORIGIN_REQUIRE_BROWSERS") == "1"
}

func testBrowser(t *testing.T, name string) {
	t.Parallel()
	browser, err := Find(t.Context(), name)
	if err != nil {
		if required() {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	vectors, err := ReadVectors("../tables/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	encoding, err := spec.Load(spec.Files())
	if err != nil {
		t.Fatal(err)
	}
	s, err := NewSession(browser)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if s.Restarts > 0 {
			t.Logf("%s went missing %d times and was started anew", name, s.Restarts)
		}
	})
	all, err := rows(vectors, encoding.Quirks, name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Begin(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Run("requests", func(t *testing.T) {
		varied, err := s.Observe(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range varied {
			t.Logf("varied: %s", v)
		}
		judge(t, all, func(p place) bool { return rowsPerPage[p] > 0 })
	})
	t.Run("connections", func(t *testing.T) {
		varied, err := s.Connect(t.Context(), all)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range varied {
			t.Logf("varied: %s", v)
		}
		judge(t, all, func(p place) bool { return p == connects })
	})
	matrices := s.Lab.matrices(vectors)
	for _, m := range matrices {
		if err := m.explain(encoding.Quirks, name); err != nil {
			t.Error(err)
		}
		t.Run(m.ID, func(t *testing.T) { fill(t, s, m) })
	}
	result := &Result{Browser: browser, Rows: all, Matrices: matrices}
	if name == "chromium" {
		t.Run("manifests", func(t *testing.T) {
			if err := s.Manifests(t.Context(), all); err != nil {
				t.Fatal(err)
			}
			judge(t, all, func(p place) bool { return p == byDevTool })
		})
	}
	t.Run("quirks", func(t *testing.T) {
		if !complete(all, matrices) {
			t.Skip("needs all the rows and all the matrices")
		}
		gone, err := result.Gone(encoding.Quirks)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range gone {
			t.Errorf("%s shows nowhere in %s %s: take it out of spec/quirks.yaml, or say here where it shows", id, name, browser.Version)
		}
		results.Store(name, result)
	})
}

// complete says whether everything has been shown to the browser: with -run
// some parts can be left out.
func complete(rows []*Row, matrices []*Matrix) bool {
	for _, r := range rows {
		if r.Unobservable == "" && r.Tries == 0 {
			return false
		}
	}
	for _, m := range matrices {
		if !m.filled {
			return false
		}
	}
	return true
}

// judge reports the rows of some places that neither the standards nor the
// quirks explain, those of one context that look alike together.
func judge(t *testing.T, rows []*Row, of func(place) bool) {
	t.Helper()
	bad := map[string][]string{}
	for _, r := range rows {
		if !of(triggers[r.Vector.Context].place) || !r.Verdict().bad() {
			continue
		}
		key := fmt.Sprintf("%s: saw %v, expected %v", r.Vector.Context, r.Seen, r.Predicted)
		value := "absent"
		if r.Vector.Crossorigin != nil {
			value = strconv.Quote(*r.Vector.Crossorigin)
		}
		bad[key] = append(bad[key], value+" "+r.Vector.Origin)
	}
	for _, key := range slices.Sorted(maps.Keys(bad)) {
		t.Errorf("%s\n\tin %s", key, strings.Join(bad[key], ", "))
	}
}

// fill shows a matrix to the browser and reports the cells that nothing
// explains.
func fill(t *testing.T, s *Session, m *Matrix) {
	varied, err := s.Fill(t.Context(), m)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range varied {
		t.Logf("varied: %s", v)
	}
	for _, c := range m.Cells {
		if c.Verdict().bad() {
			t.Errorf("%s: saw %s, expected %s", strings.Join(c.Keys, ", "), c.Seen, c.Predicted)
		}
	}
}
