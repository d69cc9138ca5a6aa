package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// The example site builds with stock Hugo from a bare clone, and with this
// command, which annotates what the decorator does not wrap.
func TestExampleSite(t *testing.T) {
	const site = moduleDir + "/exampleSite"
	for _, flags := range [][]string{nil, {"--minify"}} {
		stock, ours := filepath.Join(t.TempDir(), "stock"), filepath.Join(t.TempDir(), "ours")
		runStock(t, append([]string{"-s", site, "-d", stock, "--noBuildLock", "--panicOnWarning"}, flags...)...)
		code, out, errOut := runOurs(t, append([]string{"-s", site, "-d", ours, "--noBuildLock", "--quiet", "--fail-on", "info"}, flags...)...)
		if code != exitClean {
			t.Fatalf("exit code %d\n%s%s", code, out, errOut)
		}
		for _, want := range []string{"static/embed.html", "[font-preload]", "content/en/_index.md", "[integrity-needs-crossorigin]", `crossorigin="anonymous"`, " 0 findings left"} {
			if !strings.Contains(out, want) {
				t.Errorf("%q is not in\n%s", want, out)
			}
		}
		annotated := compareTrees(t, stock, ours)
		if annotated["embed.html"] != 1 || annotated["index.html"] != 1 || annotated["ja/posts/images/index.html"] != 1 {
			t.Errorf("annotated: %v", annotated)
		}
	}
}

func TestExampleSiteUsesEveryPartial(t *testing.T) {
	used := ""
	for name, src := range tree(t, moduleDir+"/exampleSite/layouts") {
		if strings.HasSuffix(name, ".html") {
			used += string(src)
		}
	}
	for name, src := range tree(t, moduleDir+"/exampleSite/content") {
		if strings.HasSuffix(name, ".md") {
			used += string(src)
		}
	}
	for name := range tree(t, moduleDir+"/layouts") {
		base := strings.TrimSuffix(filepath.Base(name), ".html")
		switch filepath.Dir(name) {
		case "_partials/crossorigin":
			if !strings.Contains(used, `"crossorigin/`+base+`.html"`) {
				t.Errorf("partial %s is not used", base)
			}
		case "_shortcodes":
			if !strings.Contains(used, "{{< "+base) {
				t.Errorf("shortcode %s is not used", base)
			}
		}
	}
}
