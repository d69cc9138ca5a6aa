package edit

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestUnified(t *testing.T) {
	const want = `diff --git a/public/index.html b/public/index.html
--- a/public/index.html
+++ b/public/index.html
@@ -1,3 +1,3 @@
 a
-b
+B
 c
`
	got := Unified("public/index.html", []byte("a\nb\nc\n"), []byte("a\nB\nc\n"))
	if string(got) != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if got := Unified("x", []byte("a"), []byte("a")); got != nil {
		t.Errorf("no change gives %q", got)
	}
}

func TestUnifiedIsAppliedByGit(t *testing.T) {
	for _, test := range []struct{ name, file, old, new string }{
		{"plain", "index.html", "a\nb\nc\n", "a\nx\nc\n"},
		{"in a folder", "a b/c d.html", "a\n", "b\n"},
		{"quotes and controls in the name", "q\"\\\tx\x01.html", "a\n", "b\n"},
		{"not ASCII", "é 日本.html", "a\n", "b\n"},
		{"no line feed at the end", "f", "a\nb", "a\nc"},
		{"line feed added", "f", "a\nb", "a\nb\n"},
		{"CRLF, byte order mark, broken UTF-8", "f", "\xef\xbb\xbfa\r\nb\xff\r\n", "\xef\xbb\xbfa\r\nB\xff\r\n"},
		{"far apart", "f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n", "one\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\ntwelve\n"},
		{"emptied", "f", "a\n", ""},
		{"filled", "f", "", "a\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			path := filepath.Join(dir, test.file)
			if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(test.old), 0o666); err != nil {
				t.Fatal(err)
			}
			patch := Unified(filepath.FromSlash(test.file), []byte(test.old), []byte(test.new))
			cmd := exec.Command("git", "apply", "--whitespace=nowarn", "-")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GIT_CEILING_DIRECTORIES="+filepath.Dir(dir), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
			cmd.Stdin = bytes.NewReader(patch)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("git apply: %v\n%s\n%s", err, out, patch)
			}
			got, err := os.ReadFile(path)
			if err != nil || string(got) != test.new {
				t.Errorf("git made %q (%v) of\n%s", got, err, patch)
			}
		})
	}
}
