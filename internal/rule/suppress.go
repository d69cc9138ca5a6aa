package rule

import (
	"bytes"
	"sort"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// A suppression is written as a comment,
//
//	<!-- crossorigin-ignore font-preload the font is only fetched by a script -->
//
// for the next tag and for its own line, or as an attribute of the tag
// itself, data-crossorigin-ignore="font-preload". Both take several rules,
// parted by commas; the attribute without a value stands for all rules.
const (
	suppressionWord = "crossorigin-ignore"
	suppressionAttr = "data-crossorigin-ignore"
)

type suppression struct {
	span   markup.Span   // of the comment's content or of the attribute
	covers []markup.Span // where findings start
	rules  []string      // none for all
	used   map[string]bool
}

// suppress returns the findings that are not suppressed, and those about
// suppressions themselves.
func (c *checker) suppress(p *page.Page) []Finding {
	suppressions := gather(p)
	if len(suppressions) == 0 {
		return c.findings
	}
	found := c.findings
	c.findings = nil
	var kept []Finding
	for _, f := range found {
		suppressed := false
		for i := range suppressions {
			suppressed = suppressions[i].hides(&f) || suppressed
		}
		if !suppressed {
			kept = append(kept, f)
		}
	}
	if c.settings.runs(&unusedSuppression) {
		c.rule = &unusedSuppression
		for i := range suppressions {
			for _, f := range c.unused(p, &suppressions[i]) {
				c.report(f)
			}
		}
	}
	return append(kept, c.findings...)
}

func gather(p *page.Page) []suppression {
	var out []suppression
	for _, text := range p.Comments {
		fields := strings.Fields(string(p.Src[text.Start:text.End]))
		if len(fields) == 0 || fields[0] != suppressionWord {
			continue
		}
		s := suppression{span: text, covers: []markup.Span{line(p.Src, text), nextTag(p, text.End)}, used: map[string]bool{}}
		if len(fields) > 1 {
			s.rules = ruleList(fields[1])
		}
		out = append(out, s)
	}
	for i := range p.Tags {
		t := &p.Tags[i]
		a := t.Find(suppressionAttr)
		if a == nil || a.Dynamic {
			continue
		}
		s := suppression{span: a.Span, covers: []markup.Span{whole(t)}, used: map[string]bool{}}
		if fields := strings.Fields(a.Value); len(fields) > 0 {
			s.rules = ruleList(fields[0])
		}
		out = append(out, s)
	}
	return out
}

func ruleList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' })
}

// hides says whether the suppression is for the finding, and remembers that it
// was of use.
func (s *suppression) hides(f *Finding) bool {
	at := f.Span.Start
	covered := false
	for _, c := range s.covers {
		covered = covered || c.Start <= at && at < c.End
	}
	if !covered {
		return false
	}
	if s.rules == nil {
		s.used[""] = true
		return true
	}
	for _, id := range s.rules {
		if id == f.Rule.ID {
			s.used[id] = true
			return true
		}
	}
	return false
}

// whole returns the place of a tag and of the text of its element.
func whole(t *page.Tag) markup.Span {
	return markup.Span{Start: t.Span.Start, End: max(t.Span.End, t.Text.End)}
}

// line returns the lines that a span stands on.
func line(src []byte, s markup.Span) markup.Span {
	out := markup.Span{Start: bytes.LastIndexByte(src[:s.Start], '\n') + 1, End: len(src)}
	if n := bytes.IndexByte(src[s.End:], '\n'); n >= 0 {
		out.End = s.End + n
	}
	return out
}

// nextTag returns the place of the first tag behind src[i], an empty span when
// there is none or when it is none that the page keeps.
func nextTag(p *page.Page, i int) markup.Span {
	if p.Blocks != nil {
		return nextLine(p.Src, i)
	}
	for ; i+1 < len(p.Src); i++ {
		n := bytes.IndexByte(p.Src[i:], '<')
		if n < 0 {
			break
		}
		i += n
		if i+1 < len(p.Src) && isLetter(p.Src[i+1]) {
			j := sort.Search(len(p.Tags), func(j int) bool { return p.Tags[j].Span.Start >= i })
			if j < len(p.Tags) && p.Tags[j].Span.Start == i {
				return whole(&p.Tags[j])
			}
			break
		}
	}
	return markup.Span{}
}

// nextLine returns the first line behind the one of src[i] that is not blank:
// in a headers file a field takes the place of a tag.
func nextLine(src []byte, i int) markup.Span {
	n := bytes.IndexByte(src[i:], '\n')
	if n < 0 {
		return markup.Span{}
	}
	for i += n; i < len(src) && isSpace(src[i]); i++ {
	}
	return line(src, markup.Span{Start: i, End: i})
}

func isLetter(c byte) bool {
	c |= 0x20
	return 'a' <= c && c <= 'z'
}
