package provenance

import (
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// call is a place in a content file that a template renders something for.
type call struct {
	Spot
	name     string // of the shortcode, "" for an image of Markdown
	language string
	params   []string
	image    *image // of Markdown; nil for a shortcode
}

// inside is what a shortcode does with what stands between its call and the
// closing one.
type inside uint8

const (
	hides   inside = iota // does not print it, or as code, or there is no knowing
	prints                // as it is written
	renders               // as Markdown
)

var (
	shows    = regexp.MustCompile(`(?i)highlight|<pre|<code|htmlEscape|plainify|transform\.|strings\.|jsonify|urlquery|replace`)
	markdown = regexp.MustCompile(`markdownify|RenderString`)
)

// insideOf reads from a shortcode's template what it does.
func insideOf(src []byte) inside {
	text := string(src)
	switch {
	case !strings.Contains(text, ".Inner") || shows.MatchString(text):
		return hides
	case markdown.MatchString(text):
		return renders
	}
	return prints
}

// shortcodeOf returns the name of the shortcode that a template is, "" for any
// other (https://gohugo.io/templates/shortcode/).
func shortcodeOf(file string) string {
	name := "/" + filepath.ToSlash(file)
	for _, folder := range []string{"/_shortcodes/", "/shortcodes/"} {
		if i := strings.LastIndex(name, folder); i >= 0 {
			dir, base := path.Split(name[i+len(folder):])
			stem, _, _ := strings.Cut(base, ".")
			return dir + stem
		}
	}
	return ""
}

// isImageHook says whether a template renders the images of Markdown
// (https://gohugo.io/render-hooks/images/).
func isImageHook(file string) bool {
	dir, base := path.Split(filepath.ToSlash(file))
	return path.Base(dir) == "_markup" && strings.HasPrefix(base, "render-image.")
}

// addCalls adds the shortcodes that a content file calls and, where it has any,
// the tags that stand inside of them.
func (h *holding) addCalls(in candidate, src []byte, tags bool) {
	lines := markup.NewLines(src)
	for _, c := range hugotemplate.Calls(src) {
		at := in.Spot
		at.Line, at.Column = lines.LineColumn(c.Span.Start)
		h.calls = append(h.calls, call{at, c.Name, in.language, c.Params, nil})
		if c.Percent || c.Inner.Len() == 0 || !tags {
			continue
		}
		in.within = c.Name
		text := src[c.Inner.Start:c.Inner.End]
		in.how = renders
		h.add(in, src, c.Inner.Start, hugotemplate.ScanContent("inner.md", text, everyName, false).Tags)
		in.how = prints
		h.add(in, src, c.Inner.Start, hugotemplate.ScanContent("inner.html", text, everyName, false).Tags)
	}
}

// leastParam is how long a parameter is that tells calls apart.
const leastParam = 3

// calledFor returns the place that a template rendered a tag for, zero when it is
// not known: of its calls the one that has most of what the tag says, or the only
// one. Where the page's own file has any, it is one of those or not known.
func (x *Index) calledFor(template string, built *markup.Tag, of Page) Spot {
	calls := x.callsOf(template, built)
	if len(calls) == 0 {
		return Spot{} // without asking for the page's file, which is read for it
	}
	var at []*call
	best, own, content := 0, false, of.content()
	for i := range calls {
		c := &calls[i]
		own = own || content != "" && c.File == content
		switch fit := c.fits(built); {
		case fit > best:
			best, at = fit, append(at[:0], c)
		case fit == best:
			at = append(at, c)
		}
	}
	if best == 0 && isImageHook(template) {
		return Spot{}
	}
	c := only(at, of, func(c *call) (string, string) { return c.File, c.language })
	if c == nil || own && c.File != content || c.image != nil && !c.image.is() {
		return Spot{}
	}
	return c.Spot
}

// callsOf returns what a template may have rendered a tag for: nothing unless it is
// that of a shortcode, or the render hook of images.
func (x *Index) callsOf(template string, built *markup.Tag) (calls []call) {
	if name := shortcodeOf(template); name != "" {
		return x.calls[name]
	}
	if isImageHook(template) {
		for _, i := range x.imagesOf(built) {
			calls = append(calls, call{i.Spot, "", i.language, []string{i.destination}, i})
		}
	}
	return calls
}

// calledWith says whether a template is called with what a tag says.
func (x *Index) calledWith(template string, built *markup.Tag) bool {
	return slices.ContainsFunc(x.callsOf(template, built), func(c call) bool { return c.fits(built) > 0 })
}

// mayRender says whether a template may have rendered a tag of which it says
// nothing: a shortcode or a render hook only with what it is called with.
func (x *Index) mayRender(c *candidate, built *markup.Tag) bool {
	return c.Template && (shortcodeOf(c.File) == "" && !isImageHook(c.File) || x.calledWith(c.File, built))
}

// calledForAll says whether a template is called with parameters that a tag has
// all of.
func (x *Index) calledForAll(template string, built *markup.Tag) bool {
	return slices.ContainsFunc(x.callsOf(template, built), func(c call) bool {
		all := 0
		for _, param := range c.params {
			if len(param) >= leastParam {
				all += len(param)
			}
		}
		return all > 0 && c.fits(built) == all
	})
}

// fits weighs how much of a call's parameters a tag has in its values.
func (c *call) fits(built *markup.Tag) (n int) {
	for _, param := range c.params {
		if len(param) < leastParam {
			continue
		}
		for i := range built.Attrs {
			if strings.Contains(built.Attrs[i].Value, param) {
				n += len(param)
				break
			}
		}
	}
	return n
}
