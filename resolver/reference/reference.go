// Package reference holds the words beside the resolver's tables: the title of
// each context, the steps of the standards that decide its request, what the
// author of a page gets from it, browser support and deviations. Like the
// resolver it is generated from spec/; `crossorigin resolve`, `explain` and
// the rules' citations read it.
package reference

import "github.com/hugo-crossorigin/crossorigin/resolver"

// Text is a phrase in the languages that the tables are published in.
type Text struct{ En, Ja string }

// Citation is a place in a standard.
type Citation struct {
	Standard string // its title
	URL      string
	Step     string // "" for prose
}

// Step is one step of a standard that decides something, in our words.
type Step struct {
	Citation
	Says string

	when   uint8 // bit per state; 0 for all
	origin uint8 // 1 cross-origin, 2 same-origin; 0 for both
}

// Note is something to know about a context that no table holds.
type Note struct {
	Says string
	Cite []Citation
}

// Support is what browser-compat-data says of one feature.
type Support struct {
	Feature  string // its key in browser-compat-data
	Versions []Version
	Notes    []string
}

// Version is the first version of a browser with the feature, in words.
type Version struct{ Browser, Version string }

// Quirk is a departure of a browser from the standard.
type Quirk struct {
	ID, Browser, Version string
	Contexts             []resolver.Context
	Standard             string // what the standard says
	Seen                 string // what the browser does
	Evidence             string
}

// Context is the reference entry of a context.
type Context struct {
	Title   Text
	Family  Text
	Example string // {url} stands for the URL
	Notes   []Note

	steps     []Step
	algorithm int // index in algorithms, -1 for none
	support   []int
}

// Of returns the entry of a context; nil for a value that is none.
func Of(c resolver.Context) *Context {
	if int(c) >= len(contexts) {
		return nil
	}
	return &contexts[c]
}

// Algorithm returns the name of the rule that turns the state into the
// request; ok is false where the standard fixes the request.
func (c *Context) Algorithm() (title Text, ok bool) {
	if c.algorithm < 0 {
		return Text{}, false
	}
	return algorithms[c.algorithm].title, true
}

// Citations returns the context's own citations.
func (c *Context) Citations() []Citation {
	out := make([]Citation, len(c.steps))
	for i := range c.steps {
		out[i] = c.steps[i].Citation
	}
	return out
}

// Support returns the browser support of the features that the context needs.
func (c *Context) Support() []Support {
	out := make([]Support, len(c.support))
	for i, n := range c.support {
		out[i] = supports[n]
	}
	return out
}

// Steps returns, in the order they run, the steps that decide the request of
// a context in a state, and what becomes of it.
func Steps(c resolver.Context, s resolver.State, sameOrigin bool) []Step {
	entry := Of(c)
	if entry == nil {
		return nil
	}
	out := applying(nil, entry.steps, s, sameOrigin)
	if entry.algorithm >= 0 {
		out = applying(out, algorithms[entry.algorithm].steps, s, sameOrigin)
	}
	r := resolver.Resolve(c, s)
	if r.Mode == resolver.ModeNone {
		return out
	}
	t := resolver.ResponseTainting(r, sameOrigin)
	out = append(out, taintingSteps[r.Mode][relation(sameOrigin)]...)
	if t != resolver.TaintingError {
		out = append(out, credentialsSteps[r.Credentials][t]...)
	}
	return out
}

func applying(dst, steps []Step, s resolver.State, sameOrigin bool) []Step {
	for _, step := range steps {
		if (step.when == 0 || step.when>>s&1 == 1) && (step.origin == 0 || int(step.origin) == 1+relation(sameOrigin)) {
			dst = append(dst, step)
		}
	}
	return dst
}

func relation(sameOrigin bool) int {
	if sameOrigin {
		return 1
	}
	return 0
}

// Consequence says what the author of a page can do with a response of that
// kind (ContextInfo.Kind) and tainting; ok is false where nothing is recorded.
func Consequence(kind string, t resolver.Tainting) (Step, bool) {
	for i := range consequences {
		if consequences[i].kind == kind && consequences[i].tainting == t {
			return consequences[i].step, true
		}
	}
	return Step{}, false
}

// Quirks returns the deviations of browsers in a context.
func Quirks(c resolver.Context) []Quirk {
	var out []Quirk
	for _, q := range quirks {
		for _, in := range q.Contexts {
			if in == c {
				out = append(out, q)
				break
			}
		}
	}
	return out
}

type algorithm struct {
	title Text
	steps []Step
}

type consequence struct {
	kind     string
	tainting resolver.Tainting
	step     Step
}
