package markup

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// html5libFiles lists files of the html5lib test suite, which x/net/html
// carries in its module.
func html5libFiles(t *testing.T, pattern string) []string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "golang.org/x/net/html").Output()
	if err != nil {
		t.Fatalf("finding x/net/html: %v", err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(dir)), "testdata", pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("x/net/html has no testdata/%s any more", pattern)
	}
	return files
}

// tokenizerTest is one case of html5lib's tokenizer tests.
type tokenizerTest struct {
	Description   string
	Input         string
	Output        [][]any
	InitialStates []string
	LastStartTag  string
	DoubleEscaped bool
}

func TestHTML5LibTokenizer(t *testing.T) {
	ran := 0
	for _, file := range html5libFiles(t, "html5lib-tests/tokenizer/*.test") {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var suite struct{ Tests []tokenizerTest }
		if err := json.Unmarshal(source, &suite); err != nil {
			t.Fatal(err)
		}
		for _, test := range suite.Tests {
			if len(test.InitialStates) == 0 {
				test.InitialStates = []string{"Data state"}
			}
			for _, state := range test.InitialStates {
				if runTokenizerTest(t, filepath.Base(file), state, test) {
					ran++
				}
			}
		}
	}
	t.Logf("%d cases ran", ran)
	if ran < 6500 {
		t.Errorf("only %d cases ran, expected most of 6,976", ran)
	}
}

// runTokenizerTest checks one case in one initial state. It returns false for
// a case that a scanner with a tree cannot meet: bytes that are no UTF-8, and
// tags behind one that changes how the parser (but not the bare tokenizer)
// reads on.
func runTokenizerTest(t *testing.T, file, state string, test tokenizerTest) bool {
	input, ok := test.Input, true
	if test.DoubleEscaped {
		if input, ok = unescapeUTF16(input); !ok {
			return false
		}
	}
	prefix := map[string]string{
		"Data state":          "",
		"PLAINTEXT state":     "<plaintext>",
		"RCDATA state":        "<textarea>",
		"RAWTEXT state":       "<style>",
		"Script data state":   "<script>",
		"CDATA section state": "<svg><![CDATA[",
	}
	start, known := prefix[state]
	if !known {
		t.Fatalf("%s: unknown state %q", file, state)
	}
	if test.LastStartTag != "" && state != "Data state" {
		start = "<" + test.LastStartTag + ">"
	}

	var want []Tag
	for _, token := range test.Output {
		if token[0] != "StartTag" {
			continue
		}
		if len(want) > 0 && roles[want[len(want)-1].Name] != roleNone {
			return false
		}
		tag := Tag{Name: token[1].(string), SelfClosing: len(token) > 3}
		for name, value := range token[2].(map[string]any) {
			value := value.(string)
			if test.DoubleEscaped {
				name, _ = unescapeUTF16(name)
				value, _ = unescapeUTF16(value)
			}
			tag.Attrs = append(tag.Attrs, Attr{Name: name, Value: value})
		}
		if test.DoubleEscaped {
			tag.Name, _ = unescapeUTF16(tag.Name)
		}
		want = append(want, tag)
	}

	got := scanAll(start+input, EveryName())
	if start != "" {
		got = got[1:]
	}
	if len(got) != len(want) {
		t.Errorf("%s: %s (%s): %q: got %s, want %d tags", file, test.Description, state, input, show(start+input, got), len(want))
		return true
	}
	for i := range got {
		if got[i].Name != want[i].Name || got[i].SelfClosing != want[i].SelfClosing || !maps.Equal(attrMap(&got[i]), attrMap(&want[i])) {
			t.Errorf("%s: %s (%s): %q: got %s %v, want %s %v (self-closing %v, %v)", file, test.Description, state, input,
				got[i].Name, attrMap(&got[i]), want[i].Name, attrMap(&want[i]), got[i].SelfClosing, want[i].SelfClosing)
		}
	}
	return true
}

func attrMap(t *Tag) map[string]string {
	m := map[string]string{}
	for _, a := range t.Attrs {
		if _, ok := m[a.Name]; !ok {
			m[a.Name] = a.Value
		}
	}
	return m
}

// unescapeUTF16 resolves \uXXXX; ok is false for lone surrogates.
func unescapeUTF16(s string) (out string, ok bool) {
	var units []uint16
	for i := 0; i < len(s); {
		if strings.HasPrefix(s[i:], `\u`) && len(s)-i >= 6 {
			n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
			if err == nil {
				units = append(units, uint16(n))
				i += 6
				continue
			}
		}
		units = append(units, uint16(s[i]))
		i++
	}
	out = string(utf16.Decode(units))
	lone := strings.Contains(out, "\uFFFD") && !strings.Contains(strings.ToUpper(s), `\UFFFD`)
	return out, !lone
}

// treeDeviations are the sources of the tree construction tests that the
// scanner reads otherwise than the parser, with the reason.
var treeDeviations = map[string]string{
	"<frameset><template><frame></frame></template></frameset>": "a template in a frameset, where the parser drops it",
}

func TestHTML5LibTreeConstruction(t *testing.T) {
	tests, tags, dropped := 0, 0, 0
	files := append(html5libFiles(t, "html5lib-tests/tree-construction/*.dat"), html5libFiles(t, "go/*.dat")...)
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range strings.Split("\n"+string(source), "\n#data\n")[1:] {
			src, rest, _ := strings.Cut(test, "\n#errors")
			if strings.Contains(rest, "\n#document-fragment") || treeDeviations[src] != "" {
				continue
			}
			tests++
			n, missing := compareWithParser(t, filepath.Base(file), src)
			tags += n
			dropped += missing
		}
	}
	t.Logf("%d documents, %d tags, of which the parser drops %d", tests, tags, dropped)
	if tests < 1500 || dropped*10 > tags {
		t.Errorf("%d documents, %d tags, %d dropped: the comparison has lost its subject", tests, tags, dropped)
	}
}

// compareWithParser compares namespaces and template contents of every tag of
// src with what x/net/html's parser makes of it. It returns the number of
// tags and how many of them the parser drops.
func compareWithParser(t *testing.T, name, src string) (tags, dropped int) {
	t.Helper()
	marked, got := numbered(src)
	want, loose, err := parserTags(marked)
	if err != nil {
		t.Errorf("%s: %q: %v", name, src, err)
		return 0, 0
	}
	if loose > 0 {
		t.Errorf("%s: %q: the parser has %d elements of which no tag is reported", name, src, loose)
	}
	for i := range got {
		w, ok := want[i]
		switch {
		case !ok:
			dropped++
		case got[i].Namespace != w.namespace:
			t.Errorf("%s: %q: tag %d, %s: namespace %d, want %d", name, src, i, got[i].Name, got[i].Namespace, w.namespace)
		case strings.Contains(" img source track ", " "+got[i].Name+" ") && got[i].Parent != w.media && !w.moved:
			t.Errorf("%s: %q: tag %d, %s: media parent %q, want %q", name, src, i, got[i].Name, got[i].Parent, w.media)
		case got[i].Template != w.inert:
			t.Errorf("%s: %q: tag %d, %s: in a template: %v, want %v", name, src, i, got[i].Name, got[i].Template, w.inert)
		}
	}
	return len(got), dropped
}
