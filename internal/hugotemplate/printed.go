package hugotemplate

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// printed reads the value of an attribute in which nothing but actions that
// print strings of the template is dynamic: it is known, or one of several. The
// value, at text, holds no choice; branch is that of the tag. Without effect it
// returns false: the value is not known.
func (r *reader) printed(a *markup.Attr, text markup.Span, branch int) bool {
	if a.Name == "style" || strings.HasPrefix(a.Name, "on") || len(r.choicesIn(markup.Span{Start: a.NameSpan.End, End: a.Span.End})) > 0 {
		return false // html/template writes strings there in another way
	}
	var operands [][]outcome
	literal := func(start, end int) bool {
		source := r.src[start:end]
		if len(source) == 0 {
			return true
		}
		operands = append(operands, []outcome{{text: r.decoder.value(source, a.Quote), known: true}})
		return !r.inAction(start) && len(cutReference(source)) == len(source) && (a.Quote != 0 || !bytes.ContainsAny(source, "\"'<=`"))
	}
	var action markup.Span // the first that prints
	at := text.Start
	for _, h := range r.holesIn(text) {
		if !literal(at, max(at, h.Start)) {
			return false
		}
		at = min(h.End, text.End)
		if !h.prints {
			continue
		}
		i := r.actionBefore(h.End - 1)
		if r.actions[i].hole != h.Span || r.actions[i].kind != kindOutput || r.trees == nil {
			return false
		}
		if action.Len() == 0 {
			action = r.actions[i].span
		}
		operands = append(operands, r.pipelines().outcomes(i))
	}
	if action.Len() == 0 || !literal(at, text.End) {
		return false
	}
	outcomes := product(operands, func(texts []any) string { return fmt.Sprint(texts...) })
	known := false
	for i := range outcomes {
		o := &outcomes[i]
		o.known = o.known && (o.text != "" || a.Quote != 0) // nothing is not written without quotes
		known = known || o.known
	}
	switch {
	case !known:
		return false
	case len(outcomes) == 1:
		a.Value = outcomes[0].text
		return true
	}
	a.Dynamic = true
	outer := r.guardAt(a.NameSpan.Start, r.branchAt(a.NameSpan.Start), branch)
	for _, o := range outcomes {
		alt := markup.Alternative{Guard: o.guard, Implied: !o.known, Dynamic: !o.known, Value: o.text, Quote: a.Quote, Span: o.at}
		if outer != "" {
			alt.Guard = outer + and + alt.Guard
		}
		if alt.Span.Len() == 0 || !contains(text, alt.Span) {
			alt.Span = action // written elsewhere
		}
		a.Alternatives = append(a.Alternatives, alt)
	}
	return true
}
