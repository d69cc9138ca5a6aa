package page

import (
	"bytes"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Scripts returns what the inline scripts of the page start, as far as they
// say it with a literal URL: their imports, import() and calls of fetch().
// complete says that the page has no other scripts, and that all of these could
// be read; even then a script can start more.
func (p *Page) Scripts() (fetches []Fetch, complete bool) {
	if !p.scripts.read {
		p.scripts.read, p.scripts.complete = true, true
		p.gatherScripts(&p.scripts)
	}
	return p.scripts.fetches, p.scripts.complete
}

type scripts struct {
	fetches        []Fetch
	imports        *importMap // nil until a script imports
	read, complete bool
}

func (p *Page) gatherScripts(s *scripts) {
	if p.unscripted {
		return
	}
	for i := range p.Tags {
		t := &p.Tags[i]
		if t.Name != "script" || t.Template {
			continue
		}
		switch {
		case t.Certainty == Certain && t.Starts(resolver.ScriptDataBlock, resolver.ScriptImportmap, resolver.ScriptSpeculationrules):
			continue
		case t.Certainty == Open || p.Fragment || !t.Starts(resolver.ScriptClassicInline, resolver.ScriptModuleInline):
			s.complete = false
			continue
		}
		if !p.readScript(s, t) {
			s.complete = false
		}
	}
}

// readScript adds what one inline script starts; false when it cannot be read.
func (p *Page) readScript(s *scripts, t *Tag) bool {
	parsed := p.Options.Cache.inlineScript(p.Src[t.Text.Start:t.Text.End])
	state, conformance, c := t.State()
	for _, r := range parsed.requests {
		f := Fetch{Context: r.context, Tag: t, Span: t.Span, State: state, Conformance: conformance, Certainty: c}
		url := r.url
		if r.context.Info().Carrier == resolver.CarrierScript {
			if s.imports == nil {
				s.imports = p.importMap()
			}
			url = s.imports.resolve(url)
		} else {
			f.State, f.Certainty = resolver.NoCORS, Certain
		}
		if url == "" {
			continue
		}
		if r.certainty == Open {
			f.Certainty = Open
		}
		f.Request = resolver.Resolve(r.context, f.State)
		f.Refs = []Ref{{Raw: url, base: &p.base}}
		s.fetches = append(s.fetches, f)
	}
	return parsed.readable
}

// script is what the text of a script says of requests.
type script struct {
	requests []scriptRequest
	readable bool
}

type scriptRequest struct {
	context   resolver.Context
	url       string
	certainty Certainty
}

// parseScript finds the requests in a script. Most inline scripts have no word
// of them, and need no parser.
func parseScript(text []byte) script {
	s := script{readable: true}
	requests := false
	for _, word := range [...]string{"import", "export", "fetch", "open"} {
		requests = requests || bytes.Contains(text, []byte(word))
	}
	if !requests {
		return s
	}
	ast, err := js.Parse(parse.NewInputBytes(text[:len(text):len(text)]), js.Options{})
	if err != nil {
		s.readable = false
		return s
	}
	js.Walk(&scriptVisitor{script: &s, withCredentials: bytes.Contains(text, []byte("withCredentials"))}, ast)
	return s
}

// scriptVisitor finds requests with a literal URL.
type scriptVisitor struct {
	script          *script
	withCredentials bool // the word occurs in the script
}

func (v *scriptVisitor) request(c resolver.Context, url string, certainty Certainty) {
	v.script.requests = append(v.script.requests, scriptRequest{c, url, certainty})
}

// Enter looks at one node.
func (v *scriptVisitor) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.ImportStmt:
		v.static(n.Module)
	case *js.ExportStmt:
		v.static(n.Module)
	case *js.CallExpr:
		v.call(n)
	}
	return v
}

// Exit has nothing to do.
func (v *scriptVisitor) Exit(js.INode) {}

func (v *scriptVisitor) static(module []byte) {
	if url, ok := jsString(module); ok {
		v.request(resolver.ModuleStaticImport, url, Certain)
	}
}

func (v *scriptVisitor) call(n *js.CallExpr) {
	if len(n.Args.List) == 0 {
		return
	}
	first, literal := literalString(n.Args.List[0])
	switch callee := n.X.(type) {
	case *js.LiteralExpr:
		if callee.TokenType == js.ImportToken && literal {
			certainty := Certain
			if len(n.Args.List) > 1 {
				certainty = Open // a type, which decides the destination
			}
			v.request(resolver.ScriptClassicImport, first, certainty)
		}
	case *js.Var:
		if string(callee.Name()) == "fetch" && literal {
			v.fetch(first, n.Args.List[1:])
		}
	case *js.DotExpr:
		name := callee.Y.String()
		object, _ := callee.X.(*js.Var)
		switch {
		case name == "fetch" && literal && object != nil && (string(object.Name()) == "window" || string(object.Name()) == "self" || string(object.Name()) == "globalThis"):
			v.fetch(first, n.Args.List[1:])
		case name == "open" && literal && equalFold(first, "get") && len(n.Args.List) > 1:
			// Of an XMLHttpRequest, most likely; window.open takes a URL first.
			if url, ok := literalString(n.Args.List[1]); ok {
				certainty := Certain
				if v.withCredentials {
					certainty = Open
				}
				v.request(resolver.Xmlhttprequest, url, certainty)
			}
		}
	}
}

// fetch reads the options of a call of fetch().
func (v *scriptVisitor) fetch(url string, options []js.Arg) {
	if len(options) == 0 {
		v.request(resolver.Fetch, url, Certain)
		return
	}
	object, ok := options[0].Value.(*js.ObjectExpr)
	if !ok || options[0].Rest {
		v.request(resolver.Fetch, url, Open)
		return
	}
	mode, credentials := "cors", "same-origin"
	for i := range object.List {
		property := &object.List[i]
		if property.Spread || property.Name == nil || property.Name.Computed != nil {
			v.request(resolver.Fetch, url, Open)
			return
		}
		name := strings.Trim(string(property.Name.Literal.Data), `"'`)
		value, literal := literalString(js.Arg{Value: property.Value})
		switch name {
		case "priority", "signal", "keepalive", "referrerPolicy", "referrer":
			continue
		case "mode":
			mode = value
		case "credentials":
			credentials = value
		case "method":
			if equalFold(value, "get") {
				continue
			}
			literal = false
		default: // headers, a body, a cache mode, a cast by a framework
			literal = false
		}
		if !literal {
			v.request(resolver.Fetch, url, Open)
			return
		}
	}
	if c, ok := fetchContext(mode, credentials); ok {
		v.request(c, url, Certain)
	}
}

func fetchContext(mode, credentials string) (resolver.Context, bool) {
	for _, c := range [...]resolver.Context{
		resolver.Fetch, resolver.FetchInclude, resolver.FetchOmit, resolver.FetchNoCORS, resolver.FetchNoCORSInclude,
		resolver.FetchSameOrigin,
	} {
		if r := resolver.Resolve(c, resolver.NoCORS); r.Mode.String() == mode && r.Credentials.String() == credentials {
			return c, true
		}
	}
	return 0, false
}

func literalString(a js.Arg) (string, bool) {
	if a.Rest {
		return "", false
	}
	switch e := a.Value.(type) {
	case *js.LiteralExpr:
		if e.TokenType == js.StringToken {
			return jsString(e.Data)
		}
	case *js.TemplateExpr:
		if e.Tag == nil && len(e.List) == 0 && len(e.Tail) >= 2 {
			s := string(e.Tail[1 : len(e.Tail)-1])
			return s, !strings.ContainsAny(s, "\\\r\n")
		}
	}
	return "", false
}

// jsString returns the value of a string literal; false when it has escapes,
// which URLs in scripts have no use for.
func jsString(literal []byte) (string, bool) {
	if len(literal) < 2 {
		return "", false
	}
	s := string(literal[1 : len(literal)-1])
	return s, !strings.Contains(s, "\\")
}
