package conformance

import (
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"path"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// What becomes of a second fetch of a URL.
const (
	oneRequest  = "one request"
	twoRequests = "two requests"
	noPreload   = "no preload"
	notSent     = "one request, the other is not sent"
)

// twice is the markup of a first fetch of a URL, a link or a script, and of a
// second one that follows when the first has ended.
func twice(token, first, second string) string {
	first = strings.Replace(first, "{on}", `onload="lab.second('`+token+`', 'load')" onerror="lab.second('`+token+`', 'error')"`, 1)
	return kept(token, second) + first + `<script>lab.secondAnyway("` + token + `")</script>`
}

// counted reads how many requests a URL had.
func (l *Lab) counted(token string, told map[string]string) string {
	n := len(l.Requests(token))
	switch {
	case told[token+"-first"] != "load":
		return noPreload
	case n == 1 && told[token] == "error":
		return notSent
	case n == 1:
		return oneRequest
	case n == 2:
		return twoRequests
	}
	return fmt.Sprintf("%d requests", n)
}

// preloads are the kinds of preload with what may use them.
var preloads = []struct {
	as, file  string
	context   resolver.Context
	consumers []resolver.Context
}{
	{"fetch", "x.json", resolver.LinkPreloadFetch, []resolver.Context{
		resolver.Fetch, resolver.FetchInclude, resolver.FetchOmit, resolver.FetchNoCORS,
		resolver.Xmlhttprequest, resolver.XmlhttprequestWithcredentials,
	}},
	{"font", "x.ttf", resolver.LinkPreloadFont, []resolver.Context{resolver.Fontface}},
	{"image", "x.png", resolver.LinkPreloadImage, []resolver.Context{resolver.ImgSrc, resolver.Fetch}},
	{"script", "x.js", resolver.LinkPreloadScript, []resolver.Context{resolver.ScriptClassicExternal, resolver.ScriptModuleExternal}},
	{"style", "x.css", resolver.LinkPreloadStyle, []resolver.Context{resolver.LinkStylesheet}},
	{"track", "x.vtt", resolver.LinkPreloadTrack, []resolver.Context{resolver.Track}},
}

// reuseMatrix preloads a URL and then fetches it.
func (l *Lab) reuseMatrix() *Matrix {
	m := &Matrix{
		ID: "reuse", Title: "Does a preload serve the fetch that follows?", perPage: 24,
		Columns: []string{"Preload", "State of the preload", "Context", "State", "Origin"},
	}
	for _, p := range preloads {
		for _, state := range states {
			for _, consumer := range p.consumers {
				for _, second := range statesOf(consumer) {
					for _, same := range relations {
						expected := twoRequests
						switch request := resolver.Resolve(consumer, second); {
						case resolver.Consumes(resolver.Resolve(p.context, state), request):
							expected = oneRequest
						case resolver.ResponseTainting(request, same) == resolver.TaintingError:
							expected = notSent
						}
						cell := m.add(facts{context: p.context, second: consumer, state: state, other: second, sameOrigin: same}, expected,
							"as="+p.as, state.String(), consumer.String(), second.String(), relationName(same))
						cell.read = l.counted
						cell.write = func(page *Page, token string) string {
							return l.preloadThen(token, p.as, p.file, consumer, same, attributeOf(state), attributeOf(second))
						}
					}
				}
			}
		}
	}
	return m
}

func (l *Lab) preloadThen(token, as, file string, consumer resolver.Context, same bool, first, second string) string {
	url := l.at(same).Resource(token, file, "")
	return twice(token, `<link rel="preload" as="`+as+`" href="`+url+`"`+first+` {on}>`, load(consumer, token, url, second))
}

// reuseIntegrityMatrix does so with integrity metadata.
func (l *Lab) reuseIntegrityMatrix() *Matrix {
	m := &Matrix{
		ID: "reuse-integrity", Title: "Does a preload serve a fetch with this integrity metadata?", perPage: 24,
		Columns: []string{"Preload", "Integrity of the preload", "Context", "Integrity", "Origin"},
	}
	for _, p := range preloads {
		for _, consumer := range p.consumers {
			if consumer != resolver.ScriptClassicExternal && consumer != resolver.LinkStylesheet {
				continue // the other consumers have no integrity attribute
			}
			metadata := integrities(p.file)
			for _, first := range metadata {
				for _, second := range metadata {
					for _, same := range relations {
						request := resolver.Resolve(consumer, resolver.Anonymous)
						expected := twoRequests
						if resolver.Consumes(resolver.Resolve(p.context, resolver.Anonymous), request) && resolver.ConsumesIntegrity(first.value, second.value) {
							expected = oneRequest
						}
						cell := m.add(facts{context: p.context, second: consumer, sameOrigin: same, note: first.name + " " + second.name}, expected,
							"as="+p.as, first.name, consumer.String(), second.name, relationName(same))
						cell.read = l.counted
						cell.write = func(_ *Page, token string) string {
							anonymous := attributeOf(resolver.Anonymous)
							return l.preloadThen(token, p.as, p.file, consumer, same, anonymous+integrityAttribute(first.value), anonymous+integrityAttribute(second.value))
						}
					}
				}
			}
		}
	}
	return m
}

type integrity struct{ name, value string }

// integrities are metadata that a resource satisfies.
func integrities(file string) []integrity {
	sum := sha512.Sum384(resources[strings.TrimPrefix(path.Ext(file), ".")].data)
	return []integrity{
		{"none", ""},
		{"sha256", integrityOf(file, true)},
		{"sha384", "sha384-" + base64.StdEncoding.EncodeToString(sum[:])},
	}
}

func integrityAttribute(value string) string {
	if value == "" {
		return ""
	}
	return ` integrity="` + value + `"`
}

// moduleMapMatrix fetches a module twice: the module map is keyed by URL and
// type alone, so the first fetch decides
// (https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script).
func (l *Lab) moduleMapMatrix() *Matrix {
	m := &Matrix{
		ID: "module-map", Title: "Which requests do two fetches of one module make?", perPage: 24,
		Columns: []string{"First", "State", "Second", "State of the second", "Origin"},
	}
	script := `<script type="module" src="{url}"{attributes} {on}></script>`
	firsts := map[resolver.Context]string{
		resolver.LinkModulepreload:    `<link rel="modulepreload" href="{url}"{attributes} {on}>`,
		resolver.ScriptModuleExternal: script,
	}
	seconds := map[resolver.Context]string{
		resolver.ScriptModuleExternal: `<script type="module" src="{url}"{attributes} onload="lab.tell('{token}', 'load')" onerror="lab.tell('{token}', 'error')"></script>`,
		resolver.ModuleStaticImport:   `<script type="module"{attributes}>import "{url}"; lab.tell("{token}", "load")</script>`,
	}
	for _, first := range []resolver.Context{resolver.LinkModulepreload, resolver.ScriptModuleExternal} {
		for _, state := range states {
			for _, second := range []resolver.Context{resolver.ScriptModuleExternal, resolver.ModuleStaticImport} {
				for _, other := range states {
					for _, same := range relations {
						request := resolver.Resolve(first, state)
						expected := []Sight{{request.Mode.String(), request.Destination.String(), resolver.SendsCredentials(request, same)}}
						cell := m.add(facts{context: first, second: second, state: state, other: other, sameOrigin: same}, oneRequest+": "+list(expected),
							first.String(), state.String(), second.String(), other.String(), relationName(same))
						cell.read = func(token string, told map[string]string) string {
							return l.counted(token, told) + ": " + list(sights(l.Requests(token)))
						}
						cell.write = func(_ *Page, token string) string {
							url := l.at(same).Resource(token, "x.js", "")
							fill := func(markup string, s resolver.State) string {
								return strings.NewReplacer("{url}", url, "{attributes}", attributeOf(s), "{token}", token).Replace(markup)
							}
							return twice(token, fill(firsts[first], state), fill(seconds[second], other))
						}
					}
				}
			}
		}
	}
	return m
}

// list writes sights in one line.
func list(all []Sight) string {
	var out []string
	for _, s := range all {
		out = append(out, s.String())
	}
	return strings.Join(out, "; ")
}
