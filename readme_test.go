package crossorigin_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeLinks follows the README's relative links and the paths it names.
func TestReadmeLinks(t *testing.T) {
	src := readme(t)
	found := 0
	for _, m := range regexp.MustCompile(`\]\(([^)#:]+)\)`).FindAllStringSubmatch(src, -1) {
		found++
		if _, err := os.Stat(filepath.FromSlash(m[1])); err != nil {
			t.Errorf("the README links %s: %v", m[1], err)
		}
	}
	if found < 5 {
		t.Errorf("%d links found, expected the README's", found)
	}
}

// TestReadmeGo looks for the README's Go lines in the resolver's example,
// which runs.
func TestReadmeGo(t *testing.T) {
	example, err := os.ReadFile("resolver/example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, block, ok := strings.Cut(readme(t), "```go\n")
	if !ok {
		t.Fatal("the README has no Go block")
	}
	block, _, _ = strings.Cut(block, "```")
	for line := range strings.Lines(block) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "import ")
		if !strings.Contains(string(example), line) {
			t.Errorf("resolver/example_test.go lacks the README's line %q", line)
		}
	}
}

func readme(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}
