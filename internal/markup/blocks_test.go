package markup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestMarks compares looking at a block with going from byte to byte.
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
		var got, want marks
		got.look(&src, 'i', 'n')
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
				{&want.letters, isLetter(c)},
				{&want.head, c|' ' == 'i' && src[i+1]|' ' == 'n'},
			} {
				if m.set {
					*m.mark |= 1 << i
				}
			}
		}
		if got != want {
			t.Fatalf("%q:\n got %x\nwant %x", src, got, want)
		}
	}
}

// TestSkimBlocks compares both ways to pass over tags.
func TestSkimBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	stopped := 0
	for range 40000 {
		var src []byte
		for range 1 + random.IntN(60) {
			from := skimmable
			if random.IntN(32) == 0 {
				from = skimPieces
			}
			src = append(src, from[random.IntN(len(from))]...)
		}
		if next, open := compareBlocks(t, src); open && next > 2*block {
			stopped++
		}
	}
	if stopped < 1000 {
		t.Errorf("only %d sources are stopped in behind two blocks", stopped)
	}
}

func compareBlocks(t *testing.T, src []byte) (next int, open bool) {
	t.Helper()
	next, open = skimBlocks(src, skimmed.starts, 'c', 'r')
	wantNext, wantOpen := skimBlocksSlow(src, skimmed.starts, 'c', 'r')
	if next != wantNext || open != wantOpen {
		t.Fatalf("%q: %d %t, want %d %t", src, next, open, wantNext, wantOpen)
	}
	return next, open
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

var skimmable = []string{
	"<p>", "</p>", "<a href=\"/x\">", "<div class=\"x y z\">", "<em id=x title=\"it's\">", "<br />", "<B>", "</b >", "<span\nhidden>", "<q cite=/a/b>",
	" ", "\"", "'", "=", "/", "text that goes on for a while, and what crosses blocks ", "<a title=\"a = b\"data-x=\"1\" data-y>",
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
	compareBlocks(t, src)
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
