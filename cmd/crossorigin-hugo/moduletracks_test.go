package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/annotate"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Where crossorigin could keep the element from loading, the module leaves the
// tag as it is and reports it, as the command does without --unsafe.
func TestTracksThatNeedAnUnsafeFix(t *testing.T) {
	const track = `<track src="https://o.example/x.vtt">`
	for _, tt := range []struct{ call, tag string }{
		{`"src" "https://o.example/v.webm"`, `<video src="https://o.example/v.webm">` + track + "</video>"},
		{`"src" "/v.webm" "poster" "https://o.example/p.png"`, `<video src="/v.webm" poster="https://o.example/p.png">` + track + "</video>"},
		{`"sources" (slice "/v.webm" "https://o.example/v.mp4")`, `<video><source src="/v.webm"><source src="https://o.example/v.mp4">` + track + "</video>"},
		{`"data-src" "/v.webm"`, `<video data-src="/v.webm">` + track + "</video>"},
		{`"src" "/v.webm" "crossorigin" false`, `<video src="/v.webm">` + track + "</video>"},
	} {
		t.Run(tt.call, func(t *testing.T) {
			b, err := buildModule(t, siteConfig+"[params.crossorigin]\nvalidate = 'warn'\n-- layouts/home.html --\n"+
				fmt.Sprintf("{{ partial \"crossorigin/video.html\" (dict %s \"tracks\" (slice \"https://o.example/x.vtt\")) }}\n", tt.call))
			if err != nil {
				t.Fatal(err, b.LogString())
			}
			if got := strings.TrimSpace(b.FileContent("public/index.html")); got != tt.tag {
				t.Errorf("got  %s\nwant %s", got, tt.tag)
			}
			if log := b.LogString(); !strings.Contains(log, "[track-blocked]") {
				t.Errorf("not reported: %s", log)
			}
			if strings.Contains(tt.call, "false") {
				return // the command cannot tell that it was asked for
			}
			r := annotate.HTML([]byte(tt.tag), annotate.Options{Page: page.Options{Name: "index.html", URL: "https://example.org/"}, Settings: &rule.Settings{}})
			if r.Changed || len(r.Left) != 1 || r.Left[0].Rule.ID != "track-blocked" {
				t.Errorf("the command: left %v, %s", r.Left, r.Output)
			}
		})
	}
}
