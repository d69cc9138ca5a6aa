package markup

// TrapKind is the way in which an attribute of a template gets lost.
type TrapKind uint8

const (
	// TrapFiltered is an action that prints crossorigin in the place of an
	// attribute name without safeHTMLAttr: html/template prints ZgotmplZ
	// instead, whatever value follows (https://pkg.go.dev/html/template#HTMLAttr).
	TrapFiltered TrapKind = iota
	// TrapJoined is a crossorigin that trim markers leave no white space in
	// front of, or behind: it is rendered as part of another name.
	TrapJoined
	// TrapNoHash is an action that prints .Data.Integrity of a resource which
	// no fingerprint was taken of: it prints nothing
	// (https://gohugo.io/functions/resources/fingerprint/).
	TrapNoHash
)

// Trap is an attribute that a template does not render as its author meant it.
type Trap struct {
	Kind TrapKind
	Span Span // of the action, or of the name
}
