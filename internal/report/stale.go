package report

import "fmt"

// maxStale is how many stale copies are told by name where findings are joined:
// whoever has that many has forgotten them all.
const maxStale = 5

// StaleNotes returns a note for each compressed copy that is not what the file
// beside it is, all when they are not to be joined.
func StaleNotes(copies []string, group bool) (notes []string) {
	for i, name := range copies {
		if group && i == maxStale-1 && len(copies) > maxStale {
			return append(notes, fmt.Sprintf("stale: %d more compressed copies; --group=false names them", len(copies)-i))
		}
		notes = append(notes, name+": stale: a compressed copy that is not what the page is: make it anew, or remove it")
	}
	return notes
}
