package conformance

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

func TestChromium(t *testing.T) { testBrowser(t, "chromium") }

func TestFirefox(t *testing.T) { testBrowser(t, "firefox") }

// required says whether a missing browser is a failure.
func required() bool {
	return os.Getenv("CI") == "true" || os.Getenv("CROSSORIGIN_REQUIRE_BROWSERS") == "1"
}

func testBrowser(t *testing.T, name string) {
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
	})
	start := time.Now()
	all, err := rows(vectors, encoding.Quirks, name)
	if err != nil {
		t.Fatal(err)
	}
	varied, err := s.Observe(t.Context(), all)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range varied {
		t.Logf("varied: %s", v)
	}
	count := map[Verdict]int{}
	bad := map[string][]string{}
	for _, r := range all {
		if p := triggers[r.Vector.Context].place; r.Unobservable == "" && rowsPerPage[p] == 0 {
			continue
		}
		count[r.Verdict()]++
		if r.Verdict().bad() {
			key := fmt.Sprintf("%s: saw %v, expected %v", r.Vector.Context, r.Seen, r.Predicted)
			value := "absent"
			if r.Vector.Crossorigin != nil {
				value = strconv.Quote(*r.Vector.Crossorigin)
			}
			bad[key] = append(bad[key], value+" "+r.Vector.Origin)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(bad)) {
		t.Errorf("%s\n\tin %s", key, strings.Join(bad[key], ", "))
	}
	fmt.Println(name, browser.Version, count, time.Since(start), "restarts", s.Restarts)
}
