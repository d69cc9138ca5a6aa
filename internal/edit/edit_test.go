package edit

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestApply(t *testing.T) {
	for _, test := range []struct {
		name, src string
		edits     []Edit
		want      string
	}{
		{"nothing", "abc", nil, "abc"},
		{"empty source", "", []Edit{{0, 0, "x"}}, "x"},
		{"insert", "abc", []Edit{{1, 1, "x"}}, "axbc"},
		{"insert at both ends", "abc", []Edit{{3, 3, "y"}, {0, 0, "x"}}, "xabcy"},
		{"replace", "abc", []Edit{{1, 2, "xyz"}}, "axyzc"},
		{"delete all", "abc", []Edit{{0, 3, ""}}, ""},
		{"any order", "abcdef", []Edit{{4, 5, "E"}, {0, 1, "A"}, {2, 3, "C"}}, "AbCdEf"},
		{"insertions at one place keep their order", "ab", []Edit{{1, 1, "1"}, {1, 1, "2"}, {1, 1, "3"}}, "a123b"},
		{"insertion goes before a replacement", "abc", []Edit{{1, 2, "B"}, {1, 1, "x"}}, "axBc"},
		{"adjoining replacements", "abcd", []Edit{{2, 3, "C"}, {1, 2, "B"}}, "aBCd"},
		{"insertion at the end of a replacement", "abc", []Edit{{1, 1, ""}, {2, 2, "x"}, {1, 2, "B"}}, "aBxc"},
		{"CRLF, byte order mark and broken UTF-8 stay", "\xef\xbb\xbfa\r\n\xff\xe2\x82\r\x00z", []Edit{{3, 4, "b"}}, "\xef\xbb\xbfb\r\n\xff\xe2\x82\r\x00z"},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := []byte(test.src)
			edits := slices.Clone(test.edits)
			got, err := Apply(src, edits)
			if err != nil || string(got) != test.want {
				t.Errorf("got %q, %v, want %q", got, err, test.want)
			}
			if string(src) != test.src || !slices.Equal(edits, test.edits) {
				t.Errorf("Apply changed its arguments: %q, %v", src, edits)
			}
		})
	}
}

func TestApplyRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		edits []Edit
		want  []string // parts of the message
	}{
		{"overlap", []Edit{{2, 4, "x"}, {0, 3, "y"}}, []string{`replace [0,3) by "y"`, `replace [2,4) by "x"`, "overlap"}},
		{"same range twice", []Edit{{1, 2, "x"}, {1, 2, "y"}}, []string{"overlap", `"x"`, `"y"`}},
		{"insertion inside a replacement", []Edit{{1, 3, "x"}, {2, 2, "y"}}, []string{"overlap", `insert "y" at 2`}},
		{"before the source", []Edit{{-1, 0, ""}}, []string{"out of range", "-1"}},
		{"behind the source", []Edit{{4, 6, "x"}}, []string{"out of range", "[4,6)", "5 bytes"}},
		{"turned round", []Edit{{3, 2, "x"}}, []string{"out of range"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Apply([]byte("abcde"), test.edits)
			if err == nil {
				t.Fatalf("no error, result %q", got)
			}
			for _, part := range test.want {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
		})
	}
}

// decodeEdits makes edits, some of them wrong, from fuzz input.
func decodeEdits(data []byte) (edits []Edit) {
	for ; len(data) >= 3; data = data[3:] {
		start := int(data[0]) - 2
		edits = append(edits, Edit{start, start + int(data[1]%8) - 1, strings.Repeat(string(rune('A'+data[2]%26)), int(data[2]%4))})
	}
	return edits
}

func FuzzApply(f *testing.F) {
	f.Add([]byte("a\r\nb\xff"), []byte{2, 1, 1, 4, 3, 2})
	f.Add([]byte("0123456789"), []byte{10, 1, 1, 3, 4, 5, 3, 1, 9})
	f.Fuzz(func(t *testing.T, src, data []byte) {
		edits := decodeEdits(data)
		got, err := Apply(src, edits)
		valid := true
		for i, a := range edits {
			valid = valid && 0 <= a.Start && a.Start <= a.End && a.End <= len(src)
			for _, b := range edits[:i] {
				empty := a.Start == a.End && b.Start == b.End
				valid = valid && (empty || a.Start >= b.End || b.Start >= a.End)
			}
		}
		if valid != (err == nil) {
			t.Fatalf("%q %v: error %v, but the edits are valid: %v", src, edits, err, valid)
		}
		if err == nil {
			if want := applyByByte(src, edits); !bytes.Equal(got, want) {
				t.Fatalf("%q %v: got %q, want %q", src, edits, got, want)
			}
		}
	})
}

// applyByByte says the same as Apply in other words: at each place the
// insertions there come first, then what replaces the byte, or the byte.
func applyByByte(src []byte, edits []Edit) []byte {
	var out []byte
	for i := range len(src) + 1 {
		kept := i < len(src)
		for _, e := range edits {
			if e.Start == i && e.End == i {
				out = append(out, e.Text...)
			}
		}
		for _, e := range edits {
			if e.Start == i && e.End > i {
				out = append(out, e.Text...)
			}
			kept = kept && (i < e.Start || i >= e.End)
		}
		if kept {
			out = append(out, src[i])
		}
	}
	return out
}
