package generator

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestCheckHTML shows that the check of pages finds what it is for.
func TestCheckHTML(t *testing.T) {
	const page = `<!doctype html><html lang="en"><head><title>T</title></head><body><p id="a"><a href="#a">x</a><br></p><table><tr><th>a</th></tr><tr><td>b</td></tr></table></body></html>`
	if err := checkHTML(page); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string][2]string{
		"element left open":  {"</p>", ""},
		"closed in disorder": {"</a><br></p>", "</p></a>"},
		"no doctype":         {"<!doctype html>", ""},
		"no language":        {` lang="en"`, ""},
		"empty title":        {"<title>T", "<title> "},
		"id twice":           {"<tr><th>", `<tr id="a"><th>`},
		"link to nowhere":    {`"#a"`, `"#b"`},
		"uneven table":       {"<td>b</td>", "<td>b</td><td>c</td>"},
	} {
		if !strings.Contains(page, change[0]) {
			t.Fatalf("%s: the page lacks %q", name, change[0])
		}
		if checkHTML(strings.Replace(page, change[0], change[1], 1)) == nil {
			t.Errorf("%s: not found", name)
		}
	}
}

// TestVectorExamples parses the example of every vector: element, namespace,
// parent and attributes are those that a browser would see.
func TestVectorExamples(t *testing.T) {
	link := regexp.MustCompile(`^(?:HTTP/1\.1 103 Early Hints\s+)?Link: <\{url\}>; rel=`)
	tags := 0
	for _, v := range vectorsOf(load(t)) {
		if v.Element == "" {
			if v.Namespace != "" || v.Parent != "" || len(v.Attributes) > 0 {
				t.Errorf("%s: namespace, parent or attributes without an element", v.Context)
			}
			header := strings.HasPrefix(v.Context, "header-") || strings.HasPrefix(v.Context, "early-hint-")
			if header != link.MatchString(v.Example) {
				t.Errorf("%s: the example is %q", v.Context, v.Example)
			}
			continue
		}
		tags++
		n := find(parse(t, v.Example), v.Element)
		if n == nil {
			t.Errorf("%s: no %s in %s", v.Context, v.Element, v.Example)
			continue
		}
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		if n.Namespace != v.Namespace || !maps.Equal(attributes, v.Attributes) {
			t.Errorf("%s: %s has %q in namespace %q, the vector %q in %q", v.Context, v.Example, attributes, n.Namespace, v.Attributes, v.Namespace)
		}
		parent := ""
		for up := n.Parent; up != nil && parent == ""; up = up.Parent {
			switch up.Data {
			case "audio", "video", "picture":
				parent = up.Data
			}
		}
		if parent != v.Parent {
			t.Errorf("%s: %s stands in %q, the vector says %q", v.Context, v.Example, parent, v.Parent)
		}
	}
	if tags < 1000 {
		t.Errorf("%d vectors with an element, expected most", tags)
	}
}

func parse(t *testing.T, src string) *html.Node {
	t.Helper()
	n, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// find returns the first element of that name.
func find(n *html.Node, name string) *html.Node {
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == name {
			return d
		}
	}
	return nil
}
