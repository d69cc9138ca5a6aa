package adopt

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/config"
	"github.com/hugo-crossorigin/crossorigin/internal/report"
)

// title begins the explanation of the parameters, by which it is known.
const title = "What crossorigin may be told about this site."

// explained says whether a file has the explanation.
func explained(src []byte) bool { return bytes.Contains(src, []byte(title)) }

const help = title + " All of it is optional, and these are the defaults. To set a key, take the # off its line and off that of its table."

// width is the length of the lines of prose.
const width = 96

// prose writes text as lines that stay comments.
func prose(b *strings.Builder, margin, text string) {
	for _, line := range report.Wrap(text, width-len(margin+"## ")) {
		fmt.Fprintf(b, "%s## %s\n", margin, line)
	}
}

// entries goes through the keys by table, "" first.
func entries(each func(table, name, value, doc string)) {
	for _, k := range config.Keys() {
		table, name, nested := strings.Cut(k.Name, ".")
		if !nested {
			table, name = "", k.Name
		}
		doc, value := k.Doc, k.Default
		if k.Values != nil {
			var quoted []string
			for _, v := range k.Values {
				quoted = append(quoted, `"`+v+`"`)
			}
			doc += " One of " + strings.Join(quoted, ", ") + "."
		}
		if strings.HasPrefix(name, "<") { // the author chooses it
			name, value = `"`+name+`"`, `"`+k.Values[0]+`"`
		}
		each(table, name, value, doc)
	}
}

// explanationTOML writes the keys of a table as comments.
func explanationTOML(table string) string {
	var b strings.Builder
	prose(&b, "", help)
	fmt.Fprintf(&b, "# [%s]\n", table)
	in := ""
	entries(func(section, name, value, doc string) {
		if section != in {
			in = section
			fmt.Fprintf(&b, "# [%s.%s]\n", table, section)
		}
		prose(&b, "", doc)
		fmt.Fprintf(&b, "# %s = %s\n", name, value)
	})
	return b.String()
}

// explanationYAML writes the keys of a mapping as comments; the first of the
// keys that it is in is indented so far.
func explanationYAML(keys []string, indent int) string {
	var b strings.Builder
	margin := strings.Repeat(" ", indent)
	prose(&b, margin, help)
	depth := ""
	for _, key := range keys {
		fmt.Fprintf(&b, "%s# %s%s:\n", margin, depth, key)
		depth += "  "
	}
	in := ""
	entries(func(section, name, value, doc string) {
		deeper := ""
		if section != "" {
			deeper = "  "
		}
		if section != in {
			in = section
			fmt.Fprintf(&b, "%s# %s%s:\n", margin, depth, section)
		}
		prose(&b, margin, doc)
		fmt.Fprintf(&b, "%s# %s%s%s: %s\n", margin, depth, deeper, name, value)
	})
	return b.String()
}
