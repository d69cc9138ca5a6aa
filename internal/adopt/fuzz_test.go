package adopt

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

var syntaxes = [...]string{"hugo.toml", "hugo.yaml", "hugo.json"}

// FuzzChange makes the changes in files of every syntax. What they mean is
// proven by the changes themselves; here they must not fail, and must not touch
// a byte of the file.
func FuzzChange(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range txtar.Parse(src).Files {
			for i := range syntaxes {
				f.Add(i, file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, i int, src []byte) {
		if i < 0 || i >= len(syntaxes) {
			return
		}
		for _, inside := range [][]string{nil, {"module"}} {
			file := &source{name: syntaxes[i], src: src, now: src, format: formatOf(syntaxes[i]), inside: inside}
			if _, err := hugosite.Decode(file.name, src); err != nil {
				return
			}
			file.addImport()
			file.explainParams()
			if !subsequence(src, file.now) {
				t.Fatalf("%q became %q", src, file.now)
			}
		}
	})
}

// subsequence says whether all bytes of a are in b, in their order.
func subsequence(a, b []byte) bool {
	for _, c := range a {
		at := bytes.IndexByte(b, c)
		if at < 0 {
			return false
		}
		b = b[at+1:]
	}
	return true
}
