package provenance

import (
	"slices"
	"testing"
)

func TestBefore(t *testing.T) {
	const was = `<!-- <a> --><img src=a><p>text</p><script src=b></script>`
	for _, test := range []struct {
		name, is string
		offsets  []int
		want     []int
	}{
		{"attributes added", `<!-- <a> --><img crossorigin src=a><p>text</p><script crossorigin src=b></script>`, []int{12, 30, 35, 39, 46, 70}, []int{12, 12, 23, -1, 34, 34}},
		{"unchanged", was, []int{12, 11, 0}, []int{12, -1, -1}},
		{"a tag more", `<link>` + was, []int{0}, nil},
		{"another tag", `<!-- <a> --><img src=a><b>text</b><script src=b></script>`, []int{12}, nil},
	} {
		if got := Before([]byte(was), []byte(test.is), test.offsets); !slices.Equal(got, test.want) || (got == nil) != (test.want == nil) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}
