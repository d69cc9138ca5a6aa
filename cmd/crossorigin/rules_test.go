package main

import (
	"bytes"
	"os"
	"testing"
)

// TestRulesTable compares the published documentation with the rules.
func TestRulesTable(t *testing.T) {
	var b bytes.Buffer
	documentRules(&b)
	published, err := os.ReadFile("../../tables/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), published) {
		t.Error("tables/rules.md is stale: run go generate ./cmd/crossorigin")
	}
}
