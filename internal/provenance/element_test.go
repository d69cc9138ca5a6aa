package provenance

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// What content files say that they fetch is compared with what fetches that.
func TestEach(t *testing.T) {
	var x Index
	for i := range 100 {
		x.AddContent(fmt.Sprintf("%d.md", i), "", fmt.Appendf(nil, `<img src="/%d.png" alt="a"><img src=" /a  b.png" alt="%d"><img alt="%[1]d">`, i, i))
	}
	for _, test := range []struct {
		tag  string
		want int // compared, and all without a source
	}{
		{`<img src="/7.png" alt="a">`, 101},
		{`<img class="c" src="/100.png">`, 100},
		{`<img src="/a b.png " alt="7">`, 200},
		{`<img src="/7.png" src="/8.png">`, 101},
		{`<img href="/7.png">`, 100},
		{`<img>`, 100},
	} {
		var seen []*candidate
		markup.Scan([]byte(test.tag), everyName, func(built *markup.Tag) bool {
			x.named("img").each(built, func(c *candidate) { seen = append(seen, c) })
			return false
		})
		all := len(seen)
		slices.SortFunc(seen, func(a, b *candidate) int { return a.Column - b.Column })
		if all != test.want || len(slices.Compact(seen)) != all {
			t.Errorf("%s: %d, expected %d, each once", test.tag, all, test.want)
		}
	}
	if got, want := placeOf(New(func(x *Index) { x.AddContent("a.md", "", []byte(`<img src=" /a  b.png" alt="7">`)) }), `<img src="/a b.png" alt="7">`, Page{}), "a.md:1:1"; got != want {
		t.Errorf("spaces: %q, expected %q", got, want)
	}
}

// An image whose text is its file's name is one image.
func TestImageNamedLikeItsText(t *testing.T) {
	s := New(func(x *Index) { x.AddContent("a.md", "", []byte("![a.png](/a.png)\n")) })
	if got := placeOf(s, `<img src="/a.png" alt="a.png">`, Page{}); got != "a.md:1:1" {
		t.Errorf("%q", got)
	}
}

// The text of content files is not kept: whether an image is one is asked of the
// file.
func TestImagesAreReadAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.md")
	place := func(after string) string {
		if err := os.WriteFile(file, []byte("\n![](/a.png)\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		s := New(func(x *Index) {
			x.ReadContent(file, "a.md", "")
			if err := os.WriteFile(file, []byte(after), 0o644); err != nil {
				t.Error(err)
			}
		})
		return placeOf(s, `<img src="/a.png" alt="">`, Page{})
	}
	if got := place("\n![](/a.png)\n"); got != "a.md:2:1" {
		t.Errorf("the same: %q", got)
	}
	if got := place("\n    ![](/a.png)\n"); got != "" {
		t.Errorf("code by now: %q", got)
	}
}
