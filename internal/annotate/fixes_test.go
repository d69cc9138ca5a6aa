package annotate

import (
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// TestKindsOfFixes has one page for each kind of repair, before and after, with
// all rules at work.
func TestKindsOfFixes(t *testing.T) {
	bare := &rule.Settings{}
	bare.Policies.Spelling = "bare"
	for _, test := range []struct {
		name, before, after string
		unsafe              bool
		settings            *rule.Settings
	}{
		{
			name:   "an attribute is inserted",
			before: `<style>@font-face { font-family: A; src: url(/a.woff2/) }</style><LINK REL=preload AS=font HREF=/a.woff2/>`,
			after:  `<style>@font-face { font-family: A; src: url(/a.woff2/) }</style><LINK crossorigin="anonymous" REL=preload AS=font HREF=/a.woff2/>`,
		},
		{
			name:     "in the site's spelling",
			before:   `<script src="https://cdn.example.net/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script><img src="/a.png" crossorigin='anonymous'>`,
			after:    `<script crossorigin src="https://cdn.example.net/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script><img src="/a.png" crossorigin>`,
			settings: bare,
		},
		{
			name:   "a value is changed in its quotes",
			before: "<img src=/a.png crossorigin='true'><img src=/b.png crossorigin=true\n><img src=/c.png CrossOrigin=\"&#116;rue\">",
			after:  "<img src=/a.png crossorigin='anonymous'><img src=/b.png crossorigin=anonymous\n><img src=/c.png CrossOrigin=\"anonymous\">",
		},
		{
			name:   "a name is changed",
			before: `<link rel="preload" as="font" href="/a.woff2" cross-origin>`,
			after:  `<link rel="preload" as="font" href="/a.woff2" crossorigin>`,
		},
		{
			name:   "an attribute is removed",
			before: "<a href=/b\r\n crossorigin>x</a><link rel=canonical href=/b crossorigin/>",
			after:  "<a href=/b>x</a><link rel=canonical href=/b />",
		},
		{
			name:   "a second attribute is removed",
			before: `<img src="/a.png" crossorigin alt="" crossorigin="use-credentials">`,
			after:  `<img src="/a.png" crossorigin alt="">`,
		},
		{
			name:   "a second preconnect is added",
			before: "<head>\r\n\t<link rel=\"preconnect\" href=\"https://cdn.example.com\">\r\n\t<link rel=\"stylesheet\" href=\"https://cdn.example.com/a.css\"><script src=\"https://cdn.example.com/a.js\" crossorigin></script>",
			after:  "<head>\r\n\t<link crossorigin=\"anonymous\" rel=\"preconnect\" href=\"https://cdn.example.com\">\r\n\t<link rel=\"preconnect\" href=\"https://cdn.example.com\">\r\n\t<link rel=\"stylesheet\" href=\"https://cdn.example.com/a.css\"><script src=\"https://cdn.example.com/a.js\" crossorigin></script>",
		},
		{
			name:   "a preconnect becomes one of the other kind",
			before: `<link rel="preconnect" href="https://fonts.gstatic.com">`,
			after:  `<link crossorigin="anonymous" rel="preconnect" href="https://fonts.gstatic.com">`,
		},
		{
			name:   "integrity is copied to a preload",
			before: `<link rel=preload as=style href=/a.css><link rel="stylesheet" href="/a.css" integrity=" sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=  sha384-mKkGGCzc+x6060cRdgD2iVji3dFAJItHmE9L3mWHuJyCFcPaiVozbpStGso5AVxA ">`,
			after:  `<link integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= sha384-mKkGGCzc+x6060cRdgD2iVji3dFAJItHmE9L3mWHuJyCFcPaiVozbpStGso5AVxA" rel=preload as=style href=/a.css><link rel="stylesheet" href="/a.css" integrity=" sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=  sha384-mKkGGCzc+x6060cRdgD2iVji3dFAJItHmE9L3mWHuJyCFcPaiVozbpStGso5AVxA ">`,
		},
		{
			name:   "crossorigin moves from the track to the video",
			before: `<video src="/v.mp4"><track src="https://cdn.example.com/en.vtt" crossorigin="anonymous" srclang=en></video>`,
			after:  `<video crossorigin="anonymous" src="/v.mp4"><track src="https://cdn.example.com/en.vtt" srclang=en></video>`,
			unsafe: true,
		},
		{
			name:   "crossorigin moves from the source to the audio",
			before: `<audio><source crossorigin=use-credentials src="https://cdn.example.com/a.mp3"></audio>`,
			after:  `<audio crossorigin="use-credentials"><source src="https://cdn.example.com/a.mp3"></audio>`,
			unsafe: true,
		},
		{
			name:   "crossorigin moves from the source of a picture to its image",
			before: `<picture><source srcset="https://cdn.example.com/a.avif" crossorigin><img src="https://cdn.example.com/a.png"></picture>`,
			after:  `<picture><source srcset="https://cdn.example.com/a.avif"><img crossorigin="anonymous" src="https://cdn.example.com/a.png"></picture>`,
			unsafe: true,
		},
		{
			name:   "a preload of a module becomes a modulepreload",
			before: `<link rel=preload as=script href=/m.js><script type=module src=/m.js></script>`,
			after:  `<link rel=modulepreload as=script href=/m.js><script type=module src=/m.js></script>`,
		},
		{
			name:   "with the credentials and the integrity of the module",
			before: `<link as="script" rel="preload" href="https://a.example/m.js"><script type="module" src="https://a.example/m.js" crossorigin="use-credentials" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
			after:  `<link crossorigin="use-credentials" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" as="script" rel="modulepreload" href="https://a.example/m.js"><script type="module" src="https://a.example/m.js" crossorigin="use-credentials" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
		},
		{
			name:   "a preload of a module that a classic script takes, too, stays one",
			before: `<link rel=preload as=script href=/m.js crossorigin=use-credentials><script type=module src=/m.js></script><script src=/m.js crossorigin></script>`,
			after:  `<link rel=preload as=script href=/m.js crossorigin=anonymous><script type=module src=/m.js></script><script src=/m.js crossorigin></script>`,
		},
		{
			name:   "as is put right",
			before: `<link rel="preload" as="css" href="/a.css"><link rel="stylesheet" href="/a.css">`,
			after:  `<link rel="preload" as="style" href="/a.css"><link rel="stylesheet" href="/a.css">`,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			o := options()
			o.Settings, o.Unsafe = test.settings, test.unsafe
			r := HTML([]byte(test.before), o)
			if string(r.Output) != test.after {
				t.Errorf("output\n%s\nwant\n%s\nleft %v, refused %+v", r.Output, test.after, ids(r.Left), r.Refused)
			}
			pageInvariants(t, []byte(test.before), o, htmlPage)
		})
	}
}
