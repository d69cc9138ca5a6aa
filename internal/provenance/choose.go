package provenance

import (
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// choose returns the place of the tag of a page among those that agree with it,
// nil for none. times says how many tags of the page one agrees with.
func (x *Index) choose(m match, built *markup.Tag, of Page, times func(*candidate) int) *Place {
	from := m.best
	for _, c := range from {
		if len(from) > 1 && c.Template {
			return nil // templates have no page of their own
		}
	}
	c := only(from, of, func(c *candidate) (string, string) { return c.File, c.language })
	if c == nil || c.image != nil && !c.image.is() {
		return nil
	}
	rivals := m.rivals && !c.Template
	if rivals && !c.quoted && c.File != of.content() {
		return nil // the page may have it from a rival as well
	}
	if (rivals || len(from) > 1 && c.File == of.content()) && times(c) > 1 {
		return nil // of which some may be another's
	}
	at := c.Place
	if c.Template {
		at.For = x.calledFor(c.File, built, of)
	}
	return &at
}

func (p *Page) content() string {
	if p.Content == nil {
		return ""
	}
	return p.Content()
}

// only returns the only one of several in content files; where there are more,
// the only one in the page's own file, or, where all are of known languages, in
// the page's; nil for none. where says in which file and language one is.
func only[T any](from []*T, of Page, where func(*T) (file, language string)) *T {
	if len(from) == 1 {
		return from[0]
	}
	if len(from) == 0 {
		return nil
	}
	var own, spoken []*T
	known, content := true, of.content()
	for _, c := range from {
		file, language := where(c)
		if file == content && file != "" {
			own = append(own, c)
		}
		if language == of.Language {
			spoken = append(spoken, c)
		}
		known = known && language != ""
	}
	switch {
	case len(own) == 1:
		return own[0]
	case len(own) == 0 && known && len(spoken) == 1:
		return spoken[0]
	}
	return nil
}
