package config

// Key defines one key of the configuration. The table of keys is the only
// definition: reading, checking, printing and documenting follow it.
type Key struct {
	// Name is the key's path. Its last part is a name in angle brackets where
	// the author chooses it.
	Name string
	Type Type
	// Values are the strings allowed; nil for any.
	Values []string
	// Default is the default as TOML writes it; "" for a chosen name.
	Default string
	// Doc says what the key is for.
	Doc string

	// set takes the value, each item of a list for itself; name is the chosen
	// one.
	set func(c *Config, name string, v *value) (wrong string)
	get func(c *Config) any
}

// Type is the type of a key's value.
type Type string

// The types of values.
const (
	String Type = "string"
	Bool   Type = "boolean"
	List   Type = "list of strings"
)

func (t Type) kind() kind {
	switch t {
	case Bool:
		return boolean
	case List:
		return list
	default:
		return text
	}
}

// Keys returns the definition of every key, in the order of documentation.
func Keys() []Key { return keys }

var keys = []Key{
	{
		Name: "baseURL", Type: String, Default: `""`,
		Doc: "Where the site is served, as in Hugo. It tells which URLs are same-origin. Without it only relative URLs are known to be. In a Hugo site the default is Hugo's own baseURL.",
		set: func(c *Config, _ string, v *value) string { return setURL(&c.BaseURL, v) },
		get: func(c *Config) any { return c.BaseURL },
	},
	{
		Name: "origins", Type: List, Default: `[]`,
		Doc: `Further origins that serve the same site, such as "https://www.example.org". What is same-origin on one of them may be cross-origin on another.`,
		set: func(c *Config, _ string, v *value) string { return addOrigin(&c.Origins, v) },
		get: func(c *Config) any { return c.Origins },
	},
	{
		Name: "failOn", Type: String, Values: []string{"error", "warning", "info", Never}, Default: `"error"`,
		Doc: "The least severity that makes check end with exit code 1.",
		set: func(c *Config, _ string, v *value) string { c.FailOn = v.text; return "" },
		get: func(c *Config) any { return c.FailOn },
	},
	{
		Name: "exclude", Type: List, Default: `[]`,
		Doc: `Files and folders that are left out: patterns relative to the folder that is checked, with * for anything in one name and ** for any number of folders, such as "embed/**".`,
		set: func(c *Config, _ string, v *value) string { return addPattern(&c.Exclude, v) },
		get: func(c *Config) any { return c.Exclude },
	},
	{
		Name: "rules.<rule>", Type: String, Values: []string{off, "info", "warning", "error"},
		Doc: "The severity of one rule, or off. The command crossorigin rules lists the rules and their own severities.",
		set: setRule,
		get: func(c *Config) any { return c.Rules },
	},
	{
		Name: "hosts.<host>", Type: String, Values: []string{"anonymous-only", "no-cors", "cors", "credentials"},
		Doc: "How a host answers CORS requests, where the built-in table of hosts is wrong or does not know: only without credentials (Access-Control-Allow-Origin: *), not at all, with this site's origin, or also with credentials.",
		set: func(c *Config, name string, v *value) string { return setEntry(&c.Hosts, lower(name), v) },
		get: func(c *Config) any { return c.Hosts },
	},
	{
		Name: "policies.authenticated", Type: Bool, Default: `false`,
		Doc: "The site is behind a login, so its manifest and modules need credentials.",
		set: func(c *Config, _ string, v *value) string { c.Policies.Authenticated = v.flag; return "" },
		get: func(c *Config) any { return c.Policies.Authenticated },
	},
	{
		Name: "policies.mutedErrors", Type: Bool, Default: `false`,
		Doc: "Report cross-origin classic scripts whose errors the page cannot read for lack of crossorigin.",
		set: func(c *Config, _ string, v *value) string { c.Policies.MutedErrors = v.flag; return "" },
		get: func(c *Config) any { return c.Policies.MutedErrors },
	},
	{
		Name: "policies.canvas", Type: Bool, Default: `false`,
		Doc: "The site draws images and videos on a canvas and reads it, so cross-origin ones need crossorigin.",
		set: func(c *Config, _ string, v *value) string { c.Policies.Canvas = v.flag; return "" },
		get: func(c *Config) any { return c.Policies.Canvas },
	},
	{
		Name: "policies.crossOriginIsolated", Type: String, Values: []string{"", "require-corp", "credentialless"}, Default: `""`,
		Doc: "The Cross-Origin-Embedder-Policy that the site is served with, if any.",
		set: func(c *Config, _ string, v *value) string { c.Policies.CrossOriginIsolated = v.text; return "" },
		get: func(c *Config) any { return c.Policies.CrossOriginIsolated },
	},
	{
		Name: "policies.integrityPolicy", Type: Bool, Default: `false`,
		Doc: "The site is served with an Integrity-Policy that blocks scripts and styles without integrity.",
		set: func(c *Config, _ string, v *value) string { c.Policies.IntegrityPolicy = v.flag; return "" },
		get: func(c *Config) any { return c.Policies.IntegrityPolicy },
	},
	{
		Name: "policies.spelling", Type: String, Values: []string{"", "anonymous", "bare"}, Default: `""`,
		Doc: `How the Anonymous state is to be written: crossorigin="anonymous" or a bare crossorigin. Without it both are right.`,
		set: func(c *Config, _ string, v *value) string { c.Policies.Spelling = v.text; return "" },
		get: func(c *Config) any { return c.Policies.Spelling },
	},
}
