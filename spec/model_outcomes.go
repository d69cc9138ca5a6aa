package spec

// Outcomes tell what becomes of a request and its response.
type Outcomes struct {
	Pos         Pos
	Tainting    []TaintingRow    `yaml:"tainting,required"`
	Credentials []CredentialsRow `yaml:"credentials,required"`
	CORSCheck   []CORSCheckRow   `yaml:"cors-check,required"`
	Kinds       []Kind           `yaml:"kinds,required"`
	Consume     []ConsumeRow     `yaml:"consume,required"`
	Embedder    []EmbedderRow    `yaml:"embedder-policy,required"`
	Integrity   []IntegrityRow   `yaml:"integrity,required"`
	// IntegrityPolicy has a row for each mode a script or style sheet can
	// have.
	IntegrityPolicy []IntegrityPolicyRow `yaml:"integrity-policy,required"`
	HashAlgorithms  []HashAlgorithm      `yaml:"hash-algorithms,required"`
	CORSClass       []CORSClassRow       `yaml:"cors-class,required"`
}

// TaintingRow is the response tainting of a mode and an origin relation.
type TaintingRow struct {
	Pos      Pos
	Mode     string     `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Origin   string     `yaml:"origin,required" enum:"same-origin cross-origin"`
	Tainting string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Says     string     `yaml:"says,required"`
	Cite     []Citation `yaml:"cite,required"`
}

// CredentialsRow says whether credentials go with a request.
type CredentialsRow struct {
	Pos         Pos
	Credentials string     `yaml:"credentials,required" enum:"omit same-origin include"`
	Tainting    string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Included    bool       `yaml:"included,required"`
	Says        string     `yaml:"says,required"`
	Cite        []Citation `yaml:"cite,required"`
}

// CORSCheckRow is one case of the CORS check.
type CORSCheckRow struct {
	Pos         Pos
	Credentials string     `yaml:"credentials,required" enum:"omit same-origin include"`
	AllowOrigin string     `yaml:"allow-origin,required" enum:"missing wildcard match other"`
	AllowCreds  string     `yaml:"allow-credentials,required" enum:"true other"`
	Passes      bool       `yaml:"passes,required"`
	Cite        []Citation `yaml:"cite,required"`
}

// Kind tells what a page can do with a response, by its tainting.
type Kind struct {
	Pos     Pos
	ID      string        `yaml:"id,required" format:"id"`
	Effects []KindEffects `yaml:"effects,required"`
}

// KindEffects is the consequence of one tainting.
type KindEffects struct {
	Pos      Pos
	Tainting string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Says     string     `yaml:"says,required"`
	Cite     []Citation `yaml:"cite,required"`
}

// ConsumeRow is one condition for a preload to serve a request: either what
// the request must be or what the two must have in common.
type ConsumeRow struct {
	Pos    Pos
	Asks   string     `yaml:"asks" enum:"client method mode"` // exclusive with Same
	Values []string   `yaml:"values"`                         // what Asks can be
	Same   string     `yaml:"same" enum:"mode destination credentials"`
	Says   string     `yaml:"says,required"`
	Cite   []Citation `yaml:"cite,required"`
}

// EmbedderRow is the effect of Cross-Origin-Embedder-Policy on a
// cross-origin subresource.
type EmbedderRow struct {
	Pos     Pos
	Policy  string     `yaml:"policy,required" enum:"unsafe-none require-corp credentialless"`
	Mode    string     `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Blocked bool       `yaml:"blocked-without-corp,required"`
	Strips  bool       `yaml:"strips-credentials,required"`
	Says    string     `yaml:"says,required"`
	Cite    []Citation `yaml:"cite,required"`
}

// IntegrityRow says whether integrity metadata can be checked.
type IntegrityRow struct {
	Pos       Pos
	Tainting  string     `yaml:"tainting,required" enum:"basic cors opaque error"`
	Checkable bool       `yaml:"checkable,required"`
	Says      string     `yaml:"says,required"`
	Cite      []Citation `yaml:"cite,required"`
}

// IntegrityPolicyRow says whether integrity metadata on a request of that mode
// satisfies an Integrity-Policy that blocks its destination.
type IntegrityPolicyRow struct {
	Pos       Pos
	Mode      string     `yaml:"mode,required" enum:"no-cors cors same-origin navigate websocket"`
	Satisfies bool       `yaml:"satisfies,required"`
	Says      string     `yaml:"says,required"`
	Cite      []Citation `yaml:"cite,required"`
}

// HashAlgorithm is a hash algorithm that integrity metadata can name.
type HashAlgorithm struct {
	Pos   Pos
	Token string     `yaml:"token,required"` // compared ASCII case-insensitively
	Bytes int        `yaml:"bytes,required"` // of a digest
	Cite  []Citation `yaml:"cite,required"`
}

// CORSClassRow says whether HTML calls a response CORS-cross-origin.
type CORSClassRow struct {
	Pos         Pos
	Tainting    string     `yaml:"tainting,required" enum:"basic cors opaque"`
	CrossOrigin bool       `yaml:"cross-origin,required"`
	Says        string     `yaml:"says,required"`
	Cite        []Citation `yaml:"cite,required"`
}
