package hugotemplate

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

var checked = markup.NewNames("script", "link", "img", "video", "audio", "picture", "source", "track", "style", "iframe")

func TestScan(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"nothing", "", ""},
		{"no actions", `<img src="a.png" crossorigin>`, `img src="a.png" crossorigin`},
		{"dynamic value", `<img src="{{ .Src }}">`, `img src~""`},
		{"dynamic value without quotes", `<img src={{ .Src }}>`, `img src~""`},
		{"the start of a value is known", `<script src="https://cdn.example/x?a=1&amp;v={{ .Version }}.js">`, `script src~"https://cdn.example/x?a=1&v="`},
		{"a character reference may go on", `<img src="/a&am{{ .X }}">`, `img src~"/a"`},
		{"trim markers shorten the prefix", `<img alt="a   {{- .X }}">`, `img alt~"a"`},
		{"a branch in a value", `<img src="/i/{{ if .Big }}big{{ else }}small{{ end }}.png">`, `img src~"/i/"{if .Big}"/i/big.png"{else of if .Big}"/i/small.png"`},
		{"branches in branches of a value", `<img alt="{{ if .A }}{{ with .B }}b{{ . }}{{ else }}&amp;{{ end }}{{ else if .C }}c{{ end }}">`, `img alt~""{if .A; with .B}~"b"{if .A; else of with .B}"&"{else of if .A; if .C}"c"{else of if .A; else of if .C}implied""`},
		{"two branches in a value", `<img alt="{{ if .A }}a{{ end }}{{ if .B }}b{{ end }}">`, `img alt~""`},
		{"a loop in a value", `<img alt="{{ range .A }}a{{ else }}b{{ end }}">`, `img alt~""`},
		{"a branch in a value under a condition", `<img {{ with .A }}alt={{ if $.B }}b{{ else }}c{{ end }}{{ end }}>`, `img alt~""?{with .A}{with .A; if $.B}"b"{with .A; else of if $.B}"c"`},
		{"a branch that ends the value", `<img alt="a{{ if .B }}b" {{ else }}c" {{ end }}src="d">`, `img alt~"a"{if .B}"ab"{else of if .B}"ac" src="d"`},
		{"values in quotes of their own", `<img src={{ if .A }}"a"{{ else }}'b'{{ end }} alt=c>`, `img src~""{if .A}"a"{else of if .A}"b" alt="c"`},
		{"optional value", `<img crossorigin{{ with .CORS }}="{{ . }}"{{ end }}>`, `img crossorigin~""`},
		{"unquoted value goes on in a branch", `<img src=a{{ if .X }}b{{ end }} alt>`, `img open src~"a" alt`},
		{"unquoted value ends before a branch", `<img src=a{{ if .X }} alt{{ end }}>`, `img src="a" alt?{if .X}`},
		{"comment in a tag", `<img {{/* crossorigin */}} src="a">`, `img src="a"`},
		{"assignment in a tag", `<img {{ $x := 1 }}src="a">`, `img src="a"`},
		{"quotes in an action", `<img src="{{ printf "%s>" (index .A "b\"}}") }}" alt>`, `img src~"" alt`},
		{"a tag that is printed", "{{ printf `<img src=\"/a/%s\" alt=\"b\" crossorigin>` .X | safeHTML }}", `img src~"/a/" alt="b" crossorigin`},
		{"a tag that is printed, with escapes", `{{- printf "<img\n  src=\"%s\" alt=\"b c\" title=\"\" crossorigin>\n" (index .X "|") | safeHTML -}}`, `img src~"" alt="b c" title="" crossorigin`},
		{"what a verb prints may be attributes", `{{ printf "<img crossorigin=%q><img %s alt=a><img alt=%[1]d%%>" .X | safe.HTML }}`, "img open crossorigin~\"\"\nimg open alt=\"a\"\nimg open alt~\"\""},
		{"a string that is a tag", `{{ "<img alt='50%' crossorigin>" | safeHTML }}<img>`, "img alt=\"50%\" crossorigin\nimg"},
		{"a tag that is printed under a condition", `{{ if .X }}{{ printf "<img src='%s'>" . | safeHTML }}{{ end }}`, `img {if .X} src~""`},
		{"a tag that is printed is the parent", `{{ printf "<video id='%s'>" .X | safeHTML }}<track></video>`, "video id~\"\"\ntrack parent video#0"},
		{"markup that is not printed as it is", `{{ printf "<img alt='%s'>" .X }}{{ printf "<img alt='%s'>" .X | safeHTML | upper }}{{ "<img>" | upper }}{{ $a := printf "<img>" | safeHTML }}`, ``},
		{"markup in an action that is not known", `{{ printf "<%s alt='a'>" .X | safeHTML }}{{ printf .X "<img>" | safeHTML }}{{ printf "<img alt='\x41'>" | safeHTML }}{{ printf "%s<img>" .X | safeHTML }}`, ``},
		{"markup in an action, in a tag or script", `<a title="{{ printf "<img alt='%s'>" .X | safeHTML }}"></a><script>a({{ printf "<img alt='%s'>" .X | safeHTML }})</script><style>{{ "<img>" | safeHTML }}</style><img alt="b">`, "script\nstyle\nimg alt=\"b\""},

		{"a string that is printed", `<img alt="{{ "a&b" }}" src={{ print "a" (printf "%s.%s" "b" "png") }} id="{{ "a" | safeHTMLAttr }}-b">`, `img alt="a&b" src="ab.png" id="a-b"`},
		{"a variable that holds a string", "{{ $a := `x` }}{{ $b := `x` }}{{ if .X }}{{ $b = `y` }}{{ end }}<img alt={{ $a }} src={{ $b }}>", `img alt="x" src~""`},
		{"the dot is a string", `{{ with "a" }}<img alt="{{ . }}">{{ with .B }}<img alt="{{ . }}">{{ end }}{{ end }}`, "img {with \"a\"} alt=\"a\"\nimg {with \"a\"; with .B} alt~\"\""},
		{"one of two strings", `<img alt="a{{ cond .X "b" "c" }}d">`, `img alt~"a"{cond .X #19}"abd"{else of cond .X #19}"acd"`},
		{"one of several strings", `<img alt="{{ cond .X "a" (cond .Y "b" .Z) }}">`, `img alt~""{cond .X #18}"a"{else of cond .X #18; cond .Y #31}"b"{else of cond .X #18; else of cond .Y #31}implied~""`},
		{"a string in place of nothing", `<img alt="{{ .X | default "a" }}" src={{ or .X .Y "b" }}>`, `img alt~""{else of default "a" #26}implied~""{default "a" #26}"a" src~""{else of or .X #44}implied~""{or .X #44; else of or .Y #47}implied~""{or .X #44; or .Y #47}"b"`},
		{"strings under a condition", `<img {{ if .X }}alt="{{ cond .Y "a" "b" }}"{{ end }}>`, `img alt~""?{if .X}{if .X; cond .Y #29}"a"{if .X; else of cond .Y #29}"b"`},
		{"strings of two conditions", `<img alt="{{ cond .X "a" "b" }}{{ cond .X "a" "b" }}">`, `img alt~""`},
		{"a string that is not printed as it is", `<img alt="{{ "<a>" | safeHTMLAttr }}" onload="{{ "a()" }}" src={{ "" }} id="{{ printf "%d" "a" }}" class="{{ lower "a" }}">`, `img alt~"" onload~"" src~"" id~"" class~""`},
		{"a string in quotes of its own", `<img alt={{ if .X }}"{{ "a" }}"{{ else }}"b"{{ end }}>`, `img alt~""{if .X}~""{else of if .X}"b"`},

		{"presence under a condition", `<img {{ if .X }}crossorigin="anonymous"{{ end }}>`, `img crossorigin="anonymous"?{if .X}`},
		{"conditional pair", `<link{{ with .I }} integrity="{{ . }}" crossorigin="anonymous"{{ end }}>`, `link integrity~""?{with .I} crossorigin="anonymous"?{with .I}`},
		{"both branches", `<img {{ if .X }}crossorigin{{ else }}crossorigin="use-credentials"{{ end }}>`, `img crossorigin?{if .X} crossorigin="use-credentials"?{else of if .X}`},
		{"chain of branches", `<img {{ if .X }}a{{ else if .Y }}b{{ else }}c{{ end }}>`, `img a?{if .X} b?{else of if .X; if .Y} c?{else of if .X; else of if .Y}`},
		{"with else", `<img {{ with .X }}a="{{ . }}"{{ else with .Y }}b{{ end }}>`, `img a~""?{with .X} b?{else of with .X; with .Y}`},
		{"conditions inside each other", `<img {{ if .X }}a{{ if .Y }} b{{ end }}{{ end }} {{ if .Y }}c{{ end }}>`, `img a?{if .X} b?{if .X; if .Y} c?{if .Y}`},
		{"trim markers leave names apart", "<img src=\"a\"\n {{- with .I -}}\n integrity=\"{{ . }}\"\n {{- end -}}\n crossorigin>", `img src="a" integrity~""?{with .I} crossorigin`},
		{"one condition before and behind an assignment", `{{ $x := 1 }}{{ $x = 2 }}<img {{ if $x }}a{{ end }} {{ $x = 3 }} {{ if $x }}b{{ end }}>`, `img a?{if $x #2} b?{if $x #3}`},
		{"a page's store", `{{ if .Store.Get "a" }}<img>{{ end }}{{ if .Store.Get "a" }}<img>{{ end }}`, "img {if .Store.Get \"a\" #3}\nimg {if .Store.Get \"a\" #40}"},

		{"spread by safeHTMLAttr", `<script src="a" {{ .Attrs | safeHTMLAttr }}></script>`, `script open src="a"`},
		{"spread right behind the name", `<script{{ .Attrs }}></script>`, `script open`},
		{"spread under a condition", `<script{{ with .Attr }} {{ . | safeHTMLAttr }}{{ end }}>`, `script open`},
		{"spread of a map", `<img {{- range $k, $v := .Attributes -}}{{- printf " %s=%q" $k $v | safeHTMLAttr -}}{{- end -}}>`, `img open`},
		{"attributes in a loop", `<img {{ range .L }}data-x="{{ . }}"{{ end }}>`, `img open data-x~""?{range .L}`},
		{"spread by template", `<link href="a" {{ template "attrs" . }}>`, `link open href="a"`},
		{"spread by partial", `<link href="a" {{ partial "attrs" . }}>`, `link open href="a"`},
		{"spread by block", `<link href="a" {{ block "attrs" . }}crossorigin{{ end }}>`, `link open href="a"`},
		{"dynamic name", `<img {{ .K }}="{{ .V }}" alt="">`, `img open alt=""`},
		{"dynamic name of the author's own", `<img data-{{ .K }}="{{ .V }}" alt="">`, `img alt=""`},
		{"own name by safeHTMLAttr", `<img data-{{ .K | safeHTMLAttr }} alt="">`, `img open alt=""`},
		{"name in parts", `<img cross{{ if .X }}origin{{ end }}>`, `img open`},
		{"name from a literal", `<img {{ "crossorigin" | safeHTMLAttr }}>`, `img open`},

		{"tag under a condition", `{{ if .X }}<img>{{ else }}<img alt>{{ end }}`, "img {if .X}\nimg {else of if .X} alt"},
		{"tag under conditions", `{{ range .L }}{{ if eq .type "script" }}<script></script>{{ end }}{{ end }}`, `script {range .L; if eq .type "script"}`},
		{"behind continue", `{{ range .L }}<img a>{{ if .X }}{{ continue }}{{ end }}<img b>{{ end }}`, "img {range .L} a\nimg {range .L after break #1} b"},
		{"start in branches", `{{ if .X }}<img a {{ else }}<img b {{ end }}c>`, "img {if .X} a c\nimg {else of if .X} b c"},
		{"start in branches, and a condition behind", `{{ if .X }}<img a {{ else }}<img b {{ end }}{{ if .Y }}c{{ end }}>`, "img open {if .X} a c?{if .Y}\nimg open {else of if .X} b"},
		{"end in branches", `<img a {{ if .X }}b>{{ else }}c>{{ end }}`, `img open a b?{if .X} c?{else of if .X}`},
		{"element depends on a condition", `<{{ if .X }}video{{ else }}audio{{ end }} crossorigin>`, ``},
		{"dynamic element", `<h{{ .Level }} id="a"><{{ .Tag }} crossorigin>`, ``},
		{"media element in branches", `{{ if .X }}<video crossorigin>{{ else }}<video>{{ end }}<track src="a"></video>`, "video {if .X} crossorigin\nvideo {else of if .X}\ntrack parent video#-1 src=\"a\""},
		{"media element around a branch", `<video crossorigin>{{ with .T }}<track src="{{ . }}">{{ end }}</video><track>`, "video crossorigin\ntrack {with .T} parent video#0 src~\"\"\ntrack"},
		{"svg in branches", `{{ if .X }}<svg a>{{ else }}<svg b>{{ end }}<script href="a"></script></svg><link>`, "svg:script href=\"a\"\nlink"},
		{"svg around on the same condition", `{{ if .X }}<svg>{{ if .Y }}<g/>{{ end }}{{ end }}{{ if .X }}</svg>{{ end }}<link>`, `link`},
		{"noscript under a condition", `{{ if .X }}<noscript>{{ end }}<img>{{ if .X }}</noscript>{{ end }}<img>`, "img noscript\nimg"},

		{"define", `{{ define "main" }}<img a>{{ end }}<img b>`, "img in main a\nimg b"},
		{"block in an element", "<video>{{ block `t` . }}<track>{{ end }}</video>", "video\ntrack in t"},
		{"block in a block under a condition", `{{ if .X }}{{ block "a" . }}<img a>{{ block "b" . }}<img b>{{ end }}<img c>{{ end }}{{ end }}`, "img in a a\nimg in b b\nimg in a c"},
		{"inline partial", `{{ partial "i" . }}{{ define "_partials/i.html" }}{{ if . }}<img>{{ end }}{{ end }}`, `img {if .} in _partials/i.html`},

		{"attributes without a tag", `{{ define "attrs" }}defer{{ if .X }} crossorigin="a"{{ else }} crossorigin={{ .Y }}{{ end }} {{ .Z | safeHTMLAttr }}{{ end }}<script {{ template "attrs" . }}>`, " open in attrs defer crossorigin=\"a\"?{if .X} crossorigin~\"\"?{else of if .X}\nscript open"},
		{"attributes of a partial", "{{- $x := .X -}}\n integrity=\"{{ $x }}\"\n @click='a()' crossorigin=anonymous {{- /**/ -}}\n", ` open integrity~"" @click="a()" crossorigin="anonymous"`},
		{"attributes of a map", `{{ range $k, $v := .attrs }} {{ $k }}="{{ $v }}"{{ end }} crossorigin="a"`, ` open crossorigin="a"`},
		{"text that is no attributes", `{{ define "a" }}Set crossorigin="{{ .X }}".{{ end }}{{ define "b" }}let crossorigin = "a"{{ end }}{{ define "c" }}a.crossorigin="b"; c="d"{{ end }}{{ define "d" }}async crossorigin{{ end }}{{ define "e" }}{{ .X }}: crossorigin="a"{{ end }}{{ define "f" }}a="b"c="d"{{ end }}{{ define "g" }}https://x.example/?a="b"{{ end }}`, ``},
		{"attributes in one branch, text in the other", `{{ define "a" }}{{ if .X }}crossorigin="a"{{ else }}Hello, world{{ end }}{{ end }}`, ``},
		{"what a partial that returns a value prints", `crossorigin="a" {{ return .X }}`, ``},
		{"attributes around a define", `crossorigin="a" {{ define "x" }}<img>{{ end }} integrity="b"`, `img in x`},

		{"script with actions", `<script>if (a < b) { {{ with .X }}c("</scr" + "ipt>", {{ . | jsonify }}){{ end }} }</script><img>`, "script\nimg"},
		{"end tag printed inside a script", `<script>{{ "</script>" }}</script><img>`, "script\nimg"},
		{"structured data", `<script type="application/ld+json">{"a": {{ .X | jsonify | safeJS }}, "b": "<img>"}</script>`, `script type="application/ld+json"`},
		{"HTML comment around actions", `<!-- {{ if .X }} <img> {{ end }} --><img>`, `img`},
		{"comment of printed delimiters", `{{ "<!--[if lt IE 9]>" | safeHTML }}<script src="a"></script>{{ "<![endif]-->" | safeHTML }}<img>`, `img`},
		{"title", `<title>{{ with .T }}<img>{{ end }}</title><img>`, `img`},
		{"xml declaration", `{{ printf "<?xml version=\"1.0\"?>" | safeHTML }}<img>`, `img`},
		{"action behind an end tag's name", `<script></script{{ if .X }}{{ end }}><img>`, "script\nimg"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := Scan("t.html", []byte(test.src), checked)
			if err != nil {
				t.Error(err)
			}
			if err := checkSource([]byte(test.src), s); err != nil {
				t.Error(err)
			}
			if got := show(s.Tags); got != test.want {
				t.Errorf("%s\ngot  %s\nwant %s", test.src, got, test.want)
			}
		})
	}
}

func TestSpans(t *testing.T) {
	src := "<p>\n<img {{ with .I }}\n crossorigin=anonymous{{ end }} src = \"{{ .X }}\" alt='&amp;'>"
	s, err := Scan("t", []byte(src), checked)
	if err != nil || len(s.Tags) != 1 || len(s.Tags[0].Attrs) != 3 {
		t.Fatal(err, s.Tags)
	}
	var got []string
	cut := func(s markup.Span) { got = append(got, src[s.Start:s.End]) }
	cut(s.Tags[0].Span)
	cut(s.Tags[0].NameSpan)
	for _, a := range s.Tags[0].Attrs {
		cut(a.Span)
		cut(a.NameSpan)
		cut(a.ValueSpan)
	}
	want := []string{
		src[len("<p>\n"):], "img",
		"crossorigin=anonymous", "crossorigin", "anonymous",
		`src = "{{ .X }}"`, "src", "{{ .X }}",
		"alt='&amp;'", "alt", "&amp;",
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestComments(t *testing.T) {
	src := `{{/* one */}}<!-- two {{ .X }} -->{{- /* three */ -}}<img {{/* four */}}><!>{{ define "x" }}<!--five-->{{ end }}`
	s, err := Scan("t", []byte(src), checked)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range s.Comments {
		got = append(got, src[c.Span.Start:c.Span.End]+"|"+src[c.Text.Start:c.Text.End])
	}
	want := []string{
		"{{/* one */}}| one ", "<!-- two {{ .X }} -->| two {{ .X }} ", "{{- /* three */ -}}| three ",
		"{{/* four */}}| four ", "<!--five-->|five",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestSyntaxErrors(t *testing.T) {
	for _, test := range []struct{ name, src, err, want string }{
		{"undefined variable", "<img>\n  {{ $x }}<img src=\"{{ .A }}\">", `t.html:2:3: undefined variable "$x"`, "img\nimg src~\"\""},
		{"missing end", "<img>{{ if .X }}<img alt>", `t.html:1:6: unexpected EOF`, "img\nimg {if .X} alt"},
		{"end without opener", "<img>\n\n{{ end }}<img>", `t.html:3:1: unexpected {{end}}`, "img\nimg"},
		{"unclosed action", "<img>\n{{ .X \n<img alt=\"{{ .Y }}\">", `t.html:3:11: unexpected "<" in operand`, "img\nimg alt~\"\""},
		{"unclosed string", "<img>{{ \"x }}\n<img alt>", `t.html:1:6: unterminated quoted string`, "img\nimg alt"},
		{"never closed", "<img>\n{{ .X <img>\n<img alt>", `t.html:2:1: unexpected "<" in operand`, "img\nimg alt"},
		{"comment with blanks but no trim marker", "{{ /* <img> */ }}<img>", `t.html:1:1: unexpected "/" in command`, "img"},
		{"unclosed comment", "<img>{{/* <img>", "t.html:1:6: unclosed comment", "img"},
		{"break outside of range", "<img>{{ break }}<img>", `t.html:1:6: {{break}} outside {{range}}`, "img\nimg"},
		{"define inside a condition", `{{ if .X }}{{ define "a" }}<img>{{ end }}{{ end }}`, `t.html:1:1: unexpected <define> in command`, "img in a"},
		{"empty action", "{{}}<img>", "t.html:1:1: missing value for command", "img"},
		{"open brace at the end", "<img>{{", "t.html:1:6: unclosed action", "img"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := Scan("t.html", []byte(test.src), checked)
			var syntax *SyntaxError
			if !errors.As(err, &syntax) {
				t.Fatalf("error %v", err)
			}
			if !strings.HasPrefix(err.Error(), test.err) {
				t.Errorf("error %q, want %q", err, test.err)
			}
			if err := checkSource([]byte(test.src), s); err != nil {
				t.Error(err)
			}
			if got := show(s.Tags); got != test.want {
				t.Errorf("%s\ngot  %s\nwant %s", test.src, got, test.want)
			}
		})
	}
}

func TestDeepNesting(t *testing.T) {
	for _, open := range []string{"{{ if .X }}", "{{ else if .X }}"} {
		src := "{{ if .X }}" + strings.Repeat(open, 3000) + "<img>"
		s, err := Scan("t", []byte(src), checked)
		if err == nil || !strings.Contains(err.Error(), "too deeply") || len(s.Tags) != 0 {
			t.Errorf("%s: %d tags, error %v", open, len(s.Tags), err)
		}
	}
	src := strings.Repeat("{{ if .X }}", 900) + "<img>" + strings.Repeat("{{ end }}", 900)
	s, err := Scan("t", []byte(src), checked)
	if err != nil || len(s.Tags) != 1 {
		t.Errorf("%d tags, error %v", len(s.Tags), err)
	}
}

// More branches than paths are read one after the other.
func TestManyBranches(t *testing.T) {
	var b strings.Builder
	b.WriteString("{{ if .X }}")
	for i := range 900 {
		fmt.Fprintf(&b, "{{ else if eq .X %d }}<img src=%d>", i, i)
	}
	b.WriteString("{{ end }}")
	s, err := Scan("t", []byte(b.String()), checked)
	if err != nil || len(s.Tags) != 900 {
		t.Fatalf("%d tags, error %v", len(s.Tags), err)
	}
	for i := range s.Tags {
		if a := s.Tags[i].Find("src"); a == nil || a.Value != fmt.Sprint(i) || s.Tags[i].Open {
			t.Fatalf("tag %d: %s", i, show(s.Tags[i:i+1]))
		}
	}
	if few, _ := Scan("t", []byte(strings.Repeat("{{ if .X }}<img>{{ end }}", 900)), checked); len(s.Unread) != 901-mostPaths+1 || len(few.Unread) != 0 {
		t.Errorf("%d of 901 branches are not read one by one, and %d of 900 that two paths show", len(s.Unread), len(few.Unread))
	}
}
