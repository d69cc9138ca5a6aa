package conformance

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/remote"
)

// Manifests shows the rows of manifests. Chromium fetches a manifest when
// something asks for it, such as the button that installs the page; here it is
// DevTools that asks, in a tab of its own.
func (s *Session) Manifests(ctx context.Context, rows []*Row) error {
	address, err := s.process.devTools()
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(ctx, 2*time.Minute)
	defer stop()
	browser, stop := remote.NewAllocator(ctx, address, remote.NoModifyURL)
	defer stop()
	tab, stop := chromedp.NewContext(browser)
	defer stop()
	for _, r := range rows {
		t := triggers[r.Vector.Context]
		if t.place != byDevTool || r.Unobservable != "" {
			continue
		}
		url := r.target(s.Lab, &t, s.next())
		// A page that leaves reports nothing and does not go on either.
		j := s.Lab.add(&Page{Name: r.Vector.String(), Leaves: true, Head: t.fill(r.Vector, r.Number, url)})
		if _, err := chromedp.Run(tab, chromedp.Navigate(s.Lab.address(j))); err != nil {
			return fmt.Errorf("%v: visiting the page: %w", r.Vector, err)
		}
		_, err := chromedp.Call(tab, page.GetAppManifest, page.GetAppManifestParams{})
		if err != nil {
			return fmt.Errorf("%v: asking for the manifest: %w", r.Vector, err)
		}
		r.Seen = sights(s.Lab.Requests(r.token))
	}
	return nil
}

// devTools returns the address that Chromium's DevTools listens at, which it
// writes into its profile.
func (p *Process) devTools() (string, error) {
	data, err := os.ReadFile(filepath.Join(p.Profile, "DevToolsActivePort"))
	if err != nil {
		return "", fmt.Errorf("finding DevTools: %w", err)
	}
	port, path, ok := strings.Cut(strings.TrimSpace(string(data)), "\n")
	if !ok {
		return "", fmt.Errorf("DevToolsActivePort says %q, expected a port and a path", data)
	}
	return "ws://127.0.0.1:" + port + path, nil
}
