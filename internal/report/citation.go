package report

import "strings"

// Step returns what follows the name of a standard to say which steps are
// meant: ", step 3", ", steps 3–5", or "" for prose without steps.
func Step(step string) string {
	switch {
	case step == "":
		return ""
	case strings.ContainsAny(step, "–,"):
		return ", steps " + step
	}
	return ", step " + step
}
