package hugotemplate

import (
	"fmt"
	"strconv"
	"strings"
	"text/template/parse"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// SyntaxError says why Hugo would refuse a template.
type SyntaxError struct {
	Name string
	// Line and Column count from 1, Column in characters. The parser tells the
	// line only; the column is that of the first action which ends there or
	// beyond.
	Line, Column int
	Msg          string
}

func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.Name, e.Line, e.Column, e.Msg)
}

// parserName is what the parser is told the file is called: a name without
// colon, so that its messages can be taken apart, and no define's.
const parserName = "\x00file"

// parseTemplate returns the parsed templates of a file, or a *SyntaxError.
func parseTemplate(name string, src []byte, actions []action) (map[string]*parse.Tree, error) {
	t := parse.New(parserName)
	t.Mode = parse.SkipFuncCheck | parse.ParseComments
	trees := make(map[string]*parse.Tree)
	if _, err := t.Parse(string(src), "", "", trees); err != nil {
		return nil, syntaxError(name, src, actions, err)
	}
	return trees, nil
}

// syntaxError takes the message of the parser, "template: NAME:LINE: message",
// apart.
func syntaxError(name string, src []byte, actions []action, err error) *SyntaxError {
	msg := strings.TrimPrefix(err.Error(), "template: ")
	e := &SyntaxError{Name: name, Line: 1, Column: 1, Msg: msg}
	if rest, ok := strings.CutPrefix(msg, parserName+":"); ok {
		number, text, _ := strings.Cut(rest, ":")
		if line, err := strconv.Atoi(number); err == nil {
			e.Line = max(line, 1)
			e.Msg = strings.ReplaceAll(strings.TrimSpace(text), parserName+":", "line ")
		}
	}
	lines := markup.NewLines(src)
	for i := range actions {
		if end, _ := lines.LineColumn(actions[i].span.End - 1); end >= e.Line {
			if line, column := lines.LineColumn(actions[i].span.Start); line == e.Line {
				e.Column = column
			}
			break
		}
	}
	return e
}
