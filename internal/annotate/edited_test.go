package annotate

import (
	"reflect"
	"slices"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// readTwice holds a page that is read from its changed tags against the one
// that is read from all bytes.
func readTwice(t *testing.T, l language, o *Options) language {
	read := l.edited
	l.edited = func(before *page.Page, after []byte, edits []edit.Edit) (*page.Page, bool) {
		got, ok := read(before, after, edits)
		if !ok {
			return nil, false
		}
		want := page.ParseHTML(after, o.Page)
		samePage(t, got, want)
		if got, want := rule.Check(got, o.Settings), rule.Check(want, o.Settings); !reflect.DeepEqual(got, want) {
			t.Errorf("%q\nafter %v has the findings\n%+v\nwant\n%+v", after, edits, got, want)
		}
		// The rules ask for more, which is not to be read from a page twice.
		return read(before, after, edits)
	}
	return l
}

func samePage(t *testing.T, got, want *page.Page) {
	t.Helper()
	if len(got.Tags) != len(want.Tags) || len(got.Fetches) != len(want.Fetches) || len(got.Frames) != len(want.Frames) {
		t.Fatalf("%q\nreads as %d tags, %d fetches, %d frames, want %d, %d, %d", want.Src,
			len(got.Tags), len(got.Fetches), len(got.Frames), len(want.Tags), len(want.Fetches), len(want.Frames))
	}
	for i := range want.Tags {
		got, want := got.Tags[i], want.Tags[i]
		if !slices.EqualFunc(got.Attrs, want.Attrs, func(a, b markup.Attr) bool { return reflect.DeepEqual(a, b) }) || !slices.Equal(got.Contexts, want.Contexts) {
			t.Fatalf("tag %d has\n%+v, %v, want\n%+v, %v", i, got.Attrs, got.Contexts, want.Attrs, want.Contexts)
		}
		got.Attrs, want.Attrs, got.Contexts, want.Contexts = nil, nil, nil, nil
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("tag %d is\n%+v, want\n%+v", i, got, want)
		}
	}
	if !slices.Equal(got.Comments, want.Comments) {
		t.Errorf("comments %v, want %v", got.Comments, want.Comments)
	}
	for i := range want.Fetches {
		got, want := &got.Fetches[i], &want.Fetches[i]
		if got.Context != want.Context || got.Request != want.Request || got.State != want.State || got.Span != want.Span ||
			len(got.Refs) != len(want.Refs) || got.Tag != nil && got.Tag.Index != want.Tag.Index {
			t.Errorf("fetch %d is\n%+v, want\n%+v", i, got, want)
			continue
		}
		for j := range want.Refs {
			if got, want := &got.Refs[j], &want.Refs[j]; got.Key() != want.Key() || got.Span != want.Span || got.Relation() != want.Relation() {
				t.Errorf("fetch %d is of\n%+v, want\n%+v", i, got, want)
			}
		}
	}
	for i := range want.Frames {
		samePage(t, got.Frames[i].Page, want.Frames[i].Page)
	}
}

func TestEditedPages(t *testing.T) {
	for _, test := range []struct {
		name, src, old, text string
		quick                bool
	}{
		{"a value", `<p>x<link rel=preload href=a><!-- crossorigin-ignore --><img src=b>`, "href=a", "href=abc crossorigin", true},
		{"a tag that fetches nothing any more", `<a crossorigin href=a>x</a><video><a crossorigin></a><source src=b></video>`, " crossorigin", "", true},
		{"in front of a media element", `<a crossorigin></a><video crossorigin><source src=b></video>`, " crossorigin", "", true},
		{"a base", `<base href=/a/><img src=b>`, "/a/", "https://example.com/", true},
		{"a style behind", `<img src=a><style>@import "b";</style><script>fetch("c")</script>`, "src=a", "src=abcdefg crossorigin", true},
		{"an image that is an img", `<image src=a><img src=b>`, "src=a", "src=a crossorigin", true},
		{"in svg", `<svg><image href=a /></svg><img src=b>`, "href=a", "href=a crossorigin", true},
		{"a document in it", `<iframe srcdoc="<img src=a>"></iframe><img src=b>`, "src=a", "src=a crossorigin", true},
		{"a tag that ends otherwise", `<svg><image href=a /></svg><img src=b>`, "href=a /", "href=a x", false},
		{"more than one tag", `<img src=a><img src=b>`, "src=a", "src=a><img src=c", false},
		{"less than one tag", `<img src="a"><img src=b>`, `"a"`, `"a`, false},
		{"the name", `<img src=a><img src=b>`, "img", "image", false},
		{"text", `<p>x</p><img src=b>`, "x", "y", false},
		{"behind the last tag", `<img src=b>x`, "x", "y", false},
		{"a tag that is not kept", `<a href=b><img src=b>`, "href=b", "href=b crossorigin", false},
		{"a shadow root", `<template crossorigin shadowrootmode=open><img src=b></template>`, "shadowrootmode=open", "x", false},
		{"a font in svg", `<svg><font crossorigin color=a><image href=b></font></svg>`, "color=a", "x", false},
		{"an element in front", `<link rel=preload href=a>`, "<", "<link><", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := options()
			e := replaced(t, test.src, test.old, test.text)
			out, err := edit.Apply([]byte(test.src), []edit.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			if _, quick := readTwice(t, htmlPage, &o).edited(page.ParseHTML([]byte(test.src), o.Page), out, []edit.Edit{e}); quick != test.quick {
				t.Errorf("read from its tags is %t", quick)
			}
		})
	}
}
