package conformance

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

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
		if err := s.Connect(t.Context(), all); err != nil {
			t.Fatal(err)
		}
		judge(t, all, func(p place) bool { return p == connects })
	})
	for _, m := range s.Lab.matrices() {
		if err := m.explain(encoding.Quirks, name); err != nil {
			t.Error(err)
		}
		t.Run(m.ID, func(t *testing.T) { fill(t, s, m) })
	}
	if name == "chromium" {
		t.Run("manifests", func(t *testing.T) {
			if err := s.Manifests(t.Context(), all); err != nil {
				t.Fatal(err)
			}
			judge(t, all, func(p place) bool { return p == byDevTool })
		})
	}
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
