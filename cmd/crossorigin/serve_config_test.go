//go:build unix

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// configuredHugo answers as hugo config does with the file beside the script, and
// fails without it; as hugo server it does nothing.
const configuredHugo = `#!/bin/sh
case "$1" in
config) exec cat "$(dirname "$0")/hugo.json" ;;
server)
	trap 'exit 0' INT
	while :; do sleep 0.1; done
	;;
esac
`

// A change of the configuration counts with the next page, a wrong one is told
// with its place, and what held before does so on.
func TestServeReconfigures(t *testing.T) {
	const spelled = `{"baseurl": "https://example.org/sub/", "params": {"crossorigin": {"policies": {"spelling": %q}}}}`
	const anonymous, bare = `<link crossorigin="anonymous"`, "<link crossorigin "
	for _, test := range []struct {
		own   string // the file that the configuration is in
		steps []reconfiguration
	}{
		{own: "hugo.toml", steps: []reconfiguration{
			{"theme = 't'\n[params.crossorigin]\npolicies.spelling = 'bare'\n", fmt.Sprintf(spelled, "bare"), bare, ""},
			{"theme = 't'\n[params.crossorigin]\npolicies.spelling = 'anonymous'\n", fmt.Sprintf(spelled, "anonymous"), anonymous, holds},
			{"theme = 't'\n[params.crossorigin]\npolicies.spelling = 'bear'\n", fmt.Sprintf(spelled, "bear"), anonymous, `:3:21: policies.spelling is "bear", expected `},
			{"theme = 't'\n[params.crossorigin\n", "", anonymous, ":2:"},
			{"theme = 't'\n[params.crossorigin]\npolicies.spelling = 'anonymous'\n", fmt.Sprintf(spelled, "anonymous"), anonymous, holds},
			{"theme = 't'\n[params.crossorigin]\npolicies.spelling = 'bare'\n", fmt.Sprintf(spelled, "bare"), bare, holds},
		}},
		{own: "config/_default/params.toml", steps: []reconfiguration{
			{"[crossorigin]\npolicies.spelling = 'bare'\n", fmt.Sprintf(spelled, "bare"), bare, ""},
			{"[crossorigin]\npolicies.spelling = 'bear'\n", fmt.Sprintf(spelled, "bear"), bare, `:2:21: policies.spelling is "bear", expected `},
			{"[crossorigin]\npolicies.spelling = 'anonymous'\n", fmt.Sprintf(spelled, "anonymous"), anonymous, holds},
		}},
		{own: "config/development/params.toml", steps: []reconfiguration{
			{"", fmt.Sprintf(spelled, "bare"), bare, ""}, // the folder is new
			{"[crossorigin]\npolicies.spelling = 'anonymous'\n", fmt.Sprintf(spelled, "anonymous"), anonymous, holds},
		}},
		{own: "themes/t/config/_default/params.toml", steps: []reconfiguration{
			{"[crossorigin]\npolicies.spelling = 'bare'\n", fmt.Sprintf(spelled, "bare"), bare, ""},
			{"[crossorigin]\npolicies.spelling = 'anonymous'\n", fmt.Sprintf(spelled, "anonymous"), anonymous, holds},
			{"[crossorigin]\npolicies.spelling = 'bear'\n", fmt.Sprintf(spelled, "bear"), anonymous, `:2:21: policies.spelling is "bear", expected `},
		}},
		{own: "crossorigin.toml", steps: []reconfiguration{
			{"", fmt.Sprintf(spelled, "bare"), bare, ""},
			{"policies.spelling = 'anonymous'\n", fmt.Sprintf(spelled, "bare"), anonymous, holds},
			{"policies.spelling = 'bear'\n", fmt.Sprintf(spelled, "bare"), anonymous, `:1:21: policies.spelling is "bear", expected `},
		}},
	} {
		for _, started := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, started %v", test.own, started), func(t *testing.T) {
				root := t.TempDir()
				put := func(name, text string) string {
					name = filepath.Join(root, filepath.FromSlash(name))
					if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
						t.Fatal(err)
					}
					if text == "" {
						os.Remove(name)
					} else if err := os.WriteFile(name, []byte(text), 0o777); err != nil {
						t.Fatal(err)
					}
					return name
				}
				hugo := put("hugo", configuredHugo)
				put("hugo.toml", "theme = 't'\n")
				if strings.HasPrefix(test.own, "c") && !started { // Hugo is not asked
					put("hugo.toml", "[params.crossorigin]\npolicies.spelling = 'bare'\n")
				}
				put("themes/t/theme.toml", "name = 't'\n")
				var s *serving
				base := ""
				for i, step := range test.steps {
					own := put(test.own, step.own)
					put("hugo.json", step.hugo)
					if s == nil {
						upstream := startSite(t)
						if started {
							s = startServe(t, "--overlay=false", "--", hugo, "server", "--source", root, "--port", upstream.Port())
						} else {
							t.Chdir(root)
							s = startServe(t, "--overlay=false", "--upstream", upstream.String()+"/sub/")
						}
						base = s.wait(t, `annotating (http://localhost:\d+/sub/), in front of `)
					}
					told := len(s.String())
					for range 2 { // the second page brings no news
						if got := getPage(t, base); !strings.Contains(got, step.page) {
							t.Errorf("step %d: got %s, want %s", i, got, step.page)
						}
					}
					said := s.String()[told:]
					want := step.said
					if strings.HasPrefix(want, ":") {
						want = filepath.Base(own) + want
					}
					if !strings.Contains(said, want) || strings.Count(said, "the configuration has changed") != min(len(want), 1) {
						t.Errorf("step %d: %q is said, want once %q", i, said, want)
					}
				}
				s.cancel()
				if err := <-s.ended; err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// reconfiguration is a change of a site: its own file, what Hugo then says ("" if
// it fails), and what is to be on the page and in the terminal.
type reconfiguration struct{ own, hugo, page, said string }

const holds = "the configuration has changed; it holds from here on\n"
