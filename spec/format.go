package spec

import "regexp"

// Format is how a string of the encoding is written.
type Format struct {
	Pattern string // a regular expression, of Go and of JSON Schema alike
	Want    string // what the pattern asks for, in words
	regexp  *regexp.Regexp
}

// Formats are the formats that fields of the model name in their format tag.
var Formats = map[string]*Format{
	"id":         format(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`, "lowercase words joined by hyphens"),
	"url":        format(`^https://[^\s"<>]+$`, "an https URL"),
	"repository": format(`^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$`, "owner/name"),
	"commit":     format(`^[0-9a-f]{40}$`, "40 hexadecimal digits"),
	"date":       format(`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`, "YYYY-MM-DD"),
	"anchor":     format(`^[^\s"<>#]*#[^\s"<>#]+$`, "page#fragment"),
	"step":       format(`^[0-9]+(\.[0-9]+)*(–[0-9]+(\.[0-9]+)*)?$`, `a step such as 19, 10.1 or 3–4`),
	"keyword":    format(`^[^\sA-Z]+$`, "lowercase without blanks"),
	"host":       format(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$`, "a host name in lowercase, without scheme and port"),
	"text":       format(`\S`, "some text"),
	"release":    format(`^[0-9]+(\.[0-9]+)*$`, "a version number"),
	"support":    format(`^(no|preview|≤?[0-9.]+(–[0-9.]+)?)( \([^()]+\))?$`, `a version, a range such as 16–18, no or preview, and remarks in parentheses`),
}

func format(pattern, want string) *Format {
	return &Format{pattern, want, regexp.MustCompile(pattern)}
}
