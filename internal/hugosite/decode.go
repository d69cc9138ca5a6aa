package hugosite

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"regexp"
	"strconv"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// SyntaxError is what is wrong with a configuration file.
type SyntaxError struct {
	Name         string
	Line, Column int // 0 when not known
	Message      string
}

// Error returns "file:line:col: message".
func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.Name + ": " + e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Message)
}

// byteOrderMark is what some editors put in front of a file.
var byteOrderMark = []byte("\ufeff")

// Decode reads a configuration file in the syntax that its name stands for, TOML
// unless that says otherwise. The error is a [*SyntaxError].
func Decode(name string, src []byte) (map[string]any, error) {
	tree := map[string]any{}
	wrong := &SyntaxError{Name: name}
	var err error
	switch ext := filepath.Ext(name); {
	case ext == ".yaml" || ext == ".yml":
		if err = yaml.Unmarshal(src, &tree); err == nil {
			break
		}
		if at := yamlLine.FindStringSubmatch(err.Error()); at != nil {
			wrong.Line, _ = strconv.Atoi(at[1]) // digits
			wrong.Column, err = 1, errors.New("yaml: "+at[2])
		}
	case bytes.HasPrefix(src, byteOrderMark):
		wrong.Line, wrong.Column = 1, 1
		err = errors.New("the file begins with a byte order mark (U+FEFF), which Hugo refuses; save it as UTF-8 without one")
	case ext == ".json":
		var offset int
		if tree, offset, err = decodeJSON(src); err != nil {
			err = fmt.Errorf("json: %w", err)
			wrong.Line, wrong.Column = markup.NewLines(src).LineColumn(offset)
		}
	default:
		err = toml.Unmarshal(src, &tree)
		var at *toml.DecodeError
		if errors.As(err, &at) {
			wrong.Line, wrong.Column = at.Position()
		}
	}
	if err != nil {
		wrong.Message = err.Error()
		return nil, wrong
	}
	return tree, nil
}

// yamlLine takes the line out of the decoder's messages.
var yamlLine = regexp.MustCompile(`(?s)^yaml: (?:unmarshal errors:\s*)?line (\d+): (.*)$`)

// decodeJSON reads an object; offset is where an error is.
func decodeJSON(src []byte) (tree map[string]any, offset int, err error) {
	d := json.NewDecoder(bytes.NewReader(src))
	d.UseNumber()
	if err = d.Decode(&tree); err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	offset = int(d.InputOffset())
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		offset = int(syntax.Offset) - 1
	}
	return tree, offset, err
}
