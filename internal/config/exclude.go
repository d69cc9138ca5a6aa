package config

import (
	"path"
	"strings"
)

// Excluded says whether a file or folder is left out; name is relative to the
// folder that is checked, with slashes. A folder that is excluded excludes
// what is below it.
func (c *Config) Excluded(name string) bool {
	for _, pattern := range c.Exclude {
		if Match(pattern, name) {
			return true
		}
	}
	return false
}

// Match says whether the pattern matches the name or a folder that the name is
// in; both have slashes. ** stands for any number of folders, the rest is as
// in [path.Match].
func Match(pattern, name string) bool {
	return matchPath(strings.Split(strings.Trim(pattern, "/"), "/"), strings.Split(name, "/"))
}

// matchPath says whether the pattern matches the name or a folder that the
// name is in.
func matchPath(pattern, name []string) bool {
	if len(pattern) == 0 {
		return true
	}
	if pattern[0] == "**" {
		if len(pattern) == 1 {
			return len(name) > 0
		}
		for i := range name {
			if matchPath(pattern[1:], name[i:]) {
				return true
			}
		}
		return false
	}
	if len(name) == 0 {
		return false
	}
	ok, _ := path.Match(pattern[0], name[0]) // a bad pattern was refused when it was read
	return ok && matchPath(pattern[1:], name[1:])
}
