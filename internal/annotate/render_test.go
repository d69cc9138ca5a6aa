package annotate

import (
	"bytes"
	"fmt"
	htmltemplate "html/template"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// The referee here is html/template: templates with mistakes are made at
// random, annotated, and rendered before and after with all combinations of
// what their conditions ask for.

// templateMaker makes templates in which every tag has an id.
type templateMaker struct {
	*rand.Rand
	b    strings.Builder
	tags int
}

func (m *templateMaker) pick(from ...string) string { return from[m.IntN(len(from))] }

func (m *templateMaker) content(depth int) {
	for range 1 + m.IntN(3) {
		switch n := m.IntN(10); {
		case n < 6:
			m.tag()
		case n < 9 && depth > 0:
			m.b.WriteString(m.pick("{{ if .A }}", "{{- if .B -}}", "{{ with .V }}{{ with $ }}", "{{ range .L }}{{ with $ }}"))
			nested := strings.HasSuffix(m.b.String(), "{{ with $ }}")
			m.content(depth - 1)
			if nested {
				m.b.WriteString("{{ end }}")
			} else if m.IntN(2) == 0 {
				m.b.WriteString("\n{{ else }}")
				m.content(depth - 1)
			}
			m.b.WriteString("{{ end }}")
		default:
			m.b.WriteString(m.pick("\r\n<p>{{ .V }}</p>", "{{/* <link> */}}", "<!-- <img> -->", `{{ $x := "<img>" }}`))
		}
	}
}

// tag writes a tag of which most are wrong.
func (m *templateMaker) tag() {
	name := m.pick("link", "link", "script", "img", "a", "LINK")
	id := fmt.Sprintf(` id="t%d"`, m.tags)
	m.tags++
	attrs := []string{id}
	switch strings.ToLower(name) {
	case "link":
		attrs = append(attrs, m.pick(` rel="preload" as="{{ if .A }}font{{ else }}style{{ end }}"`, ` rel="{{ if .B }}preload{{ else }}preconnect{{ end }}" as="font"`, ` rel=preload {{ if .A }}as=font{{ else }}as="style"{{ end }}`, ` rel="preload" as="font"`, ` rel=preload as=font`, ` rel="stylesheet"`, ` rel="preconnect"`, ` rel="preconnect"`, ` rel=preconnect`),
			m.pick(` href="https://fonts.gstatic.com/"`, ` href=https://fonts.gstatic.com`, ` href="{{ .U }}"`, ` href='https://cdn.example.net/{{ .V }}/a'`, ` href="/a"`, ` href="{{ if .A }}https://cdn.example.net/a{{ else }}/a{{ end }}"`, ` href='{{ with .V }}https://fonts.gstatic.com/{{ . }}{{ end }}'`))
	case "script", "img":
		attrs = append(attrs, m.pick(` src="https://cdn.example.net/a"`, ` src="{{ if .B }}https://unpkg.com/a{{ else }}/a{{ end }}"`, ` src="{{ .U }}"`, ` src="https://cdn.example.net/{{ .V }}/a"`))
	}
	for range m.IntN(3) {
		attrs = append(attrs, m.pick(
			` crossorigin`, ` crossorigin="true"`, ` integrity="{{ if .A }}sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU={{ end }}"`, `{{ if .A }} crossorigin{{ else }} crossorigin="use-credentials"{{ end }}`, `{{ if not .A }} crossorigin=" anonymous"{{ end }}`, ` crossorigin="{{ if .B }}false{{ else }}use-credentials {{ end }}"`, ` cross-origin="anonymous"`, ` crossorigin=anonymus`, ` crossorigin="{{ .C }}"`,
			`{{ if .A }} crossorigin="use-credential"{{ end }}`, `{{ with .I }} integrity="{{ . }}"{{ end }}`, ` {{ with .I -}} integrity='{{ . }}' {{- end }}`,
			` {{ if .I }}integrity="{{ .I }}"{{ else }}async{{ end }}`, ` integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="`, ` integrity="{{ .I }}"`,
			` crossorigin="{{ if .A }}anonymus{{ else if .B }}{{ .C }}{{ else }}anonymous{{ end }}"`, ` crossorigin='{{ with .I }}use-credential{{ else }} true {{ end }}'`,
			`{{ if .A }} cross-origin{{ end }}`, `{{ if .B }} integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {{ end }}`, ` {{ .S }}`, ` data-x={{ .V }} `, "\n\ttitle='{{ .V }}'",
		))
	}
	m.Shuffle(len(attrs), func(i, j int) { attrs[i], attrs[j] = attrs[j], attrs[i] })
	m.b.WriteString("<" + name + strings.Join(attrs, "") + m.pick(">", " >", " />"))
	if name == "script" || name == "a" {
		m.b.WriteString("</" + name + ">")
	}
}

func renderings(src []byte) (pages [][]byte, err error) {
	t, err := htmltemplate.New("t").Parse(string(src))
	if err != nil {
		return nil, err
	}
	for n := range 32 {
		d := map[string]any{
			"A": n&1 != 0, "B": n&2 != 0, "V": "", "I": "", "L": []int{}, "U": "/u", "C": "anonymous", "S": htmltemplate.HTMLAttr(`data-s="x"`),
		}
		if n&4 != 0 {
			d["V"], d["U"] = "1.0", "https://other.example.net/"
		}
		if n&8 != 0 {
			d["I"] = "sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="
		}
		if n&16 != 0 {
			d["L"], d["C"] = []int{1, 2}, "use-credentials"
		}
		var b bytes.Buffer
		if err := t.Execute(&b, d); err != nil {
			return nil, err
		}
		pages = append(pages, b.Bytes())
	}
	return pages, nil
}

func TestTemplatesRenderAsIntended(t *testing.T) {
	const made = 500
	refused, applied := 0, map[string]int{}
	o := few("font-preload", "invalid-value", "misspelt-attribute", "no-effect", "integrity-needs-crossorigin", "preconnect-pool", "duplicate-attribute")
	o.Unsafe = true
	for seed := range uint64(made) {
		m := templateMaker{Rand: rand.New(rand.NewPCG(seed, 7))}
		m.content(2)
		src := []byte(m.b.String())
		before, err := renderings(src)
		if err != nil {
			refused++ // branches end in different contexts
			continue
		}
		r, err := Template(src, o)
		if err != nil {
			t.Fatalf("%v in %s", err, src)
		}
		invariants(t, src, o, templateFile("t"))
		after, err := renderings(r.Output)
		if err != nil {
			t.Fatalf("seed %d: annotated it is refused: %v\n%s\n%s", seed, err, src, r.Output)
		}
		for _, a := range r.Applied {
			applied[a.Finding.Rule.ID]++
		}
		for i := range before {
			if err := compareRenderings(before[i], after[i], o); err != nil {
				t.Fatalf("seed %d: %v\n%s\n%s\nrendered %s\n%s", seed, err, src, r.Output, before[i], after[i])
			}
		}
	}
	t.Logf("%d of %d templates refused, applied %v", refused, made, applied)
	for _, id := range []string{"font-preload", "invalid-value", "misspelt-attribute", "no-effect", "integrity-needs-crossorigin", "preconnect-pool"} {
		if applied[id] < made/50 {
			t.Errorf("%s was applied %d times only", id, applied[id])
		}
	}
	if refused > made/2 {
		t.Errorf("html/template refuses %d of %d templates", refused, made)
	}
}

// compareRenderings says what differs beyond crossorigin, and which finding is
// new.
func compareRenderings(before, after []byte, o Options) error {
	a, err := html.Parse(bytes.NewReader(before))
	if err != nil {
		return err
	}
	b, err := html.Parse(bytes.NewReader(after))
	if err != nil {
		return err
	}
	for _, doc := range []*html.Node{a, b} {
		for n := range doc.Descendants() {
			n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "crossorigin" || a.Key == "cross-origin" })
		}
	}
	if !equal(a, b) {
		return fmt.Errorf("more than crossorigin differs")
	}
	// Which connections are right follows from other tags of the page, of which
	// a template shows not all.
	o.Rules = []string{"font-preload", "invalid-value", "misspelt-attribute", "no-effect", "integrity-needs-crossorigin", "duplicate-attribute"}
	count := map[string]int{}
	for _, f := range Check(before, o) {
		count[f.Rule.ID]++
	}
	for _, f := range Check(after, o) {
		if count[f.Rule.ID]--; count[f.Rule.ID] < 0 {
			return fmt.Errorf("a new finding: %s", f.Message)
		}
	}
	return nil
}
