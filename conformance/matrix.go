package conformance

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Matrix is a table of situations that no vector describes: what becomes of a
// response, and of two fetches of one URL.
type Matrix struct {
	ID      string
	Title   string
	Columns []string
	Cells   []*Cell
	perPage int
	filled  bool // shown to the browser
}

// Cell is one situation.
type Cell struct {
	Keys      []string // one a column
	Expected  string   // by the outcome functions of package resolver
	Predicted string   // by the quirk, or as expected
	Quirk     string   // id of the quirk that explains the cell, or ""
	Seen      string

	write func(p *Page, token string) string                // its markup; it may change the page too
	read  func(token string, told map[string]string) string // what was seen
	facts facts
}

// facts are what a quirk's situation may ask of a cell.
type facts struct {
	context, second resolver.Context // second is that of a second fetch of the URL
	state, other    resolver.State
	sameOrigin      bool
	note            string // what else is particular
	vector          *Vector
}

// Verdict judges the cell.
func (c *Cell) Verdict() Verdict {
	switch {
	case c.Seen == c.Predicted && c.Predicted == c.Expected:
		return Agrees
	case c.Seen == c.Predicted:
		return Deviates
	case c.Seen == c.Expected:
		return NotQuirkyNow
	}
	return Unexplained
}

// add appends a cell.
func (m *Matrix) add(f facts, expected string, keys ...string) *Cell {
	c := &Cell{Keys: keys, Expected: expected, Predicted: expected, facts: f}
	c.read = func(token string, told map[string]string) string { return told[token] }
	m.Cells = append(m.Cells, c)
	return c
}

// Fill shows the cells to the browser. Those that come out otherwise than
// predicted are tried again, fewer on a page; varied are those that then
// differ.
func (s *Session) Fill(ctx context.Context, m *Matrix) (varied []string, err error) {
	left := m.Cells
	for pass := 1; pass <= tries && len(left) > 0; pass++ {
		for cells := range slices.Chunk(left, max(1, m.perPage>>(2*(pass-1)))) {
			var tokens []string
			told, err := s.Visit(ctx, func(try int) *Page {
				var p *Page
				p, tokens = m.page(cells, try)
				return p
			})
			if err != nil {
				return varied, err
			}
			for i, c := range cells {
				seen := c.read(tokens[i], told)
				if pass > 1 && seen != c.Seen {
					varied = append(varied, fmt.Sprintf("%s %s: %s, then %s", m.ID, strings.Join(c.Keys, ", "), c.Seen, seen))
				}
				c.Seen = seen
			}
		}
		left = slices.DeleteFunc(slices.Clone(left), func(c *Cell) bool { return !c.Verdict().bad() })
	}
	m.filled = true
	return varied, nil
}

// page writes one page of cells; each tells what it sees under its token.
func (m *Matrix) page(cells []*Cell, try int) (*Page, []string) {
	p := &Page{Name: fmt.Sprintf("%s, try %d", m.ID, try)}
	var tokens []string
	var body strings.Builder
	for i := range cells {
		tokens = append(tokens, fmt.Sprintf("%s-%d-%d", m.ID, try, i))
	}
	fmt.Fprintf(&body, "<script>lab.want(%q)</script>\n", strings.Join(tokens, " "))
	for i, c := range cells {
		body.WriteString(c.write(p, tokens[i]) + "\n")
	}
	p.Body = body.String()
	return p, tokens
}

// states are all of them, with the attribute that gives each.
var states = []resolver.State{resolver.NoCORS, resolver.Anonymous, resolver.UseCredentials}

// matrices are all of them.
func (l *Lab) matrices(vectors []Vector) []*Matrix {
	return []*Matrix{
		l.corsMatrix(), l.integrityMatrix(), l.digestMatrix(), l.accessMatrix(),
		l.reuseMatrix(), l.reuseIntegrityMatrix(), l.moduleMapMatrix(), l.poolsMatrix(),
		l.spellingMatrix(), l.parameterMatrix(), l.insertedMatrix(vectors),
	}
}

// attributeOf writes crossorigin for a state, with a blank before it.
func attributeOf(s resolver.State) string {
	switch s {
	case resolver.Anonymous:
		return ` crossorigin="anonymous"`
	case resolver.UseCredentials:
		return ` crossorigin="use-credentials"`
	}
	return ""
}

var relations = []bool{true, false}

func relationName(sameOrigin bool) string {
	if sameOrigin {
		return "same-origin"
	}
	return "cross-origin"
}

// at is the lab's origin of that relation to its pages.
func (l *Lab) at(sameOrigin bool) *Origin {
	if sameOrigin {
		return l.Page
	}
	return l.Other
}

// loadable is markup that tells whether something loads: {url}, {attributes}
// and {token} are filled in.
var loadable = map[resolver.Context]struct{ file, markup string }{
	resolver.ImgSrc:                        {"x.png", `<img src="{url}"{attributes} {on}>`},
	resolver.ScriptClassicExternal:         {"x.js", `<script src="{url}"{attributes} {on}></script>`},
	resolver.ScriptModuleExternal:          {"x.js", `<script type="module" src="{url}"{attributes} {on}></script>`},
	resolver.LinkStylesheet:                {"x.css", `<link rel="stylesheet" href="{url}"{attributes} {on}>`},
	resolver.LinkPreloadScript:             {"x.js", `<link rel="preload" as="script" href="{url}"{attributes} {on}>`},
	resolver.LinkPreloadImage:              {"x.png", `<link rel="preload" as="image" href="{url}"{attributes} {on}>`},
	resolver.AudioSrc:                      {"x.wav", `<audio preload="auto" src="{url}"{attributes} {on}></audio>`},
	resolver.VideoSrc:                      {"x.webm", `<video preload="auto" src="{url}"{attributes} {on}></video>`},
	resolver.Track:                         {"x.vtt", `<video{attributes}><track default kind="metadata" src="{url}" {on}></video>`},
	resolver.Fontface:                      {"x.ttf", promise(`new FontFace("F", "url('{url}')").load()`)},
	resolver.Fetch:                         {"x.json", promise(`fetch("{url}")`)},
	resolver.FetchInclude:                  {"x.json", promise(`fetch("{url}", {credentials: "include"})`)},
	resolver.FetchOmit:                     {"x.json", promise(`fetch("{url}", {credentials: "omit"})`)},
	resolver.FetchNoCORS:                   {"x.json", promise(`fetch("{url}", {mode: "no-cors"})`)},
	resolver.Xmlhttprequest:                {"x.json", promise(`lab.request("{url}", false)`)},
	resolver.XmlhttprequestWithcredentials: {"x.json", promise(`lab.request("{url}", true)`)},
}

func promise(expression string) string {
	return `<script>lab.watch("{token}", ` + expression + `.then(() => "load", () => "error"))</script>`
}

// events tell what became of an element; whichever comes first counts.
const events = `onload="lab.tell('{token}', 'load')" onloadeddata="lab.tell('{token}', 'load')" onerror="lab.tell('{token}', 'error')"`

// load writes the markup of a context that tells whether it loads.
func load(c resolver.Context, token, url, attributes string) string {
	return strings.NewReplacer("{url}", url, "{attributes}", attributes, "{token}", token).Replace(
		strings.Replace(loadable[c].markup, "{on}", events, 1))
}

// kept is a script that holds markup back until the page asks for it.
func kept(token, markup string) string {
	data, err := json.Marshal(markup) // escapes what would end the script
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return `<script>lab.keep("` + token + `", ` + string(data) + `)</script>`
}

// outcome names load or error.
func outcome(loads bool) string {
	if loads {
		return "load"
	}
	return "error"
}

// statesOf are the states that a context can have.
func statesOf(c resolver.Context) []resolver.State {
	if c.Info().Carrier == resolver.CarrierNone {
		return states[:1]
	}
	return states
}
