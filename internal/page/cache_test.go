package page

import (
	"fmt"
	"sync"
	"testing"
)

// TestCacheConcurrently is of use with the race detector.
func TestCacheConcurrently(t *testing.T) {
	o := Options{URL: "https://example.org/", Cache: &Cache{}, Local: func(string) ([]byte, bool) {
		return []byte(`@import "b.css"; @font-face { src: url(a.woff2) }`), true
	}}
	const src = `<link rel=stylesheet href=/a.css><style>p { background: url(/b%20.png) }</style><script>fetch("/c d")</script><img src="//example.org:443/x">`
	var wait sync.WaitGroup
	results := make([]string, 8)
	for i := range results {
		wait.Go(func() {
			p := ParseHTML([]byte(src), o)
			styles, _ := p.Styles()
			scripts, _ := p.Scripts()
			p.Size(p.Fetches[0].Ref())
			results[i] = show(p.Fetches) + show(styles) + show(scripts)
		})
	}
	wait.Wait()
	for _, r := range results {
		if r != results[0] {
			t.Errorf("got\n%swant\n%s", r, results[0])
		}
	}
}

func TestMemoIsBounded(t *testing.T) {
	var m memo[int]
	calls := 0
	length := func(text []byte) int { calls++; return len(text) }
	for i := range 2 * maxMemos {
		text := []byte(fmt.Sprint("text ", i))
		for range 2 {
			if got := m.of(text, length); got != len(text) {
				t.Errorf("%s: %d", text, got)
			}
		}
	}
	if len(m.made) != maxMemos || calls != 3*maxMemos {
		t.Errorf("%d texts kept, %d made", len(m.made), calls)
	}
	if m.of(make([]byte, maxMemoText+1), length); len(m.made) != maxMemos {
		t.Error("a long text was kept")
	}
}

func TestKeptIsBounded(t *testing.T) {
	var k kept[urlKey, int]
	for i := range 5 {
		k.put(urlKey{"https://example.org", fmt.Sprint(i)}, i, 3)
	}
	for i := range 5 {
		if v, ok := k.get(urlKey{"https://example.org", fmt.Sprint(i)}); ok != (i < 3) || ok && v != i {
			t.Errorf("%d: %d %v", i, v, ok)
		}
	}
}
