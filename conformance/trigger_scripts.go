package conformance

// Style sheets, workers and APIs: what fetches without an element of its own.

var cssTriggers = map[string]trigger{
	"css-import":                              {file: "x.css", place: inHead, markup: `<style>@import "{url}";</style>`},
	"css-import-cross-origin-anonymous":       {file: "x.css", place: inHead, markup: `<style>@import url("{url}" cross-origin(anonymous));</style>`},
	"css-import-cross-origin-use-credentials": {file: "x.css", place: inHead, markup: `<style>@import url("{url}" cross-origin(use-credentials));</style>`},
	"css-font-face":                           {file: "x.ttf", markup: fontFace(`url("{url}")`)},
	"css-font-face-cross-origin-anonymous":    {file: "x.ttf", markup: fontFace(`url("{url}" cross-origin(anonymous))`)},
	"css-font-face-cross-origin-use-credentials": {
		file: "x.ttf", markup: fontFace(`url("{url}" cross-origin(use-credentials))`),
	},
	"fontface":                               {file: "x.ttf", markup: `<script>new FontFace("F", "url('{url}')").load()</script>`},
	"css-image":                              {file: "x.png", markup: styled(`background-image: url("{url}")`)},
	"css-image-cross-origin-anonymous":       {file: "x.png", markup: styled(`background-image: url("{url}" cross-origin(anonymous))`)},
	"css-image-cross-origin-use-credentials": {file: "x.png", markup: styled(`background-image: url("{url}" cross-origin(use-credentials))`)},
	"css-mask-image":                         {file: "x.png", markup: styled(`mask-image: url("{url}")`)},
	"css-shape-outside":                      {file: "x.png", markup: styled(`float: left; shape-outside: url("{url}")`)},
	"css-clip-path":                          {file: "x.svg", markup: styled(`clip-path: url("{url}#clip")`)},
	"css-filter":                             {file: "x.svg", markup: styled(`filter: url("{url}#filter")`)},
}

func fontFace(src string) string {
	return `<style>@font-face { font-family: F{n}; src: ` + src + ` }</style><p style="font-family: F{n}">x</p>`
}

func styled(declarations string) string {
	return `<style>#e{n} { ` + declarations + ` }</style><div id="e{n}">x</div>`
}

var workerTriggers = map[string]trigger{
	"worker-classic":        {file: "x.js", markup: script(`new Worker("{url}")`)},
	"worker-module":         {file: "x.js", markup: script(`new Worker("{url}", {type: "module"})`)},
	"worker-module-omit":    {file: "x.js", markup: script(`new Worker("{url}", {type: "module", credentials: "omit"})`)},
	"worker-module-include": {file: "x.js", markup: script(`new Worker("{url}", {type: "module", credentials: "include"})`)},
	"worker-module-static-import": {
		file: "x.js", markup: script(`new Worker("/worker/static.js?u={escaped}", {type: "module"})`),
	},
	"worker-module-include-static-import": {
		file: "x.js", markup: script(`new Worker("/worker/static.js?u={escaped}", {type: "module", credentials: "include"})`),
	},
	"worker-import":         {file: "x.js", markup: script(`new Worker("/worker/dynamic.js?u={escaped}")`)},
	"importscripts":         {file: "x.js", markup: script(`new Worker("/worker/scripts.js?u={escaped}")`)},
	"sharedworker-classic":  {file: "x.js", markup: script(`new SharedWorker("{url}")`)},
	"sharedworker-module":   {file: "x.js", markup: script(`new SharedWorker("{url}", {type: "module"})`)},
	"serviceworker-classic": {file: "x.js", markup: script(`navigator.serviceWorker.register("{url}").catch(() => {})`)},
	"serviceworker-module":  {file: "x.js", markup: script(`navigator.serviceWorker.register("{url}", {type: "module"}).catch(() => {})`)},
	"worklet-addmodule":     {file: "x.js", markup: script(`new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule("{url}")`)},
	"worklet-addmodule-include": {
		file: "x.js", markup: script(`new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule("{url}", {credentials: "include"})`),
	},
}

// script wraps a statement in a classic inline script; one that throws is the
// same as one that fetches nothing.
func script(statement string) string { return "<script>try { " + statement + " } catch {}</script>" }

var apiTriggers = map[string]trigger{
	"fetch":                 {file: "x.json", markup: script(`fetch("{url}")`)},
	"fetch-include":         {file: "x.json", markup: script(`fetch("{url}", {credentials: "include"})`)},
	"fetch-omit":            {file: "x.json", markup: script(`fetch("{url}", {credentials: "omit"})`)},
	"fetch-no-cors":         {file: "x.json", markup: script(`fetch("{url}", {mode: "no-cors"})`)},
	"fetch-no-cors-include": {file: "x.json", markup: script(`fetch("{url}", {mode: "no-cors", credentials: "include"})`)},
	"fetch-same-origin":     {file: "x.json", markup: script(`fetch("{url}", {mode: "same-origin"}).catch(() => {})`)},
	"xmlhttprequest": {
		file: "x.json", markup: script(`const r = new XMLHttpRequest(); r.open("GET", "{url}"); r.send()`),
	},
	"xmlhttprequest-withcredentials": {
		file: "x.json", markup: script(`const r = new XMLHttpRequest(); r.open("GET", "{url}"); r.withCredentials = true; r.send()`),
	},
	"eventsource":                 {file: "x.none", markup: script(`new EventSource("{url}")`)},
	"eventsource-withcredentials": {file: "x.none", markup: script(`new EventSource("{url}", {withCredentials: true})`)},
	"websocket":                   {file: "x.json", markup: script(`new WebSocket("{url}".replace("http", "ws"))`)},
	"sendbeacon-safelisted":       {file: "x.none", markup: script(`navigator.sendBeacon("{url}", "text")`)},
	"sendbeacon-blob": {
		file: "x.none", markup: script(`navigator.sendBeacon("{url}", new Blob(["{}"], {type: "application/json"}))`),
	},
}
