package annotate

import (
	"bytes"
	"io"

	"golang.org/x/net/html"
)

// token is what x/net/html reads at one place.
type token struct {
	kind html.TokenType
	name string // of a tag
	size int    // in bytes
	text bool   // the content of the element is text
}

// tokenReader reads a source token by token as the tokenizer of x/net/html
// does, and asks it only for what it has not read before, here or in another
// page: themes write the same tags on every page.
//
// That is the same: the tokenizer goes from left to right and takes nothing
// from one token to the next but whether text follows that only an end tag
// ends. What it made of some bytes, up to where it saw that the token ends, it
// makes of them again; text without "<" goes on.
type tokenReader struct {
	src  []byte
	at   int    // offset of the next token
	raw  string // the element whose content follows as text, "" for none
	open int    // offset of that element's start tag

	memory *memory
	asked  int // times that the tokenizer was asked
}

// maxAsked bounds how much of one page is remembered: what it has more of its
// own stands on no other.
const maxAsked = 16

// read returns the next token, [io.EOF] when only text follows.
func (r *tokenReader) read() (token, error) {
	rest := r.src[r.at:]
	switch i := bytes.IndexByte(rest, '<'); {
	case i < 0:
		return token{}, io.EOF
	case i > 0:
		r.at += i
		return token{kind: html.TextToken, size: i}, nil
	}
	if r.raw != "" && endsText(rest, r.raw) {
		r.raw = ""
	}
	raw := r.raw
	source, size := decisive(rest, raw)
	t, known := r.memory.tokens[tokenKey{raw, string(source)}]
	if known {
		r.at += t.size
		return t, nil
	}
	t, err := r.ask()
	if err != nil {
		return t, err
	}
	r.at += t.size
	if t.kind == html.EndTagToken {
		r.raw = ""
	}
	// A comment may end because the source does.
	whole := t.kind != html.CommentToken && t.kind != html.DoctypeToken || size < len(rest)
	if r.asked++; r.asked <= maxAsked && t.size == size && whole && (t.kind == html.TextToken) == (raw != "") {
		r.memory.keepToken(raw, source, t)
	}
	return t, nil
}

// decisive returns the bytes that decide what the token is that they start
// with, and its size, if it ends at the first place where it can; nil when
// there is none.
func decisive(src []byte, raw string) (source []byte, size int) {
	if raw == "" {
		size = bytes.IndexByte(src, '>') + 1
		return src[:size], size
	}
	end := "</" + raw
	size = bytes.Index(src, []byte(end))
	if size <= 0 || size+len(end) >= len(src) {
		return nil, 0
	}
	return src[:size+len(end)+1], size // with the byte that ends the name
}

// endsText says whether the source starts with the end tag of an element that
// holds text, written as usual.
func endsText(src []byte, element string) bool {
	name, ok := bytes.CutPrefix(src, []byte("</"))
	if !ok || len(name) <= len(element) || string(name[:len(element)]) != element || element == "plaintext" {
		return false
	}
	switch name[len(element)] {
	case ' ', '\n', '\r', '\t', '\f', '/', '>':
		return true
	}
	return false
}

// ask has the tokenizer read the next token.
func (r *tokenReader) ask() (token, error) {
	if r.raw == "" {
		return r.memory.tokenizer.read(r.src[r.at:])
	}
	// It takes text for text only behind the start tag.
	z := html.NewTokenizer(bytes.NewReader(r.src[r.open:]))
	at := r.open
	for {
		kind := z.Next()
		if at += len(z.Raw()); kind == html.ErrorToken || at > r.at {
			return newToken(z, kind, at-r.at)
		}
	}
}

// newToken returns what a tokenizer has just read.
func newToken(z *html.Tokenizer, kind html.TokenType, size int) (token, error) {
	t := token{kind: kind, size: size}
	switch kind {
	case html.ErrorToken:
		return t, z.Err()
	case html.StartTagToken, html.SelfClosingTagToken, html.EndTagToken:
		name, _ := z.TagName()
		t.name = string(name)
		t.text = kind != html.EndTagToken && textElements[t.name]
	}
	return t, nil
}

// readText makes the content of the element whose start tag was read last
// text.
func (r *tokenReader) readText(t token) { r.raw, r.open = t.name, r.at-t.size }
