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
	if s == "" || strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") {
		return ""
	}
	return checkAbsolute(s)
}

func checkAbsolute(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return fmt.Sprintf("%q is not an absolute http or https URL, such as https://example.org/", s)
	}
	return ""
}

func setURL(to *string, v *value) string {
	if wrong := CheckBaseURL(v.text); wrong != "" {
		return wrong
	}
	*to = v.text
	return ""
}

func addOrigin(to *[]string, v *value) string {
	if wrong := checkAbsolute(v.text); wrong != "" {
		return wrong
	}
	origin := strings.TrimSuffix(v.text, "/")
	if u, err := url.Parse(origin); err != nil || u.Path != "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return fmt.Sprintf("%q is more than an origin, such as https://www.example.org", v.text)
	}
	origin = page.OriginOf(origin)
	if origin == "" {
		return fmt.Sprintf("%q has no host that a browser takes", v.text)
	}
	*to = append(*to, origin)
	return ""
}

// wrongHost says that a name is not that of a host.
func wrongHost(name string) string {
	if hostKey(name) == "" {
		return fmt.Sprintf("%q is not the name of a host, such as cdn.example.com or *.example.com", name)
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
