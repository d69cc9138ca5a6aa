package conformance

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"path"
	"strings"
	"time"

	"golang.org/x/image/font/gofont/gomono"
)

// resource is a file with its type.
type resource struct {
	kind string // Content-Type
	data []byte
}

// faviconToken stands for /favicon.ico, which has no place for a token.
const faviconToken = "favicon"

// resources are real files, by extension.
var resources = map[string]resource{
	"png":         {"image/png", pixel()},
	"js":          {"text/javascript", []byte("self.ran = (self.ran || 0) + 1;\n")},
	"css":         {"text/css", []byte(".lab { color: rgb(1, 2, 3) }\n")},
	"ttf":         {"font/ttf", gomono.TTF},
	"vtt":         {"text/vtt", []byte("WEBVTT\n\n00:00.000 --> 00:01.000\ncue\n")},
	"wav":         {"audio/wav", wav()},
	"webm":        {"video/webm", webm()},
	"json":        {"application/json", []byte(`{"name": "lab"}`)},
	"webmanifest": {"application/manifest+json", []byte(`{"name": "lab", "start_url": "/"}`)},
	"txt":         {"text/plain", []byte("lab\n")},
	"svg": {"image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8">` +
		`<clipPath id="clip"><rect width="8" height="8"/></clipPath><filter id="filter"><feFlood/></filter>` +
		`<symbol id="icon"><rect width="8" height="8"/></symbol><rect width="8" height="8"/></svg>`)},
}

// throwers are scripts that fail, for the errors that a page may see of them:
// one with an error of the engine's, one with an error of its own.
var throwers = map[string]resource{
	"engine": {"text/javascript", []byte("self.lab.nothing.at.all;\n")},
	"own":    {"text/javascript", []byte("throw new RangeError(\"lab\");\n")},
}

func pixel() []byte {
	img := image.NewRGBA(image.Rect(0, 0, 8, 8))
	img.Set(3, 3, color.RGBA{R: 255, A: 255})
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		panic(err) // an image in memory has no way to fail
	}
	return b.Bytes()
}

// wav returns a tenth of a second of silence: PCM, mono, 8000 samples a second.
func wav() []byte {
	samples := bytes.Repeat([]byte{0x80}, 800)
	b := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(36+len(samples)))...)
	b = append(b, "WAVEfmt "...)
	for _, field := range []any{uint32(16), uint16(1), uint16(1), uint32(8000), uint32(8000), uint16(1), uint16(8)} {
		b, _ = binary.Append(b, binary.LittleEndian, field) // fixed sizes only
	}
	b = append(b, "data"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(samples)))
	return append(b, samples...)
}

// serveResource answers /r/TOKEN/NAME by the extension of NAME. The query may
// say acao=none, star, origin or wrong (Access-Control-Allow-Origin; origin is
// the default), acac=VALUE or none (Access-Control-Allow-Credentials; true is
// the default), and throw=engine or own for a script that fails.
func (l *Lab) serveResource(w http.ResponseWriter, r *http.Request) {
	token, name, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/r/"), "/")
	l.record(token, r)
	query := r.URL.Query()
	allow(w.Header(), r, query.Get("acao"), query.Get("acac"))
	if r.Method == http.MethodOptions {
		w.Header().Set("Access-Control-Allow-Headers", "Content-Type")
		w.WriteHeader(http.StatusNoContent)
		return
	}
	extension := strings.TrimPrefix(path.Ext(name), ".")
	switch {
	case extension == "html":
		serveBytes(w, r, onward(l.StartURL()))
	case extension == "none":
		w.WriteHeader(http.StatusNoContent)
	case query.Has("throw"):
		serveBytes(w, r, throwers[query.Get("throw")])
	case resources[extension].data == nil:
		http.NotFound(w, r)
	default:
		serveBytes(w, r, resources[extension])
	}
}

// allow writes the CORS headers.
func allow(h http.Header, r *http.Request, origin, credentials string) {
	h.Set("Vary", "Origin")
	from := r.Header.Get("Origin")
	switch origin {
	case "", "origin":
		if from != "" {
			h.Set("Access-Control-Allow-Origin", from)
		}
	case "star":
		h.Set("Access-Control-Allow-Origin", "*")
	case "wrong":
		h.Set("Access-Control-Allow-Origin", wrongOrigin)
	}
	switch credentials {
	case "":
		h.Set("Access-Control-Allow-Credentials", "true")
	case "none":
	default:
		h.Set("Access-Control-Allow-Credentials", credentials)
	}
}

// wrongOrigin is an origin that no page of the lab has.
const wrongOrigin = "https://example.com"

// serveBytes answers with a resource, in ranges if asked to. Nothing is
// stored, so that every fetch that is not answered by a preload shows.
func serveBytes(w http.ResponseWriter, r *http.Request, res resource) {
	w.Header().Set("Content-Type", res.kind)
	w.Header().Set("Cache-Control", "no-store")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(res.data))
}

// serveWorker writes a worker script that loads the URL ?u= in the way of its
// path.
func serveWorker(w http.ResponseWriter, r *http.Request) {
	forms := map[string]string{
		"/worker/static.js":  "import %q;\n",
		"/worker/dynamic.js": "import(%q).catch(() => {});\n",
		"/worker/scripts.js": "importScripts(%q);\n",
	}
	form, ok := forms[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/javascript")
	w.Header().Set("Cache-Control", "no-store")
	if _, err := io.WriteString(w, fmt.Sprintf(form, r.URL.Query().Get("u"))); err != nil {
		return // the browser has gone
	}
}
