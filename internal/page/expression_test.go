package page

import "testing"

func TestExpressionsOfOtherTemplateLanguages(t *testing.T) {
	for _, test := range []struct {
		name, src string
		certainty Certainty
	}{
		{"value", `<script src="https://x.example/{{ v }}.js" integrity="sha384-AAAA"></script>`, Open},
		{"condition", `<script src=https://x.example/a.js {% if b %} crossorigin {% endif %}></script>`, Open},
		{"PHP", `<link rel=stylesheet <?= $more ?> href=/a.css>`, Open},
		{"ERB", `<img src="<%= url %>">`, Open},
		{"literal of a script", `<img src="${url}">`, Open},
		{"braces of JSON", `<img src=/a.png data-x='{"a":{"b":1}}'>`, Certain},
		{"picture in a URL", `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>">`, Certain},
	} {
		p := ParseHTML([]byte(test.src), Options{})
		if len(p.Tags) != 1 || p.Tags[0].Certainty != test.certainty {
			t.Errorf("%s: %d tags, %+v; expected certainty %d", test.name, len(p.Tags), p.Tags, test.certainty)
			continue
		}
		if fetches := len(p.Fetches); fetches > 0 != (test.certainty == Certain) {
			t.Errorf("%s: %d fetches", test.name, fetches)
		}
	}
}
