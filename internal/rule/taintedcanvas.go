package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var taintedCanvas = Rule{
	ID:       "tainted-canvas",
	Title:    "An image or video that taints a canvas",
	Severity: Warning,
	Policy:   policyCanvas,
	Why: `A canvas that an image or video of another origin was drawn on can no longer be read, and WebGL does not take it ` +
		`at all, unless it was fetched with CORS.`,
	Spec: []Citation{{"HTML: the image argument is not origin-clean", "https://html.spec.whatwg.org/multipage/canvas.html#the-image-argument-is-not-origin-clean", ""}},
	Examples: []Example{
		{
			Title:  "An image of a CDN",
			Source: `<img src="https://img.example.com/a.png">`,
			Wrong:  1,
			Fixed:  `<img crossorigin="anonymous" src="https://img.example.com/a.png">`,
		},
		{
			Title:  "A video's source",
			Source: `<video><source src="https://cdn.example.com/v.mp4"></video>`,
			Wrong:  1,
			Fixed:  `<video crossorigin="anonymous"><source src="https://cdn.example.com/v.mp4"></video>`,
		},
		{
			Title:  "One of two candidates",
			Source: `<picture><source srcset="https://img.example.com/a.webp"><img src="/a.png"></picture>`,
			Wrong:  1,
			Fixed:  `<picture><source srcset="https://img.example.com/a.webp"><img crossorigin="anonymous" src="/a.png"></picture>`,
		},
		{Title: "Right", Source: `<img src="/a.png"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><img crossorigin src="https://img.example.com/a.png">`},
	},
	Check: func(p *page.Page, s *Settings, report func(Finding)) {
		var last *page.Tag
		eachOpaque(p, s, func(f *page.Fetch, ref *page.Ref) {
			switch f.Context {
			case resolver.ImgSrc, resolver.ImgSrcset, resolver.ImgPicture, resolver.SVGImage, resolver.VideoSrc, resolver.VideoSource:
				if p.Carrier(f) == last {
					return // another source of the same video
				}
				last = p.Carrier(f)
				report(s.opaque(p, f, ref, fmt.Sprintf("taints a canvas: %s is fetched without CORS", placeOf(ref))))
			}
		})
	},
}
