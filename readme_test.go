package crossorigin_test

import (
	"errors"
	"os"
	"os/exec"
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

// TestReadmeCommands runs the README's lines that start with crossorigin, as
// in a site that Hugo has built: none is refused.
func TestReadmeCommands(t *testing.T) {
	dir := t.TempDir()
	command := filepath.Join(dir, "crossorigin")
	if out, err := exec.Command("go", "build", "-o", command, "./cmd/crossorigin").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	site := filepath.Join(dir, "site")
	const markup = `<link rel="preload" as="font" href="/a.woff2">`
	for name, text := range map[string]string{"hugo.toml": "", "layouts/home.html": markup, "public/index.html": markup} {
		file := filepath.Join(site, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	ran := 0
	for _, m := range regexp.MustCompile(`(?m)^crossorigin ([^#\n]+)`).FindAllStringSubmatch(readme(t), -1) {
		args := regexp.MustCompile(`'[^']*'|\S+`).FindAllString(m[1], -1)
		for i := range args {
			args[i] = strings.Trim(args[i], "'")
		}
		cmd := exec.Command(command, args...)
		cmd.Dir = site
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1 tells of findings, which there are
			t.Errorf("crossorigin %s: %v\n%s", m[1], err, out)
		}
		ran++
	}
	if ran < 8 {
		t.Errorf("%d commands ran, expected the README's", ran)
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
