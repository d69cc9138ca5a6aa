package hugotemplate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

var wantedNames = markup.NewNames("link", "script", "img", "video", "track")

// summary writes what was made out of a tag: name, then each attribute, "?"
// behind those that may be there, "~" behind dynamic values, "…" behind tags
// to which a spread may add attributes.
func summary(t *markup.Tag) string {
	var b strings.Builder
	b.WriteString(t.Name)
	for _, a := range t.Attrs {
		b.WriteString(" " + a.Name)
		if a.Presence == markup.Maybe {
			b.WriteString("?")
		}
		if a.Dynamic {
			b.WriteString("~")
		} else if a.HasValue {
			fmt.Fprintf(&b, "=%s", a.Value)
		}
	}
	if t.Open {
		b.WriteString(" …")
	}
	return b.String()
}

func TestScan(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"static", `<link rel="preload" as=font>`, []string{"link rel=preload as=font"}},
		{"dynamic value", `<script src="{{ .URL }}" defer></script>`, []string{"script src~ defer"}},
		{"unquoted dynamic value", `<img src={{ .URL }}>`, []string{"img src~"}},
		{"a greater-than sign in an action", `<img alt="{{ if gt 1 0 }}a{{ end }}" src="/a">`, []string{"img alt~ src=/a"}},
		{"conditional pair", `<script src="/a" {{ with .I }}integrity="{{ . }}" crossorigin="anonymous"{{ end }}></script>`, []string{"script src=/a integrity?~ crossorigin?=anonymous"}},
		{"spread", `<script src="/a" {{ .Attrs | safeHTMLAttr }}></script>`, []string{"script src=/a …"}},
		{"template in a tag", `<link {{ template "attrs" . }} rel="stylesheet">`, []string{"link rel=stylesheet …"}},
		{"comments hide tags", `{{/* <link rel=a> */}}<!-- <link rel=b> --><link rel=c>`, []string{"link rel=c"}},
		{"strings in actions hide tags", `{{ printf "<link rel=a>" | safeHTML }}<link rel=b>`, []string{"link rel=b"}},
		{"both branches", `{{ if .A }}<img src="/a">{{ else }}<img src="/b">{{ end }}`, []string{"img src=/a", "img src=/b"}},
		{"raw text", `<script>if (a < b) { x = "{{ .X }}" }</script><img src="/a">`, []string{"script", "img src=/a"}},
		{"define", `{{ define "main" }}<img src="/a">{{ end }}`, []string{"img src=/a"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := Scan(tt.name, []byte(tt.src), wantedNames)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range s.Tags {
				got = append(got, summary(&s.Tags[i]))
				if span := s.Tags[i].Span; tt.src[span.Start] != '<' || tt.src[span.End-1] != '>' {
					t.Errorf("span %v is %q", span, tt.src[span.Start:span.End])
				}
			}
			if strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("tags are\n%s\nexpected\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestGuards(t *testing.T) {
	const src = `<script src="/a" {{ with .I }}integrity="{{ . }}" crossorigin="anonymous"{{ end }} {{ if .D }}defer{{ end }}></script>`
	s, err := Scan("guards", []byte(src), wantedNames)
	if err != nil {
		t.Fatal(err)
	}
	integrity, _ := s.Tags[0].Attr("integrity")
	crossorigin, _ := s.Tags[0].Attr("crossorigin")
	deferred, _ := s.Tags[0].Attr("defer")
	if integrity.Guard == "" || integrity.Guard != crossorigin.Guard || integrity.Guard == deferred.Guard {
		t.Errorf("guards are %q, %q and %q, expected the first two to be the same", integrity.Guard, crossorigin.Guard, deferred.Guard)
	}
}

func TestTraps(t *testing.T) {
	for src, want := range map[string]int{
		`<script src="/a" {{ "crossorigin" }}="anonymous"></script>`:         1,
		`<script src="/a" {{ "crossorigin" | safeHTMLAttr }}></script>`:      0,
		`<script src="/a" crossorigin="{{ .V }}"></script>`:                  0,
		`<script src="/a"{{- if .C }} crossorigin{{ end -}} defer></script>`: 1,
	} {
		s, err := Scan("traps", []byte(src), wantedNames)
		if err != nil {
			t.Fatal(err)
		}
		if len(s.Traps) != want {
			t.Errorf("%s: traps %v, expected %d", src, s.Traps, want)
		}
	}
}

func TestSyntaxError(t *testing.T) {
	s, err := Scan("a.html", []byte("<img src=\"/a\">\n{{ end }}"), wantedNames)
	var syntax *SyntaxError
	if !errors.As(err, &syntax) || syntax.Line != 2 {
		t.Errorf("error is %v, expected one in line 2", err)
	}
	if len(s.Tags) != 1 {
		t.Errorf("%d tags, expected the one that can be made out", len(s.Tags))
	}
}

// FuzzScan: no panic, and every span slices back to the source.
func FuzzScan(f *testing.F) {
	f.Add(`<script src="/a" {{ with .I }}integrity="{{ . }}"{{ end }}></script>`)
	f.Add("{{ if }}<link {{ else }}<img {{ end }}rel=a>")
	f.Add("{{/* a */}}{{- range .X }}<video>{{ break }}</video>{{ end -}}{{")
	f.Fuzz(func(t *testing.T, src string) {
		s, _ := Scan("fuzz", []byte(src), wantedNames)
		for i := range s.Tags {
			tag := &s.Tags[i]
			if tag.Span.Start < 0 || tag.Span.End > len(src) || src[tag.Span.Start] != '<' {
				t.Fatalf("span %v of %s", tag.Span, tag.Name)
			}
			for _, a := range tag.Attrs {
				if a.Span.Start < tag.Span.Start || a.Span.End > tag.Span.End {
					t.Fatalf("span %v of %s is not within the tag's %v", a.Span, a.Name, tag.Span)
				}
			}
		}
	})
}
