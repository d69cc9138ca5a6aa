package page

import (
	"strings"

	"github.com/gobwas/glob"
)

// application says whether the fields of a block are sent with a page.
type application uint8

const (
	never     application = iota
	perhaps               // who serves the site decides
	sometimes             // under one of the page's URLs, on each server
	always
)

// both joins what is true of two servers.
func (a application) both(b application) application {
	switch {
	case a == b:
		return a
	case a >= sometimes && b >= sometimes:
		return sometimes
	}
	return perhaps
}

// dialect is a way to read the pattern of a block.
type dialect uint8

const (
	// anyServer is a headers file, which Netlify and Cloudflare read.
	anyServer dialect = iota
	// onCloudflare is a headers file with a block that only Cloudflare reads.
	onCloudflare
	onNetlify
	// inHugo is the configuration of Hugo's server.
	inHugo
)

// compile reads the pattern of a block.
func (b *Block) compile(d dialect) {
	b.dialect = d
	switch d {
	case inHugo:
		// https://gohugo.io/configuration/server/#headers
		b.glob, _ = glob.Compile(b.Pattern) // Hugo does not start with one that is wrong
		return
	case anyServer, onNetlify:
		b.netlify = netlifyPattern(b.Pattern)
	}
	if d == onNetlify {
		return
	}
	if !b.isURL() {
		b.path = cloudflarePattern(b.Pattern)
		return
	}
	_, rest, _ := strings.Cut(b.Pattern, "://")
	slash := strings.IndexByte(rest, '/')
	if slash < 0 {
		slash = len(rest)
	}
	b.host, b.path = cloudflarePattern(rest[:slash]), cloudflarePattern(rest[slash:])
}

// isURL says whether the pattern is a URL, and not the path of one, which may
// hold another.
func (b *Block) isURL() bool {
	return !strings.HasPrefix(b.Pattern, "/") && strings.Contains(b.Pattern, "://")
}

// sends says whether the fields of the block come with a page: host is where it
// is served, "" when that is not known, and path starts with a slash. Only what
// is true of each server that may read the file is certain.
func (b *Block) sends(host, path string) application {
	switch b.dialect {
	case inHugo:
		return sure(b.glob != nil && b.glob.Match(path))
	case onNetlify:
		return b.onNetlify(path)
	case anyServer:
		return b.onNetlify(path).both(b.onCloudflare(host, path))
	}
	return b.onCloudflare(host, path)
}

func sure(sent bool) application {
	if sent {
		return always
	}
	return never
}

// onNetlify knows that a page is served with and without the extension of its
// file.
func (b *Block) onNetlify(path string) application {
	folded := strings.ToLower(path)
	a := sure(matchPattern(b.netlify, folded, "/"))
	if short, ok := strings.CutSuffix(folded, ".html"); ok && a != sure(matchPattern(b.netlify, short, "/")) {
		return sometimes
	}
	return a
}

// onCloudflare knows that a page is served without the extension only: a request
// with it is redirected
// (https://developers.cloudflare.com/pages/configuration/serving-pages/#route-matching).
func (b *Block) onCloudflare(host, path string) application {
	path, _ = strings.CutSuffix(path, ".html")
	a := sure(matchPattern(b.path, path, "/"))
	switch {
	case b.host == nil || a == never:
		return a
	case host == "":
		return perhaps
	}
	return sure(matchPattern(b.host, host, "./"))
}

// piece is a part of a pattern: a byte, or what is not zero of the rest.
type piece struct {
	c byte
	// many stands for anything, also nothing; some for one byte or more up to
	// the end of a segment; slash for a slash or nothing.
	many, some, slash bool
}

// cloudflarePattern reads a pattern of Cloudflare: "*" stands for anything,
// ":name" for what is between two slashes or, in a host, dots
// (https://developers.cloudflare.com/pages/configuration/headers/#match-a-path).
func cloudflarePattern(pattern string) []piece {
	pieces := []piece{}
	for i := 0; i < len(pattern); i++ {
		switch n := placeholder(pattern[i:]); {
		case pattern[i] == '*':
			pieces = append(pieces, piece{many: true})
		case n > 0:
			pieces = append(pieces, piece{some: true})
			i += n - 1
		default:
			pieces = append(pieces, piece{c: pattern[i]})
		}
	}
	return pieces
}

// netlifyPattern reads a pattern of Netlify, which takes it apart at its
// slashes: a segment that starts with a colon stands for any, one that is "*" for
// any number of them, also none, and "*" inside of one for anything. Case, and a
// slash at the end, do not matter
// (https://docs.netlify.com/manage/routing/headers/#wildcards-and-placeholders).
func netlifyPattern(pattern string) []piece {
	pieces := []piece{{c: '/'}}
	first := true
	for part := range strings.SplitSeq(strings.ToLower(pattern), "/") {
		part = strings.TrimRight(part, spaces)
		if part == "" {
			continue
		}
		if !first {
			pieces = append(pieces, piece{c: '/'})
		}
		first = false
		switch {
		case part[0] == ':':
			pieces = append(pieces, piece{some: true})
		case part == "*":
			pieces[len(pieces)-1] = piece{slash: true}
			pieces = append(pieces, piece{many: true})
		default:
			for i := range len(part) {
				pieces = append(pieces, piece{c: part[i], many: part[i] == '*'})
			}
		}
	}
	return append(pieces, piece{slash: true})
}

// matchPattern matches all of text; what a segment is holds none of the ends.
func matchPattern(pattern []piece, text, ends string) bool {
	// reach holds whether what is read of the pattern can end at an offset of
	// the text.
	reach := make([]bool, len(text)+1)
	reach[0] = true
	for _, p := range pattern {
		switch {
		case p.many:
			for j := range len(text) {
				reach[j+1] = reach[j+1] || reach[j]
			}
		case p.slash:
			for j := len(text); j > 0; j-- {
				reach[j] = reach[j] || reach[j-1] && text[j-1] == '/'
			}
		case p.some:
			inside := false
			for j := range len(text) {
				started := reach[j]
				reach[j] = inside
				inside = (inside || started) && strings.IndexByte(ends, text[j]) < 0
			}
			reach[len(text)] = inside
		default:
			for j := len(text); j > 0; j-- {
				reach[j] = reach[j-1] && text[j-1] == p.c
			}
			reach[0] = false
		}
	}
	return reach[len(text)]
}

// placeholder returns the length of the placeholder that a pattern starts with,
// 0 for none.
func placeholder(pattern string) int {
	if len(pattern) < 2 || pattern[0] != ':' || !isLetter(pattern[1]) {
		return 0
	}
	n := 2
	for n < len(pattern) && (isLetter(pattern[n]) || '0' <= pattern[n] && pattern[n] <= '9' || pattern[n] == '_') {
		n++
	}
	return n
}
