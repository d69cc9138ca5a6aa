package rule

import (
	"fmt"
	"slices"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var integrityNeedsCORS = Rule{
	ID:       "integrity-needs-crossorigin",
	Title:    "integrity of another origin's file without crossorigin",
	Severity: Error,
	Why: `Without crossorigin a script or style sheet of another origin is fetched in mode no-cors: the page may run it ` +
		`but not see its bytes, so there is nothing to compare the hash with. The browser then blocks it, whatever the hash.`,
	Spec: []Citation{citeIntegrity, citePotentialCORS},
	Examples: []Example{
		{
			Title:  "A style sheet from a CDN",
			Source: `<link rel="stylesheet" href="https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css" integrity="sha384-QWTKZyjpPEjISv5WaRU9OFeRpok6YctnYmDr5pNlyT2bRjXh0JMhjY6hW+ALEwIH">`,
			Wrong:  1,
			Fixed:  `<link crossorigin="anonymous" rel="stylesheet" href="https://cdn.jsdelivr.net/npm/bootstrap@5.3.3/dist/css/bootstrap.min.css" integrity="sha384-QWTKZyjpPEjISv5WaRU9OFeRpok6YctnYmDr5pNlyT2bRjXh0JMhjY6hW+ALEwIH">`,
			From:   "jsdelivr/jsdelivr#18038",
		},
		{
			Title:   "A theme writes absolute URLs, and the site is opened under another name",
			Source:  `<link rel="stylesheet" href="https://example.com/css/coder.min.css" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=" media="screen" />`,
			BaseURL: "https://www.example.com/",
			Wrong:   1,
			Fixed:   `<link crossorigin="anonymous" rel="stylesheet" href="https://example.com/css/coder.min.css" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=" media="screen" />`,
			From:    "luizdepra/hugo-coder#96",
		},
		{
			Title:  "A URL with backslashes is one of another origin too",
			Source: `<script src="https:\\cdn.example.net\lib.js" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0="></script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin="anonymous" src="https:\\cdn.example.net\lib.js" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0="></script>`,
			From:   "richlander/dotnet-inspect#5239",
		},
		{
			Title:  "In a Link header",
			Syntax: SyntaxHeaders,
			Source: "/\n  Link: <https://cdn.example.net/lib.js>; rel=preload; as=script; integrity=\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"\n",
			Wrong:  1,
			Fixed:  "/\n  Link: <https://cdn.example.net/lib.js>; rel=preload; as=script; integrity=\"sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"; crossorigin=anonymous\n",
			From:   "rails/rails#40841",
		},
		{
			Title:  "A template that knows the hash of some files only",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://cdn.example.net/lib.js"{{ with .Integrity }} integrity="{{ . }}"{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://cdn.example.net/lib.js"{{ with .Integrity }} integrity="{{ . }}" crossorigin="anonymous"{{ end }}></script>`,
		},
		{
			Title:  "A template with a hash in each branch",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://cdn.example.net/lib.js" {{ if .Min }}integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="{{ else }}integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://cdn.example.net/lib.js" {{ if .Min }}integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin="anonymous"{{ else }}integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0=" crossorigin="anonymous"{{ end }}></script>`,
		},
		{
			Title:  "A template with crossorigin in the other branch",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://cdn.example.net/lib.js" {{ if .Min }}crossorigin{{ else }}integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="{{ end }}></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://cdn.example.net/lib.js" {{ if .Min }}crossorigin{{ else }}integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0=" crossorigin="anonymous"{{ end }}></script>`,
		},
		{
			Title:  "A template with a URL in each branch, one of them of another origin",
			Syntax: SyntaxTemplate,
			Source: `<script src="{{ if .CDN }}https://cdn.example.net/lib.js{{ else }}/lib.js{{ end }}" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
			Wrong:  1,
		},
		{
			Title:  "A template with the host in branches, all of them of another origin",
			Syntax: SyntaxTemplate,
			Source: `<script src="https://{{ if .EU }}eu{{ else if .US }}us{{ else }}www{{ end }}.cdn.example.net/lib.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
			Wrong:  1,
			Fixed:  `<script crossorigin="anonymous" src="https://{{ if .EU }}eu{{ else if .US }}us{{ else }}www{{ end }}.cdn.example.net/lib.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
		},
		{
			Title:  "A template with URL and hash in each branch, one of them of another origin",
			Syntax: SyntaxTemplate,
			Source: `<script {{ if .CDN }}src="https://cdn.example.net/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="{{ else }}src="/a.js"{{ end }}></script>` +
				`<script src={{ if .CDN }}"https://cdn.example.net/b.js" integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="{{ else }}"/b.js"{{ end }} defer></script>`,
			Wrong: 2,
			Fixed: `<script {{ if .CDN }}src="https://cdn.example.net/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin="anonymous"{{ else }}src="/a.js"{{ end }}></script>` +
				`<script src={{ if .CDN }}"https://cdn.example.net/b.js" integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0=" crossorigin="anonymous"{{ else }}"/b.js"{{ end }} defer></script>`,
		},
		{
			Title:  "A template with the start of the tag in each branch",
			Syntax: SyntaxTemplate,
			Source: `{{ if .CDN }}<script src="https://cdn.example.net/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="{{ else }}<script src="/a.js"{{ end }} defer></script>`,
			Wrong:  1,
			Fixed:  `{{ if .CDN }}<script crossorigin="anonymous" src="https://cdn.example.net/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="{{ else }}<script src="/a.js"{{ end }} defer></script>`,
		},
		{
			Title:  "A template whose branches are right, each for itself",
			Syntax: SyntaxTemplate,
			Source: `<script src="{{ if .CDN }}https://cdn.example.net/lib.js{{ else }}/lib.js{{ end }}" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {{ if .CDN }}crossorigin{{ end }}></script>` +
				`<script {{ if .CDN }}src="https://cdn.example.net/a.js" crossorigin{{ else }}src="/a.js"{{ end }} integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>` +
				`<script type="{{ if .CDN }}module{{ else }}text/javascript{{ end }}" src="{{ if .CDN }}https://cdn.example.net/b.js{{ else }}/b.js{{ end }}" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>` +
				`<script src="{{ if .CDN }}https://cdn.example.net/lib.js{{ else }}/lib.js{{ end }}" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {{ with .CORS }}crossorigin="{{ . }}"{{ end }}></script>`,
		},
		{
			Title:  "The bare attribute will do",
			Source: `<script src="https://cdn.example.net/lib.js" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=" crossorigin></script>`,
			From:   "webhintio/hint#5054",
		},
		{
			Title:  "The own origin",
			Source: `<script src="test.js" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0="></script><link rel="stylesheet" href="//example.org/a.css" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0=">`,
			From:   "hardenize/hardenize-public#76",
		},
		{
			Title:  "Modules are always fetched with CORS",
			Source: `<script type="module" src="https://cdn.example.net/lib.mjs" integrity="sha256-2M1l4Pe6bYvVXRzMBCZKm5bRcLcWBZsHmBQ7vIM7Gx0="></script>`,
			From:   "gjtorikian/html-proofer#495",
		},
		{
			Title:  "An empty attribute, as a template without a hash leaves it",
			Source: `<script src="https://cdn.example.net/lib.js" integrity></script>`,
		},
	},
	Check: checkIntegrity,
}

func checkIntegrity(p *page.Page, s *Settings, report func(Finding)) {
	var last *page.Tag
	for i := range p.Fetches {
		f := &p.Fetches[i]
		if finding, wrong := integrityOfLink(s, f); wrong {
			report(finding)
		}
		if f.Tag == last {
			continue // the same tag may preload its file and apply it
		}
		if finding, wrong := integrityOfTag(p, s, f); wrong {
			report(finding)
			last = f.Tag
		}
	}
}

// integrityOfLink looks at the preload of a Link header.
func integrityOfLink(s *Settings, f *page.Fetch) (finding Finding, wrong bool) {
	if f.Link == nil || f.Link.Source != "" || !s.blockedAnyway(f) || s.relation(f) == page.Unknown {
		return Finding{}, false
	}
	finding = Finding{Severity: Error, Span: f.Span, Message: "blocked: integrity without crossorigin=anonymous preloads " + place(f) + " in mode no-cors, so that there are no bytes to compare with the hash"}
	if edits := setLinkState(f.Link, resolver.Anonymous); edits != nil && f.Conformance == resolver.Missing {
		finding.Fixes = []Fix{{"Add crossorigin", Safe, edits}}
	}
	return finding, true
}

// integrityOfTag looks at what a tag fetches, whose attributes may stand under
// a template's conditions.
func integrityOfTag(p *page.Page, s *Settings, f *page.Fetch) (finding Finding, wrong bool) {
	if f.Tag == nil || !integrityCounts(f.Context) {
		return Finding{}, false
	}
	alone := integrityAlone(f.Tag)
	if len(alone) == 0 || f.Certainty == page.Certain && f.Request.Mode != resolver.ModeNoCORS {
		return Finding{}, false
	}
	sure := slices.DeleteFunc(slices.Clone(alone), func(a *markup.Attr) bool { return a.Dynamic && !fingerprint(p, a) && !guarded(p, a) })
	if len(sure) > 0 {
		alone = sure
	}
	a, certainty := alone[0], f.Certainty
	crossorigin := f.Tag.Find("crossorigin")
	switch {
	case crossorigin == nil:
	case inOtherBranches(f.Tag, "crossorigin", a):
		certainty = page.Certain
	case written(f.Tag, "crossorigin") > 1:
		return Finding{}, false // maybe in every branch
	}
	finding = Finding{Severity: Error, Span: f.Tag.Span}
	switch relation := s.relation(f); {
	case relation == page.SameOrigin, isPermalink(p, s, f):
		return Finding{}, false // the latter is a case for template-permalink
	case relation == page.Unknown:
		finding.Uncertain = true
		finding.Message = "integrity without crossorigin: should this file come from another origin, it is blocked, because its bytes cannot be compared with the hash"
	default:
		finding.Uncertain = certainty != page.Certain || len(sure) == 0
		where := someVisitors(relation)
		if crossorigin != nil {
			where += " where the template leaves crossorigin out"
		}
		finding.Message = fmt.Sprintf("blocked%s: integrity without crossorigin fetches %s in mode no-cors, so that there are no bytes to compare with the hash",
			where, place(f))
	}
	if a.Guard != "" && !f.Tag.Open {
		if exclusive(alone) && certainty == page.Certain {
			finding.Fixes = []Fix{{"Add crossorigin under the same condition", Safe, s.joinToAll(alone)}}
		}
	} else if edits := s.setState(f.Tag, resolver.Anonymous); edits != nil {
		finding.Fixes = []Fix{{"Add crossorigin", Safe, edits}}
	}
	return finding, true
}

// integrityAlone returns the integrity attributes of a tag that can have an
// effect and stand under another condition than every crossorigin. A template
// may have one of them in each branch.
func integrityAlone(t *page.Tag) []*markup.Attr {
	var alone []*markup.Attr
	for a := range shown(t, "integrity") {
		joined := slices.ContainsFunc(t.Attrs, func(c markup.Attr) bool {
			return c.Name == "crossorigin" && (c.Guard == a.Guard || c.Presence == markup.Present)
		})
		if !joined && (a.Dynamic || resolver.HasIntegrity(a.Value)) {
			alone = append(alone, a)
		}
	}
	return alone
}

// inOtherBranches says whether an attribute is never there together with any
// of the tag's attributes of a name.
func inOtherBranches(t *page.Tag, name string, a *markup.Attr) bool {
	for other := range shown(t, name) {
		if !page.Exclusive(other.Guard, a.Guard) {
			return false
		}
	}
	return true
}

// exclusive says whether at most one of the attributes is ever there.
func exclusive(attrs []*markup.Attr) bool {
	for i, a := range attrs {
		for _, b := range attrs[:i] {
			if !page.Exclusive(a.Guard, b.Guard) {
				return false
			}
		}
	}
	return true
}

// written counts the attributes of a name, of which a template may have one in
// each branch.
func written(t *page.Tag, name string) int {
	n := 0
	for i := range t.Attrs {
		if t.Attrs[i].Name == name {
			n++
		}
	}
	return n
}

// joinTo writes the attribute beside one that stands under a condition, so that
// both are there together. Behind a value without quotes it could become part
// of what an action prints.
func (s *Settings) joinTo(a *markup.Attr) edit.Edit {
	spelt := s.spelt(resolver.Anonymous)
	if a.Quote == 0 {
		return edit.Edit{Start: a.Span.Start, End: a.Span.Start, Text: spelt + " "}
	}
	return edit.Edit{Start: a.Span.End, End: a.Span.End, Text: " " + spelt}
}

func (s *Settings) joinToAll(attrs []*markup.Attr) []edit.Edit {
	var edits []edit.Edit
	for _, a := range attrs {
		edits = append(edits, s.joinTo(a))
	}
	return edits
}

// integrityCounts says whether the integrity attribute is read in a context
// that can be fetched in mode no-cors.
func integrityCounts(c resolver.Context) bool {
	switch c {
	case resolver.ScriptClassicExternal, resolver.LinkStylesheet, resolver.LinkAlternateStylesheet,
		resolver.LinkPreloadScript, resolver.LinkPreloadStyle, resolver.LinkPreloadFetch, resolver.LinkPreloadImage,
		resolver.LinkPreloadFont:
		return true
	}
	return false
}

// someVisitors qualifies a message for sites with several origins.
func someVisitors(r page.Relation) string {
	if r == page.Mixed {
		return " for visitors who open the site under its other name"
	}
	return ""
}

// failsWithoutCORS says whether what the tag fetches is of no use without
// crossorigin, so that adding it cannot make anything worse.
func failsWithoutCORS(p *page.Page, s *Settings, t *page.Tag) bool {
	fails := false
	fetches := p.Of(t)
	for i := range fetches {
		f := &fetches[i]
		if f.Certainty != page.Certain {
			return false
		}
		value, _, c := f.Integrity()
		blocked := integrityCounts(f.Context) && c == page.Certain && resolver.HasIntegrity(value) && s.relation(f) == page.CrossOrigin
		if f.Context != resolver.LinkPreloadFont && !blocked {
			return false
		}
		fails = true
	}
	return fails
}
