package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
)

// checkstyle is the XML format of the Java program of that name, which many
// review tools read.
type checkstyle struct {
	w *bufio.Writer
}

func newCheckstyle(w io.Writer) *checkstyle {
	c := &checkstyle{w: bufio.NewWriter(w)}
	io.WriteString(c.w, xml.Header+`<checkstyle version="10.0">`+"\n")
	return c
}

func (c *checkstyle) File(name string, findings []Finding) error {
	if len(findings) == 0 {
		return nil
	}
	fmt.Fprintf(c.w, "  <file name=%s>\n", quoted(name))
	for i := range findings {
		f := &findings[i]
		fmt.Fprintf(c.w, "    <error line=\"%d\" column=\"%d\" severity=%s message=%s source=%s/>\n",
			f.Line, f.Column, quoted(f.Severity.String()), quoted(f.Message), quoted("crossorigin."+f.Rule.ID))
	}
	_, err := io.WriteString(c.w, "  </file>\n")
	return err
}

func (c *checkstyle) Close(s Summary) error {
	for _, t := range s.Troubles {
		if t.File == "" {
			continue // the format has no place for what concerns no file
		}
		fmt.Fprintf(c.w, "  <file name=%s>\n    <exception>%s</exception>\n  </file>\n", quoted(t.File), escaped(t.Message))
	}
	io.WriteString(c.w, "</checkstyle>\n")
	return c.w.Flush()
}

func quoted(s string) string { return `"` + escaped(s) + `"` }

// escaped also replaces what XML cannot hold at all, control characters and
// invalid UTF-8.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
