package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// github is the format of GitHub Actions' workflow commands, which become
// annotations of a pull request
// (https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-error-message).
// GitHub shows ten of a kind per step, so joining what repeats matters.
type github struct {
	w      *bufio.Writer
	join   bool
	groups groups
}

func newGitHub(w io.Writer, o Options) *github {
	return &github{w: bufio.NewWriter(w), join: o.Group}
}

func (g *github) File(_ string, findings []Finding) error {
	g.groups.add(findings, g.join)
	if !g.join {
		g.flush()
	}
	return nil
}

func (g *github) Close(s Summary) error {
	g.flush()
	for _, t := range s.Troubles {
		where := ""
		if t.File != "" {
			where = " file=" + property(t.File)
		}
		if t.File != "" && t.Line > 0 {
			where += fmt.Sprintf(",line=%d,col=%d", t.Line, t.Column)
		}
		fmt.Fprintf(g.w, "::error%s::%s\n", where, data(t.Message))
	}
	return g.w.Flush()
}

func (g *github) flush() {
	for _, f := range g.groups.order {
		fmt.Fprintf(g.w, "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n",
			command(f.Severity), property(f.File), f.Line, f.Column, f.EndLine, f.EndColumn,
			property(f.Rule.Title+" ["+f.Rule.ID+"]"), data(f.Message+elsewhere(f.files, f.times)))
	}
	g.groups.order = nil
}

// command returns the name of the workflow command for a severity.
func command(s rule.Severity) string {
	if s == rule.Info {
		return "notice"
	}
	return s.String()
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func data(s string) string     { return dataEscapes.Replace(s) }
func property(s string) string { return propertyEscapes.Replace(s) }
