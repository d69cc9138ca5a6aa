package annotate

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// placed is a token that is no text, and its place.
type placed struct {
	at, end int
	kind    html.TokenType
	name    string
}

// plainTokens are what x/net/html alone reads.
func plainTokens(src []byte, scripting bool) (tokens []placed) {
	z := html.NewTokenizer(bytes.NewReader(src))
	for at := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return tokens
		}
		p := placed{at, at + len(z.Raw()), kind, ""}
		at = p.end
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken || kind == html.EndTagToken {
			tag, _ := z.TagName()
			p.name = string(tag)
		}
		if p.name == "noscript" && kind != html.EndTagToken && !scripting {
			z.NextIsNotRawText()
		}
		if kind != html.TextToken {
			tokens = append(tokens, p)
		}
	}
}

// rememberedTokens are what a reader with a memory reads.
func rememberedTokens(t *testing.T, m *memory, src []byte, scripting bool) (tokens []placed, asked int) {
	r := tokenReader{src: src, memory: m}
	for {
		at := r.at
		got, err := r.read()
		if err != nil {
			return tokens, r.asked
		}
		if r.at != at+got.size || got.size == 0 {
			t.Fatalf("a token of %d bytes at %d goes on at %d", got.size, at, r.at)
		}
		switch {
		case !got.text:
		case got.name != "noscript" || scripting:
			r.readText(got)
		}
		if got.kind != html.TextToken {
			tokens = append(tokens, placed{at, r.at, got.kind, got.name})
		}
	}
}

func compareTokens(t *testing.T, m *memory, src []byte, scripting bool) {
	t.Helper()
	got, _ := rememberedTokens(t, m, src, scripting)
	if want := plainTokens(src, scripting); !slices.Equal(got, want) {
		t.Errorf("scripting %t: %q reads as\n%v, want\n%v", scripting, src, got, want)
	}
}

// What was read in one page does not change what is read in another.
func FuzzTokens(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			f.Add([]byte(e.Source), []byte("<b>"+e.Source+"<!--"))
		}
	}
	for _, src := range []string{
		`<script>if (a<b) "<!--<script>"</script>x"--></script><p>`, `<title>a<b</title><i><TITLE>a<b</TITLE><i>`,
		`<noscript><img title="a>b"></noscript><style><</style><plaintext><b></plaintext>`, `<!-- a> --><!doctype html><?a><![CDATA[<b>]]></><3><a b=">`,
		`<script></scripts></script ><textarea/></textarea><xmp>`,
	} {
		f.Add([]byte(src), []byte("<br>"+src))
		f.Add([]byte(src), []byte(src[:len(src)-1]))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		m := newMemory()
		for _, src := range [][]byte{a, b, slices.Concat(b, a), a} {
			compareTokens(t, m, src, false)
			compareTokens(t, m, src, true)
		}
	})
}

// The head of a theme is asked for once, and of a page with much that is new
// only a part is remembered.
func TestTokensAreRemembered(t *testing.T) {
	const head = "<!doctype html><title>Page %d</title><link rel=a href=b><script>a<b</script><style>b{}</style><link rel=canonical href=/%d>"
	m := newMemory()
	for n, want := range []int{10, 1, 1} { // the canonical link differs
		_, asked := rememberedTokens(t, m, fmt.Appendf(nil, head, n, n), false)
		if asked != want {
			t.Errorf("page %d asks %d times, want %d", n, asked, want)
		}
	}
	var many []byte
	for i := range 100 {
		many = fmt.Appendf(many, "<a href=%d>", i)
	}
	before := len(m.tokens)
	if _, asked := rememberedTokens(t, m, many, false); asked != 100 || len(m.tokens) != before+maxAsked {
		t.Errorf("asked %d times, %d more tokens are remembered", asked, len(m.tokens)-before)
	}
	compareTokens(t, m, many, false)
}

func TestMemoryIsBounded(t *testing.T) {
	m := newMemory()
	for i := range 3 * maxMemory / 1000 {
		m.keepToken("", fmt.Appendf(nil, "<%01000d>", i), token{})
	}
	m.keepToken("", make([]byte, maxRemembers+1), token{})
	if len(m.tokens) == 0 || len(m.tokens) > maxMemory/1000 || m.size > maxMemory {
		t.Errorf("%d tokens, %d bytes", len(m.tokens), m.size)
	}
}
