package config

import (
	"github.com/hugo-crossorigin/crossorigin/internal/rule"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

// Never is the value of failOn with which findings do not change the exit
// code.
const Never = "never"

// off is the severity of a rule that does not run.
const off = "off"

// Settings returns what the rules read of the configuration.
func (c *Config) Settings() *rule.Settings {
	s := &rule.Settings{
		Severity: map[string]rule.Severity{}, Off: map[string]bool{}, Hosts: map[string]resolver.Answer{},
		Policies: c.Policies,
	}
	for id, name := range c.Rules {
		if severity, ok := ParseSeverity(name); ok {
			s.Severity[id] = severity
		} else if name == off {
			s.Off[id] = true
		}
	}
	for host, name := range c.Hosts {
		s.Hosts[host], _ = resolver.ParseAnswer(name) // other names were refused when it was read
	}
	return s
}

// ParseSeverity returns the severity with that name.
func ParseSeverity(name string) (s rule.Severity, ok bool) {
	for s = range rule.Error + 1 {
		if s.String() == name {
			return s, true
		}
	}
	return rule.Info, false
}
