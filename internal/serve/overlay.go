package serve

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/provenance"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// overlayName is the name of the overlay's element.
const overlayName = "crossorigin-findings"

//go:embed overlay.html
var overlaySource string

// overlayTemplate writes an element with a declarative shadow root: it needs
// no script, no style of the page reaches into it, and it fetches nothing. A
// policy of the page may forbid its style; what it says then stands at the end
// of the page, with that reason.
var overlayTemplate = template.Must(template.New("overlay").Parse(strings.TrimSpace(overlaySource)))

// shown is one finding in the overlay.
type shown struct {
	Kind    string // a severity, or "fixed"
	Message string
	Rule    string
	Line    int    // in the page as annotated; of a fix, as it was
	From    string // where the tag comes from, "" when that is not known
	Text    string
	Fix     string // what was done, or could be
}

// overlay returns the page with what was found on it; trace gives that the
// places that it comes from.
func overlay(r annotate.Result, trace func(*report.Annotation)) []byte {
	if len(r.Left)+len(r.Applied) == 0 {
		return r.Output
	}
	told := report.Annotation{Changed: r.Changed, Left: report.Locate("", r.Output, r.Left)}
	for _, a := range r.Applied {
		told.Applied = append(told.Applied, report.Applied{Finding: a.Finding, Fix: a.Fix, Offset: a.Offset, Line: a.Line, Column: a.Column})
	}
	trace(&told)
	left := told.Left
	var counts report.Counts
	items := make([]shown, 0, len(left)+len(r.Applied))
	for i := range left {
		f := &left[i]
		counts.Add(f.Severity)
		s := shown{f.Severity.String(), f.Message, f.Rule.ID, f.Line, from(f.Origin), f.Text, ""}
		if len(f.Fixes) > 0 {
			s.Fix = "Fix: " + f.Fixes[0].Message + unsafely(f.Fixes[0].Safety)
		}
		items = append(items, s)
	}
	for _, a := range told.Applied {
		items = append(items, shown{"fixed", a.Finding.Message, a.Finding.Rule.ID, a.Line, from(a.Origin), "", "Done: " + a.Fix.Message})
	}
	slices.SortStableFunc(items[len(left):], func(a, b shown) int { return cmp.Compare(a.Line, b.Line) })
	var b bytes.Buffer
	err := overlayTemplate.Execute(&b, struct {
		Summary string
		Items   []shown
	}{summary(counts, len(r.Applied)), items})
	if err != nil {
		return r.Output // not the page's fault
	}
	at := bodyEnd(r.Output)
	out := make([]byte, 0, len(r.Output)+b.Len())
	out = append(out, r.Output[:at]...)
	out = appendASCII(out, b.Bytes())
	out = append(out, r.Output[at:]...)
	if !standsInBody(out) {
		return r.Output // something is left open that would show its source
	}
	return out
}

// standsInBody says whether a page's overlay, the last one in it, is an element
// of the body: not text, nor in a drawing or a list of options.
func standsInBody(page []byte) bool {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return false
	}
	var last *html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == overlayName {
			last = n
		}
	}
	if last == nil || last.Namespace != "" {
		return false
	}
	for n := range last.Ancestors() {
		switch {
		case n.Namespace != "" || n.Data == "select" || n.Data == "template" || n.Data == "noscript":
			return false
		case n.Data == "body":
			return true
		}
	}
	return false
}

// appendASCII appends HTML with character references in the place of what is not
// ASCII: names of files are in UTF-8, which the page need not be. Other bytes
// come from the page and mean the same here.
func appendASCII(out, html []byte) []byte {
	for len(html) > 0 {
		r, size := utf8.DecodeRune(html)
		if r < utf8.RuneSelf || r == utf8.RuneError {
			out = append(out, html[:size]...)
		} else {
			out = fmt.Appendf(out, "&#%d;", r)
		}
		html = html[size:]
	}
	return out
}

func from(p *provenance.Place) string {
	if p == nil {
		return ""
	}
	return p.String()
}

func unsafely(s rule.Safety) string {
	switch s {
	case rule.Unsafe:
		return " (may break a load that works)"
	case rule.Display:
		return " (by hand)"
	}
	return ""
}

func summary(c report.Counts, fixed int) string {
	var parts []string
	for _, p := range []struct {
		n    int
		what string
	}{{c.Error, "error"}, {c.Warning, "warning"}, {c.Info, "info"}, {fixed, "fixed"}} {
		plural := ""
		if p.n > 1 && (p.what == "error" || p.what == "warning") {
			plural = "s"
		}
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s%s", p.n, p.what, plural))
		}
	}
	return strings.Join(parts, ", ")
}

// bodyEnd returns the offset of the last end tag of the body or, as it may be
// left out, the end of the source: what stands there goes into the body too.
func bodyEnd(src []byte) int {
	end, offset := len(src), 0
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		kind := z.Next()
		size := len(z.Raw()) // TagName changes it in place
		if kind == html.ErrorToken {
			return end
		}
		if kind == html.EndTagToken {
			if name, _ := z.TagName(); string(name) == "body" {
				end = offset
			}
		}
		offset += size
	}
}
