package page

import "testing"

func TestExpressionsOfOtherTemplateLanguages(t *testing.T) {
	for _, test := range []struct {
		name, src string
		certain   bool // what the tag starts
		known     bool // the URL
	}{
		{"value", `<script src="https://x.example/{{ v }}.js"></script>`, true, false},
		{"condition", `<script src=https://x.example/a.js {% if b %} crossorigin {% endif %}></script>`, false, false},
		{"condition without blanks", `<script src=https://x.example/a.js {%if b%}crossorigin{%endif%}></script>`, false, false},
		{"value without quotes", `<script src={{ url }} defer></script>`, false, false},
		{"PHP", `<link rel=stylesheet <?= $more ?> href=/a.css>`, false, false},
		{"ERB", `<img src="<%= url %>">`, true, false},
		{"literal of a script", `<img src="${url}">`, true, false},
		{"what decides", `<link rel="preload" as="{{ as }}" href="/a">`, false, false},
		{"braces of JSON", `<img src=/a.png data-x='{"a":{"b":1}}'>`, true, true},
		{"picture in a URL", `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">`, true, true},
	} {
		p := ParseHTML([]byte(test.src), Options{})
		if len(p.Tags) != 1 || p.Tags[0].Certainty == Certain != test.certain {
			t.Errorf("%s: %+v", test.name, p.Tags)
			continue
		}
		if !test.certain {
			if len(p.Fetches) != 0 {
				t.Errorf("%s: %d fetches", test.name, len(p.Fetches))
			}
			continue
		}
		if ref := p.Fetches[0].Ref(); ref == nil || ref.Dynamic == test.known {
			t.Errorf("%s: %+v", test.name, ref)
		}
	}
}
