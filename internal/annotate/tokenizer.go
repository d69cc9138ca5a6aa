package annotate

import (
	"bytes"
	"io"

	"golang.org/x/net/html"
)

// tokenizer reads single tokens with one tokenizer of x/net/html, of which
// making one for each would take most of the time.
type tokenizer struct {
	z     *html.Tokenizer
	input portions
}

// read returns the token that a source starts with, outside of elements whose
// content is text.
func (t *tokenizer) read(src []byte) (token, error) {
	if t.z == nil {
		t.z = html.NewTokenizer(&t.input)
	}
	t.input = portions{rest: src}
	kind := t.z.Next()
	got, err := newToken(t.z, kind, len(t.z.Raw()))
	if len(src)-len(t.input.rest) != got.size || t.input.ended || got.size > maxRemembers {
		t.z = nil // it has read on, or keeps much memory
	} else {
		t.z.NextIsNotRawText()
	}
	t.input.rest = nil
	return got, err
}

// portions hands a source out up to the next ">" at a time. Nearly every token
// but text ends in one with nothing read behind it.
type portions struct {
	rest  []byte
	ended bool // the reader was told so
}

// Read implements [io.Reader].
func (p *portions) Read(to []byte) (int, error) {
	if len(p.rest) == 0 {
		p.ended = true
		return 0, io.EOF
	}
	portion := p.rest
	if i := bytes.IndexByte(portion, '>'); i >= 0 {
		portion = portion[:i+1]
	}
	n := copy(to, portion)
	p.rest = p.rest[n:]
	return n, nil
}
