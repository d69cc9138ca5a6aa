package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var corsRefused = Rule{
	ID:       "cors-refused",
	Title:    "A CORS request that the host is known to refuse",
	Severity: Error,
	Why: `A request with credentials fails when the server answers Access-Control-Allow-Origin: *, as public CDNs and font ` +
		`hosts do; and every CORS request fails when the server sends no CORS headers at all. Without the attribute such a ` +
		`file would have loaded. What is known of hosts can be changed in the configuration.`,
	Spec: []Citation{{"Fetch: CORS check", "https://fetch.spec.whatwg.org/#concept-cors-check", ""}},
	Examples: []Example{
		{
			Title:  "Credentials for a public CDN",
			Source: `<script src="https://cdn.jsdelivr.net/npm/jquery@3/dist/jquery.min.js" crossorigin="use-credentials"></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://cdn.jsdelivr.net/npm/jquery@3/dist/jquery.min.js" crossorigin="anonymous"></script>`,
		},
		{
			Title:  "A tool added crossorigin to every script",
			Source: `<script src="https://maps.googleapis.com/maps/api/js?key=k" crossorigin="anonymous"></script>`,
			Wrong:  1,
			Fixed:  `<script src="https://maps.googleapis.com/maps/api/js?key=k"></script>`,
			From:   "contao/contao#356",
		},
		{
			Title:  "An inline module with credentials imports from a public CDN",
			Source: `<script type="module" crossorigin="use-credentials">import confetti from "https://cdn.jsdelivr.net/npm/canvas-confetti/+esm"; confetti()</script>`,
			Wrong:  1,
			Fixed:  `<script type="module" crossorigin="anonymous">import confetti from "https://cdn.jsdelivr.net/npm/canvas-confetti/+esm"; confetti()</script>`,
		},
		{
			Title:  "All candidates of an image",
			Source: `<img src="https://unpkg.com/a.png" srcset="https://unpkg.com/b.png 2x" crossorigin="use-credentials">`,
			Wrong:  1,
			Fixed:  `<img src="https://unpkg.com/a.png" srcset="https://unpkg.com/b.png 2x" crossorigin="anonymous">`,
		},
		{
			Title:  "Right, or not known",
			Source: `<img src="/a.png" srcset="https://unpkg.com/a.png 2x" crossorigin="use-credentials"><script src="https://unpkg.com/a.js" crossorigin></script><script src="https://cdn.example.com/a.js" crossorigin="use-credentials"></script><link rel="preconnect" href="https://unpkg.com" crossorigin="use-credentials">`,
		},
	},
	Check: checkCORSRefused,
}

func checkCORSRefused(p *page.Page, s *Settings, report func(Finding)) {
	check := func(f *page.Fetch) {
		if f.Certainty != page.Certain || f.Request.Mode != resolver.ModeCORS {
			return
		}
		why := ""
		for i := range f.Refs { // of an image all candidates, else some browser gets one
			ref := &f.Refs[i]
			if ref.Relation() == page.SameOrigin {
				return
			}
			refusal := refuses(s.answer(ref.Host()), f.Request.Credentials)
			if refusal == "" || i > 0 && ref.Host() != f.Refs[0].Host() {
				return
			}
			why = refusal
		}
		if why != "" {
			report(refused(p, s, f, why))
		}
	}
	for i := range p.Fetches {
		check(&p.Fetches[i])
	}
	if mayRefuse(p) {
		scripts, _ := p.Scripts()
		for i := range scripts {
			check(&scripts[i])
		}
	}
	if len(s.Hosts) > 0 {
		styles, _ := p.Styles()
		for i := range styles {
			if styles[i].Span.Len() > 0 { // those of other files are reported there
				check(&styles[i])
			}
		}
	}
}

// mayRefuse says whether inline scripts need to be read: only those that ask
// for credentials can be refused by a host that others may use.
func mayRefuse(p *page.Page) bool {
	for t := range p.TagsWith(page.Crossorigin) {
		if t.Starts(resolver.ScriptModuleInline, resolver.ScriptClassicInline) {
			if state, _, c := t.State(); c == page.Certain && state == resolver.UseCredentials {
				return true
			}
		}
	}
	return false
}

// refuses says why a host with that answer fails the request, "" when it does
// not or nothing is known.
func refuses(a resolver.Answer, credentials resolver.CredentialsMode) string {
	switch {
	case !a.Refuses(credentials):
		return ""
	case a == resolver.AnswerNone:
		return "sends no CORS headers"
	case a == resolver.AnswerAnonymous:
		return "answers Access-Control-Allow-Origin: *, which is not enough for a request with credentials"
	}
	return "does not allow credentials"
}

func refused(p *page.Page, s *Settings, f *page.Fetch, why string) Finding {
	host := f.Refs[0].Host()
	finding := Finding{Severity: Error, Span: f.Span, Message: fmt.Sprintf("blocked: %s %s", host, why)}
	if known := resolver.LookupHost(host); s.answer(host) == known.Answer && known.Source != "" {
		finding.Cite = []Citation{{host, known.Source, ""}}
	}
	carrier := p.Carrier(f)
	if carrier == nil {
		return finding
	}
	a := carrier.Find("crossorigin")
	if a == nil || !editable(a) {
		return finding
	}
	if s.answer(host) == resolver.AnswerNone {
		// What module scripts and fonts ask for does not depend on the attribute.
		if resolver.Resolve(f.Context, resolver.NoCORS).Mode == resolver.ModeNoCORS && f.Tag.Find("integrity") == nil {
			finding.Fixes = []Fix{{"Remove crossorigin", Safe, []edit.Edit{remove(p, a)}}}
		}
		return finding
	}
	safety := Safe
	if carrier.Text.Len() > 0 || carrier != f.Tag {
		safety = Unsafe // other imports, or other files of the media element
	}
	finding.Fixes = []Fix{{"Send no credentials", safety, setValues(a, "anonymous")}}
	return finding
}
