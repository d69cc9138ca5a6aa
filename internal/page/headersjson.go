package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// headersJSON reads the headers in JSON.
func (p *Page) headersJSON() error {
	if err := json.Unmarshal(p.Src, new(any)); err != nil {
		wrong := &SyntaxError{Line: 1, Column: 1, Msg: "no JSON: " + err.Error()}
		var at *json.SyntaxError
		if errors.As(err, &at) {
			wrong.Line, wrong.Column = markup.NewLines(p.Src).LineColumn(max(0, int(at.Offset)-1))
		}
		return wrong
	}
	j := jsonReader{src: p.Src, decoder: json.NewDecoder(bytes.NewReader(p.Src))}
	root := j.node()
	p.headersTree(&root)
	return nil
}

// jsonReader reads a document that is valid.
type jsonReader struct {
	src     []byte
	decoder *json.Decoder
}

func (j *jsonReader) node() node {
	at := int(j.decoder.InputOffset())
	for at < len(j.src) && strings.IndexByte(" \t\r\n,:", j.src[at]) >= 0 {
		at++
	}
	out := node{at: at}
	token, err := j.decoder.Token()
	if err != nil {
		return out
	}
	switch token := token.(type) {
	case string:
		out.text, out.isText = token, true
	case json.Delim:
		for j.decoder.More() {
			if token == '[' {
				out.items = append(out.items, j.node())
				continue
			}
			key := j.node()
			out.entries = append(out.entries, entry{key.text, j.node()})
		}
		_, _ = j.decoder.Token() // the end, which is there
	}
	return out
}
