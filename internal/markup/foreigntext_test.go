package markup

import "testing"

func TestForeignText(t *testing.T) {
	for source, want := range map[string]string{
		"":                             "",
		"p > q":                        "p > q",
		"a&#38;&quot;b&quot;&gt;&copy": "a&\"b\">\u00a9",
		"a<!-- &amp; -->b<!-->c":       "abc",
		"<![CDATA[&amp;<a>]]>&lt;":     "&amp;<a><",
		"a<![CDATA[b":                  "ab",
		"a<!doctype>b":                 "ab",
		"a<!":                          "a",
	} {
		if got := ForeignText([]byte(source)); string(got) != want {
			t.Errorf("%q: got %q, want %q", source, got, want)
		}
	}
	// It is the text of the element that a scan tells.
	const src = "<svg><style>p { fill: url(&quot;a.svg&quot;) }<!-- </style> --></style></svg>"
	Scan([]byte(src), NewNames("style"), func(tag *Tag) bool {
		if got := ForeignText([]byte(src[tag.Text.Start:tag.Text.End])); string(got) != `p { fill: url("a.svg") }` {
			t.Errorf("got %q", got)
		}
		return true
	})
}
