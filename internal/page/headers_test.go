package page

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

func showLinks(links []Link) string {
	var b strings.Builder
	for _, l := range links {
		fmt.Fprintf(&b, "<%s>", l.Target)
		for _, p := range l.Params {
			fmt.Fprintf(&b, " %s", p.Name)
			if p.HasValue {
				fmt.Fprintf(&b, "=%q", p.Value)
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestParseLinkHeader(t *testing.T) {
	for value, want := range map[string]string{
		`</a>; rel=preload; as=font; crossorigin`:                   "</a> rel=\"preload\" as=\"font\" crossorigin\n",
		`</a>;REL="preload" ; crossorigin = "anonymous",</b>;rel=x`: "</a> rel=\"preload\" crossorigin=\"anonymous\"\n</b> rel=\"x\"\n",
		`</a,b;c>; title="x, y; \"z\""; rel=next`:                   "</a,b;c> title=\"x, y; \\\"z\\\"\" rel=\"next\"\n",
		`, ,</a> , </b>; ;; rel=a`:                                  "</a>\n</b> rel=\"a\"\n",
		`</a>; rel`:                                                 "</a> rel\n",
		`</a>; =x; rel=b`:                                           "</a> rel=\"b\"\n",
		`</a> junk; rel=b, </c>`:                                    "</a>\n</c>\n",
		`/a; rel=preload`:                                           "",
		`</a`:                                                       "",
		`</a>; rel="x`:                                              "</a> rel=\"x\"\n",
		``:                                                          "",
	} {
		if got := showLinks(ParseLinkHeader(value)); got != want {
			t.Errorf("%s\n got %s\nwant %s", value, got, want)
		}
	}
}

const headers = `# all pages
/*
  X-Frame-Options: DENY
  link: <https://fonts.gstatic.com>; rel=preconnect; crossorigin=anonymous
  # crossorigin-ignore link-header the CDN reads it
  Link: </a.woff2>; rel=preload; as=font; crossorigin

/posts/:slug
	Link: </p.js>; rel=modulepreload, </p.css>; rel="preload"; as=style, </q.css>; rel=preload; as=STYLE
https://example.org/about/
  Link: nothing
`

func TestParseHeaders(t *testing.T) {
	p := ParseHeaders([]byte(headers), Options{URL: "https://example.org/"})
	want := "header-preconnect Anonymous https://fonts.gstatic.com/\nheader-preload-font No CORS /a.woff2\nheader-preload-style No CORS /p.css\n"
	if got := show(p.Fetches); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for i := range p.Fetches {
		l := p.Fetches[i].Link
		if got := headers[l.Span.Start:l.Span.End]; !strings.HasPrefix(got, "<"+l.Target+">; ") {
			t.Errorf("span of %q", got)
		}
		if got := headers[l.TargetSpan.Start:l.TargetSpan.End]; got != l.Target {
			t.Errorf("target span of %q", got)
		}
		for _, param := range l.Params {
			if got := headers[param.Span.Start:param.Span.End]; !equalFold(got[:len(param.Name)], param.Name) {
				t.Errorf("parameter span of %q", got)
			}
		}
	}
	if len(p.Comments) != 1 || !strings.HasPrefix(headers[p.Comments[0].Start:], "crossorigin-ignore link-header") {
		t.Errorf("comments %v", p.Comments)
	}
	if last := p.Blocks[2]; len(last.Unread) != 1 || headers[last.Unread[0].Start:last.Unread[0].End] != "Link: nothing" {
		t.Errorf("unread %v", last.Unread)
	}
}

func TestLinksFor(t *testing.T) {
	p := ParseHeaders([]byte(headers), Options{})
	links := LinksFor(p.Blocks, "", "/posts/one", "_headers", markup.NewLines(p.Src))
	if got := showLinks(links); strings.Count(got, "\n") != 5 || links[2].Source != "_headers:9" {
		t.Errorf("%+v", links)
	}
	page := ParseHTML([]byte(`<base href=/b/><link rel=stylesheet href=x.css>`), Options{URL: "https://example.org/posts/one", Links: links})
	want := "link-stylesheet No CORS /b/x.css\nheader-preconnect Anonymous https://fonts.gstatic.com/\nheader-preload-font No CORS /a.woff2\nheader-preload-style No CORS /p.css\n"
	if got := show(page.Fetches); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if page.Fetches[1].Span != (markup.Span{}) {
		t.Error("a header that only comes with the page has no place in it")
	}
}

func TestHeaderRefs(t *testing.T) {
	for _, test := range []struct{ name, link, want string }{
		{"candidates", `<>; rel=preload; as=image; imagesrcset="/a.png 1x, /b.png 2x"; imagesizes=50vw`, "header-preload-image No CORS /a.png /b.png\n"},
		{"candidates and a URL", `</c.png>; rel=preload; as=image; imagesrcset="/a.png 1x"; imagesizes=50vw`, "header-preload-image No CORS /a.png /c.png\n"},
		{"candidates of another destination", `</c>; rel=preload; as=style; imagesrcset="/a.png 1x"`, "header-preload-style No CORS /c\n"},
		{"no URL", `<>; rel=preload; as=style, <>; rel=preconnect`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := ParseHTML(nil, Options{URL: "https://example.org/", Links: ParseLinkHeader(test.link)})
			if got := show(p.Fetches); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestLinksOfHosts(t *testing.T) {
	const src = `/*
  Link: </a.css>; rel=preload; as=style
https://:project.pages.dev/*
  Link: </b.css>; rel=preload; as=style
https://example.org/posts/*
  ! link
  Link: </c.css>; rel=preload; as=style
/posts/old
  ! Link
  ! X-Frame-Options
`
	p := ParseHeaders([]byte(src), Options{URL: "https://example.org/"})
	for _, test := range []struct{ host, path, want string }{
		{"", "/", "/a.css"},
		{"", "/posts/one", ""}, // example.org might detach them
		{"", "/posts/old", ""},
		{"example.org", "/posts/one", "/c.css"},
		{"example.org", "/posts/old", ""},
		{"www.example.org", "/posts/one", "/a.css"},
		{"one.pages.dev", "/posts/one", "/a.css /b.css"},
		{"a.one.pages.dev", "/", "/a.css"},
	} {
		var got []string
		for _, l := range LinksFor(p.Blocks, test.host, test.path, "_headers", markup.NewLines(p.Src)) {
			got = append(got, l.Target)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s%s: %v, want %s", test.host, test.path, got, test.want)
		}
	}
}

func FuzzParseLinkHeader(f *testing.F) {
	for _, s := range []string{`</a>; rel=preload; as="font"; crossorigin, <b>`, `<>;"`, `<a>;=;,;`, `<a>;b="\"`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		last := 0
		for _, l := range ParseLinkHeader(value) {
			if l.Span.Start < last || l.Span.End < l.Span.Start || l.Span.End > len(value) {
				t.Fatalf("span %v", l.Span)
			}
			if value[l.TargetSpan.Start:l.TargetSpan.End] != l.Target {
				t.Fatalf("target span %v", l.TargetSpan)
			}
			last = l.Span.End
			at := l.TargetSpan.End
			for _, p := range l.Params {
				if p.Span.Start < at || p.Span.End > l.Span.End {
					t.Fatalf("parameter span %v in %v", p.Span, l.Span)
				}
				at = p.Span.End
			}
		}
	})
}

func FuzzParseHeaders(f *testing.F) {
	f.Add(headers)
	f.Add("/\n Link:")
	f.Fuzz(func(t *testing.T, src string) {
		p := ParseHeaders([]byte(src), Options{URL: "https://example.org/"})
		for i := range p.Blocks {
			_ = src[p.Blocks[i].Span.Start:p.Blocks[i].Span.End]
			p.Blocks[i].sends("example.org", "/posts/one/")
		}
		for _, c := range p.Comments {
			_ = src[c.Start:c.End]
		}
	})
}

func TestParseHeaderTable(t *testing.T) {
	const src = `[build]
publish = "public"
[[headers]]
for = "/*"
[headers.values]
# crossorigin-ignore link-header Chromium only
link = "</a.woff2>; rel=preload; as=font; crossorigin"
Link = '</b.css>; rel="preload"; as=style'
[[server.headers]]
  for = '/posts/**'
  [server.headers.values]
  X-Frame-Options = "DENY"
  Link = "</c.js>; rel=\"preload\"; as=script"
[other.values]
Link = "</d>; rel=preconnect"
`
	p, err := ParseHeaderTable([]byte(src), Options{URL: "https://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	want := "header-preload-font No CORS /a.woff2\nheader-preload-style No CORS /b.css\nheader-preload-script No CORS /c.js\n"
	if got := show(p.Fetches); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	for i, want := range []string{"</a.woff2>; rel=preload; as=font; crossorigin", `</b.css>; rel="preload"; as=style`, `"</c.js>; rel=\"preload\"; as=script"`} {
		l := p.Fetches[i].Link
		if got := src[l.Span.Start:l.Span.End]; got != want || l.Inexact != (i == 2) {
			t.Errorf("span of %q, inexact %v", got, l.Inexact)
		}
	}
	if len(p.Comments) != 1 || !strings.HasPrefix(src[p.Comments[0].Start:p.Comments[0].End], "crossorigin-ignore link-header") {
		t.Errorf("comments %v", p.Comments)
	}
	if len(p.Blocks) != 2 || p.Blocks[1].Pattern != "/posts/**" || p.Blocks[1].sends("", "/posts/one/") != always {
		t.Errorf("blocks %+v", p.Blocks)
	}
}

func TestParseHeaderTableFormats(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"hugo.toml", "[server]\n[[server.headers]]\nfor = '/**'\nvalues = {X = 'y', Link = '</a.woff2>; rel=preload; as=font'}\n"},
		{"server.toml", "[[headers]]\nfor = '/**'\n[headers.values]\nLink = \"\"\"\n</a.woff2>; rel=preload;\n as=font\"\"\"\n"},
		{"netlify.toml", "[[headers]]\nfor = '/**'\n[headers.values]\nLink = [ '</a.woff2>; rel=preload; as=font', ]\n"},
		{"netlify.toml", "headers = [{for = '/**', values = {Link = ['</a.woff2>; rel=preload; as=font']}}]\n"},
		{"netlify.toml", "[[headers]]\nfor = '/**'\n[headers.values]\nLink = '''\n  </a.woff2>; rel=preload;\n  as=font,\n  '''\n"},
		{"hugo.toml", "[server]\nheaders = [{for = '/**', values = {Link = '</a.woff2>; rel=preload; as=font'}}]\n"},
		{"hugo.yaml", "# ä\nserver:\n  headers:\n  - for: /**\n    values:\n      ä: b\n      Link: </a.woff2>; rel=preload; as=font\n"},
		{"server.yml", "headers: [{for: '/**', values: {Link: \"</a.woff2>; rel=preload; as=font\"}}]\n"},
		{"hugo.json", "{\"ä\": \"\\/\", \"server\": {\"headers\": [{\"for\": \"/**\", \"values\": {\"Link\": \"</a.woff2>; rel=preload; as=font\"}}]}}"},
	} {
		p, err := ParseHeaderTable([]byte(test.src), Options{Name: test.name, URL: "https://example.org/"})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if got := show(p.Fetches); got != "header-preload-font No CORS /a.woff2\n" {
			t.Errorf("%s: %s", test.name, got)
			continue
		}
		l := p.Fetches[0].Link
		if got := test.src[l.TargetSpan.Start:l.TargetSpan.End]; got != "/a.woff2" || l.Inexact {
			t.Errorf("%s: the target stands at %q", test.name, got)
		}
		if b := p.Blocks[0]; b.Pattern != "/**" || test.src[b.Span.Start:b.Span.End] != "/**" {
			t.Errorf("%s: %+v", test.name, b)
		}
	}
	for _, test := range []struct {
		name, src    string
		line, column int
	}{
		{"a.toml", "x = 1\na = \n", 2, 5},
		{"a.yaml", "a: b\nc: [\n", 2, 1},
		{"a.json", "{\n\"a\": x}", 2, 6},
	} {
		_, err := ParseHeaderTable([]byte(test.src), Options{Name: test.name})
		var wrong *SyntaxError
		if !errors.As(err, &wrong) || wrong.Line != test.line || wrong.Column != test.column {
			t.Errorf("%s: %v, want an error at %d:%d", test.name, err, test.line, test.column)
		}
	}
}

func TestHeaderArrays(t *testing.T) {
	const src = "[[headers]]\nfor = '/*'\n[headers.values]\nLink = [\n  '</a.woff2>; rel=preload; as=font, </b.css>; rel=preload; as=style', # two\n  \"</c.js>; rel=\\\"preload\\\"; as=script\",\n]\n"
	p, err := ParseHeaderTable([]byte(src), Options{Name: "site/netlify.toml", URL: "https://example.org/"})
	if err != nil {
		t.Fatal(err)
	}
	want := "header-preload-font No CORS /a.woff2\nheader-preload-style No CORS /b.css\nheader-preload-script No CORS /c.js\n"
	if got := show(p.Fetches); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if p, err = ParseHeaderTable([]byte(src), Options{Name: "server.toml"}); err != nil || len(p.Fetches) != 0 || len(p.Blocks) != 1 {
		t.Errorf("Hugo's server sends no arrays: %v, %+v", err, p.Blocks)
	}
}

func FuzzParseHeaderTable(f *testing.F) {
	f.Add("a.toml", "[[headers]]\nfor='/*'\n[headers.values]\nLink='</a>; rel=preload'\n#crossorigin-ignore x")
	f.Add("a.toml", "[[server.headers]]\n[server.headers.values]\nlink=\"\"\"\n</a>;rel=\\\"x\\\"\"\"\"")
	f.Add("netlify.toml", "headers=[{for='/',values={Link=['</a>', 1]}}]\n[[headers]]\nfor='/:a*'\nvalues.Link=['<b>;x']")
	f.Add("a.yaml", "server: {headers: [{for: /*, values: &a {Link: </a>; rel=preload, x: *a}}]}\n# crossorigin-ignore x")
	f.Add("a.json", `{"headers":[{"for":"\/*","values":{"link":"<\/a>;rel=preload"}}]}`)
	f.Fuzz(func(t *testing.T, name, src string) {
		p, err := ParseHeaderTable([]byte(src), Options{Name: name, URL: "https://example.org/"})
		if err != nil {
			return
		}
		for i := range p.Blocks {
			_ = src[p.Blocks[i].Span.Start:p.Blocks[i].Span.End]
			for _, l := range p.Blocks[i].Links {
				_ = src[l.Span.Start:l.Span.End]
				_ = src[l.TargetSpan.Start:l.TargetSpan.End]
			}
			for _, u := range p.Blocks[i].Unread {
				_ = src[u.Start:u.End]
			}
		}
		for _, c := range p.Comments {
			_ = src[c.Start:c.End]
		}
	})
}
