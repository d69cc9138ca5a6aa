package report

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

var fake = &rule.Rule{
	ID: "fake", Title: "A <rule> & more", Why: "Because.", Severity: rule.Warning,
	Spec: []rule.Citation{{Title: "HTML: x", URL: "https://html.spec.whatwg.org/#x", Step: "2"}},
}

// nasty has what each format must escape.
const nasty = "50%, \"<a> & 'b':\x1b\x00\xff\nnext"

func nastyFindings(file string) []Finding {
	src := []byte("<p " + nasty + ">")
	return Locate(file, src, []rule.Finding{{
		Rule: fake, Severity: rule.Error, Span: markup.Span{Start: 3, End: len(src) - 1}, Message: nasty,
		Fixes: []rule.Fix{
			{Message: nasty, Safety: rule.Unsafe, Edits: []edit.Edit{{Start: 2, End: 2, Text: nasty}}},
			{Message: "look", Safety: rule.Display},
		},
	}})
}

func write(t *testing.T, format string, o Options, s Summary, files ...[]Finding) string {
	t.Helper()
	var b strings.Builder
	w, err := New(format, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := "clean.html"
		if len(f) > 0 {
			name = f[0].File
		}
		if err := w.File(name, f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever is in findings, the documents are well-formed and whole.
func TestFormatsEscape(t *testing.T) {
	s := Summary{Files: 2, Bytes: 3, Findings: Counts{Error: 1}, Troubles: []Trouble{{File: "b,c:d%\n.html", Message: nasty}, {Message: "interrupted"}}}
	findings := nastyFindings("a,b:c%\n.html")
	o := Options{Version: "1", Rules: []*rule.Rule{fake}, Group: true}
	for _, format := range []string{"json", "sarif"} {
		var v any
		if err := json.Unmarshal([]byte(write(t, format, o, s, findings, nil)), &v); err != nil {
			t.Errorf("%s: %v", format, err)
		}
	}
	d := xml.NewDecoder(strings.NewReader(write(t, "checkstyle", o, s, findings, nil)))
	elements := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("checkstyle: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok {
			elements++
			if e.Name.Local == "error" && e.Attr[3].Value != strings.NewReplacer("\x1b", "\ufffd", "\x00", "\ufffd", "\xff", "\ufffd").Replace(nasty) {
				t.Errorf("checkstyle: message %q", e.Attr[3].Value)
			}
		}
	}
	if elements != 5 {
		t.Errorf("checkstyle: %d elements, want 5", elements)
	}
	if out := write(t, "github", o, s, findings, nil); strings.Count(out, "\n") != 3 ||
		!strings.HasPrefix(out, "::error file=a%2Cb%3Ac%25%0A.html,line=1,col=4,endLine=2,endColumn=5,title=A <rule> & more [fake]::50%25, ") {
		t.Errorf("github:\n%s", out)
	}
	if out := write(t, "text", o, s, findings, nil); strings.ContainsAny(out, "\x1b\x00") || strings.Count(out, "\n") != 4 {
		t.Errorf("text:\n%q", out)
	}
}

// Below a finding stand the fix and, once for a rule, its steps; a report of one
// line for each finding has neither.
func TestTextAdvice(t *testing.T) {
	src := []byte("<p a>")
	finding := func(f rule.Finding) []Finding {
		f.Rule, f.Span = fake, markup.Span{Start: 3, End: 4}
		return Locate("a.html", src, []rule.Finding{f})
	}
	files := [][]Finding{
		finding(rule.Finding{Message: "one", Fixes: []rule.Fix{{Message: "Do it", Safety: rule.Safe}, {Message: "Or this", Safety: rule.Unsafe}}}),
		finding(rule.Finding{Message: "two", Fixes: []rule.Fix{{Message: "Try", Safety: rule.Unsafe}}}),
		finding(rule.Finding{Message: "three", Cite: []rule.Citation{{Title: "Host", Step: "3–4"}}, Fixes: []rule.Fix{{Message: "Look", Safety: rule.Display}}}),
		finding(rule.Finding{Message: "four"}),
	}
	want := `a.html:1:4: info: one [fake]
    fix: Do it (safe)
    see: HTML: x, step 2; crossorigin explain fake
a.html:1:4: info: two [fake]
    fix: Try (unsafe: check that it loads)
a.html:1:4: info: three [fake]
    fix: Look (by hand)
    see: Host, steps 3–4; crossorigin explain fake
a.html:1:4: info: four [fake]
nothing to report in 0 files (0 bytes)
`
	if got := write(t, "text", Options{Group: true}, Summary{}, files...); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := write(t, "text", Options{}, Summary{}, files...); strings.Count(got, "\n") != 5 {
		t.Errorf("without groups: got\n%s", got)
	}
	if got := write(t, "text", Options{Source: true}, Summary{}, files[0]); !strings.Contains(got, "\n      |    ^\n      = fix: Do it (safe)\n      = see: HTML: x, step 2; ") {
		t.Errorf("with the source: got\n%s", got)
	}
}

func TestSARIFFixes(t *testing.T) {
	var log struct {
		Runs []struct {
			Results []struct {
				RuleIndex int
				Fixes     []struct {
					ArtifactChanges []struct {
						Replacements []struct {
							DeletedRegion   struct{ ByteOffset, ByteLength int }
							InsertedContent struct{ Text string }
						}
					}
				}
			}
		}
	}
	out := write(t, "sarif", Options{Rules: []*rule.Rule{fake}}, Summary{}, nastyFindings("a.html"))
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	r := log.Runs[0].Results[0]
	if len(r.Fixes) != 1 || r.RuleIndex != 0 {
		t.Fatalf("%d fixes: one is only for display; rule %d", len(r.Fixes), r.RuleIndex)
	}
	if c := r.Fixes[0].ArtifactChanges[0].Replacements[0]; c.DeletedRegion.ByteOffset != 2 || c.DeletedRegion.ByteLength != 0 {
		t.Errorf("region %+v", c.DeletedRegion)
	}
}

// Memory does not grow with pages that say the same.
func TestGroupsKeepOneOfEach(t *testing.T) {
	var g groups
	for i := range 1000 {
		file := fmt.Sprintf("%d.html", i)
		src := []byte("<a><b>")
		g.add(Locate(file, src, []rule.Finding{
			{Rule: fake, Span: markup.Span{Start: 0, End: 3}, Message: "one"},
			{Rule: fake, Span: markup.Span{Start: 3, End: 6}, Message: "one"},
			{Rule: fake, Span: markup.Span{Start: 3, End: 6}, Message: "one"},
		}), true)
	}
	if len(g.order) != 2 {
		t.Fatalf("%d groups, want 2: the sources differ", len(g.order))
	}
	if a, b := g.order[0], g.order[1]; a.files != 1000 || a.times != 1000 || b.files != 1000 || b.times != 2000 || b.File != "0.html" {
		t.Errorf("%d times in %d files, %d times in %d files", a.times, a.files, b.times, b.files)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// A report that cannot be written is no success.
func TestErrorsOfWritingShow(t *testing.T) {
	for _, format := range Formats {
		w, err := New(format, failing{}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = w.File("a.html", nastyFindings("a.html"))
		if err = errors.Join(err, w.Close(Summary{})); err == nil {
			t.Errorf("%s: no error", format)
		}
	}
	for _, format := range []string{"text", "json"} {
		w := NewAnnotations(format, failing{}, Options{})
		f := nastyFindings("a.html")
		err := w.File(Annotation{File: "a.html", Left: f, Reasons: []string{"x"}})
		if err = errors.Join(err, w.Close(Summary{})); err == nil {
			t.Errorf("annotations as %s: no error", format)
		}
	}
}

func TestUnknownFormat(t *testing.T) {
	if _, err := New("xml", io.Discard, Options{}); err == nil || !strings.Contains(err.Error(), "checkstyle") {
		t.Errorf("error %v", err)
	}
}

func TestCounts(t *testing.T) {
	var c Counts
	for _, s := range []rule.Severity{rule.Error, rule.Warning, rule.Warning, rule.Info, rule.Info, rule.Info} {
		c.Add(s)
	}
	if c.Total() != 6 || c.AtLeast(rule.Error) != 1 || c.AtLeast(rule.Warning) != 3 || c.AtLeast(rule.Info) != 6 {
		t.Errorf("%+v", c)
	}
}
