package markup

import (
	"fmt"
	"strings"
	"testing"
)

// show writes tags one a line in a short form that tests compare:
//
//	[svg|math:]name attr="value" bare [/] [in parent#index] [noscript] [template] [text=…]
func show(src string, tags []Tag) string {
	var b strings.Builder
	for i := range tags {
		t := &tags[i]
		b.WriteString([]string{"", "svg:", "math:"}[t.Namespace])
		b.WriteString(t.Name)
		for _, a := range t.Attrs {
			b.WriteString(" " + a.Name)
			if a.HasValue {
				fmt.Fprintf(&b, "=%q", a.Value)
			}
		}
		if t.SelfClosing {
			b.WriteString(" /")
		}
		if t.Parent != "" {
			fmt.Fprintf(&b, " in %s#%d", t.Parent, t.ParentIndex)
		}
		if t.Noscript {
			b.WriteString(" noscript")
		}
		if t.Template {
			b.WriteString(" template")
		}
		if text := src[t.Text.Start:t.Text.End]; text != "" {
			fmt.Fprintf(&b, " text=%q", text)
		}
		b.WriteString("\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func scanAll(src string, want *Names) []Tag {
	var tags []Tag
	Scan([]byte(src), want, func(t *Tag) bool {
		tags = append(tags, t.Clone())
		return true
	})
	return tags
}

func TestScan(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"nothing", "", ""},
		{"text only", "a < b > c", ""},
		{"lone angle bracket at the end", "<", ""},
		{"attribute forms", `<a b c= d='e"' f="g'" h = i>`, `a b c="d='e\"'" f="g'" h="i"`},
		{"case", `<SCRIPT SrC="A" ASYNC></ScRiPt><P>`, "script src=\"A\" async\np"},
		{"no space between attributes", `<a b="c"d='e'f>`, `a b="c" d="e" f`},
		{"slash between attributes", `<a/b/c="d"/>`, `a b c="d" /`},
		{"slash and space is not self-closing", `<a / >`, "a"},
		{"unquoted value keeps its slash", `<link href=/b/>`, `link href="/b/"`},
		{"unquoted value then a slash", `<link href=/b />`, `link href="/b" /`},
		{"duplicate with a slash value", `<p a=1 a=x/>`, `p a="1" a="x/"`},
		{"equals sign starts a name", `<a =b = "c" ==d>`, `a =b="c" =="d"`},
		{"quotes in names", `<a "b" c"d=e>`, `a "b" c"d="e"`},
		{"missing value", `<a b= >`, `a b=""`},
		{"value after newlines", "<a b\n=\n\"c\">", `a b="c"`},
		{"angle bracket in a value", `<a b="<script>" c='>'><i>`, "a b=\"<script>\" c=\">\"\ni"},
		{"angle bracket in a name", `<a<b c<d=<e>`, `a<b c<d="<e"`},
		{"duplicates are kept in order", `<img crossorigin=a CROSSORIGIN=b>`, `img crossorigin="a" crossorigin="b"`},
		{"references", `<a b="&amp;&#43;&#x2b;&lt&quot;">`, `a b="&++<\""`},
		{"legacy references before = and letters", `<a b="?a=1&copy=1&copyx&copy;&copy">`, `a b="?a=1&copy=1&copyx©©"`},
		{"reference in an unquoted value with quotes", `<a b=&amp;"'/>`, `a b="&\"'/"`},
		{"NUL and CR", "<a b\x00=\"\x00\r\n\r\">", "a b\uFFFD=\"\uFFFD\\n\\n\""},
		{"reference to CR stays", "<a b='&#13;'>", `a b="\r"`},
		{"unterminated tag", `<i><a b="c"`, "i"},
		{"unterminated value", `<i><a b="c>`, "i"},
		{"unterminated name", `<i><a`, "i"},
		{"end tags with attributes", `</a b="<i>"><b>`, "b"},
		{"bogus end tags", `</ <i>><b></><u>`, "b\nu"},
		{"non-letter after bracket", `<3 <_ <é <a>`, "a"},
		{"processing instruction", `<?xml <a?><b>`, "b"},
		{"doctype with a bracket in quotes", `<!DOCTYPE html "a><b>"><i>`, "b\ni"},
		{"CDATA in HTML is a bogus comment", `<![CDATA[<a>]]><b>`, "b"},

		{"comment", `<!-- <a> --><b>`, "b"},
		{"empty comment forms", `<!--><a><!---><b><!----><i>`, "a\nb\ni"},
		{"comment closed with a bang", `<!-- <a> --!><b>`, "b"},
		{"comment not closed by dash bang", `<!---!><a>--><b>`, "b"},
		{"comment with dashes", `<!-- -- > <a> - -> --- <a> ----><b>`, "b"},
		{"unterminated comment", `<b><!-- <a> -- >`, "b"},
		{"comment in comment", `<!-- <!-- --><b> -->`, "b"},

		{"script text", `<script>a<b</scrip></script x="</script>"><b>`, "script text=\"a<b</scrip>\"\nb"},
		{"script with a commented script", `<script><!-- <script> </script> <a> --></script><b>`, "script text=\"<!-- <script> </script> <a> -->\"\nb"},
		{"commented script end", `<script><!-- </script><b>`, "script text=\"<!-- \"\nb"},
		{"less-than sign in an escaped script", `<script><!-- a < b <script></script> --></script><b>`, "script text=\"<!-- a < b <script></script> -->\"\nb"},
		{"abrupt escape", `<script><!--><script></script><b>`, "script text=\"<!--><script>\"\nb"},
		{"double escape ended by dashes", `<script><!--<script>--></script><b>`, "script text=\"<!--<script>-->\"\nb"},
		{"script that never ends", `<script><a>`, `script text="<a>"`},
		{"script end tag cut off", `<script>a</script`, `script text="a</script"`},
		{"style", `<style><!-- </style><b>`, "style text=\"<!-- \"\nb"},
		{"textarea and title", `<title><a></title><textarea><a></TEXTAREA ><b>`, "title\ntextarea\nb"},
		{"other raw text", `<xmp><a></xmp><iframe><a></iframe><noembed><a></noembed><noframes><a></noframes><b>`, "xmp\niframe\nnoembed\nnoframes\nb"},
		{"plaintext", `<plaintext><a></plaintext><b>`, "plaintext"},
		{"self-closing script is open", `<script/><a></script><b>`, "script / text=\"<a>\"\nb"},

		{"noscript", `<noscript><img src=a></noscript><img>`, "noscript\nimg src=\"a\" noscript\nimg"},
		{"noscript ends inside a comment", `<noscript><!-- <a> </noscript><b> -->`, "noscript\nb"},
		{"noscript ends inside a value", `<noscript><a b="</noscript><i>">`, "noscript\ni"},
		{"raw text in noscript", `<noscript><style>a</style><iframe><a></iframe></noscript><b>`, "noscript\nstyle noscript text=\"a\"\niframe noscript\nb"},
		{"svg left open in noscript", `<noscript><svg></noscript><title><a></title>`, "noscript\nsvg:svg noscript\ntitle"},
		{"noscript in noscript", `<noscript><noscript><a></noscript><b></noscript>`, "noscript\nnoscript noscript\na noscript\nb"},
		{"noscript that never ends", `<noscript><a>`, "noscript\na noscript"},

		{"template", `<template><img></template><img>`, "template\nimg template\nimg"},
		{"template closed from foreign content", `<template><svg></template><script></script>`, "template\nsvg:svg template\nscript"},
		{"shadow root", `<div><template ShadowRootMode=OPEN><img><template><img></template></template></div>`, "div\ntemplate shadowrootmode=\"OPEN\"\nimg\ntemplate\nimg template"},
		{"shadow root in a template", `<template><template shadowrootmode=open><img>`, "template\ntemplate shadowrootmode=\"open\" template\nimg template"},
		{"no such shadow root mode", `<template shadowrootmode=no><img>`, "template shadowrootmode=\"no\"\nimg template"},

		{"media", `<video><source><track></video><source>`, "video\nsource in video#0\ntrack in video#0\nsource"},
		{"picture in video", `<i><video><picture><source></picture><track></VIDEO>`, "i\nvideo\npicture in video#1\nsource in picture#2\ntrack in video#1"},
		{"media outside of a template", `<video><template><track></template><track>`, "video\ntemplate in video#0\ntrack template\ntrack in video#0"},
		{"media end tag stops at a template", `<video><template></video></template><track>`, "video\ntemplate in video#0\ntrack in video#0"},
		{"svg video is no media element", `<svg><video><track>`, "svg:svg\nsvg:video\nsvg:track"},
		{"a div's end tag closes a media element in it", `<div><video></div><track>`, "div\nvideo\ntrack"},
		{"a source in a div in a video", `<video><div><source></div><source></video>`, "video\ndiv in video#0\nsource\nsource in video#0"},
		{"an image in a span in a picture", `<picture><source><span><img></span><img></picture>`, "picture\nsource in picture#0\nspan in picture#0\nimg\nimg in picture#0"},

		{"svg", `<svg><image href=a /><script>1</script></svg><script></script>`, "svg:svg\nsvg:image href=\"a\" /\nsvg:script text=\"1\"\nscript"},
		{"raw text elements are none in svg", `<svg><noscript><a/></noscript><textarea><a/></textarea><plaintext><a/></plaintext></svg>`, "svg:svg\nsvg:noscript\nsvg:a /\nsvg:textarea\nsvg:a /\nsvg:plaintext\nsvg:a /"},
		{"self-closing svg", `<svg/><title><a></title>`, "svg:svg /\ntitle"},
		{"self-closing script in svg", `<svg><script/><a></svg>`, "svg:svg\nsvg:script /\nsvg:a"},
		{"style in svg holds markup", `<svg><style><!-- <a> --><![CDATA[<b>]]>x<i></style>`, "svg:svg\nsvg:style text=\"<!-- <a> --><![CDATA[<b>]]>x\"\ni"},
		{"image outside of svg", `<image src=a>`, `image src="a"`},
		{"svg title is HTML inside", `<svg><title><p></p><style><a></style></title><style></style>`, "svg:svg\nsvg:title\np\nstyle text=\"<a>\"\nsvg:style"},
		{"foreignObject", `<svg><foreignObject><div><svg><a/></svg><a></a></div></foreignObject><a/></svg><a>`, "svg:svg\nsvg:foreignobject\ndiv\nsvg:svg\nsvg:a /\na\nsvg:a /\na"},
		{"same name on both sides of foreignObject", `<svg><a><foreignObject><a></a></foreignObject><image/></a><image/></svg>`, "svg:svg\nsvg:a\nsvg:foreignobject\na\nsvg:image /\nsvg:image /"},
		{"void elements in foreignObject", `<svg><desc><img><br><link></desc><link/></svg>`, "svg:svg\nsvg:desc\nimg\nbr\nlink\nsvg:link /"},
		{"optional end tags in foreignObject", `<svg><desc><p>a<p>b</p></desc><link/></svg>`, "svg:svg\nsvg:desc\np\np\nsvg:link /"},
		{"breakout", `<svg><g><p><script></script>`, "svg:svg\nsvg:g\np\nscript"},
		{"breakout by an end tag", `<svg><g></p><title></title>`, "svg:svg\nsvg:g\ntitle"},
		{"breakout stops at an integration point", `<svg><desc><svg><div></div></desc><a/>`, "svg:svg\nsvg:desc\nsvg:svg\ndiv\nsvg:a /"},
		{"font breaks out with a color only", `<svg><font><a/><font COLOR=red><a>`, "svg:svg\nsvg:font\nsvg:a /\nfont color=\"red\"\na"},
		{"unclosed elements in svg", `<svg><path><g></svg><link>`, "svg:svg\nsvg:path\nsvg:g\nlink"},
		{"svg closed by its parent", `<div><svg><path></div><link>`, "div\nsvg:svg\nsvg:path\nlink"},
		{"stray svg end tag in svg", `<svg></g></desc><link></svg><link>`, "svg:svg\nsvg:link\nlink"},
		{"CDATA in svg", `<svg><![CDATA[<a>]]><b/>`, "svg:svg\nb /"},
		{"CDATA in HTML inside svg", `<svg><desc><p><![CDATA[<a>]]></p></desc>`, "svg:svg\nsvg:desc\np"},
		{"math", `<math><mi><b></b><mglyph/><malignmark/><img></mi><a/></math><a>`, "math:math\nmath:mi\nb\nmath:mglyph /\nmath:malignmark /\nimg\nmath:a /\na"},
		{"annotation-xml", `<math><annotation-xml><a/><svg><a/></svg><a/></annotation-xml></math>`, "math:math\nmath:annotation-xml\nmath:a /\nsvg:svg\nsvg:a /\nmath:a /"},
		{"annotation-xml with HTML", `<math><annotation-xml encoding="TEXT/html"><a></a><link></annotation-xml><a/></math>`, "math:math\nmath:annotation-xml encoding=\"TEXT/html\"\na\nlink\nmath:a /"},
		{"svg in a MathML element is MathML", `<math><svg><a/></svg></math>`, "math:math\nmath:svg\nmath:a /"},
		{"Kelvin sign and long s are no ASCII letters", "<lin\u212A><\u017Fcript><s\u017Fcript><\u212Aa>", "lin\u212A\ns\u017Fcript"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := show(test.src, scanAll(test.src, EveryName())); got != test.want {
				t.Errorf("%s\n got:\n%s\nwant:\n%s", test.src, got, test.want)
			}
		})
	}
}

func TestScanReportsWantedNamesOnly(t *testing.T) {
	const src = `<link><LINK a><linka><p><video><track></video><lin><svg><image/><feImage/></svg><image><script>1</script>`
	got := show(src, scanAll(src, NewNames("Link", "track", "image", "feimage", "script")))
	const want = "link\nlink a\ntrack in video#-1\nsvg:image /\nsvg:feimage /\nimage\nscript text=\"1\""
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestScanStopsWhenTold(t *testing.T) {
	for _, src := range []string{"<a><b><i>", "<a><noscript><b></noscript><i>", "<a><svg><b/></svg><i>", "<a><template><b></template><i>", "<a><b>"} {
		var got []string
		Scan([]byte(src), NewNames("a", "b", "i"), func(t *Tag) bool {
			got = append(got, t.Name)
			return t.Name != "b"
		})
		if fmt.Sprint(got) != "[a b]" {
			t.Errorf("%s: reported %v, want [a b]", src, got)
		}
	}
}

func TestVisitReportsComments(t *testing.T) {
	const src = `<!-- one --><a><!--two--!><!bogus><script><!-- no --></script><noscript><!--three--></noscript><!--><!-- four`
	var got []string
	Visit([]byte(src), NewNames("a"), Visitor{
		Tag:     func(t *Tag) bool { got = append(got, "<"+t.Name+">"); return true },
		Comment: func(text Span) { got = append(got, src[text.Start:text.End]) },
	})
	const want = `[" one " "<a>" "two" "three" "" " four"]`
	if s := fmt.Sprintf("%q", got); s != want {
		t.Errorf("got %s, want %s", s, want)
	}
}

func TestSpans(t *testing.T) {
	const src = "x<IMG A B = 'c&amp;d' E=f/ G= ><style>x</style>"
	tags := scanAll(src, NewNames("img", "style"))
	if len(tags) != 2 {
		t.Fatalf("got %d tags, want 2", len(tags))
	}
	at := func(s Span) string { return src[s.Start:s.End] }
	img := tags[0]
	got := []string{at(img.Span), at(img.NameSpan), at(tags[1].Span), at(tags[1].Text)}
	for _, a := range img.Attrs {
		got = append(got, at(a.Span), at(a.NameSpan), at(a.ValueSpan), string(a.Quote))
	}
	want := []string{
		"<IMG A B = 'c&amp;d' E=f/ G= >", "IMG", "<style>", "x",
		"A", "A", "", "\x00",
		"B = 'c&amp;d'", "B", "c&amp;d", "'",
		"E=f/", "E", "f/", "\x00",
		"G= ", "G", "", "\x00",
	}
	if fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if a := img.Attrs[0]; a.ValueSpan != (Span{a.NameSpan.End, a.NameSpan.End}) {
		t.Errorf("bare attribute: ValueSpan %v, want empty at the end of the name", a.ValueSpan)
	}
}

func TestCloneOutlivesTheScan(t *testing.T) {
	const src = `<a b=1 c=2><a b=3 d=4>`
	if got := show(src, scanAll(src, NewNames("a"))); got != "a b=\"1\" c=\"2\"\na b=\"3\" d=\"4\"" {
		t.Errorf("got %s", got)
	}
}

func TestNamesTellCollidingNamesApart(t *testing.T) {
	names := []string{"x-element-one", "x-element-two", "h1", "h2", "a", "noscript", "noscripts"}
	n := NewNames(names...)
	for _, name := range names {
		if e := n.find([]byte(name), 0, len(name)); e == nil || e.name != name || !e.wanted {
			t.Errorf("%q not found", name)
		}
	}
	for _, name := range []string{"x-element-six", "h3", "h\x11", "", "b", "video", "noscript\x00"} {
		if e := n.find([]byte(name), 0, len(name)); e != nil && e.wanted {
			t.Errorf("%q found as %q", name, e.name)
		}
	}
}

func TestLineColumn(t *testing.T) {
	const src = "ab\ncé\xff\xe2\x82x\r\n\n\nend"
	for _, test := range []struct{ at, line, column int }{
		{0, 1, 1},
		{2, 1, 3},
		{3, 2, 1},
		{4, 2, 2},
		{6, 2, 3},
		{7, 2, 4},
		{9, 2, 6},
		{10, 2, 7},
		{11, 2, 8},
		{12, 3, 1},
		{13, 4, 1},
		{14, 4, 2},
		{16, 4, 4},
		{99, 4, 4},
	} {
		src := []byte(strings.Replace(src, "\n\n\nend", "\n\nend", 1))
		lines := NewLines(src)
		if line, column := lines.LineColumn(test.at); line != test.line || column != test.column {
			t.Errorf("offset %d: got %d:%d, want %d:%d", test.at, line, column, test.line, test.column)
		}
	}
}

func TestLineColumnBehindByteOrderMark(t *testing.T) {
	lines := NewLines([]byte("\ufeffab\nc"))
	for at, want := range map[int][2]int{0: {1, 1}, 2: {1, 1}, 3: {1, 1}, 4: {1, 2}, 6: {2, 1}} {
		if line, column := lines.LineColumn(at); line != want[0] || column != want[1] {
			t.Errorf("offset %d: got %d:%d, want %d:%d", at, line, column, want[0], want[1])
		}
	}
	if line, column := NewLines([]byte("\ufeff")).LineColumn(9); line != 1 || column != 1 {
		t.Errorf("nothing but the mark: %d:%d", line, column)
	}
}

func TestLineColumnInAnyOrder(t *testing.T) {
	src := []byte("aé\xffb\n\xe2\x82\xacé\xe2\x82z\n\n" + strings.Repeat("é", 50))
	lines := NewLines(src)
	for i := range 4 * len(src) {
		at := i * 37 % (len(src) + 1)
		line, column := lines.LineColumn(at)
		wantLine, wantColumn := NewLines(src).LineColumn(at)
		if line != wantLine || column != wantColumn {
			t.Fatalf("offset %d: got %d:%d, alone %d:%d", at, line, column, wantLine, wantColumn)
		}
	}
}

func TestScanAllocatesForReportedTagsOnly(t *testing.T) {
	const piece = `<p class="a">b<img src=x &amp; y><br/><svg viewBox='0'><title><b>t</b></title><g><path d="M0"/></g></svg>` +
		`<!-- c --><noscript><i></i></noscript><video><source src=z></video><script>1</script></p>`
	want := NewNames("link")
	allocs := func(n int) float64 {
		src := []byte("<link href=a>" + strings.Repeat(piece, n))
		return testing.AllocsPerRun(10, func() { Scan(src, want, func(*Tag) bool { return true }) })
	}
	// A scanner that the garbage collector took away is made anew.
	const scanner = 10
	if few, many := allocs(1), allocs(1000); many > few+scanner {
		t.Errorf("%v allocations for 1 piece, %v for 1000", few, many)
	}
}
