package annotate

import (
	"errors"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// replaced makes the edit that turns the first occurrence of old into text.
func replaced(t *testing.T, src, old, text string) edit.Edit {
	t.Helper()
	i := strings.Index(src, old)
	if i < 0 {
		t.Fatalf("%q is not in %q", old, src)
	}
	return edit.Edit{Start: i, End: i + len(old), Text: text}
}

// behind makes the edit that inserts text behind the first occurrence of old.
func behind(t *testing.T, src, old, text string) edit.Edit {
	t.Helper()
	e := replaced(t, src, old, text)
	e.Start = e.End
	return e
}

func proveEdits(t *testing.T, src string, edits ...edit.Edit) error {
	t.Helper()
	out, err := edit.Apply([]byte(src), edits)
	if err != nil {
		t.Fatal(err)
	}
	return proveTwice(t, nil, []byte(src), out, edits)
}

const added = ` crossorigin="anonymous"`

func TestProofOfIntendedChanges(t *testing.T) {
	for _, test := range []struct{ name, src, old, text string }{
		{"attribute behind the name", `<p><link rel=preload href=/b/>`, "<link", added},
		{"behind a name that ends the tag", `<img>`, "<img", added},
		{"behind a name before a slash", `<svg><image/></svg>`, "<image", added},
		{"behind a quoted value", `<link rel="preload" href="a">`, `"preload"`, added},
		{"value for a bare attribute", `<link crossorigin href=a>`, "crossorigin", `="anonymous"`},
		{"in noscript in the head", `<head><noscript><link href=a></noscript><title>x</title></head>`, "<link", added},
		{"in noscript in the body", `<body><noscript><img src=a></noscript>`, "<img", added},
		{"in a template", `<template><img src=a></template>`, "<img", added},
		{"in foreign content", `<svg viewBox="0 0 1 1"><image href=a /></svg>`, "<image", added},
		{"behind a byte order mark", "\ufeff<!doctype html><link href=a>", "<link", added},
		{"among invalid bytes", "<p>\xff\xfe<img alt=\"\xe9\" src=a>", "<img", added},
		{"with carriage returns", "<img\r\nalt='a\r\nb'\r\nsrc=a>\r\n", "<img", added},
		{"two attributes", `<link href=a>`, "<link", ` integrity="x" crossorigin`},
		{"a link behind a link", `<head><link href=a> <title>x</title>`, "<link href=a>", "\n<link rel=preconnect href=b crossorigin>"},
		{"a link behind a link that another follows", `<head><link href=a><link href=c>`, "<link href=a>", "<link href=b>"},
		{"an element that is moved out of a table", `<table><img src=a><tr><td>x</table>`, "<img", added},
		{"in a frameset page's head", `<head><script src=a></script></head><frameset></frameset>`, "<script", added},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := proveEdits(t, test.src, behind(t, test.src, test.old, test.text)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestProofOfReplacements(t *testing.T) {
	for _, test := range []struct{ name, src, old, text string }{
		{"quoted value", `<img crossorigin="anonymus" src=a>`, "anonymus", "anonymous"},
		{"unquoted value", `<img crossorigin=true src=a>`, "true", "anonymous"},
		{"unquoted value at the end", `<img src=a crossorigin=true/>`, "true/", "anonymous"},
		{"empty unquoted value", `<img crossorigin=>`, "crossorigin=", `crossorigin="anonymous"`},
		{"part of a value", `<link rel="preload stylesheet" href=a>`, "preload ", ""},
		{"value with references", `<img crossorigin="&amp;" src="a?b&amp;c">`, "&amp;", "anonymous"},
		{"name", `<img cross-origin="anonymous" src=a>`, "cross-origin", "crossorigin"},
		{"whole attribute", `<img cross-origin src=a>`, "cross-origin", `crossorigin="anonymous"`},
		{"removed", `<a href=a crossorigin>x</a>`, " crossorigin", ""},
		{"removed with its value", `<a href=a crossorigin='x y' >x</a>`, " crossorigin='x y'", ""},
		{"two removed", `<a integrity=x crossorigin href=a>x</a>`, "integrity=x crossorigin ", ""},
		{"removed duplicate", `<img crossorigin src=a crossorigin=x>`, " crossorigin=x", ""},
		{"removed original of a duplicate", `<img crossorigin src=a crossorigin=x>`, " crossorigin", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := proveEdits(t, test.src, replaced(t, test.src, test.old, test.text)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestProofFails(t *testing.T) {
	for _, test := range []struct{ name, src, old, text, want string }{
		{"swallowed by an unquoted value", `<link href=/b/>`, "/b/", added[1:], errOtherTree.Error()},
		{"without a blank", `<link href="b">`, "<link", "crossorigin", errOtherTree.Error()},
		{"glued to the attribute before", `<link rel=preload href=b>`, "preload", "crossorigin", errOtherTree.Error()},
		{"ends the tag", `<link href=b>`, "<link", " a>b<c", "more than attributes"},
		{"opens an element", `<link href=b>`, "<link href=b>", "<div>", errOtherTree.Error()},
		{"text in the head", `<head><link href=b></head>`, "<link href=b>", "text", errOtherTree.Error()},
		{"an element behind one with content", `<p>x</p>`, "<p>", "<link href=a>", "at no start tag"},
		{"in text", `<p>some text</p>`, "some", "x", "at no start tag"},
		{"in a comment", `<!-- <link href=a> -->`, "<link", added, "at no start tag"},
		{"in a script", `<script>"<link href=a>"</script>`, "<link", added, "at no start tag"},
		{"in an end tag", `<p></p>`, "</p", added, "at no start tag"},
		{"twice", `<img crossorigin src=a>`, "<img", added, "crossorigin twice"},
		{"a tag that the parser drops", `<select><img src=a></select><p><option></p><frameset>`, "<frameset", added, "drops the frameset tag"},
		{"deeper than can be parsed", strings.Repeat("<div>", 600) + "<b id=a>", "<b", added, "cannot be parsed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := proveEdits(t, test.src, behind(t, test.src, test.old, test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
	for _, test := range []struct{ name, src, old, text, want string }{
		{"across two attributes", `<img crossorigin=a src=b>`, "a src", "x", "cuts an attribute in two"},
		{"of the tag name", `<img src=b>`, "img", "image", "more than attributes"},
		{"of the end of the tag", `<img src=b>`, "b>", "c>", "more than attributes"},
		{"a quote in a quoted value", `<img src="b">`, "b", `c" onerror="x`, errOtherTree.Error()},
		{"a blank in an unquoted value", `<img src=b>`, "b", `c d`, errOtherTree.Error()},
		{"a blank between attributes", `<img src=a alt=b>`, " alt", "alt", "cuts an attribute in two"},
		{"the blank alone", `<img src=a alt=b>`, " alt=b", "alt=b", errOtherTree.Error()},
		{"a slash taken from an unquoted value", `<img src=a crossorigin/>`, " crossorigin", "", errOtherTree.Error()},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := proveEdits(t, test.src, replaced(t, test.src, test.old, test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

// Where the tree builder has a say, the tags alone prove nothing.
func TestTagsAreUnsure(t *testing.T) {
	for name, test := range map[string]struct {
		src  string
		sure bool
	}{
		"head":                      {`<title><img></title><style><img></style><script>"<img>"</script><link rel=a><img src=b>`, true},
		"a picture":                 {`<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><style><img></style><img src=b>`, true},
		"a list":                    {`<select><option>x</select><textarea><img></textarea><img src=b>`, true},
		"noscript":                  {`<noscript><style><img></style></noscript><img src=b>`, true},
		"style in svg":              {`<svg><style><!-- </style></svg><img src=b> -->`, false},
		"title in svg":              {`<svg><title>x</title></svg><img src=b>`, false},
		"CDATA in svg":              {`<svg><![CDATA[<img>]]></svg><img src=b>`, false},
		"HTML in svg":               {`<svg><foreignObject><div></svg><style><i></style></foreignObject></svg><img src=b>`, false},
		"in select":                 {`<select><img src=b></select>`, false},
		"text in select":            {`<select><title>x</title></select><img src=b>`, false},
		"in template":               {`<template><col><img src=b></template>`, false},
		"select in template":        {`<select><template></select></template><img src=b>`, false},
		"template that select ends": {`<select></template><img src=b>`, false},
		"frames":                    {`<frameset></frameset><img src=b>`, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := behind(t, test.src, "<img src=b", " alt=x")
			e.Start -= len(" src=b")
			e.End = e.Start
			in, err := newMemory().intended(nil, []byte(test.src), []edit.Edit{e})
			if err != nil {
				if test.sure {
					t.Fatal(err)
				}
				return
			}
			out, err := edit.Apply([]byte(test.src), []edit.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			for _, scripting := range []bool{false, true} {
				switch _, err := in.readTags([]byte(test.src), out, scripting); {
				case test.sure && err != nil, !test.sure && !errors.Is(err, errUnsure):
					t.Errorf("scripting %t: %v, sure is %t", scripting, err, test.sure)
				}
			}
			if err := proveEdits(t, test.src, e); err != nil && test.sure {
				t.Error(err)
			}
		})
	}
}

func TestShiftBack(t *testing.T) {
	src := "0123456789"
	edits := []edit.Edit{{Start: 2, End: 2, Text: "ab"}, {Start: 4, End: 7, Text: "c"}, {Start: 8, End: 9, Text: ""}}
	out, err := edit.Apply([]byte(src), edits)
	if err != nil {
		t.Fatal(err)
	}
	s := newShift(edits)
	for i, c := range out {
		back := s.back(i)
		switch {
		case c >= '0' && c <= '9' && src[back] != c:
			t.Errorf("byte %d (%c) comes from %d (%c)", i, c, back, src[back])
		case c < '0' || c > '9':
			if want := map[byte]int{'a': 2, 'b': 2, 'c': 4}[c]; back != want {
				t.Errorf("new byte %d (%c) is at %d, want %d", i, c, back, want)
			}
		}
	}
	if end := s.back(len(out)); end != len(src) {
		t.Errorf("the end is at %d, want %d", end, len(src))
	}
}
