package page

import "strings"

// clean says what a byte is to the URL parser, in a path as in a query.
var clean [256]cleanness

type cleanness uint8

const (
	unclean  cleanness = iota // "%" is because of "%2e", ":" because of schemes and ports
	copied                    // as it is
	dot                       // may make a dot segment
	question                  // ends the path
	hash                      // ends the query
)

func init() {
	for c := range clean {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-_~/!$&()*+,;=", byte(c)) >= 0:
			clean[c] = copied
		}
	}
	clean['.'], clean['?'], clean['#'] = dot, question, hash
}

// resolveClean resolves the references that nearly all are: an absolute HTTP(S)
// URL with a plain host name, an absolute path, or a relative path, without
// anything that the URL parser would encode, decode, drop or take for a dot
// segment. ok is false for all others, which need the parser.
func (b *base) resolveClean(raw string) (t target, ok bool) {
	if raw == "" || raw[0] == '#' {
		return t, false
	}
	origin, path, dir := b.own, raw, b.dir
	host := 0
	if strings.HasPrefix(raw, "https://") {
		host = len("https://")
	} else if strings.HasPrefix(raw, "http://") {
		host = len("http://")
	}
	switch {
	case host > 0:
		end := cleanHost(raw, host)
		if end < 0 {
			return t, false
		}
		origin, path = raw[:end], raw[end:]
	case dir == "":
		return t, false
	case raw[0] == '.':
		path, dir = climb(path, dir)
	}
	if path, ok = cleanPath(path); !ok {
		return t, false
	}
	switch {
	case host > 0:
		if path == "" || path[0] == '?' {
			path = "/" + path
		}
	case raw[0] == '/':
		if len(path) > 1 && path[1] == '/' {
			return t, false
		}
	case raw[0] == '?':
		document, _, _ := strings.Cut(b.key.rest, "?")
		path = document + path
	default:
		path = dir + path
	}
	return target{key: Key{origin, path}, origin: origin, http: true}, true
}

// cleanPath takes the fragment off. It is not ok when the URL parser would not
// copy the path and the query as they are.
func cleanPath(ref string) (path string, ok bool) {
	query := false
	for i := range len(ref) {
		switch c := clean[ref[i]]; {
		case c == copied:
		case c == dot && (query || i > 0 && ref[i-1] != '/'):
		case c == question:
			query = true
		case c == hash:
			return ref[:i], !trimmed(ref[i:])
		default:
			return "", false
		}
	}
	return ref, true
}

// trimmed says whether the URL parser may take something off the end.
func trimmed(fragment string) bool {
	for i := range len(fragment) {
		if fragment[i] <= ' ' || fragment[i] >= 0x7f {
			return true
		}
	}
	return false
}

// climb takes the leading "./" and "../" off a path. It stops at the root of the
// directory, from which "../" leads nowhere.
func climb(path, dir string) (rest, parent string) {
	for dir != "" {
		if rest, ok := strings.CutPrefix(path, "./"); ok {
			path = rest
			continue
		}
		rest, ok := strings.CutPrefix(path, "../")
		if !ok {
			break
		}
		path = rest
		above := strings.LastIndexByte(dir[:len(dir)-1], '/') + 1
		if above == 0 {
			above = len(dir) // the root itself
		}
		dir = dir[:above]
	}
	return path, dir
}

// cleanHost returns the end of the host that starts at ref[i], -1 when it is
// not a plain name: lower case, no port, no "xn--" label, and not what could
// be an IPv4 address.
func cleanHost(ref string, i int) int {
	label := i
	for ; i < len(ref); i++ {
		switch c := ref[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			continue
		case c == '-':
			if i+1 < len(ref) && ref[i+1] == '-' {
				return -1
			}
			continue
		case c == '.':
			if i == label {
				return -1
			}
			label = i + 1
			continue
		case c == '/' || c == '?':
		default:
			return -1
		}
		break
	}
	if i == label || ref[label] < 'a' {
		return -1
	}
	return i
}
