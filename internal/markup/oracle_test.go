package markup

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// tokenizerTags lists the start tags x/net/html's tokenizer finds, in the form
// of canonical. The tokenizer reads noscript as a browser with scripting does;
// its text is then read again as a browser without scripting reads it.
func tokenizerTags(src []byte, noscript bool) []string {
	var tags []string
	z := html.NewTokenizer(bytes.NewReader(src))
	inNoscript := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tags
		case html.TextToken:
			if inNoscript {
				tags = append(tags, tokenizerTags(bytes.Clone(z.Raw()), true)...)
			}
			inNoscript = false
		case html.EndTagToken:
			inNoscript = false
		case html.StartTagToken, html.SelfClosingTagToken:
			token := z.Token()
			inNoscript = token.Data == "noscript" && !noscript
			if token.Data == "noscript" && noscript {
				z.NextIsNotRawText()
			}
			var attrs []string
			for _, a := range token.Attr {
				attrs = append(attrs, fmt.Sprintf("%s=%q", a.Key, a.Val))
			}
			tags = append(tags, strings.Join(append([]string{token.Data}, attrs...), " "))
		}
	}
}

// canonical writes a tag as tokenizerTags does: duplicate attributes dropped
// and no difference between a bare attribute and an empty one. Self-closing
// tags are not told apart, because x/net/html takes <p a=1 a=x/> for one.
func canonical(t *Tag) string {
	parts := []string{t.Name}
	seen := map[string]bool{}
	for _, a := range t.Attrs {
		if !seen[a.Name] {
			parts = append(parts, fmt.Sprintf("%s=%q", a.Name, a.Value))
		}
		seen[a.Name] = true
	}
	return strings.Join(parts, " ")
}

// foreignRoot matches what makes the tokenizer alone go wrong: it has no tree,
// so it reads <svg><title> as raw text and CDATA as a bogus comment. Tags
// from there on are compared by way of the parser.
var foreignRoot = regexp.MustCompile(`^(svg|math)( |$)`)

// escapedLess matches the text of scripts in which x/net/html leaves the
// escaped state at a "<" that starts no tag, although the standard stays in it
// (https://html.spec.whatwg.org/multipage/parsing.html#script-data-escaped-less-than-sign-state).
var escapedLess = regexp.MustCompile(`(?is)<!--.*<[^/a-z]`)

// misreadByTokenizer reports whether one of the tags is such a script.
func misreadByTokenizer(src []byte, tags []Tag) bool {
	for i := range tags {
		if tags[i].Name == "script" && escapedLess.Match(src[tags[i].Text.Start:tags[i].Text.End]) {
			return true
		}
	}
	return false
}

// beforeForeign cuts the list after its first svg or math tag.
func beforeForeign(tags []string) []string {
	for i, t := range tags {
		if foreignRoot.MatchString(t) {
			return tags[:i+1]
		}
	}
	return tags
}

// numbered returns src with an attribute n holding its index put into every
// start tag, and the tags of src.
func numbered(src string) (string, []Tag) {
	tags := scanAll(src, EveryName())
	var b strings.Builder
	done := 0
	for i := range tags {
		at := tags[i].NameSpan.End
		fmt.Fprintf(&b, "%s n=%d ", src[done:at], i)
		done = at
	}
	b.WriteString(src[done:])
	return b.String(), tags
}

// parsed holds what x/net/html's parser made of one numbered start tag.
type parsed struct {
	namespace Namespace
	inert     bool
	media     string // the parent, when it is one
	moved     bool   // into a document that is not nested as written
}

// parserTags parses a numbered document and returns its elements by number.
// loose counts elements without a number that no start tag implies.
func parserTags(src string) (tags map[int]parsed, loose int, err error) {
	doc, err := html.ParseWithOptions(strings.NewReader(src), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, 0, err
	}
	tags = map[int]parsed{}
	var walk func(n *html.Node, inert bool)
	walk = func(n *html.Node, inert bool) {
		if n.Type == html.ElementNode {
			i := -1
			for _, a := range n.Attr {
				if a.Key == "n" {
					if _, err := fmt.Sscan(a.Val, &i); err != nil {
						i = -1
					}
					break
				}
			}
			switch {
			case i >= 0:
				if _, again := tags[i]; !again { // misnested formatting elements are cloned
					tags[i] = parsed{
						namespace: map[string]Namespace{"": HTML, "svg": SVG, "math": MathML}[n.Namespace], inert: inert,
						media: mediaParent(n), moved: n.Parent.Data == "table" || n.Parent.Type == html.ElementNode && n.NextSibling != nil && n.NextSibling.Data == "table",
					}
				}
			case !strings.Contains(" html head body tbody tr colgroup p br ", " "+n.Data+" "):
				loose++
			}
			inert = inert || n.Namespace == "" && n.Data == "template"
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, inert)
		}
	}
	walk(doc, false)
	return tags, loose, nil
}

// mediaParent returns the name of the element's parent when it is audio, video
// or picture.
func mediaParent(n *html.Node) string {
	if p := n.Parent; p != nil && p.Type == html.ElementNode && p.Namespace == "" && roles[p.Data] == roleMedia {
		return p.Data
	}
	return ""
}
