package rule

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

func TestEdits(t *testing.T) {
	bare := &Settings{Policies: Policies{Spelling: "bare"}}
	removeIt := func(p *page.Page, t *page.Tag) []edit.Edit { return []edit.Edit{remove(p, t.Find("crossorigin"))} }
	set := func(s *Settings, state resolver.State) func(*page.Page, *page.Tag) []edit.Edit {
		return func(_ *page.Page, t *page.Tag) []edit.Edit { return s.setState(t, state) }
	}
	bareIt := func(p *page.Page, t *page.Tag) []edit.Edit {
		return []edit.Edit{respell(p, t.Find("crossorigin"), true)}
	}
	for _, test := range []struct {
		name      string
		change    func(*page.Page, *page.Tag) []edit.Edit
		src, want string
	}{
		{"remove the last", removeIt, `<img src=a crossorigin>`, `<img src=a>`},
		{"remove one of many", removeIt, "<img\n  crossorigin=\"x\"\n  src=a>", "<img\n  src=a>"},
		{"remove in front of a slash", removeIt, `<img src=a crossorigin/>`, `<img src=a />`},
		{"remove without blanks around", removeIt, `<img alt="a"crossorigin="b"src=c>`, `<img alt="a"src=c>`},
		{"remove between unquoted and quoted", removeIt, `<img alt=a crossorigin="b"src=c>`, `<img alt=a src=c>`},
		{"insert in front of an unquoted slash", set(&Settings{}, resolver.Anonymous), `<link href=/b/>`, `<link crossorigin="anonymous" href=/b/>`},
		{"insert into an empty tag", set(&Settings{}, resolver.UseCredentials), `<img>`, `<img crossorigin="use-credentials">`},
		{"insert bare", set(bare, resolver.Anonymous), `<img src=a>`, `<img crossorigin src=a>`},
		{"credentials are never bare", set(bare, resolver.UseCredentials), `<img src=a>`, `<img crossorigin="use-credentials" src=a>`},
		{"value in single quotes", set(&Settings{}, resolver.UseCredentials), `<img crossorigin='x'>`, `<img crossorigin='use-credentials'>`},
		{"value of a bare attribute", set(&Settings{}, resolver.UseCredentials), `<img crossorigin src=a>`, `<img crossorigin="use-credentials" src=a>`},
		{"value without quotes", set(&Settings{}, resolver.Anonymous), `<img crossorigin=x/>`, `<img crossorigin=anonymous>`},
		{"value that is missing", set(&Settings{}, resolver.Anonymous), `<img crossorigin= >`, `<img crossorigin= anonymous>`},
		{"make bare", bareIt, `<img crossorigin="anonymous" src=a>`, `<img crossorigin src=a>`},
		{"make bare in front of an attribute", bareIt, `<img crossorigin="anonymous"src=a>`, `<img crossorigin src=a>`},
		{"make bare at the end", bareIt, `<img crossorigin=anonymous>`, `<img crossorigin>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := page.ParseHTML([]byte(test.src), page.Options{})
			got, err := edit.Apply(p.Src, test.change(p, &p.Tags[0]))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestNoEditInATemplateAction: what a template makes is not written over.
func TestNoEditInATemplateAction(t *testing.T) {
	s := &Settings{}
	for _, tag := range []markup.Tag{
		{Name: "img", Attrs: []markup.Attr{{Name: "crossorigin", HasValue: true, Dynamic: true, Presence: markup.Present}}},
		{Name: "img", Attrs: []markup.Attr{{Name: "crossorigin", HasValue: true, Value: "x", Presence: markup.Maybe}}},
		{Name: "img", Open: true},
	} {
		if edits := s.setState(&page.Tag{Tag: tag}, resolver.Anonymous); edits != nil {
			t.Errorf("%+v: %v", tag, edits)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"crossorigin", "crossorigin", 0},
		{"crosorigin", "crossorigin", 1},
		{"corssorigin", "crossorigin", 1},
		{"crossorgni", "crossorigin", 2},
		{"crossdomain", "crossorigin", 3},
		{"", "crossorigin", 3},
	} {
		if got := distance(test.a, test.b, 2); got != test.want {
			t.Errorf("%s: %d, want %d", test.a, got, test.want)
		}
	}
}
