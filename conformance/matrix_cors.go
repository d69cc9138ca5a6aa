package conformance

import (
	"crypto/sha256"
	"encoding/base64"
	"path"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// corsMatrix asks servers that answer with all kinds of CORS headers.
func (l *Lab) corsMatrix() *Matrix {
	m := &Matrix{
		ID: "cors", Title: "Does a cross-origin response with these CORS headers load?", perPage: 60,
		Columns: []string{"Context", "State", "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials"},
	}
	for _, c := range []resolver.Context{
		resolver.ImgSrc, resolver.ScriptClassicExternal, resolver.ScriptModuleExternal, resolver.LinkStylesheet,
		resolver.LinkPreloadImage, resolver.VideoSrc, resolver.Track, resolver.Fontface,
		resolver.Fetch, resolver.FetchInclude, resolver.FetchOmit, resolver.FetchNoCORS,
		resolver.Xmlhttprequest, resolver.XmlhttprequestWithcredentials,
	} {
		for _, state := range statesOf(c) {
			for _, acao := range []string{"none", "star", "origin", "wrong"} {
				for _, acac := range []string{"none", "true", "TRUE"} {
					h := headersOf(l.Page.URL, acao, acac)
					request := resolver.Resolve(c, state)
					cell := m.add(facts{context: c, state: state}, outcome(passes(request, false, l.Page.URL, h)),
						c.String(), state.String(), shown(h.AllowOriginPresent, h.AllowOrigin, l), shown(acac != "none", h.AllowCredentials, l))
					cell.write = func(_ *Page, token string) string {
						return load(c, token, l.Other.Resource(token, loadable[c].file, "acao="+acao+"&acac="+acac), attributeOf(state))
					}
				}
			}
		}
	}
	return m
}

// headersOf are the headers that serveResource sends for a request from the
// origin.
func headersOf(origin, acao, acac string) resolver.ResponseHeaders {
	h := resolver.ResponseHeaders{AllowOriginPresent: acao != "none", AllowCredentials: acac}
	switch acao {
	case "star":
		h.AllowOrigin = "*"
	case "origin":
		h.AllowOrigin = origin
	case "wrong":
		h.AllowOrigin = wrongOrigin
	}
	if acac == "none" {
		h.AllowCredentials = ""
	}
	return h
}

// shown is a header's value for the tables, where ports have no place.
func shown(present bool, value string, l *Lab) string {
	switch {
	case !present:
		return "absent"
	case value == l.Page.URL:
		return "the page's origin"
	}
	return value
}

// passes says whether a response arrives at all.
func passes(r resolver.Request, sameOrigin bool, origin string, h resolver.ResponseHeaders) bool {
	switch resolver.ResponseTainting(r, sameOrigin) {
	case resolver.TaintingBasic, resolver.TaintingOpaque:
		return true
	case resolver.TaintingCORS:
		return resolver.PassesCORS(r, origin, h)
	}
	return false
}

// integrityMatrix asks for resources with integrity metadata.
func (l *Lab) integrityMatrix() *Matrix {
	m := &Matrix{
		ID: "integrity", Title: "Does a resource with integrity metadata load?", perPage: 72,
		Columns: []string{"Context", "State", "Origin", "CORS headers", "Digest"},
	}
	for _, c := range []resolver.Context{resolver.ScriptClassicExternal, resolver.ScriptModuleExternal, resolver.LinkStylesheet} {
		for _, state := range states {
			for _, same := range relations {
				for _, acao := range []string{"origin", "none"} {
					for _, digest := range []string{"right", "wrong"} {
						request := resolver.Resolve(c, state)
						tainting := resolver.ResponseTainting(request, same)
						loads := passes(request, same, l.Page.URL, headersOf(l.Page.URL, acao, "true")) &&
							resolver.IntegrityCheckable(tainting) && digest == "right"
						cell := m.add(facts{context: c, state: state, sameOrigin: same, note: digest}, outcome(loads),
							c.String(), state.String(), relationName(same), map[string]string{"origin": "allow", "none": "absent"}[acao], digest)
						cell.write = func(_ *Page, token string) string {
							file := loadable[c].file
							return load(c, token, l.at(same).Resource(token, file, "acao="+acao),
								attributeOf(state)+` integrity="`+integrityOf(file, digest == "right")+`"`)
						}
					}
				}
			}
		}
	}
	return m
}

// integrityOf is the integrity metadata of a resource, or of something else.
func integrityOf(file string, right bool) string {
	data := resources[strings.TrimPrefix(path.Ext(file), ".")].data
	if !right {
		data = []byte("something else")
	}
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}
