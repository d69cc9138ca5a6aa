package provenance

import (
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// agreement weighs what a source tag and a tag of a page have in common; 0 when
// the one cannot have rendered the other. said is false when the source says
// nothing of any value, so that it would fit too many tags; rewritten is true when
// they agree if Hugo made a URL absolute or relative.
func agreement(source, built *markup.Tag) (score int, said, rewritten bool) {
	for i := range source.Attrs {
		s := &source.Attrs[i]
		b := built.Find(s.Name)
		switch {
		case b == nil:
			if s.Presence == markup.Present && !dropped(s) {
				return 0, false, false
			}
		case s.Dynamic:
			if !strings.HasPrefix(b.Value, s.Prefix) {
				return 0, false, false
			}
			score += 1 + min(len(s.Prefix), 1)
			said = said || s.Prefix != ""
		case s.Value != b.Value:
			switch {
			case s.Presence != markup.Present || spacing(s.Value, b.Value):
			case rewrites(s.Name, s.Value, b.Value):
				score += 3
				said, rewritten = true, true
			default:
				return 0, false, false
			}
		default:
			score += 3
			said = said || s.Value != ""
		}
	}
	if source.Open {
		return score, said, rewritten
	}
	for i := range built.Attrs {
		if source.Find(built.Attrs[i].Name) == nil {
			return 0, false, false
		}
	}
	return score, said, rewritten
}

// dropped says whether minifiers leave an attribute out because it says what
// holds anyway.
func dropped(a *markup.Attr) bool {
	switch a.Name {
	case "type", "media", "language", "charset":
		return true
	}
	return !a.Dynamic && a.Value == "" && a.HasValue
}

// spacing says whether values differ in white space only.
func spacing(a, b string) bool {
	for {
		var x, y string
		x, a = resolver.NextToken(a)
		y, b = resolver.NextToken(b)
		if x != y || x == "" {
			return x == y
		}
	}
}

// rewrites says whether one URL may be what the configuration canonifyURLs or
// relativeURLs makes of another (https://gohugo.io/configuration/all/).
func rewrites(name, source, built string) bool {
	return slices.Contains(sourceNames[:], name) && source != built && strings.HasPrefix(source, "/") && strings.HasSuffix(built, source)
}
