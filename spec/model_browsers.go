package spec

// Compat is browser support, taken from browser-compat-data.
type Compat struct {
	Pos      Pos
	Version  string          `yaml:"version,required" format:"release"`
	Commit   string          `yaml:"commit,required" format:"commit"`
	Browsers []string        `yaml:"browsers,required" enum:"chrome chrome_android edge firefox firefox_android opera opera_android safari safari_ios samsunginternet_android webview_android webview_ios"` // in browser-compat-data's names
	Features []CompatFeature `yaml:"features,required"`
}

// CompatFeature is one key of browser-compat-data.
type CompatFeature struct {
	Pos     Pos
	Key     string            `yaml:"key,required"`
	Support map[string]string `yaml:"support,required" format:"support"` // browser → version, "no", or version with a remark
	Notes   []Text            `yaml:"notes"`
}

// Quirk is a departure of a browser from the standard.
type Quirk struct {
	Pos      Pos
	ID       string    `yaml:"id,required" format:"id"`
	Browser  string    `yaml:"browser,required" enum:"chromium firefox webkit"`
	Version  string    `yaml:"version,required" format:"release"`
	Contexts []string  `yaml:"contexts,required"`
	When     QuirkWhen `yaml:"when"`
	// Sees is what is observed instead: mode, credentials, destination, those
	// that differ; whether credentials are sent follows from them. Mode none
	// means no request, and also names a second one ("MODE CREDENTIALS"), or a
	// second connection ("connection CREDENTIALS"). Of
	// quirks that cover the same vector the later wins. A quirk without Sees
	// shows in no vector, only in the situation that Seen tells.
	Sees     map[string]string `yaml:"sees"`              // empty, or some of mode, credentials, destination and also
	Standard Text              `yaml:"standard,required"` // what the standard says
	Seen     Text              `yaml:"seen,required"`     // what the browser does
	Evidence Text              `yaml:"evidence,required"` // a bug, a source file with its commit, or the observation
}

// QuirkWhen limits a quirk to some vectors of its contexts; what is empty
// limits nothing.
type QuirkWhen struct {
	Pos    Pos
	Values []string `yaml:"values"` // of crossorigin, as written; never the absent one
	States []string `yaml:"states"`
	Origin string   `yaml:"origin" enum:"same-origin cross-origin"`
}

// Host is a host that serves files to every site, and answers every site and
// for every file alike.
type Host struct {
	Pos    Pos
	Host   string `yaml:"host,required" format:"host"`
	Answer string `yaml:"answer,required" enum:"anonymous-only no-cors cors credentials"` // to CORS requests
	// Fonts says whether the host serves fonts, which are fetched on connections
	// without credentials.
	Fonts  string `yaml:"fonts,required" enum:"none also only"`
	Source string `yaml:"source,required" format:"url"` // where its operator says so, or where the headers were seen
}
