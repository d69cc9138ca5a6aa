package main

import (
	"runtime/debug"
	"strings"

	"github.com/gohugoio/hugo/common/hugo"
)

// version returns the version of this command and that of the Hugo that is
// built in: sites are built by that one, whatever other is installed.
func version() string {
	own := "unknown"
	if info, ok := debug.ReadBuildInfo(); ok {
		if own = info.Main.Version; own == "" || own == "(devel)" {
			own = "devel"
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					own += " " + s.Value
				}
			}
		}
	}
	edition := ""
	if hugo.IsExtended {
		edition = ", extended"
	}
	return own + " with Hugo " + strings.TrimPrefix(hugo.CurrentVersion.String(), "v") + edition
}
