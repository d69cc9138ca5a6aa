// Package config reads the configuration of the checker: a crossorigin.toml,
// or [params.crossorigin] of a Hugo site. It tells the rules what a site's
// pages do not: where they are served, which policies hold, how severe a
// finding is. Commands read it before the pipeline starts.
package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// Config is a configuration. Its keys are documented in [Keys].
type Config struct {
	BaseURL string
	// FromHugo says that BaseURL is the one of Hugo's configuration, which the
	// flags of a build overrule.
	FromHugo bool
	Origins  []string
	FailOn   string
	Exclude  []string
	Rules    map[string]string // severity or "off" by rule id
	Hosts    map[string]string // answer to CORS requests by host
	Policies rule.Policies
	// Languages are the configurations of the languages of a Hugo site where
	// some have parameters or hosts of their own, by the folder that each is
	// published to; the rest of the site has that of the default language.
	Languages map[string]*Config
	// Multihost says that each language has a host of its own, whose root is the
	// language's folder.
	Multihost bool
}

// For returns the configuration that holds for a file of the site, by its name
// below the published folder, with slashes.
func (c *Config) For(name string) *Config {
	folder, _, _ := strings.Cut(name, "/")
	if own := c.Languages[folder]; own != nil {
		return own
	}
	return c
}

// Default returns the configuration of a site that has none.
func Default() *Config { return &Config{FailOn: "error"} }

// Mistake is one thing wrong in a configuration file.
type Mistake struct {
	File         string
	Line, Column int // 0 when not known
	Message      string
}

// Error returns "file:line:col: message".
func (m Mistake) Error() string {
	if m.Line == 0 {
		return m.File + ": " + m.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", m.File, m.Line, m.Column, m.Message)
}

// Mistakes are all the things wrong in the configuration files.
type Mistakes []Mistake

// Error returns one mistake a line.
func (m Mistakes) Error() string {
	lines := make([]string, len(m))
	for i := range m {
		lines[i] = m[i].Error()
	}
	return strings.Join(lines, "\n")
}

// With returns them with those of an error that are not among them yet.
func (m Mistakes) With(err error) Mistakes {
	var more Mistakes
	if errors.As(err, &more) {
		for _, one := range more {
			if !slices.Contains(m, one) {
				m = append(m, one)
			}
		}
	}
	return m
}

// parse reads a crossorigin.toml. The error is of type [Mistakes] and holds
// everything that is wrong.
func parse(name string, src []byte) (*Config, error) {
	root, err := readTree(name, src)
	if err != nil {
		return nil, err
	}
	return fromTree(&root, false)
}

// fromTree makes a configuration of a table; hugo says that it is
// params.crossorigin of a Hugo site, where keys stand that only the Hugo module
// reads.
func fromTree(root *value, hugo bool) (*Config, error) {
	c := Default()
	r := reader{config: c, hugo: hugo}
	r.table("", root)
	if len(r.mistakes) > 0 {
		return nil, r.mistakes
	}
	return c, nil
}

// reader applies a tree of values to a configuration.
type reader struct {
	config   *Config
	hugo     bool
	mistakes Mistakes
}

func (r *reader) wrong(at place, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{at.file, at.line, at.column, fmt.Sprintf(format, args...)})
}

// table reads the entries of the table with that path, "" for the root.
func (r *reader) table(prefix string, t *value) {
	for i := range t.entries {
		e := &t.entries[i]
		if sub, ok := subtable(prefix + e.key); ok {
			if e.value.kind != table {
				r.wrong(e.value.place, "%s is %s, expected a table", sub, e.value.describe())
				continue
			}
			r.table(sub+".", &e.value)
			continue
		}
		k := lookup(prefix, e.key)
		if k == nil {
			r.wrong(e.place, "unknown key %s%s%s", prefix, e.key, didYouMean(prefix, e.key))
			continue
		}
		if k.set == nil && !r.hugo {
			r.wrong(e.place, "%s is for the Hugo module, expected it in params.crossorigin of the Hugo site", k.Name)
			continue
		}
		r.key(k, e)
	}
}

func (r *reader) key(k *Key, e *entry) {
	v := &e.value
	name := k.Name
	if i := strings.IndexByte(name, '<'); i >= 0 {
		name = name[:i] + e.key
	}
	if k.chosen != nil {
		if wrong := k.chosen(e.key); wrong != "" {
			r.wrong(e.place, "%s: %s", name, wrong)
		}
	}
	if v.kind != k.Type.kind() {
		expected := "a " + string(k.Type)
		if k.Values != nil {
			expected = alternatives(k.Values)
		}
		r.wrong(v.place, "%s is %s, expected %s", name, v.describe(), expected)
		return
	}
	if k.Values != nil && !contains(k.Values, v.text) {
		r.wrong(v.place, "%s is %s, expected %s", name, v.describe(), alternatives(k.Values))
		return
	}
	if k.Type != List {
		r.set(k, name, e.key, v)
		return
	}
	for i := range v.items {
		item := &v.items[i]
		if item.kind != text {
			r.wrong(item.place, "%s holds %s, expected strings only", name, item.describe())
			continue
		}
		r.set(k, name, e.key, item)
	}
}

func (r *reader) set(k *Key, name, key string, v *value) {
	if k.Format != nil && k.chosen == nil && !k.Format.MatchString(v.text) {
		r.wrong(v.place, "%s: %s", name, isNot(v.text, k.Expected))
		return
	}
	if k.set == nil {
		return
	}
	if wrong := k.set(r.config, key, v); wrong != "" {
		r.wrong(v.place, "%s: %s", name, wrong)
	}
}

// subtable returns the name of the table with that path as the definition
// writes it.
func subtable(path string) (name string, ok bool) {
	for i := range keys {
		if dot := strings.IndexByte(keys[i].Name, '.'); dot >= 0 && equalFold(keys[i].Name[:dot], path) {
			return keys[i].Name[:dot], true
		}
	}
	return "", false
}

// lookup returns the definition of a key of the table with that prefix.
func lookup(prefix, key string) *Key {
	for i := range keys {
		rest, ok := strings.CutPrefix(keys[i].Name, prefix)
		if ok && (equalFold(rest, key) || prefix != "" && strings.HasPrefix(rest, "<")) {
			return &keys[i]
		}
	}
	return nil
}

func didYouMean(prefix, key string) string {
	var known []string
	for i := range keys {
		if rest, ok := strings.CutPrefix(keys[i].Name, prefix); ok {
			rest, _, _ = strings.Cut(rest, ".")
			known = append(known, rest)
		}
	}
	if near := Nearest(key, known); near != "" {
		return "; did you mean " + prefix + near + "?"
	}
	// A policy or another nested key at the root is misplaced, not misspelt.
	for i := range keys {
		if last := keys[i].Name[strings.LastIndexByte(keys[i].Name, '.')+1:]; equalFold(last, key) {
			return "; did you mean " + keys[i].Name + "?"
		}
	}
	return ""
}

func contains(values []string, s string) bool {
	for _, v := range values {
		if v == s {
			return true
		}
	}
	return false
}

func alternatives(values []string) string {
	list := quoted(values)
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + " or " + list[last]
}

// wrongRule says that there is no rule of a name.
func wrongRule(id string) string {
	if rule.ByID(id) != nil {
		return ""
	}
	var ids []string
	for _, r := range rule.All() {
		ids = append(ids, r.ID)
	}
	wrong := "there is no such rule"
	if near := Nearest(id, ids); near != "" {
		wrong += "; did you mean " + near + "?"
	}
	return wrong
}

// setEntry sets what the author chose a name for; what is wrong with the name is
// said already.
func setEntry(m *map[string]string, name string, v *value) string {
	if *m == nil {
		*m = map[string]string{}
	}
	(*m)[name] = v.text
	return ""
}

func addPattern(to *[]string, v *value) string {
	for name := range strings.SplitSeq(v.text, "/") {
		if _, err := path.Match(name, ""); err != nil {
			return isNot(v.text, aPattern)
		}
	}
	*to = append(*to, v.text)
	return ""
}
