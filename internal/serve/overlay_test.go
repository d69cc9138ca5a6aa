package serve

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

func untraced(*report.Annotation) {}

const overlayTag = "<" + overlayName + " "

func TestOverlayIsForWindows(t *testing.T) {
	f := newFront(t, newUpstream(t).URL, func(o *Options) { o.Overlay = true })
	for _, test := range []struct {
		name   string
		header http.Header
		want   bool
	}{
		{"window", asBrowser, true},
		{"frame", http.Header{"Sec-Fetch-Mode": {"navigate"}, "Sec-Fetch-Dest": {"iframe"}}, false},
		{"script", http.Header{"Sec-Fetch-Mode": {"cors"}, "Sec-Fetch-Dest": {"empty"}, "Accept": {"text/html"}}, false},
		{"browser on another machine", http.Header{"Accept": {"text/html,application/xhtml+xml"}}, true},
		{"script on another machine", http.Header{"Accept": {"*/*"}}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, body := f.get(t, "GET", "/", test.header)
			if got := strings.Contains(body, overlayTag); got != test.want {
				t.Errorf("overlay: %v\n%s", got, body)
			}
		})
	}
}

func TestOverlayIsLastInBody(t *testing.T) {
	for _, test := range []struct{ name, src, before string }{
		{"end tag", `<!doctype html><link rel=preload as=font href=/f.woff2><body>x</body></html>`, "</body></html>"},
		{"upper case", "<!doctype html><link rel=preload as=font href=/f.woff2><body>x</BODY\n>", "</BODY\n>"},
		{"end tag left out", `<!doctype html><link rel=preload as=font href=/f.woff2><p>x`, ""},
		{
			"words in a script and in a comment", `<!doctype html><link rel=preload as=font href=/f.woff2><body><script>"</body>"</script></body><!-- </body> --></html>`,
			"</body><!-- </body> --></html>",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := annotate.HTML([]byte(test.src), annotate.Options{})
			if !r.Changed {
				t.Fatal("the page has nothing to show")
			}
			out := string(overlay(r, untraced))
			without, start := out, strings.Index(out, overlayTag)
			if end := strings.Index(out, "</crossorigin-findings>"); start >= 0 && end > start {
				without = out[:start] + out[end+len("</crossorigin-findings>"):]
			}
			if start < 0 || without != string(r.Output) || !strings.HasSuffix(out, "</crossorigin-findings>"+test.before) {
				t.Fatalf("got\n%s", out)
			}
			doc, err := html.Parse(strings.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if last := lastElement(doc); !strings.HasPrefix(last, "html body ") || !strings.HasSuffix(last, " crossorigin-findings") {
				t.Errorf("the overlay is parsed as %s", last)
			}
		})
	}
}

// lastElement returns the path of names to the last element of a tree down to
// the overlay.
func lastElement(n *html.Node) string {
	for c := n.LastChild; c != nil; c = c.PrevSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if c.Data == "crossorigin-findings" {
			return c.Data
		}
		return c.Data + " " + lastElement(c)
	}
	return ""
}

func TestOverlayEscapes(t *testing.T) {
	src := `<!doctype html><link rel=preload as=font href="/f.woff2"><script crossorigin="</template><script>alert(1)</script>" src="https://cdn.example/a.js"></script>`
	r := annotate.HTML([]byte(src), annotate.Options{})
	out := string(overlay(r, untraced))
	at := strings.Index(out, overlayTag)
	if at < 0 {
		t.Fatalf("nothing to show: %+v", r)
	}
	if shown := out[at:]; strings.Contains(shown, "<script") || strings.Count(shown, "</template>") != 1 || !strings.Contains(shown, "&lt;script&gt;alert(1)") {
		t.Errorf("got\n%s", shown)
	}
	for _, word := range []string{"http:", "https:", "url(", "@import", "src="} {
		head, _, _ := strings.Cut(overlaySource, "<ol>")
		if strings.Contains(head, word) {
			t.Errorf("the overlay holds %s: it must not fetch anything", word)
		}
	}
}

// In a page with something left open the overlay would stand in it, as text or
// out of sight: the page comes without.
func TestOverlayInWhatIsLeftOpen(t *testing.T) {
	const head = "<!doctype html><link rel=preload as=font href=/f.woff2><body>"
	for src, want := range map[string]bool{
		"<p>x": true, "<table><tr><td>x": true, "<p>x</body></html>": true, "<div><b>x</body>": true,
		"<!-- x": false, "<textarea>x": false, "<textarea>x</body></html>": false, "<script>x": false, "<plaintext>x</body>": false,
		"<svg><text>x": false, "<svg><text>x</body></html>": false, "<math><mi>x</body>": false, "<select><option>x</body>": false,
		"<template><p>x</body>": false, "<noscript>x</body>": false, "<p title=\"x</body>": false,
	} {
		r := annotate.HTML([]byte(head+src), annotate.Options{})
		out := string(overlay(r, untraced))
		if got := strings.Contains(out, overlayTag); got != want {
			t.Errorf("%s: overlay: %v, want %v", src, got, want)
		}
		if !want && out != string(r.Output) {
			t.Errorf("%s: got %s", src, out)
		}
	}
}

func TestNothingToShow(t *testing.T) {
	src := "<!doctype html><p>x"
	if out := overlay(annotate.HTML([]byte(src), annotate.Options{}), untraced); string(out) != src {
		t.Errorf("got %s", out)
	}
}

// A finding names the source that its tag comes from, also of a fix, where it is
// known.
func TestOverlayNamesSources(t *testing.T) {
	src := "<!doctype html><link rel=preload as=font href=/f.woff2>\n<body><img src=a.png crossorgin></body>"
	out := string(overlay(annotate.HTML([]byte(src), annotate.Options{}), func(a *report.Annotation) {
		if len(a.Applied) != 1 || len(a.Left) != 1 {
			t.Fatalf("%d done and %d left", len(a.Applied), len(a.Left))
		}
		a.Applied[0].Origin = &provenance.Place{Spot: provenance.Spot{File: "layouts/<head>.html", Line: 3, Column: 5}, Template: true}
		a.Left[0].Origin = &provenance.Place{Spot: provenance.Spot{File: "content/p.md", Line: 7, Column: 1}}
	}))
	for _, want := range []string{"line 1, from layouts/&lt;head&gt;.html:3:5<", "line 2, from content/p.md:7:1<"} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not in\n%s", want, out)
		}
	}
}

// The page of another encoding keeps its bytes, and the overlay says what it says
// in all of them.
func TestOverlayInAnyEncoding(t *testing.T) {
	const katakana = "\x83e\x83X\x83g" // in Shift_JIS
	src := "<!doctype html><meta charset=shift_jis><img alt=" + katakana + " src=https://o.example/a.png crossorgin>"
	r := annotate.HTML([]byte(src), annotate.Options{})
	out := string(overlay(r, func(a *report.Annotation) {
		a.Left[0].Origin = &provenance.Place{Spot: provenance.Spot{File: "content/\u65e5.md", Line: 1, Column: 1}}
	}))
	if !strings.HasPrefix(out, string(r.Output)) || strings.Count(out, katakana) < 1 || strings.Contains(out, "\u65e5") || !strings.Contains(out, "content/&#26085;.md") {
		t.Errorf("got\n%s", out)
	}
}

// The button closes a dialog by being in a form of its, which needs no script.
func TestOverlayCanBeDismissed(t *testing.T) {
	out := string(overlay(annotate.HTML([]byte("<!doctype html><link rel=preload as=font href=/f.woff2>"), annotate.Options{}), untraced))
	doc, err := html.Parse(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	var up []string
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || n.Data != "button" {
			continue
		}
		for ; n != nil; n = n.Parent {
			up = append(up, n.Data)
			if n.Data == "dialog" {
				break
			}
		}
	}
	if got := strings.Join(up, " "); got != "button form dialog" || !strings.Contains(out, `<form method="dialog">`) {
		t.Errorf("the button is in %q", got)
	}
}
