package annotate

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// framed returns a page with a document in the srcdoc of an iframe.
func framed(inner string, quote byte) string {
	q := ""
	if quote != 0 {
		q = string(quote)
	}
	return "<p>\r\n<iframe id=f srcdoc=" + q + markup.Escape(inner, quote) + q + " title=x></iframe><a crossorigin href=/>x</a>"
}

// innermost returns the document that x/net/html finds that many srcdocs deep.
func innermost(t *testing.T, src string, depth int) string {
	t.Helper()
	for range depth {
		doc, err := html.Parse(strings.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		src = ""
		for n := range doc.Descendants() {
			if i := index(n, "srcdoc"); i >= 0 {
				src = n.Attr[i].Val
				break
			}
		}
	}
	return src
}

// TestFramesLikePages: a document in srcdoc is repaired as it would be as a
// page, however it is written.
func TestFramesLikePages(t *testing.T) {
	repaired := 0
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax != rule.SyntaxHTML || strings.ContainsAny(e.Source, "\r\x00") {
				continue
			}
			o := options()
			o.Unsafe = true
			o.Page.URL = e.BaseURL
			if o.Page.URL == "" {
				o.Page.URL = "https://example.org/"
			}
			want := HTML([]byte(e.Source), o)
			if want.Changed {
				repaired++
			}
			for _, quote := range []byte{'"', '\'', 0} {
				once := framed(e.Source, quote)
				for depth, src := range []string{once, framed(once, '"'), framed(once, '\'')} {
					depth = min(depth, 1) + 1
					got := HTML([]byte(src), o)
					if inner := innermost(t, string(got.Output), depth); inner != string(want.Output) {
						t.Errorf("%s, %s, quote %q:\n%s\nin it\n%s\nwant\n%s\nrefused %+v", r.ID, e.Title, quote, got.Output, inner, want.Output, got.Refused)
					}
					if depth == 1 {
						pageInvariants(t, []byte(src), o, htmlPage)
					}
				}
			}
		}
	}
	if repaired == 0 {
		t.Error("nothing was repaired")
	}
}

func TestFramesInSources(t *testing.T) {
	const src = `{{ with .X }}<iframe srcdoc="&lt;link rel=preload as=font href=/a>" title="{{ . }}"></iframe>{{ end }}`
	want := strings.Replace(src, "link", "link crossorigin=&quot;anonymous&quot;", 1)
	r, err := Template([]byte(src), few("font-preload"))
	if err != nil || string(r.Output) != want {
		t.Errorf("%v, output %s, refused %+v", err, r.Output, r.Refused)
	}
	invariants(t, []byte(src), options(), templateFile("a.html"))

	o := few("font-preload")
	o.Page.Name = "a.md"
	if r := Content([]byte("# A\n\n"+strings.ReplaceAll(src, "{{", "{ {")), o); string(r.Output) != "# A\n\n"+strings.ReplaceAll(want, "{{", "{ {") {
		t.Errorf("output %s, refused %+v", r.Output, r.Refused)
	}
	for _, dynamic := range []string{`srcdoc="{{ .X }}<link rel=preload as=font href=/a>"`, `{{ if .X }}srcdoc="<link rel=preload as=font href=/a>"{{ end }}`} {
		if r, err := Template([]byte(`<iframe `+dynamic+`></iframe>`), few("font-preload")); err != nil || r.Changed || len(r.Left) > 0 {
			t.Errorf("%v, %s becomes %s, left %v", err, dynamic, r.Output, r.Left)
		}
	}
}

func TestProofOfFramesFails(t *testing.T) {
	for _, test := range []struct{ name, src, old, text string }{
		{"a quote that ends the value", `<iframe srcdoc="<link href=a>"></iframe>`, "<link", ` crossorigin="anonymous"`},
		{"text that is no attribute", `<iframe srcdoc="<p>a</p>"></iframe>`, "<p>a", "b"},
		{"an element", `<iframe srcdoc="<link href=a>"></iframe>`, "<link", "><p"},
		{"an attribute that is there", `<iframe srcdoc="<link href=a>"></iframe>`, "<link", " href=b"},
		{"inside of a reference", `<iframe srcdoc="&lt;link href=a>"></iframe>`, "&l", "x"},
		{"a reference that text continues", `<iframe srcdoc="<link x=&#34a&#34>"></iframe>`, "&#34a&#34", "1"},
		{"a reference that text makes", `<iframe srcdoc='<link href="&x">'></iframe>`, "&", "lt;"},
		{"a document in the document", `<iframe srcdoc="<iframe srcdoc='<p>a</p>'></iframe>"></iframe>`, "<p>a", "b"},
		{"a srcdoc that was none", `<iframe src=a></iframe>`, "<iframe", " srcdoc=b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := behind(t, test.src, test.old, test.text)
			out, err := edit.Apply([]byte(test.src), []edit.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			if proveHTML(nil, []byte(test.src), out, []edit.Edit{e}) == nil {
				t.Errorf("proven: %s", out)
			}
		})
	}
}
