package config

import "regexp"

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
	// Doc says what the key is for, in English; DocJa in Japanese.
	Doc, DocJa string
	// Module says that the Hugo module reads the key.
	Module bool
	// Format, which may be nil, matches the strings that are taken for a value, an
	// item of a list, or a name that the author chose; Expected names them in
	// messages. It is all that the Hugo module knows of them; the programs read
	// closer.
	Format               *regexp.Regexp
	Expected, ExpectedJa string

	// chosen says what is wrong with a name that the author chose, "" when nothing
	// is; nil for a key without.
	chosen func(name string) (wrong string)
	// set takes the value, each item of a list for itself; name is the chosen
	// one. It is nil where only the Hugo module reads the key.
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
