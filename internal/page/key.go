package page

import "strings"

// Key is an absolute URL without its fragment: two references have the same Key
// when they fetch the same resource. It is in two parts, as most URLs of a page
// are a path on its own origin, and taking those apart and together for each
// would be most of the work.
type Key struct {
	origin string // unknownOrigin for the page's own where that is not known; "" for a URL that starts with none
	rest   string
}

// keyOf returns the Key of a URL that has that origin.
func keyOf(href, origin string) Key {
	if rest, ok := strings.CutPrefix(href, origin); ok && strings.HasPrefix(rest, "/") {
		return Key{origin, rest}
	}
	return Key{rest: href}
}

// Known says whether there is a URL.
func (k Key) Known() bool { return k.rest != "" }

// String returns the URL, "" when it is not known.
func (k Key) String() string { return k.origin + k.rest }

// local returns what to ask Options.Local for.
func (k Key) local() string {
	if k.origin == unknownOrigin {
		return k.rest
	}
	return k.String()
}

// Clone returns the Key in memory of its own: it may be a part of much more.
func (k Key) Clone() Key {
	url := strings.Clone(k.String())
	return Key{url[:len(k.origin)], url[len(k.origin):]}
}
