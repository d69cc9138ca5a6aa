package page

import (
	"regexp"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// Together says whether tags are on a page together whenever one of them,
// which stands deeper in the conditions of the template, is there. Tags of
// built pages always are; a nil tag is of another file, of which nothing is
// known in a template.
func (p *Page) Together(a, b *Tag) bool {
	if !p.Fragment {
		return true
	}
	if a == nil || b == nil || a.Define != b.Define {
		return false
	}
	return within(a.Guard, b.Guard) || within(b.Guard, a.Guard)
}

// within says whether guards begin with others.
func within(outer, inner string) bool {
	rest, ok := strings.CutPrefix(inner, outer)
	return ok && (outer == "" || rest == "" || strings.HasPrefix(rest, guardsAnd))
}

// guardsAnd joins the guards of conditions inside each other; see
// [markup.Tag].
const guardsAnd = "; "

// Apart says whether two tags are never on one page: they stand in branches of
// a template that exclude each other.
func (p *Page) Apart(a, b *Tag) bool {
	if !p.Fragment || a == nil || b == nil || a.Define != b.Define {
		return false
	}
	return Exclusive(a.Guard, b.Guard)
}

// Exclusive says whether what stands under one of two guards is never there
// together with what stands under the other.
func Exclusive(a, b string) bool {
	as, bs := strings.Split(a, guardsAnd), strings.Split(b, guardsAnd)
	for i := range min(len(as), len(bs)) {
		if as[i] == bs[i] {
			continue
		}
		return opposite(as[i], bs[i]) || opposite(bs[i], as[i])
	}
	return false
}

// opposite says whether a guard holds only when the other does not.
func opposite(a, b string) bool {
	condition, ok := strings.CutPrefix(a, "if ")
	return b == "else of "+a || ok && b == "if not "+condition
}

// meets says whether a consumer can be there when the hint is, and fetches the
// hint's URL then.
func (p *Page) meets(hint, c *Fetch) bool {
	if !p.Fragment || hint.Tag == nil || c.Tag == nil {
		return true
	}
	return !p.Apart(hint.Tag, c.Tag) && (len(hint.Refs) != 1 || !hint.Refs[0].Dynamic || p.sameScope(hint.Tag, c.Tag, hint.Refs[0].Expression))
}

// soleAction matches a value that is one action whose result depends on
// nothing but its variables.
var soleAction = regexp.MustCompile(`^\{\{-?\s*((?:(?:relURL|absURL)\s+)?(?:[$.][\w.$]*|"[^"\\]*")(?:\s*\|\s*(?:relURL|absURL|safeURL))?)\s*-?\}\}$`)

// expressionOf returns what a template prints as the value of an attribute, ""
// when that is more than the value of a variable or field.
func (p *Page) expressionOf(a *markup.Attr) string {
	if !a.Dynamic || a.Presence != markup.Present || a.ValueSpan.End > len(p.Src) {
		return ""
	}
	m := soleAction.FindSubmatch(p.Src[a.ValueSpan.Start:a.ValueSpan.End])
	if m == nil {
		return ""
	}
	return string(m[1])
}

// actionStart matches the start of an action up to its first word.
var actionStart = regexp.MustCompile(`\{\{-?\s*([$\w]*)([^}]*)`)

// sameScope says whether an expression has one value at two tags: no action
// between them assigns to a variable or, for one that starts with the dot,
// changes what the dot is.
func (p *Page) sameScope(a, b *Tag, expression string) bool {
	if a.Span.Start > b.Span.Start {
		a, b = b, a
	}
	if a.Define != b.Define || a.Span.End > b.Span.Start {
		return false
	}
	for _, m := range actionStart.FindAllSubmatch(p.Src[a.Span.End:b.Span.Start], -1) {
		switch string(m[1]) {
		case "define", "block":
			return false
		case "with", "range", "end", "else":
			if strings.Contains(expression, ".") && !strings.Contains(expression, "$") {
				return false
			}
		}
		if strings.Contains(expression, "$") && strings.Contains(string(m[2]), "=") {
			return false
		}
	}
	return true
}
