package annotate

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

const headersSource = "# é\r\n/*\r\n  X-Frame-Options: DENY\r\n  Link: </a.woff2>; rel=preload; as=font; crossorigin, </b.css>; rel=preload; as=style\r\n"

func TestHeaders(t *testing.T) {
	r := Headers([]byte(headersSource), options())
	if want := strings.Replace(headersSource, "crossorigin", "crossorigin=anonymous", 1); string(r.Output) != want {
		t.Errorf("output %q, refused %v", r.Output, r.Refused)
	}
	if again := Headers(r.Output, options()); again.Changed {
		t.Errorf("annotating again gives %q", again.Output)
	}
	if found := CheckHeaders([]byte(headersSource), options()); len(found) == 0 || len(found) <= len(r.Left) {
		t.Errorf("found %v, left %v", ids(found), ids(r.Left))
	}
}

func TestProofOfHeadersFails(t *testing.T) {
	for _, test := range []struct{ name, old, text string }{
		{"another target", "/a.woff2", "/c.woff2"},
		{"another parameter", "as=font", "as=image"},
		{"one more parameter", "as=font", "as=font; integrity=x"},
		{"one more link", "crossorigin", "crossorigin=anonymous, </c>; rel=preload"},
		{"another pattern", "/*", "/x"},
		{"another field", "DENY", "SAMEORIGIN"},
		{"the end of the line", "crossorigin", "crossorigin=anonymous\r\n/new"},
	} {
		t.Run(test.name, func(t *testing.T) {
			e := replaced(t, headersSource, test.old, test.text)
			out, err := edit.Apply([]byte(headersSource), []edit.Edit{e})
			if err != nil {
				t.Fatal(err)
			}
			if headersFile.prove(nil, []byte(headersSource), out, []edit.Edit{e}) == nil {
				t.Errorf("proven: %q", out)
			}
		})
	}
	e := replaced(t, headersSource, "crossorigin", "crossorigin=use-credentials")
	out, _ := edit.Apply([]byte(headersSource), []edit.Edit{e})
	if err := headersFile.prove(nil, []byte(headersSource), out, []edit.Edit{e}); err != nil {
		t.Error(err)
	}
}

const tomlSource = "[[headers]]\r\nfor = \"/*\" # crossorigin\r\n[headers.values]\r\n  X = \"1\"\r\n" +
	"  Link = '</a.woff2>; rel=preload; as=font|, </b.css>; rel=preload; as=style'\r\n[build]\r\npublish = \"public\"\r\n"

func TestHeaderTable(t *testing.T) {
	src := strings.Replace(tomlSource, "|", "", 1)
	r, err := HeaderTable([]byte(src), options())
	if want := strings.Replace(tomlSource, "|", "; crossorigin=anonymous", 1); err != nil || string(r.Output) != want {
		t.Errorf("%v, output %q, refused %v", err, r.Output, r.Refused)
	}
	escaped := strings.Replace(strings.ReplaceAll(src, "'", `"`), "font", `\u0066ont`, 1)
	if r, err := HeaderTable([]byte(escaped), options()); err != nil || r.Changed || len(r.Left) == 0 {
		t.Errorf("%v, an escaped value becomes %q, left %v", err, r.Output, ids(r.Left))
	}
	if _, err := HeaderTable([]byte("a ="), options()); err == nil {
		t.Error("no error for what is no TOML")
	}
}

func FuzzHeaderTable(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHeaders {
				if _, value, ok := strings.Cut(e.Source, "Link: "); ok {
					f.Add([]byte("[[headers]]\n[headers.values]\nLink = '''"+value+"'''"), true)
				}
			}
		}
	}
	f.Add([]byte(strings.Replace(tomlSource, "|", "; crossorigin", 1)), false)
	f.Fuzz(func(t *testing.T, src []byte, unsafe bool) {
		o := options()
		o.Unsafe = unsafe
		invariants(t, src, o, headerTable("a.toml"))
	})
}

func FuzzHeaders(f *testing.F) {
	for _, r := range rule.All() {
		for _, e := range r.Examples {
			if e.Syntax == rule.SyntaxHeaders {
				f.Add([]byte(e.Source), true)
			}
		}
	}
	f.Add([]byte(headersSource), false)
	f.Fuzz(func(t *testing.T, src []byte, unsafe bool) {
		o := options()
		o.Unsafe = unsafe
		invariants(t, src, o, headersFile)
	})
}
