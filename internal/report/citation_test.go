package report

import "testing"

func TestStep(t *testing.T) {
	for step, want := range map[string]string{
		"":        "",
		"3":       ", step 3",
		"33.11":   ", step 33.11",
		"3–5":     ", steps 3–5",
		"5.5, 12": ", steps 5.5, 12",
	} {
		if got := Step(step); got != want {
			t.Errorf("Step(%q) = %q, want %q", step, got, want)
		}
	}
}
