package conformance

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// spellings are ways to write the attribute, each with a blank before it.
var spellings = []string{
	``,
	` crossorigin`,
	` crossorigin=use-credentials`,
	` crossorigin='use-credentials'`,
	` CrossOrigin="use-credentials"`,
	` crossorigin="USE-CREDENTIALS"`,
	` crossorigin="Use-Credentials"`,
	` crossorigin=" use-credentials"`,
	` crossorigin="use-credentials&#10;"`,
	` crossorigin="use&#45;credentials"`,
	` crossorigin="u&#383;e-credentials"`,
	` crossorigin="use_credentials"`,
	` crossorigin="true"`,
	` crossorigin="crossorigin"`,
	` crossorigin=use-credentials/`,
	` crossorigin="anonymous" crossorigin="use-credentials"`,
	` crossorigin="use-credentials" crossorigin="anonymous"`,
	` crossorigin crossorigin="use-credentials"`,
}

// spelled are elements whose last attribute is the one in question.
var spelled = []struct {
	context    resolver.Context
	name, file string
	markup     string
}{
	{resolver.ImgSrc, "img", "x.png", `<img src="{url}"{attributes}>`},
	{resolver.VideoSrc, "video", "x.webm", `<video preload="auto" src="{url}"{attributes}></video>`},
	{resolver.AudioSrc, "audio", "x.wav", `<audio preload="auto" src="{url}"{attributes}></audio>`},
	{resolver.ScriptClassicExternal, "script", "x.js", `<script src="{url}"{attributes}></script>`},
	{resolver.ScriptModuleExternal, "script", "x.js", `<script type="module" src="{url}"{attributes}></script>`},
	{resolver.LinkStylesheet, "link", "x.css", `<link rel="stylesheet" href="{url}"{attributes}>`},
	{resolver.LinkPreloadStyle, "link", "x.css", `<link rel="preload" as="style" href="{url}"{attributes}>`},
}

// spellingMatrix writes the attribute in many ways. What it means is read from
// the tag by internal/markup and resolver, as in every page that is checked.
func (l *Lab) spellingMatrix() *Matrix {
	m := &Matrix{
		ID: "spelling", Title: "What does this crossorigin mean on a cross-origin URL?", perPage: 48,
		Columns: []string{"Context", "Written"},
	}
	for _, e := range spelled {
		for _, spelling := range spellings {
			state := stateOfTag(strings.ReplaceAll(e.markup, "{attributes}", spelling), e.name)
			expected := list([]Sight{crossOriginSight(e.context, state)}) + "; crossOrigin " + idl(state)
			cell := m.add(facts{context: e.context, state: state, note: spelling}, expected, e.context.String(), strings.TrimSpace(spelling))
			cell.write = func(p *Page, token string) string {
				p.Await = append(p.Await, token)
				return strings.NewReplacer("{url}", l.Other.Resource(token, e.file, ""), "{attributes}", spelling).Replace(e.markup) +
					`<script>lab.tell("` + token + `", document.currentScript.previousElementSibling.crossOrigin)</script>`
			}
			cell.read = func(token string, told map[string]string) string {
				return list(sights(l.Requests(token))) + "; crossOrigin " + told[token]
			}
		}
	}
	return m
}

// stateOfTag reads the state of the first tag of that name.
func stateOfTag(tag, name string) (state resolver.State) {
	markup.Scan([]byte(tag), markup.NewNames(name), func(t *markup.Tag) bool {
		if a := t.Find("crossorigin"); a != nil {
			state, _ = resolver.ParseState(a.Value, true)
		}
		return false
	})
	return state
}

// lastState is the state by the last of duplicate attributes.
func lastState(spelling string) (state resolver.State) {
	markup.Scan([]byte("<img"+spelling+">"), markup.NewNames("img"), func(t *markup.Tag) bool {
		for _, a := range t.Attrs {
			state, _ = resolver.ParseState(a.Value, true)
		}
		return false
	})
	return state
}

// crossOriginSight is what a cross-origin server is to see of a context.
func crossOriginSight(c resolver.Context, s resolver.State) Sight {
	r := resolver.Resolve(c, s)
	return Sight{r.Mode.String(), r.Destination.String(), resolver.SendsCredentials(r, false)}
}

// idl is what the crossOrigin property of an element in the state says
// (https://html.spec.whatwg.org/multipage/common-dom-interfaces.html#reflecting-content-attributes-in-idl-attributes).
func idl(s resolver.State) string {
	switch s {
	case resolver.Anonymous:
		return "anonymous"
	case resolver.UseCredentials:
		return "use-credentials"
	}
	return "null"
}

// parameters are ways to write crossorigin in a Link field, with the value
// that a parser of the field reads.
var parameters = []struct {
	written, value string
	present        bool
}{
	{``, "", false},
	{`; crossorigin`, "", true},
	{`; crossorigin=anonymous`, "anonymous", true},
	{`; crossorigin=use-credentials`, "use-credentials", true},
	{`; crossorigin="use-credentials"`, "use-credentials", true},
	{`; CrossOrigin=Use-Credentials`, "Use-Credentials", true},
	{`; crossorigin=foo`, "foo", true},
}

// parameterMatrix does the same in Link fields.
func (l *Lab) parameterMatrix() *Matrix {
	m := &Matrix{
		ID: "parameter", Title: "What does this crossorigin of a Link field mean on a cross-origin URL?", perPage: 24,
		Columns: []string{"Context", "Written"},
	}
	for _, c := range []resolver.Context{resolver.HeaderPreloadScript, resolver.HeaderPreloadStyle, resolver.HeaderPreloadImage} {
		t := triggers[c.String()]
		for _, p := range parameters {
			state, conformance := resolver.ParseHeaderState(p.value, p.present)
			expected := list([]Sight{crossOriginSight(c, state)})
			cell := m.add(facts{context: c, state: state, note: conformance.String()}, expected, c.String(), strings.TrimPrefix(p.written, "; "))
			cell.write = func(page *Page, token string) string {
				page.Await = append(page.Await, token)
				page.Links = append(page.Links, strings.NewReplacer("{url}", l.Other.Resource(token, t.file, ""), "{crossorigin}", p.written).Replace(t.markup))
				return `<script>lab.tell("` + token + `", "written")</script>`
			}
			cell.read = func(token string, _ map[string]string) string { return list(sights(l.Requests(token))) }
		}
	}
	return m
}
