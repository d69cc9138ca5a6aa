package config

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// readJSON reads a JSON document.
func readJSON(src []byte) (value, *Mistake) {
	lines := markup.NewLines(src)
	r := jsonReader{decoder: json.NewDecoder(bytes.NewReader(src)), src: src, lines: lines}
	v, err := r.value()
	if err == nil {
		if _, more := r.decoder.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	if err != nil {
		m := &Mistake{Message: "json: " + err.Error()}
		m.Line, m.Column = lines.LineColumn(r.next())
		return value{}, m
	}
	return v, nil
}

type jsonReader struct {
	decoder *json.Decoder
	src     []byte
	lines   *markup.Lines
}

// next returns the offset of the next token.
func (r *jsonReader) next() int {
	start := int(r.decoder.InputOffset())
	for start < len(r.src) && strings.IndexByte(" \t\r\n,:", r.src[start]) >= 0 {
		start++
	}
	return start
}

// token returns the next token and its place.
func (r *jsonReader) token() (token json.Token, line, column int, err error) {
	line, column = r.lines.LineColumn(r.next())
	token, err = r.decoder.Token()
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	return token, line, column, err
}

func (r *jsonReader) value() (value, error) {
	token, line, column, err := r.token()
	v := value{place: at(line, column), kind: other}
	if err != nil {
		return v, err
	}
	switch token := token.(type) {
	case string:
		v.kind, v.text = text, token
	case bool:
		v.kind, v.flag = boolean, token
	case json.Delim:
		v.kind = list
		if token == '{' {
			v.kind = table
		}
		for r.decoder.More() {
			if err := r.member(&v); err != nil {
				return v, err
			}
		}
		_, _, _, err = r.token()
	}
	return v, err
}

// member reads one item of a list or one entry of a table.
func (r *jsonReader) member(into *value) error {
	if into.kind == list {
		item, err := r.value()
		into.items = append(into.items, item)
		return err
	}
	key, line, column, err := r.token()
	if err != nil {
		return err
	}
	v, err := r.value()
	name, _ := key.(string) // the decoder lets no other key pass
	into.entries = append(into.entries, entry{at(line, column), name, v})
	return err
}
