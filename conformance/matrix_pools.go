package conformance

import (
	"slices"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// poolsMatrix opens a connection ahead and then fetches over it, or not.
func (l *Lab) poolsMatrix() *Matrix {
	const rides, opens = "rides on the connection", "opens another"
	m := &Matrix{
		ID: "pools", Title: "Does a cross-origin fetch ride on the connection of the preconnect?", perPage: 8,
		Columns: []string{"State of the preconnect", "Context", "State"},
	}
	for _, state := range states {
		for _, consumer := range []resolver.Context{
			resolver.ImgSrc, resolver.ScriptClassicExternal, resolver.ScriptModuleExternal, resolver.LinkStylesheet, resolver.VideoSrc,
			resolver.Fontface, resolver.Fetch, resolver.FetchInclude, resolver.FetchOmit, resolver.Xmlhttprequest, resolver.XmlhttprequestWithcredentials,
		} {
			for _, second := range statesOf(consumer) {
				expected := opens
				if resolver.PreconnectPool(state, false) == resolver.Pool(resolver.Resolve(consumer, second), false) {
					expected = rides
				}
				cell := m.add(facts{context: consumer, state: state, other: second}, expected, state.String(), consumer.String(), second.String())
				var origin *Origin
				cell.write = func(p *Page, token string) string {
					var err error
					if origin, err = l.fresh(false); err != nil {
						l.fail(err)
						origin = l.Other
					}
					p.Preconnects = append(p.Preconnects, origin)
					return `<link rel="preconnect" href="` + origin.URL + `"` + attributeOf(state) + `>` +
						kept(token, load(consumer, token, origin.Resource(token, loadable[consumer].file, ""), attributeOf(second))) +
						`<script>lab.secondConnected("` + token + `")</script>`
				}
				cell.read = func(token string, _ map[string]string) string {
					requests := l.Requests(token)
					switch {
					case len(requests) == 0 || len(origin.warmed()) == 0:
						return "no connection"
					case slices.Contains(origin.warmed(), requests[0].Connection):
						return rides
					}
					return opens
				}
			}
		}
	}
	return m
}
