package report

// Paint colours text for a terminal, or leaves it alone when false.
type Paint bool

// Colours, as SGR parameters (ECMA-48, 8.3.117).
const (
	Bold   = "1"
	Faint  = "2"
	red    = "1;31"
	green  = "32"
	yellow = "33"
	cyan   = "36"
	plain  = "0"
)

// In returns s in a colour.
func (p Paint) In(colour, s string) string {
	if !p || s == "" {
		return s
	}
	return "\x1b[" + colour + "m" + s + "\x1b[" + plain + "m"
}

// Diff colours one line of a unified diff.
func (p Paint) Diff(line string) string {
	if line == "" {
		return line
	}
	switch line[0] {
	case '+':
		return p.In(green, line)
	case '-':
		return p.In(red, line)
	case '@':
		return p.In(cyan, line)
	}
	return line
}
