package rule

import (
	"bytes"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// What a template prints as the value of an integrity attribute.

// guarded says whether a template writes the attribute only when its value is
// not empty: the condition that it stands under asks for what it prints.
func guarded(p *page.Page, a *markup.Attr) bool {
	if a.Guard == "" || a.ValueSpan.End > len(p.Src) {
		return false
	}
	condition := strings.TrimSpace(a.Guard[strings.LastIndexByte(a.Guard, ';')+1:])
	keyword, asked, _ := strings.Cut(condition, " ")
	value := string(p.Src[a.ValueSpan.Start:a.ValueSpan.End])
	if a.Quote == 0 { // what ends the condition touches it
		if i := strings.LastIndex(value, "{{"); i > 0 && strings.Trim(value[i:], "{}- ") == "end" {
			value = value[:i]
		}
	}
	printed, single := soleAction(value)
	if !single || keyword != "with" && keyword != "if" {
		return false
	}
	if variable, expression, declares := strings.Cut(asked, ":="); declares {
		asked = strings.TrimSpace(expression)
		if printed == strings.TrimSpace(variable) {
			return true
		}
	}
	if keyword == "with" { // it changes what the dot is, not what a variable holds
		return printed == "." || printed == asked && strings.HasPrefix(asked, "$")
	}
	return printed == asked
}

// soleAction returns what the only template action of a value prints, without
// functions that only mark it as safe.
func soleAction(value string) (printed string, ok bool) {
	value, opened := strings.CutPrefix(strings.TrimSpace(value), "{{")
	value, closed := strings.CutSuffix(value, "}}")
	if !opened || !closed || strings.Contains(value, "{{") {
		return "", false
	}
	value = strings.TrimSuffix(strings.TrimPrefix(value, "- "), " -")
	printed, mark, piped := strings.Cut(value, "|")
	if mark = strings.TrimSpace(mark); piped && mark != "safeHTMLAttr" && mark != "safeHTML" && mark != "safeURL" {
		return "", false
	}
	return strings.TrimSpace(printed), true
}

// fingerprint says whether a template writes the hash of a resource, which is
// there whenever the attribute is of any use.
func fingerprint(p *page.Page, a *markup.Attr) bool {
	const hash = ".Data.Integrity"
	return a.ValueSpan.End <= len(p.Src) && bytes.Contains(p.Src[a.ValueSpan.Start:a.ValueSpan.End], []byte(hash)) || strings.HasSuffix(p.Printed(a), hash)
}
