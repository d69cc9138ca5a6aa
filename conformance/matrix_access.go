package conformance

import (
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// ownError is the error event of an error that the script made itself.
const ownError = "error event, thrown Error"

// accesses are ways to look into what has been loaded: markup that tells
// readable or hidden, or error if nothing loads.
var accesses = []struct {
	context resolver.Context
	what    string
	file    string
	query   string
	markup  string
}{
	{resolver.ImgSrc, "canvas", "x.png", "", `<img src="{url}"{attributes} onload="lab.canvas('{token}', this)" onerror="lab.tell('{token}', 'error')">`},
	{resolver.ImgSrcset, "canvas", "x.png", "", `<img srcset="{url} 1x"{attributes} onload="lab.canvas('{token}', this)" onerror="lab.tell('{token}', 'error')">`},
	{resolver.SVGImage, "canvas", "x.png", "", `<svg width="8" height="8"><image width="8" height="8" href="{url}"{attributes} onload="lab.canvas('{token}', this)" onerror="lab.tell('{token}', 'error')"/></svg>`},
	{resolver.VideoSrc, "canvas", "x.webm", "", `<video preload="auto" src="{url}"{attributes} onloadeddata="lab.canvas('{token}', this)" onerror="lab.tell('{token}', 'error')"></video>`},
	{resolver.LinkStylesheet, "cssRules", "x.css", "", `<link rel="stylesheet" href="{url}"{attributes} onload="lab.rules('{token}', this)" onerror="lab.tell('{token}', 'error')">`},
	{resolver.ScriptClassicExternal, "error event", "x.js", "throw=engine", `<script>lab.running = "{token}"</script><script src="{url}"{attributes} onerror="lab.tell('{token}', 'error')"></script>`},
	{resolver.ScriptClassicExternal, ownError, "x.js", "throw=own", `<script>lab.running = "{token}"</script><script src="{url}"{attributes} onerror="lab.tell('{token}', 'error')"></script>`},
	{resolver.ScriptModuleExternal, "error event", "x.js", "throw=engine", `<script type="module" src="{url}"{attributes} onerror="lab.tell('{token}', 'error')"></script>`},
	{resolver.ScriptModuleExternal, ownError, "x.js", "throw=own", `<script type="module" src="{url}"{attributes} onerror="lab.tell('{token}', 'error')"></script>`},
	{resolver.Track, "cues", "x.vtt", "", `<video{attributes}><track default kind="metadata" src="{url}" onload="lab.cues('{token}', this)" onerror="lab.tell('{token}', 'error')"></video>`},
	{resolver.Fetch, "body", "x.json", "", `<script>lab.body("{token}", "{url}", {})</script>`},
	{resolver.FetchNoCORS, "body", "x.json", "", `<script>lab.body("{token}", "{url}", {mode: "no-cors"})</script>`},
	{resolver.FetchNoCORSInclude, "body", "x.json", "", `<script>lab.body("{token}", "{url}", {mode: "no-cors", credentials: "include"})</script>`},
}

// accessMatrix looks into responses, from servers with and without CORS
// headers.
func (l *Lab) accessMatrix() *Matrix {
	m := &Matrix{
		ID: "access", Title: "What can a page see of a response?", perPage: 60,
		Columns: []string{"Context", "What", "State", "Origin", "CORS headers"},
	}
	for _, a := range accesses {
		for _, state := range statesOf(a.context) {
			for _, same := range relations {
				for _, acao := range []string{"origin", "none"} {
					request := resolver.Resolve(a.context, state)
					expected := "error"
					if passes(request, same, l.Page.URL, headersOf(l.Page.URL, acao, "true")) {
						expected = "readable"
						if resolver.ResponseTainting(request, same) == resolver.TaintingOpaque {
							expected = "hidden"
						}
					}
					cell := m.add(facts{context: a.context, state: state, sameOrigin: same, note: a.what}, expected,
						a.context.String(), a.what, state.String(), relationName(same), map[string]string{"origin": "allow", "none": "absent"}[acao])
					cell.write = func(_ *Page, token string) string {
						query := strings.TrimSuffix("acao="+acao+"&"+a.query, "&")
						return strings.NewReplacer("{url}", l.at(same).Resource(token, a.file, query), "{attributes}", attributeOf(state), "{token}", token).Replace(a.markup)
					}
				}
			}
		}
	}
	return m
}
