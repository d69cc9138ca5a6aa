package rule

import (
	"bytes"
	"slices"
	"sort"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// A suppression is written as a comment,
//
//	<!-- crossorigin-ignore font-preload the font is only fetched by a script -->
//
// for the next tag, or behind a tag on its line, or as an attribute of the tag
// itself, data-crossorigin-ignore="font-preload". All take several rules,
// parted by commas; without a rule they stand for all.
const (
	suppressionWord = page.Suppression
	suppressionAttr = "data-" + page.Suppression
)

type suppression struct {
	span  markup.Span // of the comment's content or of the attribute
	rules []string    // none for all
	used  map[string]bool
	// text is what is written on a page, for an attribute with the name of the
	// element: a template prints the same on many. It is empty in a template.
	text string
	// passed says that a template passes it on: what it is for may show on
	// the pages alone.
	passed bool
}

// cover is a tag that a suppression is for.
type cover struct {
	tag markup.Span
	by  *suppression
}

// suppress returns the findings that are not suppressed, and those about
// suppressions themselves.
func (c *checker) suppress(p *page.Page) []Finding {
	suppressions, covers := gather(p, styled(p, c.findings))
	if len(suppressions) == 0 {
		return c.findings
	}
	found := c.findings
	c.findings = nil
	var kept []Finding
	for _, f := range found {
		if !hidden(covers, &f) {
			kept = append(kept, f)
		}
	}
	for i := range c.doubts {
		hidden(covers, &c.doubts[i]) // a suppression of what only --uncertain reports is of use
	}
	for i := range p.Fetches {
		if f := &p.Fetches[i]; c.settings.sitewide(f) {
			fromSite(covers, f) // another page may fetch the file in another mode
		}
	}
	for _, s := range suppressions {
		c.settings.Suppressions.use(s)
	}
	if c.settings.runs(&unusedSuppression) {
		c.rule = &unusedSuppression
		for i := range suppressions {
			for _, f := range c.unused(suppressions[i]) {
				c.report(f)
			}
		}
	}
	return append(kept, c.findings...)
}

// gather returns the suppressions of a page, and what they cover by place. They
// can be for the page's tags and for more.
func gather(p *page.Page, more []page.Tag) ([]*suppression, []cover) {
	tags := p.Tags
	if len(more) > 0 {
		tags = slices.Concat(tags, more)
		slices.SortFunc(tags, func(a, b page.Tag) int { return a.Span.Start - b.Span.Start })
	}
	var all []*suppression
	var covers []cover
	add := func(element string, span markup.Span, words []string, tags ...markup.Span) {
		s := &suppression{span: span, used: map[string]bool{}, passed: p.Fragment && !bytes.HasSuffix(p.Src[:span.Start], []byte("/*"))}
		if len(words) > 0 {
			s.rules = ruleList(words[0])
		}
		if !p.Fragment {
			s.text = element + "\x00" + string(p.Src[span.Start:span.End])
		}
		all = append(all, s)
		for _, tag := range tags {
			if tag.Start < tag.End {
				covers = append(covers, cover{tag, s})
			}
		}
	}
	for _, text := range p.Comments {
		fields := strings.Fields(string(p.Src[text.Start:text.End]))
		if len(fields) > 0 && fields[0] == suppressionWord {
			add("", text, fields[1:], tagBefore(p, tags, text.Start), nextTag(p, tags, text.End))
		}
	}
	for t := range p.TagsWith(page.Suppressor) {
		if a := t.Find(suppressionAttr); !a.Dynamic {
			add(t.Name, a.Span, strings.Fields(a.Value), whole(t))
		}
	}
	for i := range more {
		if a := more[i].Find(suppressionAttr); a != nil {
			add(more[i].Name, a.Span, strings.Fields(a.Value), more[i].Span)
		}
	}
	slices.SortStableFunc(covers, func(a, b cover) int { return a.tag.Start - b.tag.Start })
	return all, covers
}

// hidden says whether a suppression is for the finding.
func hidden(covers []cover, f *Finding) bool {
	at := f.Span.Start
	i := sort.Search(len(covers), func(i int) bool { return covers[i].tag.Start > at })
	hidden := false
	for i--; i >= 0 && at < covers[i].tag.End; i-- { // tags do not overlap
		hidden = covers[i].by.hides(f) || hidden
	}
	return hidden
}

// fromSite says whether a suppression is for what a [Site] says of a fetch.
func fromSite(covers []cover, f *page.Fetch) bool {
	return hidden(covers, &Finding{Rule: &mixedRequests, Span: f.Span})
}

func ruleList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' })
}

// hides says whether the suppression names the finding's rule, and remembers
// that it was of use.
func (s *suppression) hides(f *Finding) bool {
	if s.rules == nil {
		s.used[""] = true
		return true
	}
	if !slices.Contains(s.rules, f.Rule.ID) {
		return false
	}
	s.used[f.Rule.ID] = true
	return true
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

// tagBefore returns the place of the last of the tags in front of src[i], if it
// is on its line, an empty span otherwise. In a headers file that is the line
// itself.
func tagBefore(p *page.Page, tags []page.Tag, i int) markup.Span {
	if p.Blocks != nil {
		return line(p.Src, markup.Span{Start: i, End: i})
	}
	j := sort.Search(len(tags), func(j int) bool { return tags[j].Span.Start >= i })
	if j == 0 {
		return markup.Span{}
	}
	tag := whole(&tags[j-1])
	if bytes.IndexByte(p.Src[min(tag.End, i):i], '\n') >= 0 {
		return markup.Span{}
	}
	return tag
}

// nextTag returns the place of the first tag behind src[i], an empty span when
// there is none or when it is none of the tags.
func nextTag(p *page.Page, tags []page.Tag, i int) markup.Span {
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
			j := sort.Search(len(tags), func(j int) bool { return tags[j].Span.Start >= i })
			if j < len(tags) && tags[j].Span.Start == i {
				return whole(&tags[j])
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
