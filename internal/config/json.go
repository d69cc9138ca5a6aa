package config

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// readJSON reads a well-formed JSON document.
func readJSON(src []byte) (value, error) {
	r := jsonReader{decoder: json.NewDecoder(bytes.NewReader(src)), src: src, lines: markup.NewLines(src)}
	return r.value()
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
