package page

import "github.com/hugo-crossorigin/crossorigin/internal/markup"

// TrapKind is the way in which an attribute of a template gets lost.
type TrapKind uint8

const (
	// TrapFiltered is an action that prints crossorigin in the place of an
	// attribute name, which html/template replaces.
	TrapFiltered TrapKind = iota
	// TrapJoined is a crossorigin that trim markers join to its neighbour.
	TrapJoined
	// TrapNoHash is an action that prints the integrity of a resource without
	// a fingerprint.
	TrapNoHash
)

// Trap is an attribute that a template does not render as its author meant it.
type Trap struct {
	Kind TrapKind
	Span markup.Span // of the action, or of the name
}
