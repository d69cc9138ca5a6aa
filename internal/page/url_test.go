package page

import (
	"slices"
	"strings"
	"testing"
)

func TestRelation(t *testing.T) {
	for _, test := range []struct {
		name    string
		url     string
		origins []string
		head    string
		src     string
		want    Relation
		key     string
	}{
		{"relative path", "https://example.org/posts/one/", nil, "", "a.js", SameOrigin, "https://example.org/posts/one/a.js"},
		{"dot segments", "https://example.org/posts/one/", nil, "", "../../a.js?x#y", SameOrigin, "https://example.org/a.js?x"},
		{"absolute path", "https://example.org/posts/one/", nil, "", "/a.js", SameOrigin, "https://example.org/a.js"},
		{"only a query", "https://example.org/posts/one.html", nil, "", "?a", SameOrigin, "https://example.org/posts/one.html?a"},
		{"own origin", "https://example.org/", nil, "", "https://example.org/a.js", SameOrigin, "https://example.org/a.js"},
		{"own origin, default port and capitals", "https://example.org/", nil, "", "HTTPS://EXAMPLE.org:443/a.js", SameOrigin, "https://example.org/a.js"},
		{"protocol-relative", "https://example.org/", nil, "", "//example.org/a.js", SameOrigin, "https://example.org/a.js"},
		{"protocol-relative, another host", "https://example.org/", nil, "", "//cdn.example/a.js", CrossOrigin, "https://cdn.example/a.js"},
		{"backslashes", "https://example.org/", nil, "", `https:\\cdn.example\a.js`, CrossOrigin, "https://cdn.example/a.js"},
		{"backslashes without scheme", "https://example.org/", nil, "", `\\cdn.example\a.js`, CrossOrigin, "https://cdn.example/a.js"},
		{"blanks around and inside", "https://example.org/", nil, "", " ht\ntps://cdn.example/a.js\t", CrossOrigin, "https://cdn.example/a.js"},
		{"another scheme", "https://example.org/", nil, "", "http://example.org/a.js", CrossOrigin, "http://example.org/a.js"},
		{"another port", "https://example.org/", nil, "", "https://example.org:8443/a.js", CrossOrigin, "https://example.org:8443/a.js"},
		{"subdomain", "https://example.org/", nil, "", "https://www.example.org/a.js", CrossOrigin, "https://www.example.org/a.js"},
		{"scheme of the page without slashes", "https://example.org/b/", nil, "", "https:a.js", SameOrigin, "https://example.org/b/a.js"},
		{"data", "https://example.org/", nil, "", "data:text/css,a", SameOrigin, "data:text/css,a"},
		{"no URL at all", "https://example.org/", nil, "", "https://", Unknown, ""},
		{"another kind of URL", "https://example.org/", nil, "", "blob:https://example.org/1", Unknown, "blob:https://example.org/1"},
		{"internationalised host", "https://例え.jp/", nil, "", "https://xn--r8jz45g.jp/a", SameOrigin, "https://xn--r8jz45g.jp/a"},

		{"own name of a site with two", "https://example.org/", []string{"https://www.example.org"}, "", "https://example.org/a.js", Mixed, "https://example.org/a.js"},
		{"other name of a site with two", "https://example.org/", []string{"https://www.example.org"}, "", "https://www.example.org/a.js", Mixed, "https://www.example.org/a.js"},
		{"relative on a site with two", "https://example.org/", []string{"https://www.example.org"}, "", "/a.js", SameOrigin, "https://example.org/a.js"},
		{"protocol-relative on a site with two", "https://example.org/", []string{"https://www.example.org"}, "", "//example.org/a.js", Mixed, "https://example.org/a.js"},
		{"the own origin again", "https://example.org/", []string{"https://example.org"}, "", "https://example.org/a.js", SameOrigin, "https://example.org/a.js"},

		{"base on a CDN", "https://example.org/", nil, `<base href="https://cdn.example/v1/">`, "a.js", CrossOrigin, "https://cdn.example/v1/a.js"},
		{"base on a CDN, absolute path", "https://example.org/", nil, `<base href="https://cdn.example/v1/">`, "/a.js", CrossOrigin, "https://cdn.example/a.js"},
		{"only the first base with href", "https://example.org/", nil, `<base target=x><base href=/b/><base href=https://cdn.example/>`, "a.js", SameOrigin, "https://example.org/b/a.js"},
		{"base that fixes one of two names", "https://example.org/", []string{"https://www.example.org"}, `<base href="https://example.org/">`, "a.js", Mixed, "https://example.org/a.js"},
		{"base in a template element", "https://example.org/", nil, `<template><base href="https://cdn.example/"></template>`, "a.js", SameOrigin, "https://example.org/a.js"},
		{"base with a data URL", "https://example.org/", nil, `<base href="data:,">`, "a.js", SameOrigin, "https://example.org/a.js"},

		{"unknown place, relative", "", nil, "", "../a.js", SameOrigin, unknownOrigin + "/-/-/-/-/-/-/-/a.js"},
		{"unknown place, absolute", "", nil, "", "https://cdn.example/a.js", Unknown, "https://cdn.example/a.js"},
		{"unknown place with a known name", "", []string{"https://example.org"}, "", "https://example.org/a.js", Mixed, "https://example.org/a.js"},
		{"known path", "/posts/one/", nil, "", "../a.js", SameOrigin, unknownOrigin + "/posts/a.js"},
		{"known path, absolute", "/posts/one/", nil, "", "https://example.org/a.js", Unknown, "https://example.org/a.js"},
		{"canonical URL of another host", "/posts/one/", nil, `<link rel=canonical href="https://example.org/posts/one/">`, "https://cdn.example/a.js", CrossOrigin, "https://cdn.example/a.js"},
		{"canonical URL of the same host", "/posts/one/", nil, `<link rel=canonical href="https://example.org/posts/one/">`, "http://example.org:8080/a.js", Unknown, "http://example.org:8080/a.js"},
		{"canonical URL that is relative", "/posts/one/", nil, `<link rel=canonical href="/posts/one/">`, "https://cdn.example/a.js", Unknown, "https://cdn.example/a.js"},
		{"canonical URL of a page that is served elsewhere", "https://dev.example/", nil, `<link rel=canonical href="https://example.org/">`, "https://dev.example/a.js", SameOrigin, "https://dev.example/a.js"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := test.head + `<script src="` + test.src + `"></script>`
			p := ParseHTML([]byte(src), Options{URL: test.url, Origins: test.origins})
			if len(p.Fetches) != 1 {
				t.Fatalf("%d fetches", len(p.Fetches))
			}
			ref := p.Fetches[0].Ref()
			if got := ref.Relation(); got != test.want {
				t.Errorf("relation %d, want %d", got, test.want)
			}
			if got := ref.Key().String(); got != test.key {
				t.Errorf("URL %q, want %q", got, test.key)
			}
		})
	}
}

func TestHost(t *testing.T) {
	for src, want := range map[string]string{
		"https://CDN.example:8443/a":  "cdn.example",
		"//cdn.example/a":             "cdn.example",
		"http://[2001:DB8::1]:8080/a": "[2001:db8::1]",
		"/a":                          "example.org",
		"data:,":                      "",
		"mailto:a@b.example":          "",
	} {
		p := ParseHTML([]byte(`<img src="`+src+`">`), Options{URL: "https://example.org/"})
		if got := p.Fetches[0].Ref().Host(); got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
	p := ParseHTML([]byte(`<img src="/a">`), Options{})
	if got := p.Fetches[0].Ref().Origin(); got != "" {
		t.Errorf("unknown origin: %q", got)
	}
}

// FuzzResolveClean compares the short cut for plain URLs with the URL parser.
func FuzzResolveClean(f *testing.F) {
	for _, s := range []string{
		"a.js", "/a.js", "//a/b", "/.a", "a/.b/c", "a..", "https://cdn.example", "https://cdn.example?x", "https://1.2.3.4/a",
		"https://a-b.c1/", "https://a--b.c/", "http://0x1/", "https://a./x", "a:b", "https://x.y/#  ", "?a", "#a", "https://-a.b/", "./a", "../a", "../../../../a/b", "./", "../", "..", ".", "./?a", "../.a", "./../a/..", ".//", "..//a",
		"https://a_b.example/", "a;b=c,d", "https://xn--a.example/",
	} {
		f.Add(s)
	}
	var bases []base
	for _, url := range []string{"https://example.org/posts/one/index.html?a=b/c", "https://example.org", "http://a.example:81/@x/%20:/", "https://u:p@example.org/a/", "/posts/"} {
		p := &Page{Options: Options{URL: url}}
		bases = append(bases, p.documentBase())
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for i := range bases {
			b := &bases[i]
			got, ok := b.resolveClean(raw)
			if !ok {
				continue
			}
			want := b.parse(raw)
			if got.key != want.key || got.origin != want.origin || got.http != want.http {
				t.Errorf("%q on %s: %+v, parser %+v", raw, b.key, got, want)
			}
		}
	})
}

func TestNamesOrigin(t *testing.T) {
	for raw, want := range map[string]bool{
		"a.js": false, "/a.js": false, "a/b:c": false, "/a//b": false, "?a:b": false, "#a:b": false, "./a:b": false,
		"//a": true, `\\a`: true, `/\a`: true, "https:a": true, " \t//a": true, "/\t/a": true, "data:,": true,
	} {
		if got := namesOrigin(raw); got != want {
			t.Errorf("%q: %v", raw, got)
		}
	}
}

func BenchmarkResolve(b *testing.B) {
	p := &Page{Options: Options{URL: "https://example.org/posts/one/"}}
	base := p.documentBase()
	const raw = "https://cdn.example.net/assets/css/main.min.3f2a.css"
	b.Run("parser", func(b *testing.B) {
		for b.Loop() {
			base.parse(raw)
		}
	})
	b.Run("clean", func(b *testing.B) {
		for b.Loop() {
			base.resolve(strings.Clone(raw))
		}
	})
}

// A base element is for what the parser comes to behind it, and for images.
func TestBaseBehind(t *testing.T) {
	const src = `<link rel=canonical href=/c><link rel=stylesheet href=a><script src=a></script><link rel=preload href=a as=image imagesrcset="b 2x"><link rel=preload as=css href=a><img src=a>` +
		`<base href=https://cdn.example/><script src=a></script>`
	links := ParseLinkHeader("<a>; rel=preload; as=image")
	p := ParseHTML([]byte(src), Options{URL: "https://example.org/b/", Links: links})
	const own, cdn = "https://example.org/b/", "https://cdn.example/"
	want := []string{own + "a", own + "a", own + "b", own + "a", cdn + "a", cdn + "a", own + "a"}
	var got []string
	for i := range p.Fetches {
		for j := range p.Fetches[i].Refs {
			got = append(got, p.Fetches[i].Refs[j].Key().String())
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for i := range p.Tags {
		if u := p.Unsupported(&p.Tags[i]); u != nil && u.Ref().Key().String() != own+"a" {
			t.Errorf("preload without effect: %q", u.Ref().Key())
		}
	}
}
