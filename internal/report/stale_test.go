package report

import (
	"fmt"
	"strings"
	"testing"
)

func TestStaleNotes(t *testing.T) {
	tests := []struct {
		copies int
		group  bool
		notes  int
		last   string
	}{
		{0, true, 0, ""},
		{1, true, 1, "0.html.gz: stale: "},
		{5, true, 5, "4.html.gz: stale: "},
		{6, true, 5, "stale: 2 more compressed copies; "},
		{6, false, 6, "5.html.gz: stale: "},
	}
	for _, tt := range tests {
		var copies []string
		for i := range tt.copies {
			copies = append(copies, fmt.Sprintf("%d.html.gz", i))
		}
		notes := StaleNotes(copies, tt.group)
		if len(notes) != tt.notes || len(notes) > 0 && !strings.HasPrefix(notes[len(notes)-1], tt.last) {
			t.Errorf("%+v: %q", tt, notes)
		}
	}
}
