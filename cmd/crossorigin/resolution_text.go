package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/report"
	"github.com/hugo-crossorigin/crossorigin/resolver/reference"
)

// width is what text is wrapped to: a terminal's at its narrowest.
const width = 79

// writeResolutions writes resolutions for people.
func writeResolutions(w io.Writer, list []resolution, paint report.Paint) error {
	var b bytes.Buffer
	if len(list) == 0 {
		b.WriteString("Nothing here starts a request.\n")
	}
	for i := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		list[i].write(&b, paint)
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (r *resolution) write(b *bytes.Buffer, paint report.Paint) {
	if r.source != "" {
		for _, line := range report.Wrap(report.Printable(r.source), width) {
			b.WriteString(paint.In(report.Bold, line) + "\n")
		}
	}
	hang(b, "  ", reference.Of(r.id).Title.En+" ("+r.Context+")")
	if r.URL != nil {
		r.line(b, "URL", report.Printable(*r.URL))
	}
	origin := "not known"
	if r.Origin != nil {
		origin = *r.Origin
	}
	r.line(b, "origin", origin)
	r.line(b, "crossorigin", r.attribute()+": "+r.State)
	r.line(b, "request", r.request())
	r.line(b, "credentials", r.sent())
	if r.Tainting != nil && *r.Tainting != "none" {
		r.line(b, "response", response(*r.Tainting))
	}
	if len(r.Steps) > 0 {
		b.WriteString("  Steps\n")
	}
	for i, s := range r.Steps {
		hang(b, fmt.Sprintf("  %2d. ", i+1), s.Says+" ["+s.Standard+report.Step(s.Step)+"]")
		b.WriteString("      " + paint.In(report.Faint, s.URL) + "\n")
	}
	if len(r.Notes) > 0 {
		b.WriteString("  Notes\n")
	}
	for _, n := range r.Notes {
		hang(b, "    - ", n)
	}
}

func (r *resolution) line(b *bytes.Buffer, name, value string) {
	hang(b, fmt.Sprintf("  %-12s ", name), value)
}

func (r *resolution) attribute() string {
	switch {
	case r.Crossorigin == nil:
		return "none"
	case *r.Crossorigin == "":
		return "empty"
	}
	return fmt.Sprintf("%q", *r.Crossorigin)
}

func (r *resolution) request() string {
	if r.Mode == nil {
		return "none"
	}
	destination := "not specified"
	if r.Destination != nil {
		destination = *r.Destination
		if destination == "" {
			destination = "empty"
		}
	}
	return fmt.Sprintf("mode %s, credentials mode %s, destination %s", *r.Mode, *r.Credentials, destination)
}

func (r *resolution) sent() string {
	connection := r.Effect == "connection"
	switch {
	case r.CredentialsSent == nil && r.Mode == nil:
		return "none are sent"
	case r.CredentialsSent == nil:
		return "not known"
	case connection && *r.CredentialsSent:
		return "a connection for requests with credentials"
	case connection:
		return "a connection for requests without credentials"
	case *r.CredentialsSent:
		return "sent"
	}
	return "not sent"
}

func response(tainting string) string {
	switch tainting {
	case "error":
		return "a network error: blocked"
	case "cors":
		return "cors: readable when the server allows the origin, else blocked"
	case "opaque":
		return "opaque: usable, not readable"
	}
	return tainting + ": readable"
}

// hang writes text behind a first indent, wrapped, with further lines below
// its start.
func hang(b *bytes.Buffer, indent, text string) {
	for i, line := range report.Wrap(text, width-len(indent)) {
		if i > 0 {
			indent = strings.Repeat(" ", len(indent))
		}
		b.WriteString(indent + line + "\n")
	}
}
