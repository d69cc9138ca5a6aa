package main

import (
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
	"github.com/hugo-crossorigin/crossorigin/resolver/reference"
)

// resolution is one fetch or hint: the fields of a vector in
// tables/vectors.json, and how they came about. What is not known, or what
// there is none of, is null.
type resolution struct {
	Context         string            `json:"context"`
	Element         string            `json:"element"`
	Attributes      map[string]string `json:"attributes"`
	Crossorigin     *string           `json:"crossorigin"`
	Origin          *string           `json:"origin"`
	State           string            `json:"state"`
	Mode            *string           `json:"mode"`
	Credentials     *string           `json:"credentials"`
	Destination     *string           `json:"destination"`
	Effect          string            `json:"effect"`
	CredentialsSent *bool             `json:"credentialsSent"`
	Tainting        *string           `json:"tainting"`
	URL             *string           `json:"url"`
	Steps           []resolutionStep  `json:"steps"`
	Notes           []string          `json:"notes"`

	id     resolver.Context
	source string // the markup it was read from, "" without
}

// resolutionStep is a step of a standard.
type resolutionStep struct {
	Standard string `json:"standard"`
	URL      string `json:"url"`
	Step     string `json:"step"`
	Says     string `json:"says"`
}

// resolveContext resolves a context that is named rather than found.
func resolveContext(c resolver.Context, crossorigin *string, origin page.Relation) resolution {
	info := c.Info()
	r := resolution{id: c, Element: elementName(info.Element), Attributes: exampleAttributes(c), Crossorigin: crossorigin}
	value := ""
	if crossorigin != nil {
		value = *crossorigin
	}
	state, _ := info.ParseState(value, crossorigin != nil)
	r.settle(state, origin)
	return r
}

// exampleAttributes reads the attributes that make the context off its
// example.
func exampleAttributes(c resolver.Context) map[string]string {
	attributes := map[string]string{}
	element := c.Info().Element
	if element == "" {
		return attributes
	}
	markup.Scan([]byte(reference.Of(c).Example), markup.NewNames(element), func(t *markup.Tag) bool {
		attributes = otherAttributes(t)
		return true
	})
	return attributes
}

// elementName writes an element's lowercase name as the parser does in SVG, the
// only place where this one is
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign).
func elementName(lower string) string {
	if lower == "feimage" {
		return "feImage"
	}
	return lower
}

// otherAttributes are those beside crossorigin.
func otherAttributes(t *markup.Tag) map[string]string {
	attributes := map[string]string{}
	for _, a := range t.Attrs {
		if _, known := attributes[a.Name]; !known && a.Name != "crossorigin" {
			attributes[a.Name] = a.Value
		}
	}
	return attributes
}

// resolvePage resolves every fetch and hint of a page: those of its tags, its
// style sheets, its inline scripts and the documents in it.
func resolvePage(p *page.Page) []resolution {
	list := []resolution{}
	styles, _ := p.Styles()
	scripts, _ := p.Scripts()
	for _, fetches := range [...][]page.Fetch{p.Fetches, styles, p.StyleAttributes(), scripts} {
		for i := range fetches {
			list = append(list, resolveFetch(p, &fetches[i]))
		}
	}
	for i := range p.Frames {
		list = append(list, resolvePage(p.Frames[i].Page)...)
	}
	return list
}

func resolveFetch(p *page.Page, f *page.Fetch) resolution {
	info := f.Context.Info()
	r := resolution{id: f.Context, Element: elementName(info.Element), Attributes: map[string]string{}, source: string(p.Src[f.Span.Start:f.Span.End])}
	if f.Tag != nil {
		r.Element, r.Attributes = elementName(f.Tag.Name), otherAttributes(&f.Tag.Tag)
	}
	if carrier := p.Carrier(f); carrier != nil {
		if value, present, _ := carrier.Value("crossorigin"); present {
			r.Crossorigin = &value
		}
	}
	if len(f.Refs) > 0 {
		if url := f.Refs[0].Key().String(); url != "" {
			r.URL = &url
		}
	}
	r.settle(f.State, f.Relation())
	if len(f.Refs) > 1 {
		r.Notes = append(r.Notes, fmt.Sprintf("The browser chooses one of %d URLs.", len(f.Refs)))
	}
	if f.Passive() {
		r.Notes = append(r.Notes, "A browser with scripting does not fetch this: it is in noscript or template.")
	}
	return r
}

// settle fills in what follows from context, state and origin.
func (r *resolution) settle(s resolver.State, origin page.Relation) {
	info := r.id.Info()
	r.Context, r.State, r.Effect = info.ID, s.String(), info.Effect.String()
	request := resolver.Resolve(r.id, s)
	if request.Mode != resolver.ModeNone {
		r.Mode, r.Credentials = ptr(request.Mode.String()), ptr(request.Credentials.String())
		if request.Destination != resolver.DestinationNone {
			r.Destination = ptr(request.Destination.String())
		}
	}
	none := resolver.TaintingNone.String()
	switch origin {
	case page.SameOrigin, page.CrossOrigin:
		same := origin == page.SameOrigin
		r.Origin = ptr(originName(same))
		r.Tainting = ptr(resolver.ResponseTainting(request, same).String())
		switch {
		case info.Role == resolver.RoleConnection && info.Effect == resolver.EffectConnection:
			r.CredentialsSent = ptr(resolver.PreconnectPool(s, same))
		case request.Mode != resolver.ModeNone:
			r.CredentialsSent = ptr(resolver.SendsCredentials(request, same))
		}
		r.explain(s, same)
	default:
		if request.Mode == resolver.ModeNone {
			r.Tainting = &none
		}
		r.explain(s, true)
		r.Notes = append(r.Notes, "The URL is not known, so neither is whether it is same-origin; the steps are for one that is.")
	}
}

// explain adds the steps, and the notes on the context.
func (r *resolution) explain(s resolver.State, same bool) {
	r.Steps, r.Notes = []resolutionStep{}, []string{}
	for _, step := range reference.Steps(r.id, s, same) {
		r.Steps = append(r.Steps, resolutionStep{step.Standard, step.URL, step.Step, step.Says})
	}
	t := resolver.ResponseTainting(resolver.Resolve(r.id, s), same)
	if step, ok := reference.Consequence(r.id.Info().Kind, t); ok {
		r.Notes = append(r.Notes, step.Says)
	}
	for _, note := range reference.Of(r.id).Notes {
		r.Notes = append(r.Notes, note.Says)
	}
	for _, q := range reference.Quirks(r.id) {
		r.Notes = append(r.Notes, strings.TrimSpace(q.Browser+" "+q.Version)+": "+q.Seen)
	}
}

func originName(same bool) string {
	if same {
		return "same-origin"
	}
	return "cross-origin"
}

func ptr[T any](v T) *T { return &v }
