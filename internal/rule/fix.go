package rule

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// keyword returns the keyword of a state; there is none for NoCORS.
func keyword(s resolver.State) string {
	if s == resolver.UseCredentials {
		return "use-credentials"
	}
	return "anonymous"
}

// spelt writes the attribute for a state in the site's preferred spelling.
func (s *Settings) spelt(state resolver.State) string {
	if state == resolver.Anonymous && s.Policies.Spelling == "bare" {
		return "crossorigin"
	}
	return `crossorigin="` + keyword(state) + `"`
}

// editable says whether text in the attribute's place always becomes part of
// the page: a template neither makes it nor leaves it out.
func editable(a *markup.Attr) bool {
	return !a.Dynamic && a.Presence == markup.Present
}

// writable says whether the attribute can be corrected where it stands: no
// template action writes it. Under a condition it is corrected for when the
// condition holds.
func writable(a *markup.Attr) bool { return !a.Dynamic }

// insert writes an attribute right behind the tag name, the one place where
// neither a quote, an unquoted value nor a slash can swallow it.
func insert(t *page.Tag, attribute string) edit.Edit {
	at := t.NameSpan.End
	return edit.Edit{Start: at, End: at, Text: " " + attribute}
}

// setState returns the edits that give the tag that state; none when it
// cannot be done outside a template action.
func (s *Settings) setState(t *page.Tag, state resolver.State) []edit.Edit {
	a := t.Find("crossorigin")
	switch {
	case a == nil && !t.Open:
		return []edit.Edit{insert(t, s.spelt(state))}
	case a == nil || !editable(a):
		return nil
	}
	return []edit.Edit{setValue(a, keyword(state))}
}

// setValue replaces an attribute's value by a keyword, in the quotes that
// there are.
func setValue(a *markup.Attr, value string) edit.Edit {
	if !a.HasValue {
		return edit.Edit{Start: a.NameSpan.End, End: a.NameSpan.End, Text: `="` + value + `"`}
	}
	return edit.Edit{Start: a.ValueSpan.Start, End: a.ValueSpan.End, Text: value}
}

// setLinkState returns the edits that give a link of a headers file that
// state; none for a link that comes with a page, or whose value is escaped.
func setLinkState(l *page.Link, state resolver.State) []edit.Edit {
	if l == nil || l.Inexact || l.Source != "" {
		return nil
	}
	text := "crossorigin=" + keyword(state)
	if param := l.Find("crossorigin"); param != nil {
		if strings.ContainsAny(param.Value, " \t\r\n<>") {
			return nil // more than a value: a comma or a semicolon is missing
		}
		return []edit.Edit{{Start: param.Span.Start, End: param.Span.End, Text: text}}
	}
	return []edit.Edit{{Start: l.Span.End, End: l.Span.End, Text: "; " + text}}
}

// remove takes an attribute out, with the blanks in front of it unless they
// part what stands around it: without them "href=a crossorigin/>" would become
// "href=a/>".
func remove(p *page.Page, a *markup.Attr) edit.Edit {
	start, end := a.Span.Start, a.Span.End
	if end < len(p.Src) && (p.Src[end] == '>' || isSpace(p.Src[end])) {
		for start > 0 && isSpace(p.Src[start-1]) {
			start--
		}
	}
	return edit.Edit{Start: start, End: end}
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'
}
