package markup

import (
	"strings"
	"testing"
)

func TestValueSource(t *testing.T) {
	for _, test := range []struct{ name, source, value, part, want string }{
		{"as written", `<img src=a>`, `<img src=a>`, "img", "img"},
		{"behind a reference", `&lt;img src=a>`, `<img src=a>`, "img", "img"},
		{"a reference", `&lt;img>`, `<img>`, "<", "&lt;"},
		{"a reference in the span", `a &amp; b`, `a & b`, "a & b", "a &amp; b"},
		{"without semicolon", `a&ltb c&lt d`, `a&ltb c< d`, "<", "&lt"},
		{"an equals sign behind it", `?a&lt=b&lt;=c`, `?a&lt=b<=c`, "<", "&lt;"},
		{"a number that a letter ends", `&#65x &#x3cg`, `Ax <g`, "<", "&#x3c"},
		{"no reference", `a & b &; &# &nothing;`, `a & b &; &# &nothing;`, "nothing", "nothing"},
		{"two characters", `a&fjlig;b`, `afjb`, "j", "&fjlig;"},
		{"two code points", `&NotEqualTilde;x`, "\u2242\u0338x", "x", "x"},
		{"line breaks", "a\r\nb\rc\nd", "a\nb\nc\nd", "c\nd", "c\nd"},
		{"a line break of two", "a\r\nb", "a\nb", "\n", "\r\n"},
		{"NUL", "a\x00b", "a\uFFFDb", "\uFFFD", "\x00"},
		{"the end", `a&gt;`, `a>`, ">", "&gt;"},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := NewValue(test.source, '"')
			if v.Text() != test.value {
				t.Fatalf("value %q, want %q", v.Text(), test.value)
			}
			start := strings.Index(v.Text(), test.part)
			s := v.Source(Span{start, start + len(test.part)})
			if got := test.source[s.Start:s.End]; got != test.want {
				t.Errorf("%q is at %q, want %q", test.part, got, test.want)
			}
		})
	}
}

func TestValueReplace(t *testing.T) {
	for _, test := range []struct {
		name, source string
		quote        byte
		old, text    string
		want         string // "" when it cannot be done
	}{
		{"double quotes", `<img src='a'>`, '"', "", ` alt="b" title='c'`, ` alt=&quot;b&quot; title='c'<img src='a'>`},
		{"single quotes", `<img src="a">`, '\'', "", ` alt="b" title='c'`, ` alt="b" title=&#39;c&#39;<img src="a">`},
		{"no quotes", `&lt;img&#32;src=a>`, 0, " src", ` alt="b" src`, `&lt;img&#32;alt&#61;&quot;b&quot;&#32;src=a>`},
		{"the references around stay", `&lt;img src=&quot;a&quot;&gt;`, '"', "a", "?b&c", `&lt;img src=&quot;?b&amp;c&quot;&gt;`},
		{"a reference goes", `a&amp;b`, '"', "a&", "", "b"},
		{"behind a number without semicolon", `x=&#34a`, '"', "a", "1", `x=&#34&#49;`},
		{"behind a name without semicolon", `&lt a`, '"', " ", "", ""},
		{"behind a name without semicolon, with text", `&lt a`, '"', " a", "b", `&lt&#98;`},
		{"a reference out of an ampersand", `a& lt;`, '"', " ", "", ""},
		{"a reference out of an ampersand, with text", `a &x`, '"', "x", "lt;", `a &&#108;t;`},
		{"half of a reference", `a&fjlig;b`, '"', "j", "x", ""},
		{"carriage return", "a\r\nb", '"', "b", "\r", "a\r\n&#13;"},
		{"what no value can hold", "a", '"', "a", "\x00", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := NewValue(test.source, test.quote)
			start := strings.Index(v.Text(), test.old)
			at, source, ok := v.Replace(Span{start, start + len(test.old)}, test.text)
			if ok != (test.want != "") {
				t.Fatalf("ok is %t, %q at %v", ok, source, at)
			}
			if got := test.source[:at.Start] + source + test.source[at.End:]; ok && got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// FuzzValue holds what is read of a value against what the scan makes of the
// tag, and edits it.
func FuzzValue(f *testing.F) {
	for _, s := range []string{"a&amp;b", "&lt;&#60&#x3C=&NotEqualTilde;&fjlig;", "\r\n\x00&ampx&amp=&amp", "&#13;&#0;&#x110000;&#55555555555555555555;"} {
		f.Add(s, uint8(0), 1, 2, `"'& <`)
	}
	f.Fuzz(func(t *testing.T, source string, kind uint8, start, end int, text string) {
		quote := []byte{'"', '\'', 0}[kind%3]
		value, ok := scanned(source, quote)
		if !ok {
			return
		}
		v := NewValue(source, quote)
		if v.Text() != value {
			t.Fatalf("%q is %q, scanned %q", source, v.Text(), value)
		}
		if start < 0 || end < start || end > len(value) {
			return
		}
		s := Span{start, end}
		written := v.Source(s)
		if back, ok := v.Decode(written); !ok || back.Start > start || back.End < end {
			t.Fatalf("%v of %q is at %v, which is %v, %t", s, value, written, back, ok)
		}
		at, with, ok := v.Replace(s, text)
		if !ok {
			return
		}
		if at != written {
			t.Errorf("%v is at %v, replaced at %v", s, written, at)
		}
		got, ok := scanned(source[:at.Start]+with+source[at.End:], quote)
		if want := value[:start] + text + value[end:]; !ok || got != want {
			t.Errorf("%q with %q at %v is %q, want %q", source, with, at, got, want)
		}
	})
}

// scanned returns the value as [Scan] reads it; ok is false for a source that
// is more than a value.
func scanned(source string, quote byte) (value string, ok bool) {
	q := ""
	if quote != 0 {
		q = string(quote)
	}
	if source == "" && quote == 0 {
		return "", false
	}
	src := []byte("<a a=" + q + source + q + " >")
	Scan(src, EveryName(), func(t *Tag) bool {
		if ok = len(t.Attrs) == 1 && t.Span.Len() == len(src) && string(src[t.Attrs[0].ValueSpan.Start:t.Attrs[0].ValueSpan.End]) == source; ok {
			value = t.Attrs[0].Value
		}
		return false
	})
	return value, ok
}
