package conformance

var imageTriggers = map[string]trigger{
	"img-src":    {file: "x.png", markup: `<img src="{url}"{crossorigin}>`},
	"img-srcset": {file: "x.png", markup: `<img srcset="{url} 2x"{crossorigin}>`},
	"img-picture": {
		file:   "x.png",
		markup: `<picture><source srcset="{url}"><img src="{url}"{crossorigin}></picture>`,
	},
	"img-env-change": {
		file: "x.png", place: inFrame,
		markup: `<picture><source media="(min-width: 300px)" srcset="{url}"><img src="data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="{crossorigin}></picture>`,
	},
	"picture-source-attr": {
		file:   "x.png",
		markup: `<picture><source srcset="{url}"{crossorigin}><img src="{url}"></picture>`,
	},
	"input-image":      {file: "x.png", markup: `<input type="image" src="{url}"{crossorigin}>`},
	"video-poster":     {file: "x.png", markup: `<video poster="{url}"{crossorigin}></video>`},
	"favicon-fallback": {file: "favicon.ico", place: alone},
}

var mediaTriggers = map[string]trigger{
	"audio-src":    {file: "x.wav", markup: `<audio preload="auto" src="{url}"{crossorigin}></audio>`},
	"audio-source": {file: "x.wav", markup: `<audio preload="auto"{crossorigin}><source src="{url}"></audio>`},
	"video-src":    {file: "x.webm", markup: `<video preload="auto" src="{url}"{crossorigin}></video>`},
	"video-source": {file: "x.webm", markup: `<video preload="auto"{crossorigin}><source src="{url}"></video>`},
	"track": {
		file:   "x.vtt",
		markup: `<video{crossorigin}><track default kind="metadata" src="{url}"></video>`,
	},
	"track-own-attr": {
		file:   "x.vtt",
		markup: `<video><track default kind="metadata" src="{url}"{crossorigin}></video>`,
	},
}

// noURL is why nothing of an inline element can be seen.
const noURL = "it has no URL of its own; what its imports fetch is observed as contexts of their own"

var scriptTriggers = map[string]trigger{
	"script-classic-external": {file: "x.js", markup: `<script src="{url}"{crossorigin}></script>`},
	"script-classic-inline":   {unobservable: noURL},
	"script-classic-import":   {file: "x.js", markup: `<script{crossorigin}>import("{url}")</script>`},
	"script-module-external":  {file: "x.js", markup: `<script type="module" src="{url}"{crossorigin}></script>`},
	"script-module-inline":    {unobservable: noURL},
	"module-static-import":    {file: "x.js", markup: `<script type="module"{crossorigin}>import "{url}"</script>`},
	"module-import-json": {
		file:   "x.json",
		markup: `<script type="module"{crossorigin}>import data from "{url}" with { type: "json" }</script>`,
	},
	"module-import-css": {
		file:   "x.css",
		markup: `<script type="module"{crossorigin}>import sheet from "{url}" with { type: "css" }</script>`,
	},
	"module-import-text": {
		file:   "x.txt",
		markup: `<script type="module"{crossorigin}>import text from "{url}" with { type: "text" }</script>`,
	},
	"script-importmap":        {file: "x.json", markup: `<script type="importmap" src="{url}"{crossorigin}></script>`},
	"script-speculationrules": {file: "x.json", markup: `<script type="speculationrules" src="{url}"{crossorigin}></script>`},
	"script-data-block":       {file: "x.json", markup: `<script type="application/ld+json" src="{url}"{crossorigin}></script>`},
	"event-handler-import":    {file: "x.js", markup: `<img src="data:," onerror="import('{url}')">`},
	"style-inline":            {unobservable: noURL},
}

var svgTriggers = map[string]trigger{
	"svg-image": {file: "x.png", markup: `<svg width="8" height="8"><image width="8" height="8" href="{url}"{crossorigin}/></svg>`},
	"svg-feimage": {
		file: "x.png",
		markup: `<svg width="8" height="8"><filter id="f{n}"><feImage href="{url}"{crossorigin}/></filter>` +
			`<rect width="8" height="8" filter="url(#f{n})"/></svg>`,
	},
	"svg-use":    {file: "x.svg", markup: `<svg width="8" height="8"><use href="{url}#icon"{crossorigin}/></svg>`},
	"svg-script": {file: "x.js", markup: `<svg width="8" height="8"><script href="{url}"{crossorigin}></script></svg>`},
}

var navigationTriggers = map[string]trigger{
	"iframe": {file: "x.html", markup: `<iframe src="{url}"{crossorigin}></iframe>`},
	"object": {file: "x.html", markup: `<object data="{url}"{crossorigin}></object>`},
	"embed":  {file: "x.html", markup: `<embed type="text/html" src="{url}"{crossorigin}>`},
	"a-href": {
		file: "x.html", place: leaving,
		markup: `<a href="{url}"{crossorigin}>x</a><script>document.querySelector("a").click()</script>`,
	},
	"form": {
		file: "x.html", place: leaving,
		markup: `<form action="{url}"{crossorigin}></form><script>document.querySelector("form").submit()</script>`,
	},
}
