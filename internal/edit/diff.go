package edit

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
)

// Unified returns the change of a file from old to new as a unified diff that
// "git apply" and "patch -p1" accept, nil when nothing changes. The name is
// the file's path from where the diff is to be applied.
func Unified(name string, old, new []byte) []byte {
	name = filepath.ToSlash(name)
	hunks := diff.Diff("old", old, "new", new)
	if hunks == nil {
		return nil
	}
	// Its own header of three lines knows nothing of names that need quoting.
	for range 3 {
		_, hunks, _ = bytes.Cut(hunks, []byte("\n"))
	}
	from, to := gitName("a/"+name), gitName("b/"+name)
	var b bytes.Buffer
	fmt.Fprintf(&b, "diff --git %s %s\n--- %s\n+++ %s\n", from, to, endMarked(from), endMarked(to))
	b.Write(hunks)
	return b.Bytes()
}

// gitName quotes a name as git does when it holds bytes that would end or
// garble a header line
// (https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath).
func gitName(name string) string {
	special := func(r rune) bool { return r < ' ' || r == '"' || r == '\\' || r == 0x7F }
	if strings.IndexFunc(name, special) < 0 {
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c == 0x7F:
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// endMarked ends a name with blanks in it by a tab, without which patch would
// take what follows the blank for a date.
func endMarked(name string) string {
	if strings.Contains(name, " ") && !strings.HasPrefix(name, `"`) {
		return name + "\t"
	}
	return name
}
