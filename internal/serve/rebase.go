package serve

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

// Move says that what a server takes for its own origin is at another one for
// the browser.
type Move struct{ From, To *url.URL }

// rebase replaces origins of servers by others, in the forms in which pages hold
// URLs: plain, in JavaScript with escaped slashes, and percent-encoded in the
// query of another URL; with a scheme or without.
type rebase struct {
	forms []form
	ports map[string]string // of live reload connections
}

type form struct {
	origin           *regexp.Regexp // scheme, rest, what follows
	scheme, relative string         // what to put, with a scheme and without
}

func newRebase(moves []Move) *rebase {
	r := &rebase{ports: map[string]string{}}
	for _, m := range moves {
		r.ports[m.From.Port()] = m.To.Port()
		r.add(m.From, m.To)
	}
	return r
}

func (r *rebase) add(from, to *url.URL) {
	for _, write := range []func(string) string{
		func(s string) string { return s },
		func(s string) string { return strings.ReplaceAll(s, "/", `\/`) },
		url.QueryEscape,
	} {
		var hosts []string
		for _, host := range names(from) {
			hosts = append(hosts, regexp.QuoteMeta(write("//"+host)))
		}
		r.forms = append(r.forms, form{
			// A longer host or port is another one.
			origin: regexp.MustCompile(`(?i)(` + regexp.QuoteMeta(write(from.Scheme+":")) + `)?` +
				`(?:` + strings.Join(hosts, "|") + `)([^0-9a-z.:-]|$)`),
			scheme:   write(to.Scheme + "://" + to.Host),
			relative: write("//" + to.Host),
		})
	}
}

// names are the hosts with port that mean the server; one on this machine goes
// by several.
func names(server *url.URL) []string {
	port := server.Port()
	if port == "" || !onThisMachine(server.Hostname()) {
		return []string{server.Host}
	}
	var all []string
	for _, name := range []string{"localhost", "127.0.0.1", "::1"} {
		all = append(all, net.JoinHostPort(name, port))
	}
	return all
}

// onThisMachine says whether a host name is one of this machine's own.
func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// text replaces the origin in text.
func (r *rebase) text(s string) string {
	for _, f := range r.forms {
		s = f.origin.ReplaceAllStringFunc(s, func(found string) string {
			groups := f.origin.FindStringSubmatch(found)
			put := f.relative
			if groups[1] != "" {
				put = f.scheme
			}
			return put + groups[2]
		})
	}
	return s
}

// liveReload finds the port in the address of Hugo's live reload script, as
// Hugo writes it into pages.
var liveReload = regexp.MustCompile(`(/livereload\.js\?[^"'<> ]*?\bport=)(\d*)`)

// page replaces the origin in a page. Its live reload connection goes where
// the page comes from, unless it goes somewhere else on purpose.
func (r *rebase) page(src []byte) []byte {
	return liveReload.ReplaceAllFunc([]byte(r.text(string(src))), func(found []byte) []byte {
		groups := liveReload.FindSubmatch(found)
		to, moved := r.ports[string(groups[2])]
		if !moved {
			return found
		}
		return []byte(string(groups[1]) + to)
	})
}

// navigation finds the port that Hugo tells a page to go to, in a message of
// its live reload protocol.
var navigation = regexp.MustCompile(`("overrideURL":\s*)([0-9]+)`)

// message replaces the port in a message to the live reload script.
func (r *rebase) message(text []byte) []byte {
	return navigation.ReplaceAllFunc(text, func(found []byte) []byte {
		groups := navigation.FindSubmatch(found)
		to, moved := r.ports[string(groups[2])]
		if !moved || to == "" {
			return found
		}
		return []byte(string(groups[1]) + to)
	})
}
