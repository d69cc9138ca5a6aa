package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// locate locates one finding on the part of src between the bars.
func locate(t *testing.T, marked string) Finding {
	t.Helper()
	start := strings.Index(marked, "|")
	end := strings.LastIndex(marked, "|") - 1
	if start < 0 || end < start {
		t.Fatalf("no bars in %q", marked)
	}
	src := []byte(strings.ReplaceAll(marked, "|", ""))
	list := Locate("page.html", src, []rule.Finding{{Rule: &rule.Rule{ID: "fake"}, Span: markup.Span{Start: start, End: end}}})
	return list[0]
}

func TestLocate(t *testing.T) {
	for _, test := range []struct {
		name, marked           string
		line, column, eLine, e int
		source                 string
		at, length             int
	}{
		{"first byte", "|<p>| x", 1, 1, 1, 4, "<p> x", 0, 3},
		{"characters are columns", "a\né日|<p>|", 2, 3, 2, 6, "é日<p>", 2, 3},
		{"several lines", "a\n |<p\nb>| x\n", 2, 2, 3, 3, " <p", 1, 2},
		{"carriage returns", "a\r\n|<p>|\r\nb", 2, 1, 2, 4, "<p>", 0, 3},
		{"tabs are one column", "\t|<p>|", 1, 2, 1, 5, " <p>", 1, 3},
		{"nothing", "a||b", 1, 2, 1, 2, "ab", 1, 1},
		{"the end", "ab\n||", 2, 1, 2, 1, "", 0, 1},
		{"invalid bytes", "\xff|\xfe|", 1, 2, 1, 3, "\ufffd\ufffd", 1, 1},
	} {
		f := locate(t, test.marked)
		if f.Line != test.line || f.Column != test.column || f.EndLine != test.eLine || f.EndColumn != test.e {
			t.Errorf("%s: %d:%d to %d:%d", test.name, f.Line, f.Column, f.EndLine, f.EndColumn)
		}
		if f.Source != test.source || f.SourceColumn != test.at || f.SourceLen != test.length || f.SourceSkip != 0 {
			t.Errorf("%s: %q, %d characters from %d", test.name, f.Source, f.SourceLen, f.SourceColumn)
		}
	}
}

// The source of a finding on a page of one line is a window around it.
func TestExcerptOfLongLine(t *testing.T) {
	long := strings.Repeat("é", 500)
	for _, marked := range []string{"|<p>|" + long, long + "|<p>|" + long, long + "|<p>|", "\ufeffé |<p>|", "|" + long + "|" + long, long + "|" + long + "|"} {
		f := locate(t, marked)
		if !utf8.ValidString(f.Source) || len(f.Source) > maxSource {
			t.Errorf("%q is cut in a character, or has %d bytes", f.Source, len(f.Source))
		}
		if f.SourceColumn+f.SourceLen > utf8.RuneCountInString(f.Source) {
			t.Errorf("the finding, %d characters from %d, is not in %q", f.SourceLen, f.SourceColumn, f.Source)
		}
		if got := []rune(f.Source)[f.SourceColumn]; got != []rune(strings.SplitN(marked, "|", 3)[1])[0] {
			t.Errorf("the caret is at %c in %q", got, f.Source)
		}
		if f.SourceSkip+f.SourceColumn+1 != f.Column {
			t.Errorf("%d characters cut off and %d shown in front of column %d", f.SourceSkip, f.SourceColumn, f.Column)
		}
		if len(f.Text) > maxText {
			t.Errorf("%d bytes of text kept", len(f.Text))
		}
	}
}

func TestPrintable(t *testing.T) {
	const nasty = "a\x1b[31mb\tc\nd\u009be\x7f"
	if got, want := Printable(nasty), "a\ufffd[31mb c\ufffdd\ufffde\ufffd"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWrap(t *testing.T) {
	got := Wrap("one two  three averyverylongword x", 9)
	if want := []string{"one two", "three", "averyverylongword", "x"}; strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{0: "0 bytes", 999: "999 bytes", 1500: "1.5 kB", 2_000_000: "2.0 MB", 3_210_000_000: "3.2 GB"} {
		if got := size(bytes); got != want {
			t.Errorf("%d: %s, want %s", bytes, got, want)
		}
	}
}
