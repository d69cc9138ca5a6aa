package config

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/page"
)

// CheckBaseURL says what is wrong with a base URL, "" when nothing: it is
// absolute with http or https, or a path where the origin is not known.
func CheckBaseURL(s string) (wrong string) {
	if !baseURLs.MatchString(s) {
		return isNot(s, aBaseURL)
	}
	if strings.HasPrefix(s, "/") {
		return ""
	}
	if _, err := url.Parse(s); err != nil {
		return isNot(s, aBaseURL)
	}
	return ""
}

// isNot says that a text is not what was expected.
func isNot(s, expected string) string { return fmt.Sprintf("%q is not %s", s, expected) }

func setURL(to *string, v *value) string {
	if wrong := CheckBaseURL(v.text); wrong != "" {
		return wrong
	}
	*to = v.text
	return ""
}

func addOrigin(to *[]string, v *value) string {
	origin := page.OriginOf(strings.TrimSuffix(v.text, "/"))
	if origin == "" { // no browser takes the host
		return isNot(v.text, anOrigin)
	}
	*to = append(*to, origin)
	return ""
}

// wrongHost says that a name is not that of a host.
func wrongHost(name string) string {
	if hostKey(name) == "" {
		return isNot(name, aHost)
	}
	return ""
}

// hostKey returns the name of a host as URLs of it have it, "" for none.
func hostKey(name string) string {
	host, below := strings.CutPrefix(name, "*.")
	origin := page.OriginOf("https://" + host)
	if origin == "" || strings.ContainsAny(host, `/\?#@*`) || strings.Contains(host, ":") && host[0] != '[' {
		return ""
	}
	host = strings.TrimPrefix(origin, "https://")
	if below {
		host = "*." + host
	}
	return host
}
