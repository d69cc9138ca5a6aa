package hugotemplate

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

func TestScanContent(t *testing.T) {
	for _, test := range []struct{ name, file, src, want string }{
		{"nothing", "a.md", "", ""},
		{"inline", "a.md", "Text <img src=\"a&amp;b\" crossorigin> text", `img src="a&b" crossorigin`},
		{"block", "a.md", "# Title\n\n<div>\n<img src=a>\n</div>\n\n<script>\n\nvar a = '<img>';\n</script>\n\n<link>", "img src=\"a\"\nscript\nlink"},
		{"yaml front matter", "a.md", "---\ntitle: <img>\n---\n<img a>", "img a"},
		{"toml front matter", "a.md", "\uFEFF+++\r\ntitle = '''<img>'''\r\n+++\r\n\r\n<img a>\r\n", "img a"},
		{"json front matter", "a.md", "{\"title\": \"}<img>\\\"\", \"b\": {}}\n<img a>", "img a"},
		{"org front matter", "a.md", "#+title: x\n#+b: y\n<img a>", "img a"},
		{"front matter that is not closed", "a.md", "---\ntitle: a\n\n<img>", ""},
		{"rule behind text", "a.md", "a\n\n---\n\n<img a>\n\n---\n", "img a"},
		{"code span", "a.md", "`<img>` ``<img> ` `` <img a>", "img a"},
		{"fenced code", "a.md", "```html\n<img>\n```\n\n~~~\n<img>\n~~~\n<img a>", "img a"},
		{"indented code", "a.md", "a\n\n    <img>\n\n\t<img>\n\n<img a>", "img a"},
		{"code in a list", "a.md", "* a\n\n      <img>\n\n  <img a>\n", "img a"},
		{"quotation", "a.md", "> <div>\n> <img a\n>  alt=b>\n> </div>\n", `img a alt="b"`},
		{"escaped", "a.md", `\<img> &lt;img>`, ""},
		{"Markdown image and link", "a.md", "![a](b.png) [c](d) <https://example.org/>", ""},
		{"table", "a.md", "| a | b |\n|---|---|\n| <img a> | `<img>` |\n", "img a"},
		{"media element over lines", "a.md", "<video crossorigin>\n\n<track src=a>\n\n</video>\n\n<track>", "video crossorigin\ntrack parent video#0 src=\"a\"\ntrack"},
		{"comment", "a.md", "<!-- <img> -->\n\n<img a>", "img a"},

		{"shortcode in a value", "a.md", `<a><img src="/x/{{< param "a>" >}}" alt></a>`, `img src~"/x/" alt`},
		{"shortcode without quotes", "a.md", "<div>\n<img src={{< ref \"a\" >}} alt>\n</div>", `img src~"" alt`},
		{"shortcode among attributes", "a.md", "<img alt {{% attrs %}}>", "img open alt"},
		{"shortcode with markup in its parameters", "a.md", "{{< figure caption=\"<img>\" alt=`<img>\n` >}} <img a>", "img a"},
		{"inside of a shortcode", "a.md", "{{< highlight html >}}\n<img>\n{{< /highlight >}}\n\n<img a>", "img a"},
		{"inside of a Markdown shortcode", "a.md", "{{% note %}}\n<img a>\n\n`<img>`\n{{% /note %}}\n", "img a"},
		{"raw HTML shortcode", "a.md", "{{< rawhtml >}}\n    <script src=\"a\" integrity=\"{{< sri >}}\"></script>\n\n    <img a>\n{{< /rawhtml >}}\n", "script src=\"a\" integrity~\"\"\nimg a"},
		{"shortcode that is not closed", "a.md", "{{< one >}} <img a> {{< two >}} <img b> {{< /two >}}", "img a"},
		{"shortcode that closes itself", "a.md", "{{< one />}} <img a> {{< one >}}<img>{{</ one >}}", "img a"},
		{"shortcodes of one name inside each other", "a.md", "{{< a >}}<img>{{< a >}}<img>{{< /a >}}<img>{{< /a >}}\n\n<img a>", "img a"},
		{"shortcode in a comment", "a.md", "{{</* <img> */>}} <img a> {{%/* /x */%}}", "img a"},
		{"delimiter that is not closed", "a.md", "{{< one <img a> {{% <img b>", "img a\nimg b"},
		{"template action is text", "a.md", "{{ if .X }} <img a> {{ end }}", "img a"},

		{"HTML file", "a.html", "---\na: <img>\n---\n    <img a>\n{{< x \"<img>\" >}}\n`<img b>`{{< code >}}<img>{{< /code >}}", "img a\nimg b"},
		{"AsciiDoc", "a.adoc", "= T\n\n<img>\n\n++++\n<img a>\n++++\n----\n++++\n<img>\n++++\n----\n```html\n<img>\n```\n+++++\n<img b src={{< ref >}}>\n", "img a\nimg b src~\"\""},
		{"Org", "a.org", "#+title: x\n\n<img>\n#+BEGIN_EXPORT html\n<img a>\n#+END_EXPORT\n#+begin_export latex\n<img>\n#+end_export\n#+begin_src html\n#+begin_export html\n<img>\n#+end_src\n", "img a"},
		{"reStructuredText", "a.rst", "T\n=\n\n<img>\n\n.. raw:: html\n   :class: x\n\n   <img a>\n\n   <img b>\n\n::\n\n   <img>\n\n.. raw:: latex\n\n   <img>\n\n  .. Raw:: html html5\n\n     <img c>\n  <img>\n", "img a\nimg b\nimg c"},
		{"directive with an option only", "a.rst", ".. raw:: html\n   :file: <img>\n", ""},
		{"Pandoc", "a.pdc", "Text <img a> `<img>`", "img a"},
		{"other format", "a.txt", "<img>", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := ScanContent(test.file, []byte(test.src), checked, false)
			if err := checkSource([]byte(test.src), s); err != nil {
				t.Error(err)
			}
			if got := show(s.Tags); got != test.want {
				t.Errorf("%s\ngot  %s\nwant %s", test.src, got, test.want)
			}
		})
	}
}

func TestContentComments(t *testing.T) {
	src := "---\na: <!-- b -->\n---\n<!-- c -->\n\n`<!-- d -->` <!-- e -->"
	s := ScanContent("a.md", []byte(src), checked, false)
	var got []string
	for _, c := range s.Comments {
		got = append(got, src[c.Span.Start:c.Span.End])
	}
	if strings.Join(got, "|") != "<!-- c -->|<!-- e -->" {
		t.Errorf("comments %q", got)
	}
}

func FuzzScanContent(f *testing.F) {
	for _, src := range []string{
		"---\na: b\n---\n# A\n\n<div>\n<img src=\"{{< ref \"x\" >}}\">\n</div>\n\n```\n<img>\n```\n",
		"+++\n+++\n{{% note %}}<img {{< a >}}>{{% /note %}}{{< rawhtml >}}<script>{{< /rawhtml >}}",
		"{\"a\": \"}\"}{{</* x */>}}> <b\n> c=d>\n\n1. <img>\n\n       <img>\n",
		"{{< a \"\n{{< `{{%/*{{<>}}", "[^1]\n\n[^1]: <img>\n\nt\n: <img>\n",
		"= T\n\n++++\n<img {{< a >}}>\n++++\n", "#+t: x\n\n#+begin_export html\n<img>\n#+end_export",
	} {
		f.Add([]byte(src))
	}
	every := markup.EveryName()
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, name := range []string{"a.md", "a.html", "a.adoc", "a.org"} {
			if err := checkSource(src, ScanContent(name, src, every, false)); err != nil {
				t.Fatal(name, err)
			}
		}
	})
}

func TestDroppedHTML(t *testing.T) {
	for _, test := range []struct{ name, file, src, want string }{
		{"raw HTML", "a.md", "<div><img></div>\n\nText <img>", ""},
		{"from a shortcode", "a.md", "<img>\n\n{{< rawhtml >}}<img a>{{< /rawhtml >}}\n\n{{% note %}}<img>{{% /note %}}\n", "img a"},
		{"another renderer in the front matter", "a.md", "---\ntitle: a\nmarkup: html\n---\n<img a>", "img a"},
		{"and in JSON", "a.md", "{\"title\": \"a\",\n \"markup\": \"pandoc\"}\n<img a>", "img a"},
		{"an HTML file", "a.html", "<img a>", "img a"},
		{"Pandoc", "a.pandoc", "<img a>", "img a"},
	} {
		if got := show(ScanContent(test.file, []byte(test.src), checked, true).Tags); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
