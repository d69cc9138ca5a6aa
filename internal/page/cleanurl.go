package page

import "strings"

// clean holds the bytes that the URL parser copies as they are, in a path as
// in a query. "%" is not among them because of "%2e", nor is ":" because of
// schemes and ports.
var clean = [256]bool{}

func init() {
	for c := range clean {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~/?!$&()*+,;=", byte(c)) >= 0:
			clean[c] = true
		}
	}
}

// resolveClean resolves the references that nearly all are: an absolute HTTP(S)
// URL with a plain host name, an absolute path, or a relative path, without
// anything that the URL parser would encode, decode, drop or take for a dot
// segment. ok is false for all others, which need the parser.
func (b *base) resolveClean(raw string) (t target, ok bool) {
	ref := raw
	if i := strings.IndexByte(ref, '#'); i >= 0 {
		for j := i; j < len(ref); j++ {
			if ref[j] <= ' ' || ref[j] >= 0x7f {
				return t, false // the end may be trimmed
			}
		}
		ref = ref[:i]
	}
	if ref == "" {
		return t, false
	}
	path := ref
	host := 0
	if strings.HasPrefix(ref, "https://") {
		host = len("https://")
	} else if strings.HasPrefix(ref, "http://") {
		host = len("http://")
	}
	end := 0
	if host > 0 {
		if end = cleanHost(ref, host); end < 0 {
			return t, false
		}
		path = ref[end:]
	}
	for i := 0; i < len(path); i++ {
		if !clean[path[i]] {
			return t, false
		}
	}
	dir := b.dir
	if host == 0 && path[0] == '.' {
		path, dir = climb(path, dir)
	}
	file, _, _ := strings.Cut(path, "?")
	if strings.Contains(file, "/.") || strings.HasPrefix(file, ".") {
		return t, false
	}
	t.http = true
	switch {
	case host > 0:
		t.origin = ref[:end]
		switch {
		case path == "":
			t.href = ref + "/"
		case path[0] == '?':
			t.href = t.origin + "/" + path
		default:
			t.href = ref
		}
		return t, true
	case b.dir == "":
		return target{}, false
	case ref[0] == '/':
		if len(file) > 1 && file[1] == '/' {
			return target{}, false
		}
		t.href = b.own + path
	case ref[0] == '?':
		document, _, _ := strings.Cut(b.href, "?")
		t.href = document + path
	default:
		t.href = dir + path
	}
	t.origin = b.own
	return t, true
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
		if above <= len("https://") {
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
