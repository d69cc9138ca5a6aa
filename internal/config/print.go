package config

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
)

// TOML writes the configuration as a crossorigin.toml that says the same, each
// key with its documentation, which wrap breaks into lines.
func (c *Config) TOML(wrap func(text string, width int) []string) []byte {
	var b bytes.Buffer
	table := ""
	for i := range keys {
		k := &keys[i]
		if k.get == nil {
			continue // for the Hugo module
		}
		section, name, nested := strings.Cut(k.Name, ".")
		if nested && section != table {
			table = section
			fmt.Fprintf(&b, "\n[%s]\n", section)
		}
		if !nested {
			name = k.Name
		}
		for _, line := range wrap(k.Doc, 96) {
			fmt.Fprintf(&b, "# %s\n", line)
		}
		if k.Values != nil {
			fmt.Fprintf(&b, "# One of %s.\n", alternatives(k.Values))
		}
		writeTOML(&b, name, k.get(c))
	}
	return b.Bytes()
}

func writeTOML(b *bytes.Buffer, name string, v any) {
	switch v := v.(type) {
	case string:
		fmt.Fprintf(b, "%s = %s\n", name, quoteTOML(v))
	case bool:
		fmt.Fprintf(b, "%s = %t\n", name, v)
	case []string:
		items := make([]string, len(v))
		for i := range v {
			items[i] = quoteTOML(v[i])
		}
		fmt.Fprintf(b, "%s = [%s]\n", name, strings.Join(items, ", "))
	case map[string]string:
		names := make([]string, 0, len(v))
		for n := range v {
			names = append(names, n)
		}
		sort.Strings(names)
		for _, n := range names {
			fmt.Fprintf(b, "%s = %s\n", quoteTOML(n), quoteTOML(v[n]))
		}
	}
}

// quoteTOML writes a basic string. Unlike Go's, its escapes know no \x and no \a.
func quoteTOML(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
