package adopt

import (
	"bytes"
	"regexp"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// undivided matches what a piece cannot begin or end in: html/template wants
// what is inside a condition, as the decorator is, to end in the state it began
// in. Those are comments, elements whose content is text, and tags.
var undivided = regexp.MustCompile(`(?is)<!--.*?-->` +
	`|<title\b` + restOfTag + `.*?</title\s*>|<style\b` + restOfTag + `.*?</style\s*>` +
	`|<script\b` + restOfTag + `.*?</script\s*>|<textarea\b` + restOfTag + `.*?</textarea\s*>` +
	`|</?[a-z]` + restOfTag)

const restOfTag = `(?:[^>"']|"[^"]*"|'[^']*')*>`

// pieces divides a part at the blocks and templates in it that stand under no
// condition, or round the tag or the text that those are in. Pieces that render
// nothing are left out.
func pieces(src []byte, read *hugotemplate.Source, whole part) (all []part) {
	rest, depth, inBlock := whole, 0, false
	add := func(end int, trimEnd bool) {
		piece := rest
		piece.end, piece.trimEnd = end, trimEnd
		piece.piece = piece.start != whole.start || piece.end != whole.end
		if piece.start < piece.end && len(bytes.TrimSpace(src[piece.start:piece.end])) > 0 {
			all = append(all, piece)
		}
	}
	bounds := undivided.FindAllIndex(withoutActions(src, read, whole), -1)
	// around is the smallest span that holds the action and can be cut out.
	around := func(action markup.Span) markup.Span {
		for _, b := range bounds {
			if b[0]+whole.start < action.Start && action.End < b[1]+whole.start {
				return markup.Span{Start: b[0] + whole.start, End: b[1] + whole.start}
			}
		}
		return action
	}
	next := func(action markup.Span) {
		at := around(action)
		rest.start, rest.trimStart = max(rest.start, at.End), at == action && bytes.HasSuffix(src[action.Start:action.End], []byte("-}}"))
	}
	for _, span := range read.Actions {
		if span.Start < whole.start || span.End > whole.end {
			continue
		}
		text := src[span.Start:span.End]
		m := word.FindSubmatch(text)
		if m == nil {
			continue
		}
		divides := false
		switch string(m[1]) {
		case "block":
			divides = depth == 0
			inBlock = inBlock || divides
			depth++
		case "if", "with", "range", "define":
			depth++
		case "template":
			divides = depth == 0
		case "end":
			depth--
			if inBlock && depth == 0 {
				inBlock = false
				next(span)
			}
		}
		if divides {
			at := around(span)
			add(at.Start, at == span && bytes.HasPrefix(text, []byte("{{-")))
			next(span)
		}
	}
	add(whole.end, whole.trimEnd)
	return all
}

// withoutActions is the text of a part with its actions blanked, byte for byte.
func withoutActions(src []byte, read *hugotemplate.Source, whole part) []byte {
	text := bytes.Clone(src[whole.start:whole.end])
	for _, a := range read.Actions {
		if whole.start <= a.Start && a.End <= whole.end {
			for i := a.Start; i < a.End; i++ {
				text[i-whole.start] = ' '
			}
		}
	}
	return text
}
