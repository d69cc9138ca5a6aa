package annotate

import (
	"bytes"

	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// CheckTemplate returns the findings of the source of a Hugo template:
// what is wrong whatever its actions print. The error is the first thing that
// makes Hugo refuse the template; there are no findings then.
func CheckTemplate(src []byte, o Options) ([]rule.Finding, error) {
	t, err := hugotemplate.Scan(o.Page.Name, src, markup.EveryName())
	if err != nil {
		return nil, err
	}
	tags := t.Tags[:0]
	for i := range t.Tags {
		if _, carries := t.Tags[i].Attr("crossorigin"); carries || page.Wanted(t.Tags[i].Name) {
			tags = append(tags, t.Tags[i])
		}
	}
	p := page.FromTags(src, tags, o.Page)
	for _, c := range t.Comments {
		if bytes.HasPrefix(bytes.TrimSpace(src[c.Text.Start:c.Text.End]), []byte(page.Suppression)) {
			p.Comments = append(p.Comments, c.Text)
		}
	}
	return o.selected(rule.Check(p, o.Settings)), nil
}
