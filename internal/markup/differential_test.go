package markup

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// FuzzScan holds every input against x/net/html's tokenizer, and the scan's
// promises about spans.
//
// Where x/net/html departs from the standard the inputs are left out or the
// difference is not looked at: see misreadByTokenizer, canonical and foreignRoot.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		`<a b="c" d='e' f=g h>`, `<!-- <a> --!><b>`, `<script><!-- <script> </script> --></script><b>`,
		`<noscript><img src=a></noscript>`, `<svg><title><p></title><![CDATA[<a>]]></svg>`,
		"<a b\x00='\r\n&amp;&copy=1'>", `<template shadowrootmode=open><video><track></template>`,
		`<math><annotation-xml encoding=text/html><a></math>`, `<a/b/=c d=/>`, `<a "<b>`, "<!--><!---><!----!>", "</ a><//><?a>",
		`<style><a></style ><textarea></textarea><plaintext><a>`,
		`<i crossorigin><i/CROSSORIGIN/><i title='>'crossorigin = x><i ="crossorigin"><i b=crossorigin><i xcrossorigin crossoriginx>`,
		`<p a = "1"b='2'c=3 d/ =e f/=g h<i=j k?=l m=n/></p =">"><section data-long-name="x>y" aria-label=z></section o="p>q">`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		var tags []Tag
		comments := 0
		Visit(src, EveryName(), Visitor{
			Tag:     func(tag *Tag) bool { tags = append(tags, tag.Clone()); return true },
			Comment: func(text Span) { comments += len(src[text.Start:text.End]) },
		})
		checkSpans(t, src, tags)
		checkSubset(t, src, tags)
		if misreadByTokenizer(src, tags) {
			return
		}
		var got []string
		for i := range tags {
			got = append(got, canonical(&tags[i]))
		}
		got = beforeForeign(got)
		want := beforeForeign(tokenizerTags(src, false))
		if !slices.Equal(got, want) {
			t.Errorf("%q:\n got %q\nwant %q", src, got, want)
		}
	})
}

// checkSpans proves that spans slice back to the source and lie in order.
func checkSpans(t *testing.T, src []byte, tags []Tag) {
	t.Helper()
	last := 0
	inside := func(what string, inner, outer Span) {
		if inner.Start < outer.Start || inner.End < inner.Start || inner.End > outer.End {
			t.Fatalf("%q: %s %v is not inside %v", src, what, inner, outer)
		}
	}
	for i := range tags {
		tag := &tags[i]
		inside("tag", tag.Span, Span{last, len(src)})
		inside("text", tag.Text, Span{tag.Span.End, len(src)})
		last = tag.Span.End
		if src[tag.Span.Start] != '<' || src[tag.Span.End-1] != '>' || tag.NameSpan.Start != tag.Span.Start+1 {
			t.Fatalf("%q: span %v is no tag", src, tag.Span)
		}
		if name := decodeName(string(src[tag.NameSpan.Start:tag.NameSpan.End])); name != tag.Name {
			t.Fatalf("%q: name %q, but its span holds %q", src, tag.Name, name)
		}
		if tag.ParentIndex >= i {
			t.Fatalf("%q: tag %d has parent %d", src, i, tag.ParentIndex)
		}
		if tag.ParentIndex >= 0 && tags[tag.ParentIndex].Name != tag.Parent {
			t.Fatalf("%q: tag %d has parent %q at %d, which is %q", src, i, tag.Parent, tag.ParentIndex, tags[tag.ParentIndex].Name)
		}
		names := NewNames().OrAttr("b")
		next, selfClosing, carries := names.walkAttrs(src, tag.NameSpan.End, false)
		if b := tag.Find("b") != nil; next != tag.Span.End || selfClosing != tag.SelfClosing || carries != b {
			t.Fatalf("%q: the tag at %v ends at %d, self-closing %t, with b %t", src, tag.Span, next, selfClosing, carries)
		}
		at := tag.NameSpan.End
		for _, a := range tag.Attrs {
			inside("attribute", a.Span, Span{at, tag.Span.End - 1})
			inside("name", a.NameSpan, a.Span)
			inside("value", a.ValueSpan, a.Span)
			at = a.Span.End
			if a.Quote != 0 && (src[a.ValueSpan.Start-1] != a.Quote || src[a.ValueSpan.End] != a.Quote) {
				t.Fatalf("%q: value %v is not in quotes", src, a.ValueSpan)
			}
		}
	}
}

// checkSubset proves that a scan for some names, or for an attribute, reports
// the same tags as a scan for all, whose fast path differs.
func checkSubset(t *testing.T, src []byte, all []Tag) {
	t.Helper()
	for _, attr := range []string{"", "b", "crossorigin"} {
		some := scanAll(string(src), NewNames("a", "track", "script", "image").OrAttr(attr))
		i := 0
		for j := range all {
			want := all[j]
			named := strings.Contains(" a track script image ", " "+want.Name+" ")
			if !named && (attr == "" || want.Find(attr) == nil) {
				continue
			}
			want.ByAttr = !named
			if i < len(some) {
				// The parent is reported in one of the two scans only.
				want.ParentIndex = some[i].ParentIndex
			}
			if i == len(some) || fmt.Sprint(some[i]) != fmt.Sprint(want) {
				t.Fatalf("%q: tag %d of the scan for a few names or %q is not %+v:\n%+v", src, i, attr, want, some)
			}
			i++
		}
		if i != len(some) {
			t.Fatalf("%q: a scan for a few names or %q reports %d tags, want %d", src, attr, len(some), i)
		}
	}
}

// TestScanAgreesWithParser compares random documents, nested as the standard
// asks, with x/net/html's parser.
func TestScanAgreesWithParser(t *testing.T) {
	tags := 0
	for seed := range uint64(3000) {
		g := generator{rand: rand.New(rand.NewPCG(seed, 1))}
		g.out.WriteString("<!DOCTYPE html><html><head></head><body>")
		g.html(0)
		g.out.WriteString("</body></html>")
		n, dropped := compareWithParser(t, fmt.Sprintf("seed %d", seed), g.out.String())
		if dropped > 0 {
			t.Errorf("seed %d: the parser drops %d tags of %s", seed, dropped, g.out.String())
		}
		tags += n
		if t.Failed() {
			return
		}
	}
	if tags < 30_000 {
		t.Errorf("only %d tags compared", tags)
	}
}

// generator writes random HTML. Each method writes content that is allowed in
// its context and returns when it is closed. They return false when a breakout
// element has closed SVG or MathML behind their back.
type generator struct {
	rand       *rand.Rand
	out        strings.Builder
	inForeign  int // SVG and MathML islands open
	inNoscript bool
}

func (g *generator) pick(of ...string) string { return of[g.rand.IntN(len(of))] }

// element writes a tag, its content and, when the content left it open, the
// end tag.
func (g *generator) element(name string, content func() bool) bool {
	fmt.Fprintf(&g.out, "<%s%s>", name, g.pick("", " a", ` b="<i>"`, " c='/>'", " d=e/f", "\n"))
	if !content() {
		return false
	}
	fmt.Fprintf(&g.out, "</%s%s>", name, g.pick("", " ", ` a="</b>"`))
	return true
}

// island writes an svg or math element.
func (g *generator) island(root string, depth int) {
	g.inForeign++
	g.element(root, func() bool { return g.foreign(root, depth+1) })
	g.inForeign--
}

func (g *generator) html(depth int) bool {
	for range g.rand.IntN(5) {
		if depth > 6 {
			g.out.WriteString("text")
			return true
		}
		switch g.rand.IntN(14) {
		case 0, 1, 2:
			g.element(g.pick("div", "section", "x-y", "main", "video", "picture", "canvas", "ins", "Div"), func() bool { return g.html(depth + 1) })
		case 3:
			g.out.WriteString("<" + g.pick("img", "image", "br", "link", "meta", "input", "wbr") + ">")
		case 4:
			g.element(g.pick("script", "style", "title", "textarea", "xmp", "noframes"), func() bool {
				g.out.WriteString(g.pick("", "<svg>", "</svg>", "<!--", "<![CDATA[", "<template>"))
				return true
			})
		case 5, 6, 7:
			g.island("svg", depth)
		case 8, 9:
			g.island("math", depth)
		case 10:
			if g.inForeign > 0 {
				continue // x/net/html drops templates there, on purpose
			}
			g.element("template", func() bool { return g.html(depth + 1) })
		case 11:
			if g.inForeign == 0 {
				g.out.WriteString(g.pick("<![CDATA[<svg>", "</foreignObject>", "</g>"))
			}
			g.out.WriteString(g.pick("<!-- <svg> -->", "<?svg>", "</ svg>", "<!-->", "<svg/>", "<math />"))
		case 12:
			// With scripting, the first end tag closes all noscripts.
			if !g.inNoscript {
				g.inNoscript = true
				g.element("noscript", func() bool { return g.html(depth + 1) })
				g.inNoscript = false
			}
		default:
			g.out.WriteString(g.pick("text", "< ", "&lt;svg>"))
		}
	}
	return true
}

func (g *generator) foreign(root string, depth int) bool {
	for range g.rand.IntN(5) {
		if depth > 6 {
			return true
		}
		name := ""
		content := func() bool { return g.foreign(root, depth+1) }
		switch g.rand.IntN(12) {
		case 0, 1:
			name = g.pick("g", "a", "path", "video", "template", "title2", "style", "script", "textarea", "plaintext", "iframe", "font", "image", "link", "select", "button", "annotation")
		case 2:
			name = g.pick("foreignObject", "desc", "title", "FOREIGNOBJECT")
			if root == "svg" {
				content = func() bool { return g.html(depth + 1) }
			}
		case 3:
			name = g.pick("mi", "mo", "mn", "ms", "mtext")
			if root == "math" {
				content = func() bool { return g.html(depth + 1) }
			}
		case 4:
			name = "annotation-xml"
		case 5:
			name = "annotation-xml encoding=" + g.pick("text/html", "'Application/XHTML+xml'", "text/plain")
			if root == "math" && !strings.Contains(name, "plain") {
				content = func() bool { return g.html(depth + 1) }
			}
		case 6:
			g.out.WriteString("<" + g.pick("script", "style", "title", "image", "path", "desc", "a") + g.pick("/>", " />", " x='y'/>"))
			continue
		case 7:
			g.out.WriteString(g.pick("<![CDATA[<p>]]>", "<![CDATA[]]]]>", "<!-- <p> -->", "text"))
			continue
		case 8:
			g.out.WriteString(g.pick("</stray>", "</missing-glyph >", "</>"))
			continue
		case 9:
			if g.rand.IntN(3) == 0 {
				g.out.WriteString(g.pick("<img>", "<br>", "<embed>", "<hr>", "<meta>", "<font size=1></font>"))
				return false
			}
			continue
		default:
			continue
		}
		tag, _, _ := strings.Cut(name, " ")
		g.out.WriteString("<" + name + ">")
		if !content() {
			return false
		}
		g.out.WriteString("</" + tag + ">")
	}
	return true
}

// TestScanIsLinear feeds the scanner long runs of pieces that invite it to look
// ahead or to walk its stack again and again. It takes seconds; with a quadratic
// step anywhere it takes minutes, up to the test's time limit.
func TestScanIsLinear(t *testing.T) {
	const size = 2 << 20
	for _, piece := range []string{
		"<script><!--<script ", "<script><!--</script>", "<script><!-- --></script>", "<!--", "<!-- -", "<svg>", "<svg><a>", "</a>", "</video>",
		"<a \"", "<a b=\"", "<a b='", "<", "</", "<!", "<?", "<a", "<a/", "<a =", "<a a a a a>", "<a b=&amp>", "\n", ">",
		"<svg><style>", "<svg><style><!--", "<svg><![CDATA[", "<noscript>", "<noscript></noscript>", "<template>", "<video>", "<video><svg><desc>",
		"<textarea>", "<textarea></textarea", "<svg><font color>", "<math><annotation-xml>", "<svg></p>", "<svg><foreignObject><p>", "</foreignobject>",
	} {
		src := []byte(strings.Repeat("<video><svg><desc><g>", 100) + strings.Repeat(piece, size/len(piece)))
		n := 0
		for _, want := range []*Names{EveryName(), checkedNames} {
			Visit(src, want, Visitor{
				Tag:     func(*Tag) bool { n++; return true },
				Comment: func(Span) {},
			})
		}
		if n < 100 {
			t.Errorf("%q: only %d tags reported", piece, n)
		}
	}
}
