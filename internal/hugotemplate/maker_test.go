package hugotemplate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// maker makes random templates.
type maker struct {
	*rand.Rand
	b     strings.Builder
	tags  int
	attrs int
	inTag int // depth of conditions inside a tag
	inSVG int
	// inVideo keeps media elements out of each other, as the standard does.
	inVideo bool
}

var conditions = []string{"if $.A", "if $.B", "if not $.A", "if and $.A $.C", "with $.V", "range $.L", "if $x"}

// open writes a condition and returns its keyword.
func (m *maker) open() string {
	c := conditions[m.IntN(len(conditions))]
	m.keyword(c)
	word, _, _ := strings.Cut(c, " ")
	return word
}

func (m *maker) keyword(word string) {
	fmt.Fprintf(&m.b, "{{%s%s%s}}", m.trim("- "), word, m.trim(" -"))
}

func (m *maker) trim(marker string) string {
	if m.IntN(6) == 0 {
		return marker
	}
	return ""
}

// space returns mostly a space: html/template refuses most templates in which
// a condition ends right behind an unquoted value.
func (m *maker) space() string {
	if m.IntN(8) == 0 {
		return ""
	}
	return " "
}

// choose writes a condition around what inner writes.
func (m *maker) choose(inner func()) {
	word := m.open()
	inner()
	if word == "range" {
		m.closeTurn()
	}
	for word == "if" && m.IntN(6) == 0 {
		m.keyword("else " + conditions[m.IntN(4)])
		inner()
	}
	if m.IntN(2) == 0 {
		m.keyword("else")
		inner()
	}
	m.keyword("end")
}

// closeTurn ends a loop inside a tag so that the next turn cannot go on with
// the same name or value.
func (m *maker) closeTurn() {
	if m.inTag > 0 {
		m.attrs++
		fmt.Fprintf(&m.b, ` a%d=""`, m.attrs)
	}
}

func (m *maker) content(depth int) {
	for range 1 + m.IntN(4) {
		switch n := m.IntN(20); {
		case n < 8:
			m.tag(depth)
		case n < 13 && depth > 0:
			m.choose(func() { m.content(depth - 1) })
		case n < 14 && depth > 0 && !m.inVideo:
			m.inVideo = true
			m.wrap(depth, "<video", "</video>")
			m.inVideo = false
		case n < 15 && depth > 0:
			m.inSVG++
			m.wrap(depth, "<svg", "</svg>")
			m.inSVG--
		case n < 16:
			m.b.WriteString("{{ $x = not $x }}")
		case n < 17:
			m.b.WriteString(" {{/* <img> */}} <!-- {{ if $.A }} <img> {{ end }} --> ")
		case n < 18 && depth > 0:
			// A start tag whose beginning depends on a condition.
			m.open()
			m.start(m.name())
			m.attributes(1)
			m.keyword("else")
			m.start(m.name())
			m.keyword("end")
			m.b.WriteString(" ")
			m.attributes(1)
			m.b.WriteString(">")
		case n < 19 && depth > 0:
			// A start tag whose end depends on a condition.
			m.start(m.name())
			m.open()
			m.attributes(1)
			m.b.WriteString(">")
			m.keyword("else")
			m.attributes(1)
			m.b.WriteString(">")
			m.keyword("end")
		default:
			m.b.WriteString(" text {{ $.V }}\n")
		}
	}
}

func (m *maker) wrap(depth int, start, end string) {
	around := m.IntN(3) == 0 && start == "<video"
	condition := conditions[m.IntN(2)]
	if around {
		m.keyword(condition)
	}
	m.start(start)
	m.attributes(1)
	m.b.WriteString(">")
	if around {
		m.keyword("end")
	}
	m.content(depth - 1)
	if around {
		m.keyword(condition)
	}
	m.b.WriteString(end)
	if around {
		m.keyword("end")
	}
}

// printed writes an action that prints a tag, or none that is one.
func (m *maker) printed() {
	tag := []string{
		"{{ printf `%s src=\"%%s\" a1=\"v\" a2>` $.V | safeHTML }}",
		`{{- printf "%s\n\ta1=\"v w\" a2='' a3=\"%%[1]s/b\">\n" $.V | safeHTML }}`,
		"{{ printf `%s a1=%%s %%s a2>` $.V $.S | safeHTML }}",
		"{{ printf `%s a1=%%q>` (print $.V \"|\") | safeHTML -}}",
		"{{ `%s a1=\"100%%\">` | safeHTML }}",
	}[m.IntN(5)]
	start := fmt.Sprintf(`%s id=t%d`, m.name(), m.tags)
	m.tags++
	fmt.Fprintf(&m.b, tag, start)
}

func (m *maker) tag(depth int) {
	if m.IntN(8) == 0 {
		m.printed()
		return
	}
	m.start(m.name())
	m.attributes(min(depth, 2))
	m.b.WriteString([]string{">", " >", "/>", "\n>"}[m.IntN(4)])
}

// name returns what a tag starts with. An img in svg ends the svg, and a
// condition around it would then decide the namespace of what follows.
func (m *maker) name() string {
	names := []string{"<track", "<link", "<source", "<img"}
	if m.inSVG > 0 {
		names = names[:3]
	}
	return names[m.IntN(len(names))]
}

func (m *maker) start(tag string) {
	fmt.Fprintf(&m.b, `%s id="t%d" `, tag, m.tags)
	m.tags++
}

// expression returns an action that prints strings of the template, or some and
// something else. What it declares has a name of its own.
func (m *maker) expression() string {
	return strings.ReplaceAll([]string{
		"{{ `a` }}", `{{ "a&\"b" }}`, "{{ print `a` (printf `-%s-` `b`) | safeHTMLAttr }}", `{{ cond $.A "a" "b" }}`,
		`{{ cond $x (cond $.B "a" .V) "b" }}`, `{{ $.V | default "a" }}`, `{{ or "" $.V "b" }}`, `{{ print "a" (cond $.C "b" "c") }}`,
		`{{ $y := cond $.A "a" "b" }}{{ $y }}`, `{{ $y := "a" }}{{ $y }}-{{ print $y $y }}`,
		`{{ printf "%d" 1 }}`, `{{ "<a" | safeHTMLAttr }}`, `{{ $y := "a" }}{{ if $.A }}{{ $y = "b" }}{{ end }}{{ $y }}`,
		`{{ cond $.A "a" "b" }}{{ cond $.A "a" "b" }}`,
	}[m.IntN(14)], "$y", fmt.Sprintf("$y%d", m.attrs))
}

func (m *maker) attributes(depth int) {
	for range m.IntN(5) {
		m.b.WriteString([]string{"", "", "", "\n", " "}[m.IntN(5)])
		if depth > 0 && m.IntN(3) == 0 {
			m.inTag++
			m.choose(func() { m.attributes(depth - 1) })
			m.inTag--
			continue
		}
		m.attrs++
		name := fmt.Sprintf(" a%d", m.attrs)
		if m.IntN(8) == 0 {
			name = strings.TrimSpace(name)
		}
		switch m.IntN(16) {
		case 0, 1:
			m.b.WriteString(name)
		case 2, 3, 4:
			m.b.WriteString(name + `="&amp;v'"`)
		case 5:
			m.b.WriteString(name + `='v"'`)
		case 6:
			m.b.WriteString(name + "=v" + m.space())
		case 7:
			m.b.WriteString(name + `="v/{{ $.V }}"`)
		case 8:
			m.b.WriteString(name + "={{ $.V }}" + m.space())
		case 9:
			m.b.WriteString(name + `="v`)
			for range 1 + m.IntN(5)/4 {
				m.choose(func() {
					m.b.WriteString([]string{"a", "", "{{ $.V }}", "{{ if $.B }}b{{ else }}c{{ end }}"}[m.IntN(4)])
				})
			}
			m.b.WriteString(`c"`)
		case 10:
			m.b.WriteString(name + `{{ with $.V }}="{{ . }}"{{ end }}`)
		case 11:
			m.b.WriteString(name + `= {{ if $.A }}"a b"{{ else }}"c d"{{ end }}`)
		case 12:
			m.b.WriteString(" {{ $.S }}" + m.space())
		case 13:
			m.b.WriteString(" data-{{ $.N }}=v ")
		case 14:
			m.b.WriteString(name + `="v/` + m.expression() + `"`)
		case 15:
			m.b.WriteString(name + "=" + m.expression() + " ")
		}
	}
}
