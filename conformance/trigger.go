package conformance

import (
	"html"
	"maps"
	"net/url"
	"strconv"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// trigger says how a page makes a context fetch. It knows nothing of what is
// to be expected of the fetch.
type trigger struct {
	file   string // the resource's name; its extension says what is served
	markup string // see fill for what stands in braces
	place  place
	// unobservable says why no page can show the context's request.
	unobservable string
}

// place says where a trigger's markup goes.
type place int

const (
	inBody    place = iota // beside others
	inHead                 // beside others
	inHeader               // a Link field of the response
	inHints                // a Link field of a 103 response
	alone                  // in the head of a page with no other row
	leaving                // in the body of a page that it navigates away from
	inFrame                // in a frame that is made wider once it has loaded
	connects               // no request to see, only a connection
	byDevTool              // in a page that DevTools asks for it
)

// fill writes the markup for a row. {url} is the resource's URL, {escaped} the
// same percent-encoded, {crossorigin} the attribute with a blank before it, or
// the parameter of a Link field, {n} a number that no other row has.
func (t *trigger) fill(v *Vector, n int, u string) string {
	attribute := v.attribute()
	if t.place == inHeader || v.info().Carrier == resolver.CarrierHeader {
		attribute = v.parameter()
	}
	markup := strings.NewReplacer(
		"{url}", u, "{escaped}", url.QueryEscape(u), "{crossorigin}", attribute, "{n}", strconv.Itoa(n),
	).Replace(t.markup)
	if t.place == inFrame {
		return `<iframe class="lab-frame" width="100" height="20" srcdoc="` + html.EscapeString(markup) + `"></iframe>`
	}
	return markup
}

// triggers are the ways of all contexts, by their ids.
var triggers = merged(
	imageTriggers, mediaTriggers, scriptTriggers, linkTriggers, headerTriggers,
	cssTriggers, svgTriggers, workerTriggers, apiTriggers, navigationTriggers,
)

func merged(families ...map[string]trigger) map[string]trigger {
	all := map[string]trigger{}
	for _, family := range families {
		maps.Copy(all, family)
	}
	return all
}
