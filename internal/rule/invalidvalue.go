package rule

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var invalidValue = Rule{
	ID:       "invalid-value",
	Title:    "The value of crossorigin is none of its keywords",
	Severity: Warning,
	Why: `crossorigin has two keywords, anonymous and use-credentials. Every other value means anonymous, whatever it ` +
		`says: "use-credential" sends no cookies to another origin, and "false" does not switch CORS off.`,
	Spec: []Citation{citeEnumerated, citeStates},
	Examples: []Example{
		{
			Title:  "A value that framework documentation made popular",
			Source: `<link rel="preload" href="/inter.woff2" as="font" crossorigin="true">`,
			Wrong:  1,
			Fixed:  `<link rel="preload" href="/inter.woff2" as="font" crossorigin="anonymous">`,
			From:   "facebook/docusaurus#3456",
		},
		{
			Title:  "The attribute's own name as its value",
			Source: `<link href="https://fonts.gstatic.com" rel=preconnect crossorigin=crossorigin>`,
			Wrong:  1,
			Fixed:  `<link href="https://fonts.gstatic.com" rel=preconnect crossorigin=anonymous>`,
			From:   "nuxt-modules/google-fonts#27",
		},
		{
			Title:  "A keyword that is nearly right means the opposite: no cookies",
			Source: `<script src="https://api.example.com/me.js" crossorigin="use-credential"></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://api.example.com/me.js" crossorigin="use-credentials"></script>`,
		},
		{
			Title:  "A minifier left the slash behind an unquoted value",
			Source: `<link rel=manifest href=/site.webmanifest crossorigin=use-credentials/>`,
			Wrong:  1,
			Fixed:  `<link rel=manifest href=/site.webmanifest crossorigin=use-credentials>`,
		},
		{
			Title:  "The keywords, in any case, and the short forms",
			Source: `<script src=a.js crossorigin></script><script src=b.js crossorigin=""></script><img src=c.png crossorigin="Anonymous"><img src=d.png crossorigin=USE-CREDENTIALS>`,
			From:   "webhintio/hint#5054",
		},
		{
			Title:  "What a script or another generator fills in",
			Source: `<template><img src="a.png" crossorigin="{{ cors }}"><img src="b.png" crossorigin="${cors}"></template>`,
		},
		{
			Title:  "A template with a value in each branch",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://cdn.example.net/a.js" {{ if .Debug }}crossorigin{{ else }}crossorigin="anonymos"{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://cdn.example.net/a.js" {{ if .Debug }}crossorigin{{ else }}crossorigin="anonymous"{{ end }}></script>`,
		},
		{
			Title:  "A template with branches in the value: each is wrong when it is taken",
			Syntax: SyntaxTemplate,
			Source: `<link rel="manifest" href="a" crossorigin="{{ if .X }}anonymus{{ else if .Y }}anonymous{{ else }}use-credential{{ end }}">`,
			Wrong:  2,
			Fixed:  `<link rel="manifest" href="a" crossorigin="{{ if .X }}anonymous{{ else if .Y }}anonymous{{ else }}use-credentials{{ end }}">`,
		},
		{
			Title:  "Under a condition, which stays",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://api.example.com/me.js"{{ if .Login }} crossorigin="use-credential"{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://api.example.com/me.js"{{ if .Login }} crossorigin="use-credentials"{{ end }}></script>`,
		},
		{
			Title:  "A template in which two starts share the rest of the tag",
			Syntax: SyntaxTemplate,
			Source: `{{ if .A }}<script src="a.js"{{ else }}<script src="b.js"{{ end }} crossorigin="anonymus"></script>`,
			Wrong:  1,
			Fixed:  `{{ if .A }}<script src="a.js"{{ else }}<script src="b.js"{{ end }} crossorigin="anonymous"></script>`,
		},
		{
			Title:  "A template that prints a string of its own, or one of several",
			Syntax: SyntaxTemplate,
			Source: `{{ $cors := "use-credential" }}<script src="a.js" crossorigin="{{ $cors }}"></script><script src="b.js" crossorigin="{{ cond .X "anonymous" "anonymus" }}"></script>` +
				`<script src="c.js" crossorigin="{{ .Y | default "anonymos" }}"></script><script src="d.js" crossorigin="use-{{ "credentials" }}"></script><script src="e.js" crossorigin="{{ index .Z "anonymos" }}"></script>`,
			Wrong: 3,
		},
		{
			Title:  "Attributes that a template prints inside of tags",
			Syntax: SyntaxTemplate,
			Source: `<script src="a.js" {{ template "attrs" . }}></script>{{ define "attrs" }} defer {{ if .Login }}crossorigin="use-credential"{{ else }}crossorigin="anonymous"{{ end }}{{ end }}`,
			Wrong:  1,
		},
		{
			Title:  "A partial that is nothing but attributes",
			Syntax: SyntaxTemplate,
			Source: `integrity="{{ .Data.Integrity }}" crossorigin="anonymus"`,
			Wrong:  1,
			Fixed:  `integrity="{{ .Data.Integrity }}" crossorigin="anonymous"`,
		},
		{
			Title:  "A branch that completes a value, and one that only may",
			Syntax: SyntaxTemplate,
			Source: `<script src="a.js" crossorigin="use-{{ if .X }}cookies{{ else }}credentials{{ end }}"></script><script src="b.js" crossorigin="{{ if .X }}{{ .Y }}{{ else }}anonymous{{ end }}"></script><script src="c.js" crossorigin={{ if .X }}"use-credentials"{{ else }}"anonymous"{{ end }}></script>`,
			Wrong:  1,
		},
	},
	Check: checkInvalidValue,
}

func checkInvalidValue(p *page.Page, s *Settings, report func(Finding)) {
	eachValue(p, func(t *page.Tag, a *markup.Attr) {
		if _, c := resolver.ParseState(a.Value, true); c != resolver.Invalid || blanks(a.Value) {
			return
		}
		f := Finding{Severity: Warning, Span: a.Span}
		switch {
		case meansCredentials(a.Value):
			f.Severity = Error
			f.Message = fmt.Sprintf("crossorigin=%q is no keyword, so it means anonymous: no credentials are sent to another origin. Did you mean use-credentials?", a.Value)
			f.Fixes = []Fix{{"Write use-credentials", changing(t, a), setValues(a, "use-credentials")}}
		case meansNone(a.Value):
			f.Severity = Error
			f.Message = fmt.Sprintf("crossorigin=%q does not switch CORS off: it is no keyword, so it means anonymous. Leave the attribute out for a request without CORS", a.Value)
			f.Fixes = append(removal(p, t, a), Fix{"Write anonymous, which it means now", Unsafe, setValues(a, "anonymous")})
		default:
			f.Message = fmt.Sprintf("crossorigin=%q is no keyword; browsers take it for anonymous", a.Value)
			f.Uncertain = t.Name == "" && !meansAnonymous(a.Value) // a custom element may know the value
			f.Fixes = []Fix{{"Write anonymous, which it means now", Safe, setValues(a, "anonymous")}}
		}
		report(f)
	})
}

// meansCredentials says whether the value was most likely meant to be
// use-credentials.
func meansCredentials(value string) bool {
	v := letters(value)
	switch v {
	case "include", "credentials", "withcredentials", "credentialed", "usecookies":
		return true
	}
	return distance(v, "usecredentials", 3) <= 3
}

// meansAnonymous says whether the value was most likely meant to be anonymous.
func meansAnonymous(value string) bool { return distance(letters(value), "anonymous", 2) <= 2 }

// meansNone says whether the value was most likely meant to switch CORS off.
func meansNone(value string) bool {
	switch letters(value) {
	case "false", "none", "no", "off", "null", "nil", "undefined", "nocors", "disabled":
		return true
	}
	return value == "0"
}

// letters returns the ASCII letters of s in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}
