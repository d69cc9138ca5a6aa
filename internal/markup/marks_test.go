package markup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMarks compares both ways to look at a block with one that goes from byte
// to byte.
func TestMarks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	const likely = "<>=\"'/ \n\t\x00\x1f!inIN@[`{\x7f\x80\xa0\xbc\xff"
	for range 20000 {
		var src [ahead]byte
		for i := range src {
			if src[i] = likely[random.IntN(len(likely))]; random.IntN(4) == 0 {
				src[i] = byte(random.Uint32())
			}
		}
		var fast, slow, want marks
		look(&fast, &src, 'n', 'i')
		lookSlow(&slow, &src, 'n', 'i')
		for i, c := range src[:block] {
			for _, m := range []struct {
				mark *uint64
				set  bool
			}{
				{&want.less, c == '<'},
				{&want.greater, c == '>'},
				{&want.equals, c == '='},
				{&want.quotes, c == '"'},
				{&want.apostrophes, c == '\''},
				{&want.slashes, c == '/'},
				{&want.blanks, isSpace(c)},
				{&want.last, c|' ' == 'n'},
				{&want.before, c|' ' == 'i'},
				{&want.letter1, isLetter(src[i+1])},
				{&want.letter2, isLetter(src[i+2])},
			} {
				if m.set {
					*m.mark |= 1 << i
				}
			}
		}
		if fast != want || slow != want {
			t.Fatalf("%q:\n fast %x\n slow %x\n want %x", src, fast, slow, want)
		}
	}
}

// TestSkim compares passing over tags with reading each, on sources of pieces
// that are hard to tell apart.
func TestSkim(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 40000 {
		var src []byte
		for range 1 + random.IntN(40) {
			src = append(src, skimPieces[random.IntN(len(skimPieces))]...)
		}
		compareSkim(t, src)
	}
}

// FuzzSkim is TestSkim for any source. Pieces in front move what is in it to
// other places of a block.
func FuzzSkim(f *testing.F) {
	for _, piece := range skimPieces {
		f.Add([]byte("<p>"+piece+"<img>"), uint8(1), uint8(3))
	}
	f.Fuzz(func(t *testing.T, src []byte, first, second uint8) {
		n := len(skimPieces)
		compareSkim(t, []byte(skimPieces[int(first)%n]+skimPieces[int(second)%n]+string(src)+skimPieces[int(first/2)%n]))
	})
}

var skimPieces = []string{
	"<p>", "</p>", "<a href=\"/x\">", "<a title='<img>'>", "<a title=\"a > b\">", "<div class=", "\"x y\"", "'x y'", "=", "\"", "'",
	">", "<", " ", "/", "/>", "<i", "<main>", "<b data-origin>", " crossorigin", " CROSSORIGIN=\"\"", " cross", "origin", "x=y=\"z",
	"<img src=a>", "<link rel=b>", "<script>", "</script>", "<svg>", "</svg>", "<path d=\"M0 0\"/>", "text that goes on for a while ",
	"<!-- ", "-->", "<!x>", "<?x>", "<li>", "<strong>", "a < b", "<5>", "</ >", "</>", "<e\x00>", "<é>", "<b\x01", "\x0b", "\x7f", "x=\"y>z\"", "\f", "\n", "\t=\t", "<noscript>", "</noscript>",
	"a long run of letters without any blanks: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz", "<video>", "</video>", "<template>", "</template>",
}

var (
	skimmed = NewNames("img", "link", "script", "image", "video").OrAttr("crossorigin")
	read    = func() *Names { n := *skimmed; n.skims = false; return &n }()
)

func compareSkim(t *testing.T, src []byte) {
	t.Helper()
	first, again, want := visited(src, skimmed), visited(src, skimmed), visited(src, read)
	if first != want || again != want {
		t.Fatalf("%q:\nfirst %s\nagain %s\n want %s", src, first, again, want)
	}
}

// visited tells what a scan reports.
func visited(src []byte, want *Names) string {
	var told strings.Builder
	Visit(src, want, Visitor{
		Tag:     func(t *Tag) bool { fmt.Fprintf(&told, "%+v\n", *t); return true },
		Comment: func(text Span) { fmt.Fprintln(&told, text) },
	})
	return told.String()
}
