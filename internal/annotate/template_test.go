package annotate

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Where the tag in a source is repaired by insertions, "¦" marks the places.
const joined = ` crossorigin="anonymous"`

func TestTemplate(t *testing.T) {
	const cdn = `https://cdn.example.net/a.js`
	for _, test := range []struct{ name, marked, text string }{
		{"font of an unknown URL", `<link¦ rel="preload" as="font" href="{{ .Font }}">`, joined},
		{"trim markers", "{{- with .Font -}}\r\n<link¦ rel=preload as=font href={{ . }} />{{- end -}}", joined},
		{"action behind the name", `<link¦{{ if .X }} id="a"{{ end }} rel="preload" as="font" href="{{ .F }}">`, joined},
		{"action with markup in a string", `{{ $x := "<link rel=preload as=font>" }}<link¦ rel="preload" as="font" href='{{ index .F ">" }}'>`, joined},
		{"both branches", `{{ if .A }}<link¦ rel="preload" as="font" href="a">{{ else }}<p>{{ end }}`, joined},
		{"in a define", `{{ define "x" }}<link¦ rel="preload" as="font" href="a">{{ end }}`, joined},
		{"in a range", `{{ range .Fonts }}<link¦ rel="preload" as="font" href="{{ . }}">{{ end }}`, joined},
		{"hash under a condition", `<script src="` + cdn + `" {{ with .Integrity }}integrity="{{ . }}"¦{{ end }}></script>`, joined},
		{"hash under a condition, blanks inside", `<script src="` + cdn + `"{{ with .I }} integrity="{{ . }}"¦{{ end }} defer></script>`, joined},
		{"hash under a condition, trim markers", "<script src=\"" + cdn + "\"\n{{- with .I }} integrity='{{ . }}'¦\n{{- end }}></script>", joined},
		{"hash under if", `<script src="` + cdn + `"{{ if .I }} integrity="{{ .I | safeHTMLAttr }}"¦{{ end }}></script>`, joined},
		{"hash in a variable", `<script src="` + cdn + `"{{ with $i := .I }} integrity="{{ $i }}"¦{{ end }}></script>`, joined},
		{"hash without quotes", `<script src="` + cdn + `" {{ with .I }}¦integrity={{ . }}{{ end }}></script>`, joined[1:] + " "},
		{"hash of one of two branches", `<script src="` + cdn + `" {{ with .I }}integrity="{{ . }}"¦{{ else }}async{{ end }}></script>`, joined},
		{"hash in each branch", `<script src="` + cdn + `" {{ if .A }}integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="¦{{ else if .B }}integrity="{{ $.JS.Data.Integrity }}"¦{{ end }}></script>`, joined},
		{"hash beside crossorigin in one of two branches", `<script src="` + cdn + `" {{ if .A }}integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" crossorigin{{ else }}integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="¦{{ end }}></script>`, joined},
		{"hash known, the rest not", `<script¦ src="` + cdn + `" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" id="{{ .X }}"></script>`, joined},
		{"URL of which the host is known", `<script¦ src="https://cdn.example.net/{{ .Version }}/a.js" integrity="{{ $.JS.Data.Integrity }}"></script>`, joined},
		{"track behind elements that fetch nothing", `<p><em>{{ .Title }}</em></p><video¦ src="/v.mp4"><track src="https://cdn.example.net/a.vtt"></video>`, joined},
		{"hash of a resource", `<script¦ src="` + cdn + `" integrity="{{ $.JS.Data.Integrity }}"></script>`, joined},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := strings.ReplaceAll(test.marked, "¦", "")
			want := strings.ReplaceAll(test.marked, "¦", test.text)
			r, err := Template([]byte(src), options())
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Output) != want || len(r.Applied) != 1 {
				t.Errorf("output\n%s\nwant\n%s\nrefused %+v, left %v", r.Output, want, r.Refused, ids(r.Left))
			}
			o := options()
			invariants(t, []byte(src), o, templateFile("a.html"))
		})
	}
}

// A wrong text is put right where it stands: its condition, and what stands in
// the other branches, stay. "¦" is what the wrong text is replaced by.
func TestTemplateKeepsConditions(t *testing.T) {
	const a = `<script src="https://cdn.example.net/a.js" `
	for _, test := range []struct{ name, marked, wrong, right string }{
		{"attribute under a condition", a + `{{ if .X }}crossorigin="¦"{{ end }}></script>`, "anonymus", "anonymous"},
		{"in each branch", a + `{{ if .X }}crossorigin=¦{{ else }} crossorigin='¦'{{ end }}></script>`, "true", "anonymous"},
		{"use-credentials under a condition", a + `{{ if .X }}crossorigin="¦"{{ end }}></script>`, "use-credential", "use-credentials"},
		{"a name in a branch", `<link rel="preload" as="font" href="/a" {{ if .I }}id="a"{{ else }}¦{{ end }}>`, "crossorgin", "crossorigin"},
		{"a name in a branch that has both", `<link rel="preload" as="font" href="/a" crossorigin {{ if .I }}id=a{{ else }}id="b" ¦{{ end }}>`, "cross-origin", ""},
		{"blanks", a + `{{ if .X }}crossorigin="¦"{{ end }}></script>`, " use-credentials", "use-credentials"},
		{"a value that is a condition", a + `crossorigin="{{ if .X }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"with quotes in the condition", a + `crossorigin="{{ if eq .X "a" 'b' }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"both branches of a value", a + `crossorigin='{{ if .X }}¦{{ else }}¦{{ end }}'></script>`, "anonymus", "anonymous"},
		{"one branch of a value", a + `crossorigin="{{ if .X }}use-credentials{{ else }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"beside a branch that is not known", a + `crossorigin="{{ with .X }}{{ . }}{{ else }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"else if", a + `crossorigin="{{ if .X }}¦{{ else if .Y }}anonymous{{ else if .Z }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"else with", a + `crossorigin="{{ with .X }}¦{{ else with .Y }}{{ . }}{{ else }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"conditions in conditions", a + `crossorigin="{{ if .X }}{{ if .Y }}¦{{ else }}anonymous{{ end }}{{ else }}¦{{ end }}"></script>`, "anonymus", "anonymous"},
		{"trim markers", a + "crossorigin=\"{{- if .X -}}\r\n ¦ {{- else -}} ¦\n{{- end -}}\"></script>", "anonymus", "anonymous"},
		{"a value under a condition", a + `{{ if .A }}crossorigin="{{ if .X }}¦{{ end }}"{{ end }}></script>`, "use-credential", "use-credentials"},
		{"a quote in the branch", `<img src="a" crossorigin="{{ if .C }}¦" id="y{{ end }}">`, "x", "anonymous"},
		{"references", a + `crossorigin="{{ if .X }}¦{{ end }}"></script>`, "anonym&#117;s", "anonymous"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := strings.ReplaceAll(test.marked, "¦", test.wrong)
			want := strings.ReplaceAll(test.marked, "¦", test.right)
			o := options()
			o.Unsafe = true
			r, err := Template([]byte(src), o)
			if err != nil {
				t.Fatal(err)
			}
			if string(r.Output) != want || len(r.Left) != 0 {
				t.Errorf("output\n%s\nwant\n%s\nrefused %+v, left %v", r.Output, want, r.Refused, ids(r.Left))
			}
			invariants(t, []byte(src), o, templateFile("a.html"))
		})
	}
}

// What depends on actions stays, and where it is found, the reason is told.
func TestTemplateLeaves(t *testing.T) {
	const cdn = `<script src="https://cdn.example.net/a.js" `
	for _, test := range []struct{ name, src, reason string }{
		{"spread", `<link rel="preload" as="font" href="a" {{ .Attributes | safeHTMLAttr }}>`, ""},
		{"a tag that an action prints", "{{ printf `<link rel=\"preload\" as=\"font\" href=\"%s\">` .F | safeHTML }}", "an action prints this tag"},
		{"one behind braces in the string", "{{ printf `<script>a={b:{}}</script><link rel=\"preload\" as=\"font\" href=\"%s\">` .F | safeHTML }}", "an action prints this tag"},
		{"value of an action", `<link rel="preload" as="font" href="a" crossorigin="{{ .C }}">`, ""},
		{"under a condition", `<link rel="preload" as="font" href="a" {{ if .C }}crossorigin{{ end }}>`, ""},
		{"text beside a condition", `<img src="a" crossorigin="anonym{{ if .C }}us{{ end }}">`, "it is wrong in one branch only, if .C"},
		{"destination in a branch", `<link rel="preload" href="a" as="{{ if .F }}font{{ else }}style{{ end }}">`, "it is wrong in one branch only, if .F"},
		{"texts of two conditions", `<img src="a" crossorigin="{{ if .C }}x{{ end }}{{ if .D }}y{{ end }}">`, ""},
		{"text beside an action", `<img src="a" crossorigin="{{ if .C }}x{{ .D }}{{ end }}">`, ""},
		{"text in a loop", `<img src="a" crossorigin="{{ range .C }}x{{ end }}">`, ""},
		{"hashes under conditions that may both hold", cdn + `{{ if .A }}integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="{{ end }}{{ if .B }} integrity="sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0="{{ end }}></script>`, "no fix is known"},
		{"hash that may be empty", cdn + `integrity="{{ .Integrity }}"></script>`, ""},
		{"condition on something else", cdn + `{{ with .Remote }}integrity="{{ $.Integrity }}"{{ end }}></script>`, ""},
		{"dot of another condition", cdn + `{{ with .I }}{{ with .X }}integrity="{{ .I }}"{{ end }}{{ end }}></script>`, ""},
		{"an element that an action names", `<{{ .Tag }} rel="preload" as="font" href="a">`, ""},
		{"host that is not known as a whole", `<script src="https://cdn{{ .N }}" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`, ""},
		{"hash and a spread", cdn + `integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {{ partial "attrs" . }}></script>`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, err := Template([]byte(test.src), options())
			if err != nil || r.Changed {
				t.Fatalf("%v, output %s", err, r.Output)
			}
			if (len(r.Left) > 0) != (test.reason != "") {
				t.Fatalf("left %v", ids(r.Left))
			}
			o := options()
			for i := range r.Left {
				if got := r.Reason(&r.Left[i], &o); !strings.Contains(got, test.reason) {
					t.Errorf("reason %q, want %q", got, test.reason)
				}
			}
		})
	}
}

// A fix under a condition is held against what else is wrong when it holds.
func TestTemplateFixesInBranches(t *testing.T) {
	for _, src := range []string{
		`<link rel="preload" as="font" href="/a" {{ if .C }}crossorigin="use-credential"{{ end }}>`,
		`<link rel="preload" as="font" href="/a" crossorigin="{{ if .C }}use-credential{{ else }}anonymous{{ end }}">`,
		`<img src="https://unpkg.com/a.png" {{ if .C }}crossorigin="use-credential"{{ end }}>`,
	} {
		o := options()
		o.Unsafe = true
		r, err := Template([]byte(src), o)
		if err != nil || r.Changed || len(r.Left) != 1 {
			t.Fatalf("%v, output %s, left %v", err, r.Output, ids(r.Left))
		}
		if got := r.Reason(&r.Left[0], &o); !strings.Contains(got, "another finding") {
			t.Errorf("%s: reason %q", src, got)
		}
	}
}

func TestProofOfTemplatesFails(t *testing.T) {
	const src = `<link {{ if .A }}id="a"{{ else }}id="b"{{ end }} lang="{{ if .A }}en{{ end }}x" dir="{{ if .A }}ltr{{ end }}" href="x{{ .H }}" rel={{ .R }} as=font>{{/* c */}}`
	for _, test := range []struct{ name, old, text, want string }{
		{"in an action", ".A", "x", errInAction.Error()},
		{"in a delimiter", `{{ if .A }`, "x", errInAction.Error()},
		{"a new action", "<link", " {{ .X }}", errOtherActions.Error()},
		{"in a comment", "/* c", "x", errInAction.Error()},
		{"in a dynamic value", `href="x`, "y", errInAction.Error()},
		{"behind a dynamic value without quotes", "rel={{ .R }}", "x", errOtherTags.Error()},
		{"a tag", ">", "<link>", "other tags"},
		{"in a text that is not all of the value", `lang="{{ if .A }}e`, "x", "other tags"},
		{"a quote in a text that conditions choose", `dir="{{ if .A }}`, `a" x="b`, "other tags"},
		{"under another condition than its neighbour", `id="a"`, `{{ end }}{{ if .B }} b="c"`, errOtherActions.Error()},
		{"twice", "<link", ` as="x"`, "twice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := behind(t, src, test.old, test.text)
			out, err := edit.Apply([]byte(src), []edit.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			err = templateFile("a.html").prove(nil, []byte(src), out, []edit.Edit{e})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestTemplateThatHugoRefuses(t *testing.T) {
	r, err := Template([]byte(`<link rel=preload as=font href=a>{{ end }}`), options())
	if err == nil || r.Changed {
		t.Errorf("error %v, changed %t", err, r.Changed)
	}
}

func TestContent(t *testing.T) {
	const src = "---\ntitle: <link rel=preload as=font href=/a.woff2>\n---\nText `<link rel=preload as=font href=/a.woff2>`\r\n\r\n" +
		"<link| rel=preload as=font href=\"{{< ref \"a\" >}}\">\r\n\r\n    <link rel=preload as=font href=/code.woff2>\r\n\r\n" +
		"{{< highlight html >}}<link rel=preload as=font href=/a.woff2>{{< /highlight >}}\r\n"
	o := few("font-preload")
	o.Page.Name = "content/a.md"
	r := Content([]byte(strings.Replace(src, "|", "", 1)), o)
	if want := strings.Replace(src, "|", joined, 1); string(r.Output) != want {
		t.Errorf("output %q, left %v, refused %+v", r.Output, ids(r.Left), r.Refused)
	}
	if found := CheckContent(r.Output, o); len(found) != 0 {
		t.Errorf("found %v", ids(found))
	}
}

func TestDroppedContent(t *testing.T) {
	const src = "Text <link rel=preload as=font href=/a.woff2>\n\n{{< rawhtml >}}<link rel=preload as=font href=/b.woff2>{{< /rawhtml >}}\n"
	o := few("font-preload")
	o.Page.Name, o.DropsHTML = "content/a.md", true
	if found := CheckContent([]byte(src), o); len(found) != 1 || found[0].Span.Start < strings.Index(src, "{{") {
		t.Errorf("found %v", ids(found))
	}
	if r := Content([]byte(src), o); strings.Count(string(r.Output), "crossorigin") != 1 {
		t.Errorf("output %q", r.Output)
	}
	o.Settings = &rule.Settings{Uncertain: true}
	found := CheckContent([]byte(src), o)
	if len(found) != 2 || !found[0].Uncertain || found[0].Severity != rule.Info || found[0].Fixes[0].Safety != rule.Display || found[1].Uncertain {
		t.Errorf("found %+v", found)
	}
}

func FuzzTemplate(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxTemplate || e.Syntax == rule.SyntaxHTML && e.Wrong > 0 {
				f.Add([]byte(e.Source), true)
			}
		}
	}
	f.Add([]byte("{{- with .F -}}\r\n<link rel=preload as=font href={{ . }}/>{{- end }}<script src=//a.example/b {{ with .I }}integrity='{{ . }}'{{ else }}async {{ end }}>"), false)
	f.Fuzz(func(t *testing.T, src []byte, unsafe bool) {
		o := options()
		o.Unsafe = unsafe
		invariants(t, src, o, templateFile("a.html"))
	})
}

func FuzzContent(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHTML && e.Wrong > 0 {
				f.Add([]byte("+++\n+++\n# a\n\n"+e.Source), true)
			}
		}
	}
	f.Add([]byte("a <img crossorigin=x {{< b >}}> `<img crossorigin=x>`\n\n{{% c %}}\n<link rel=preload as=font href={{< d >}}>\n{{% /c %}}"), false)
	f.Fuzz(func(t *testing.T, src []byte, unsafe bool) {
		o := options()
		o.Unsafe = unsafe
		invariants(t, src, o, contentFile("a.md", false))
	})
}
