package rule

import (
	"fmt"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var trackBlocked = Rule{
	ID:       "track-blocked",
	Title:    "A track of another origin in a media element without crossorigin",
	Severity: Error,
	Why: `A text track is fetched with the crossorigin of the audio or video element around it. Without that the request ` +
		`is for the own origin only, and a file of another origin is blocked: no captions appear.`,
	Spec: []Citation{
		{"HTML: start the track processing model", "https://html.spec.whatwg.org/multipage/media.html#start-the-track-processing-model", "8"},
		{"HTML: create a potential-CORS request", citePotentialCORS.URL, "2"},
	},
	Examples: []Example{
		{
			Title:  "Captions from a CDN",
			Source: `<video src="/v.mp4" controls><track src="https://cdn.example.com/en.vtt"></video>`,
			Wrong:  1,
			Fixed:  `<video crossorigin="anonymous" src="/v.mp4" controls><track src="https://cdn.example.com/en.vtt"></video>`,
			From:   "videojs/video.js#2585",
		},
		{
			Title:  "Two languages, one attribute missing",
			Source: `<video><source src="https://cdn.example.com/v.mp4"><track src="https://cdn.example.com/en.vtt"><track src="https://cdn.example.com/de.vtt"></video>`,
			Wrong:  2,
			Fixed:  `<video crossorigin="anonymous"><source src="https://cdn.example.com/v.mp4"><track src="https://cdn.example.com/en.vtt"><track src="https://cdn.example.com/de.vtt"></video>`,
			From:   "cookpete/react-player#499",
		},
		{
			Title:  "On the own origin, or with crossorigin",
			Source: `<video src="/v.mp4"><track src="en.vtt"></video><audio src="https://cdn.example.com/a.mp3" crossorigin><track src="https://cdn.example.com/en.vtt"></audio>`,
		},
		{
			Title:  "Not a child of the video, and so none of its tracks",
			Source: `<video src="/v.mp4"><div><track src="https://cdn.example.com/en.vtt"></div></video>`,
		},
	},
	Check: checkTrackBlocked,
}

func checkTrackBlocked(p *page.Page, s *Settings, report func(Finding)) {
	for i := range p.Fetches {
		f := &p.Fetches[i]
		if f.Context != resolver.Track || f.Certainty == page.Certain && f.Request.Mode != resolver.ModeSameOrigin {
			continue
		}
		parent := p.Parent(f.Tag)
		relation := s.relation(f)
		if relation == page.SameOrigin || relation == page.Unknown {
			continue
		}
		if parent == nil || f.Certainty != page.Certain {
			if media := lacking(p, f.Tag); media != nil {
				report(Finding{Severity: Error, Uncertain: true, Span: f.Tag.Span, Message: fmt.Sprintf(
					"blocked%s should %s be without crossorigin: tracks are fetched from the own origin only then, and this is %s", someVisitors(relation), tagName(media), place(f),
				)})
			}
			continue
		}
		finding := Finding{Severity: Error, Span: f.Tag.Span, Message: fmt.Sprintf(
			"blocked%s: without crossorigin on %s, tracks are fetched from the own origin only, and this is %s", someVisitors(relation), tagName(parent), place(f),
		)}
		if edits := s.setState(parent, resolver.Anonymous); edits != nil {
			finding.Fixes = []Fix{{"Add crossorigin to " + tagName(parent), mediaSafety(p, parent), edits}}
		}
		report(finding)
	}
}

// lacking returns a media element that a template may put around a track and
// that may have no crossorigin, nil when there is none. Those in branches that
// exclude each other may share the rest of the element.
func lacking(p *page.Page, track *page.Tag) *page.Tag {
	if parent := p.Parent(track); parent != nil {
		return parent
	}
	var nearest *page.Tag
	for i := track.Index - 1; i >= 0; i-- {
		t := &p.Tags[i]
		if t.Define != track.Define || t.Name != "audio" && t.Name != "video" || p.Apart(t, track) {
			continue
		}
		if nearest == nil {
			nearest = t
		} else if !p.Apart(t, nearest) {
			break
		}
		if present, c := t.Has("crossorigin"); !present || c != page.Certain {
			return t
		}
	}
	return nil
}

// mediaSafety says whether crossorigin can be added to a media element without
// breaking it: only its own origin surely lets it load.
func mediaSafety(p *page.Page, media *page.Tag) Safety {
	own := false
	fetches := p.Inside(media)
	for i := range fetches {
		f := &fetches[i]
		switch f.Context {
		case resolver.VideoPoster: // Chromium fetches it with crossorigin of the video
			if f.Tag == media && f.Relation() != page.SameOrigin {
				return Unsafe
			}
		case resolver.VideoSrc, resolver.AudioSrc, resolver.VideoSource, resolver.AudioSource:
			if p.Carrier(f) != media {
				continue
			}
			if f.Relation() != page.SameOrigin {
				return Unsafe
			}
			own = true
		}
	}
	if !own {
		return Unsafe
	}
	return Safe
}
