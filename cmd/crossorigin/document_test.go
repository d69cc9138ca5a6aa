package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTooManyConditions: a template that is not read in full is named, in the
// text and in the JSON report; one that is is not.
func TestTooManyConditions(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "layouts")
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for name, conditions := range map[string]int{"few.html": 200, "many.html": 400, "whole.html": 400} {
		var b strings.Builder
		start, end := `<script src="/a.js" type="`, `"></script>`
		if name == "whole.html" {
			start, end = "<script>", "</script>" // none of them is in a tag
		}
		b.WriteString(start + "{{ if .A }}module")
		for i := range conditions {
			fmt.Fprintf(&b, "{{ else if .X%d }}text/plain", i)
		}
		b.WriteString("{{ end }}" + end)
		if err := os.WriteFile(filepath.Join(dir, name), []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var text, report, errs bytes.Buffer
	run([]string{"check", dir}, streams{strings.NewReader(""), &text, &errs})
	run([]string{"check", "--format", "json", dir}, streams{strings.NewReader(""), &report, &errs})
	var parsed struct{ Summary struct{ Notes []string } }
	if err := json.Unmarshal(report.Bytes(), &parsed); err != nil || errs.Len() > 0 {
		t.Fatal(err, errs.String())
	}
	notes := parsed.Summary.Notes
	if len(notes) != 1 || !strings.HasPrefix(notes[0], filepath.Join(dir, "many.html")+" has too many conditions in its tags") || !strings.Contains(text.String(), notes[0]+"\n") {
		t.Errorf("%q\n%s", notes, text.String())
	}
}
