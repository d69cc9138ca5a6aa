package rule

import (
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

func TestSuppressions(t *testing.T) {
	for _, test := range []struct{ name, src, want string }{
		{"next tag", `<!-- crossorigin-ignore font-preload because -->` + wrongFont, ""},
		{"next tag, lines further down", "<!--\ncrossorigin-ignore font-preload because\n-->\n\n text " + wrongFont, ""},
		{"all rules", `<!-- crossorigin-ignore -->` + wrongFont, ""},
		{"two rules", `<!-- crossorigin-ignore font-preload,invalid-value why --><link rel=preload as=font href=/a crossorigin=use-credential>`, "unused-suppression"},
		{"own line", `<a></a>` + wrongFont + ` <!-- crossorigin-ignore font-preload x -->`, ""},
		{"own line, the first", wrongFont + `<!-- crossorigin-ignore font-preload x -->`, ""},
		{"only the last tag in front", wrongFont + wrongFont + ` <!-- crossorigin-ignore font-preload x -->`, "font-preload"},
		{"a tag of the line before", wrongFont + "\n<!-- crossorigin-ignore font-preload x -->", "font-preload unused-suppression"},
		{"not the tag after the next", "<!-- crossorigin-ignore font-preload x -->\n<a></a>\n" + wrongFont, "unused-suppression font-preload"},
		{"another rule", `<!-- crossorigin-ignore no-effect x -->` + wrongFont, "unused-suppression font-preload"},
		{"no rule", `<!-- crossorigin-ignore fonts -->` + wrongFont, "unused-suppression font-preload"},
		{"attribute", `<link rel=preload as=font href=/a data-crossorigin-ignore="font-preload">`, ""},
		{"attribute for all", `<link rel=preload as=font href=/a data-crossorigin-ignore>`, ""},
		{"attribute without need", `<a data-crossorigin-ignore></a><link rel=preload as=font href=/a crossorigin data-crossorigin-ignore>`, "unused-suppression"},
		{"a style attribute of any element, attribute", `<b data-crossorigin-ignore=css-modifier style='background: url("a" cross-origin(x))'></b>`, ""},
		{"a style attribute of any element, comment", `<p><!-- crossorigin-ignore css-modifier x --><b style='background: url("a" cross-origin(x))'></b>`, ""},
		{"a style attribute of the element after the next", `<!-- crossorigin-ignore css-modifier x --><i></i><b style='background: url("a" cross-origin(x))'></b>`, "unused-suppression css-modifier"},
		{"in a script", `<script>"<!-- crossorigin-ignore font-preload -->"</script>` + wrongFont, "font-preload"},
		{"a rule that does not run", `<!-- crossorigin-ignore spelling x --><script src=/a crossorigin></script>`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ids(check(test.src, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// A suppression is unused only where nothing it is for was left out.
func TestUnusedSuppressions(t *testing.T) {
	const named, all = `<img src=/a data-crossorigin-ignore="no-effect">`, `<img src=/a data-crossorigin-ignore>`
	everything := map[string]bool{}
	for _, r := range All() {
		everything[r.ID] = false // as flags that switch nothing off leave it
	}
	for _, test := range []struct {
		name, src string
		off       map[string]bool
		want      string
	}{
		{"named, nothing off", named, everything, "unused-suppression"},
		{"for all, nothing off", all, everything, "unused-suppression"},
		{"named, another rule off", named, map[string]bool{"font-preload": true}, "unused-suppression"},
		{"named, its rule off", named, map[string]bool{"no-effect": true}, ""},
		{"for all, a rule off", all, map[string]bool{"font-preload": true}, ""},
		{"of what is uncertain", `<script src="https://a.example/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" data-crossorigin-ignore="integrity-needs-crossorigin"></script>`, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := ids(check(test.src, &Settings{Off: test.off})); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	for _, test := range []struct{ name, src, want string }{
		{"an attribute, which pages get", `<link rel=preload as="{{ .as }}" href=/a data-crossorigin-ignore=font-preload>`, ""},
		{"a comment, which they do not", `{{/* crossorigin-ignore font-preload why */}}<link rel=preload as=font href=/a crossorigin>`, "unused-suppression"},
		{"no rule", `<img src=/a data-crossorigin-ignore=fonts>`, "unused-suppression"},
	} {
		t.Run("template/"+test.name, func(t *testing.T) {
			p := parseExample(&Example{Syntax: SyntaxTemplate}, test.src)
			if body, _, ok := strings.Cut(test.src, "*/"); ok {
				start := strings.Index(body, "/*") + len("/*")
				p.Comments = []markup.Span{{Start: start, End: len(body)}}
			}
			if got := ids(Check(p, nil)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestSuppressionInHeaders(t *testing.T) {
	const src = "/*\n  # crossorigin-ignore link-header Chromium only\n  Link: </a.woff2>; rel=preload; as=font; crossorigin\n"
	p := page.ParseHeaders([]byte(src), page.Options{})
	if got := ids(Check(p, nil)); got != "" {
		t.Errorf("got %s", got)
	}
}

// Whether a suppression is needed is known when all pages of a site have been
// checked: what one template prints is the same on all of them.
func TestSuppressionsOfASite(t *testing.T) {
	const right, wrong = `<link rel=preload as=font href=/a crossorigin data-crossorigin-ignore="font-preload why">`, `<link rel=preload as=font href=/b data-crossorigin-ignore="font-preload why">`
	for _, test := range []struct {
		name, first, second string
		needed              bool
	}{
		{"needed on the second page", right, wrong, true},
		{"needed on the first page", wrong, right, true},
		{"needed on none", right, right, false},
		{"another reason", right, strings.ReplaceAll(wrong, "why", "because"), false},
		{"another element", right, `<img src=/a data-crossorigin-ignore="font-preload why">`, false},
		{"for one of two rules", `<a data-crossorigin-ignore="no-effect,font-preload">`, `<a crossorigin data-crossorigin-ignore="no-effect,font-preload">`, false},
		{"for both", `<link data-crossorigin-ignore>`, `<link rel=preload as=font href=/b data-crossorigin-ignore>`, true},
		{"a comment", `<!-- crossorigin-ignore no-effect x --><a>`, `<!-- crossorigin-ignore no-effect x --><a crossorigin>`, true},
		{"in srcdoc", `<img src=/a data-crossorigin-ignore="invalid-value">`, `<iframe srcdoc='<img src=/a crossorigin=x data-crossorigin-ignore="invalid-value">'></iframe>`, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := &Settings{Suppressions: &Suppressions{}}
			found := append(check(test.first, s), check(test.second, s)...)
			needed := true
			for i := range found {
				if !found[i].ForSite() || found[i].Rule != &unusedSuppression {
					t.Errorf("%q does not wait for other pages", found[i].Message)
				}
				needed = needed && s.Suppressions.Needed(&found[i])
			}
			if len(found) == 0 || needed != test.needed {
				t.Errorf("needed %t, expected %t: %q", needed, test.needed, ids(found))
			}
		})
	}
	for _, f := range Check(parseExample(&Example{Syntax: SyntaxTemplate}, `<img src=/a data-crossorigin-ignore=fonts>`), nil) {
		if f.ForSite() {
			t.Errorf("%q waits for other pages", f.Message)
		}
	}
}
