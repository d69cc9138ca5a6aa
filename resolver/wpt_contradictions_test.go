package resolver_test

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// wptContradiction is an expectation of web-platform-tests that today's
// standards do not share. standard computes what the standards say, in the
// words of expects.
type wptContradiction struct {
	file, name, expects, says, why string
	standard                       func(t *testing.T) string
}

var wptContradictions = append(append([]wptContradiction{
	{
		fetchMetadata, "link-icon", "empty", "image",
		"HTML sets the destination image in the linked resource fetch setup steps of rel=icon, step 1",
		destinationOf("link-icon"),
	},
	{
		fetchMetadata, "embed", "no-cors", "navigate",
		"HTML's setup steps of embed make a request with mode navigate",
		modeOf("embed"),
	},
	{
		fetchMetadata, "svg-image", "empty", "unspecified",
		"SVG 2 names no destination, Fetch's table says image; w3c/svgwg#782 is open",
		destinationOf("svg-image"),
	},
	{
		fetchMetadata, "header-icon", "no-cors", "no request",
		"HTML: a Link field with rel=icon is processed by doing nothing",
		modeOf("header-icon"),
	},
	{
		fetchMetadata, "header-stylesheet", "no-cors", "no request",
		"HTML: a Link field with rel=stylesheet is processed by doing nothing",
		modeOf("header-stylesheet"),
	},
	{
		supportedAs, "as=json", "fetches", "does nothing",
		"HTML: json is not among the preload destinations",
		fetchesWith("preload", "json"),
	},
	{
		preloadMatch, "font, same-origin, neither side with crossorigin", "reuse", "discard",
		"a font is requested with mode cors; the preload's mode no-cors is part of its key, also on the same origin",
		reuseOf("link-preload-font", absent, func(t *testing.T) resolver.Request {
			_, r := lookUp(t, "css-font-face", absent)
			return r
		}),
	},
	{
		preloadMatch, "fetch() no-cors with credentials omit, preload without crossorigin", "reuse", "discard",
		"the preload's credentials mode is include",
		reuseOf("link-preload-fetch", absent, omitting(resolver.ModeNoCORS)),
	},
	{
		preloadMatch, "fetch() cors with credentials omit, preload anonymous", "reuse", "discard",
		"the preload's credentials mode is same-origin",
		reuseOf("link-preload-fetch", "anonymous", omitting(resolver.ModeCORS)),
	},
	{
		modulepreloadFile, "as=style, then an import with type css", "reuse", "fetches again",
		"HTML passes no module request on from a modulepreload, so that its entry in the module map has the type javascript-or-wasm",
		importAfter("link-modulepreload-style", "module-import-css"),
	},
	{
		modulepreloadFile, "as=json, then an import with type json", "reuse", "fetches again",
		"HTML passes no module request on from a modulepreload, so that its entry in the module map has the type javascript-or-wasm",
		importAfter("link-modulepreload-json", "module-import-json"),
	},
	{
		modulepreloadFile, "as=xslt", "does nothing", "fetches",
		"HTML: the value is no keyword of as, so it has no state and stands for script",
		fetchesWith("modulepreload", "xslt"),
	},
	{
		preloadOnce, "preload without crossorigin for a track without crossorigin", "reuse", "discard",
		"a track has the same-origin fallback flag, so that its mode is same-origin",
		reuseOf("link-preload-track", absent, func(t *testing.T) resolver.Request {
			_, r := lookUp(t, "track", absent)
			return r
		}),
	},
	{
		workletOptions, "default options, same-origin", "omit", "same-origin",
		"HTML: the default of WorkletOptions is same-origin; the title of the test was not changed with it",
		func(t *testing.T) string {
			_, r := lookUp(t, "worklet-addmodule", absent)
			return r.Credentials.String()
		},
	},
}, prefetchAs()...), modulepreloadErrors()...)

// prefetchAs: the configuration expects the destination of a prefetch to be
// its as.
func prefetchAs() []wptContradiction {
	var all []wptContradiction
	for _, as := range []string{"audio", "document", "embed", "fetch", "font", "image", "object", "script", "style", "track", "video", "worker"} {
		all = append(all, wptContradiction{
			fetchMetadata, "link-prefetch with as=" + as, as, "empty",
			"HTML's prefetch does not read as since whatwg/html dd759db6",
			destinationOf("link-prefetch"),
		})
	}
	return all
}

// modulepreloadErrors: the test expects an error event for destinations that
// are no keywords of as.
func modulepreloadErrors() []wptContradiction {
	var all []wptContradiction
	for _, as := range []string{"audio", "document", "embed", "frame", "iframe", "manifest", "object", "report", "video", "webidentity", "xslt"} {
		all = append(all, wptContradiction{
			modulepreloadAs, "as=" + as, "does nothing", "fetches",
			"HTML: the value is no keyword of as, so it has no state and stands for script",
			fetchesWith("modulepreload", as),
		})
	}
	return append(all, wptContradiction{
		modulepreloadAs, "as=text", "does nothing", "fetches",
		"HTML: text is a module preload destination since text modules exist",
		fetchesWith("modulepreload", "text"),
	})
}

func destinationOf(id string) func(*testing.T) string {
	return func(t *testing.T) string {
		_, r := lookUp(t, id, absent)
		if r.Destination == resolver.DestinationNone {
			return "unspecified"
		}
		return destinationToken(r.Destination)
	}
}

func modeOf(id string) func(*testing.T) string {
	return func(t *testing.T) string {
		c, r := lookUp(t, id, absent)
		if c.Info().Status == resolver.NoRequest {
			return "no request"
		}
		return r.Mode.String()
	}
}

func fetchesWith(rel, as string) func(*testing.T) string {
	return func(*testing.T) string {
		if linkFetches(rel, as) {
			return "fetches"
		}
		return "does nothing"
	}
}

func reuseOf(preload, value string, consumer func(*testing.T) resolver.Request) func(*testing.T) string {
	return func(t *testing.T) string {
		_, p := lookUp(t, preload, value)
		if resolver.Consumes(p, consumer(t)) {
			return "reuse"
		}
		return "discard"
	}
}

func importAfter(preload, module string) func(*testing.T) string {
	return func(t *testing.T) string {
		first, _ := lookUp(t, preload, absent)
		if second, _ := lookUp(t, module, absent); resolver.SameModule(first, second) {
			return "reuse"
		}
		return "fetches again"
	}
}

// omitting is the request of fetch() with credentials omit.
func omitting(mode resolver.Mode) func(*testing.T) resolver.Request {
	return func(*testing.T) resolver.Request {
		return resolver.Request{Mode: mode, Credentials: resolver.CredentialsOmit, Destination: resolver.DestinationEmpty}
	}
}

func TestWPTContradictions(t *testing.T) {
	for _, w := range wptContradictions {
		got := w.standard(t)
		if got == w.expects {
			t.Errorf("%s, %s: agrees with the standard now (%s), move it to the agreements", w.file, w.name, got)
		}
		if got != w.says {
			t.Errorf("%s, %s: %s, expected %s (%s)", w.file, w.name, got, w.says, w.why)
		}
	}
}
