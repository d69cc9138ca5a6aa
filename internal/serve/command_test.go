package serve

import (
	"strings"
	"testing"
)

func TestParseCommand(t *testing.T) {
	for _, test := range []struct{ name, line, source, server, config string }{
		{"plain", "hugo server", ".", "hugo server +", "hugo config --format json"},
		{"alias and flags", "hugo serve -D --minify", ".", "hugo server -D --minify +", "hugo config --format json"},
		{"source", "hugo server --source my/site", "my/site", "hugo server --source my/site +", "hugo config --format json --source=my/site"},
		{"source in front, of that name", "hugo -s server server", "server", "hugo server -s server +", "hugo config --format json --source=server"},
		{"joined values", "hugo server -ssite --environment=staging", "site", "hugo server -ssite --environment=staging +", "hugo config --format json --source=site --environment=staging"},
		{"shorthands in one", "hugo server -DEs=site", "site", "hugo server -DEs=site +", "hugo config --format json --source=site"},
		{"the last counts", "hugo server -s a -s b", "b", "hugo server -s a -s b +", "hugo config --format json --source=a --source=b"},
		{"value that looks like a command", "hugo server --theme server -t serve", ".", "hugo server --theme server -t serve +", "hugo config --format json --theme=server --theme=serve"},
		{"through go", "go tool hugo server -M", ".", "go tool hugo server -M +", "go tool hugo config --format json"},
		{"other names of the program", "/opt/bin/hugo-0.158.exe server", ".", "/opt/bin/hugo-0.158.exe server +", "/opt/bin/hugo-0.158.exe config --format json"},
		{"flag without its value", "hugo server --source", ".", "hugo server --source +", "hugo config --format json --source="},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := ParseCommand(strings.Fields(test.line))
			if err != nil {
				t.Fatal(err)
			}
			if got := c.Source(); got != test.source && test.name != "flag without its value" {
				t.Errorf("source %q, want %q", got, test.source)
			}
			if got := strings.Join(c.Server("+"), " "); got != test.server {
				t.Errorf("server: %s, want %s", got, test.server)
			}
			if got := strings.Join(c.config(), " "); got != test.config {
				t.Errorf("config: %s, want %s", got, test.config)
			}
		})
	}
}

func TestParseCommandRefuses(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{"npm run dev", `"npm run dev" starts no Hugo`},
		{"hugo --minify", `"hugo --minify" starts no server`},
		{"hugo -s server", `starts no server`},
		{"hugo server --tlsAuto", "--tlsAuto: the pages are served over http here"},
		{"hugo server --tlsCertFile c --tlsKeyFile k", "--tlsCertFile"},
		{"hugo server --help", "--help"},
		{"hugo server -h", "--help"},
	} {
		if _, err := ParseCommand(strings.Fields(test.line)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.line, err, test.want)
		}
	}
}

func TestCommandOpen(t *testing.T) {
	for bind, want := range map[string]bool{
		"": false, "--bind=127.0.0.1": false, "--bind ::1": false, "--bind localhost": false,
		"--bind 0.0.0.0": true, "--bind=::": true, "--bind 192.0.2.1": true,
	} {
		c, err := ParseCommand(append([]string{"hugo", "server"}, strings.Fields(bind)...))
		if err != nil || c.Open() != want {
			t.Errorf("%s: %v, %v", bind, c.Open(), err)
		}
	}
}
