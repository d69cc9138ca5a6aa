package adopt

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/hugo-crossorigin/crossorigin/internal/hugosite"
)

// expand puts explanations in the place of the lines that name them.
func expand(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	for line := range strings.Lines(string(data)) {
		words := strings.Fields(line)
		switch {
		case len(words) < 3 || words[0] != "EXPLAIN":
			b.WriteString(line)
		case words[1] == "TOML":
			b.WriteString(explanationTOML(words[2]))
		case words[1] == "YAML":
			indent, err := strconv.Atoi(words[2])
			if err != nil {
				t.Fatal(err)
			}
			b.WriteString(explanationYAML(words[3:], indent))
		}
	}
	return b.Bytes()
}

// unpack writes the files of an archive below prefix to a new folder.
func unpack(t *testing.T, a *txtar.Archive, change func([]byte) []byte) (root string) {
	t.Helper()
	root = t.TempDir()
	for _, f := range a.Files {
		name, ok := strings.CutPrefix(f.Name, "site/")
		if !ok {
			continue
		}
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, change(f.Data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// isOwnHook tells the note that TestLayouts is about.
func isOwnHook(note string) bool { return note == ownHook }

func same(data []byte) []byte { return data }

// TestNew works out the plans of the sites in testdata, makes the changes and
// sees to it that nothing is left to change.
func TestNew(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) < 20 {
		t.Fatalf("%d archives, %v", len(archives), err)
	}
	windows := func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) }
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(name), ".txtar")
		t.Run(base, func(t *testing.T) { testNew(t, a, same) })
		t.Run(base+" with CRLF", func(t *testing.T) { testNew(t, a, windows) })
	}
}

func testNew(t *testing.T, a *txtar.Archive, change func([]byte) []byte) {
	root := unpack(t, a, change)
	p, err := New(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	want, notes := map[string]string{}, ""
	copied := map[string]bool{}
	for _, c := range p.Changes {
		copied[c.File] = c.From != ""
	}
	for _, f := range a.Files {
		if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
			data := expand(t, f.Data)
			if info, err := os.Stat(filepath.Join(root, filepath.FromSlash(name))); copied[name] || err == nil && info.Size() > 0 {
				data = change(data)
			}
			want[name] = string(data)
		}
		if f.Name == "notes" {
			notes = string(f.Data)
		}
	}
	got := map[string]string{}
	for _, c := range p.Changes {
		got[c.File] = string(c.New)
	}
	if !maps.Equal(got, want) {
		for name := range want {
			t.Errorf("%s: got\n%q\nwant\n%q", name, got[name], want[name])
		}
		for name := range got {
			if _, ok := want[name]; !ok {
				t.Errorf("%s: changed to\n%q", name, got[name])
			}
		}
	}
	if got := strings.Join(append(slices.DeleteFunc(p.Notes, isOwnHook), ""), "\n"); got != notes {
		t.Errorf("notes: got\n%s\nwant\n%s", got, notes)
	}

	if err := p.Write(); err != nil {
		t.Fatal(err)
	}
	for name, data := range want {
		if written, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name))); err != nil || string(written) != data {
			t.Errorf("%s holds %q, %v", name, written, err)
		}
	}
	if again, err := New(root, nil); err != nil || len(again.Changes) > 0 {
		t.Errorf("there is more to change: %+v, %v", again, err)
	}
}

func TestNewRefuses(t *testing.T) {
	for _, test := range []struct {
		name, site string
		no         bool // no site
		want       string
	}{
		{"empty folder", "", true, "no Hugo site: expected hugo.toml"},
		{"another program's", "-- site/config.toml --\nbase_url = \"https://example.org\"\n", true, "no Hugo site"},
		{"folder without configuration", "-- site/config/_default/readme.md --\n", true, "no Hugo site"},
		{"broken TOML", "-- site/hugo.toml --\ntitle = \"a\"\n\ntitle =\n", false, "hugo.toml:3:"},
		{"broken YAML", "-- site/hugo.yaml --\ntitle: a\nb: [\n", false, "hugo.yaml:2:1: yaml: "},
		{"YAML that is no mapping", "-- site/hugo.yaml --\n- a\n", false, "hugo.yaml:1:1: yaml: cannot unmarshal"},
		{"broken JSON", "-- site/hugo.json --\n{\n  \"title\": }\n", false, "hugo.json:2:12: "},
		{"JSON with more", "-- site/hugo.json --\n{}\n{}\n", false, "more than one value"},
		{"broken file in the folder", "-- site/hugo.toml --\n-- site/config/_default/params.toml --\n= 1\n", false, "params.toml:1:1: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := unpack(t, txtar.Parse([]byte(test.site)), same)
			_, err := New(root, nil)
			if err == nil || errors.Is(err, hugosite.ErrNoSite) != test.no || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), root) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
	if _, err := New(filepath.Join(t.TempDir(), "missing"), nil); err == nil || !strings.Contains(err.Error(), "missing: no such folder") {
		t.Errorf("error %v", err)
	}
}
