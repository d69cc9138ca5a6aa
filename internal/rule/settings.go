package rule

import "github.com/hugo-crossorigin/crossorigin/resolver"

// Settings are what a site says about itself and about the rules. The zero
// value, and nil, are the defaults.
type Settings struct {
	// Severity overrides the severity of all findings of a rule, by rule id.
	Severity map[string]Severity
	// Off names the rules that do not run.
	Off map[string]bool
	// Hosts overrides what is known of hosts, by host name; "*.example.com"
	// stands for every host below example.com.
	Hosts    map[string]resolver.Answer
	Policies Policies
	// Uncertain asks also for findings that depend on something the source
	// leaves open. They are of severity Info.
	Uncertain bool
	// Suppressions, if there are any, take note of those that are of use.
	Suppressions *Suppressions
}

// Policies switch rules on that not every site wants.
type Policies struct {
	// Authenticated: the site stands behind a login that its own requests
	// need cookies for.
	Authenticated bool
	// MutedErrors: errors in scripts of other origins must be readable.
	MutedErrors bool
	// Canvas: images and videos of other origins must be readable.
	Canvas bool
	// CrossOriginIsolated is the Cross-Origin-Embedder-Policy that the site
	// sends: "require-corp", "credentialless" or "" for none.
	CrossOriginIsolated string
	// IntegrityPolicy: the site sends Integrity-Policy with
	// blocked-destinations=(script).
	IntegrityPolicy bool
	// Spelling is how the Anonymous state is written: "anonymous"
	// (crossorigin="anonymous"), "bare" (crossorigin) or "" for either.
	Spelling string
}

// The names of the policies, as the configuration has them.
const (
	policyAuthenticated       = "authenticated"
	policyMutedErrors         = "mutedErrors"
	policyCanvas              = "canvas"
	policyCrossOriginIsolated = "crossOriginIsolated"
	policyIntegrityPolicy     = "integrityPolicy"
	policySpelling            = "spelling"
)

// runs says whether a rule is switched on.
func (s *Settings) runs(r *Rule) bool {
	if s.Off[r.ID] {
		return false
	}
	switch r.Policy {
	case policyAuthenticated:
		return s.Policies.Authenticated
	case policyMutedErrors:
		return s.Policies.MutedErrors
	case policyCanvas:
		return s.Policies.Canvas
	case policyCrossOriginIsolated:
		return s.Policies.CrossOriginIsolated != ""
	case policyIntegrityPolicy:
		return s.Policies.IntegrityPolicy
	case policySpelling:
		return s.Policies.Spelling != ""
	}
	return true
}
