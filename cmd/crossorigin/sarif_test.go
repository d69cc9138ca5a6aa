package main

import (
	"encoding/json"
	"os"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sarif FILE checks a report against testdata/sarif.schema.json, which
// restates what SARIF 2.1.0 asks of the parts that are written here.
func validSARIF(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: sarif FILE")
	}
	compiler := jsonschema.NewCompiler()
	schema, err := os.ReadFile(schemaFile)
	ts.Check(err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(schema)))
	ts.Check(err)
	ts.Check(compiler.AddResource("sarif.json", doc))
	compiled, err := compiler.Compile("sarif.json")
	ts.Check(err)
	var report any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &report))
	ts.Check(compiled.Validate(report))
}
