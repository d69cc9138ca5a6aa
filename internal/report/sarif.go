package report

import (
	"bufio"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/rule"
)

// sarif is the Static Analysis Results Interchange Format 2.1.0
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html). The
// rules are described with their own texts, and fixes are carried along.
type sarif struct {
	w       *bufio.Writer
	results array
	index   map[*rule.Rule]int
}

const sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

type (
	sarifText struct {
		Text     string `json:"text"`
		Markdown string `json:"markdown,omitempty"`
	}
	sarifRule struct {
		ID                   string      `json:"id"`
		ShortDescription     sarifText   `json:"shortDescription"`
		FullDescription      sarifText   `json:"fullDescription"`
		Help                 sarifText   `json:"help"`
		HelpURI              string      `json:"helpUri,omitempty"`
		DefaultConfiguration sarifConfig `json:"defaultConfiguration"`
	}
	sarifConfig struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
		Fixes     []sarifFix      `json:"fixes,omitempty"`
	}
	sarifLocation struct {
		PhysicalLocation sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		ArtifactLocation sarifArtifact `json:"artifactLocation"`
		Region           *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int        `json:"startLine"`
		StartColumn int        `json:"startColumn"`
		EndLine     int        `json:"endLine"`
		EndColumn   int        `json:"endColumn"`
		ByteOffset  int        `json:"byteOffset"`
		ByteLength  int        `json:"byteLength"`
		Snippet     *sarifText `json:"snippet,omitempty"`
	}
	sarifFix struct {
		Description     sarifText     `json:"description"`
		ArtifactChanges []sarifChange `json:"artifactChanges"`
	}
	sarifChange struct {
		ArtifactLocation sarifArtifact      `json:"artifactLocation"`
		Replacements     []sarifReplacement `json:"replacements"`
	}
	sarifReplacement struct {
		DeletedRegion   sarifBytes `json:"deletedRegion"`
		InsertedContent *sarifText `json:"insertedContent,omitempty"`
	}
	sarifBytes struct {
		ByteOffset int `json:"byteOffset"`
		ByteLength int `json:"byteLength"`
	}
	sarifNotification struct {
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations,omitempty"`
	}
	sarifInvocation struct {
		ExecutionSuccessful        bool                `json:"executionSuccessful"`
		ToolExecutionNotifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
)

func newSARIF(w io.Writer, o Options) *sarif {
	s := &sarif{w: bufio.NewWriter(w), index: map[*rule.Rule]int{}}
	s.results.w = s.w
	rules := []sarifRule{}
	for i, r := range o.Rules {
		s.index[r] = i
		rules = append(rules, describe(r))
	}
	io.WriteString(s.w, `{"$schema":"`+sarifSchema+`","version":"2.1.0","runs":[{"tool":{"driver":`)
	// What is encoded here are strings, so it cannot fail; a failing writer
	// shows at Close.
	_ = encode(s.w, struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}{"crossorigin", o.Version, rules})
	io.WriteString(s.w, `},"columnKind":"unicodeCodePoints","results":[`)
	return s
}

func describe(r *rule.Rule) sarifRule {
	s := sarifRule{
		ID: r.ID, ShortDescription: sarifText{Text: r.Title}, FullDescription: sarifText{Text: r.Why},
		DefaultConfiguration: sarifConfig{Level: level(r.Severity)},
	}
	text, markdown := r.Why, r.Why
	for _, c := range r.Spec {
		if s.HelpURI == "" {
			s.HelpURI = c.URL
		}
		text += "\n" + c.Title + Step(c.Step) + ": " + c.URL
		markdown += "\n\n[" + c.Title + "](" + c.URL + ")" + Step(c.Step)
	}
	s.Help = sarifText{Text: text, Markdown: markdown}
	return s
}

func (s *sarif) File(name string, findings []Finding) error {
	for i := range findings {
		if err := s.results.add(s.result(&findings[i])); err != nil {
			return err
		}
	}
	return nil
}

func (s *sarif) result(f *Finding) sarifResult {
	artifact := sarifArtifact{URI: uri(f.File)}
	r := sarifResult{
		RuleID: f.Rule.ID, RuleIndex: -1, Level: level(f.Severity), Message: sarifText{Text: f.Message},
		Locations: []sarifLocation{{sarifPhysical{artifact, &sarifRegion{
			StartLine: f.Line, StartColumn: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn,
			ByteOffset: f.Span.Start, ByteLength: f.Span.Len(), Snippet: &sarifText{Text: f.Text},
		}}}},
	}
	if i, ok := s.index[f.Rule]; ok {
		r.RuleIndex = i
	}
	for _, fix := range f.Fixes {
		// A fix for display names edits that a person must finish.
		if fix.Safety == rule.Display || len(fix.Edits) == 0 {
			continue
		}
		change := sarifChange{ArtifactLocation: artifact}
		for _, e := range fix.Edits {
			change.Replacements = append(change.Replacements, sarifReplacement{
				DeletedRegion:   sarifBytes{ByteOffset: e.Start, ByteLength: e.End - e.Start},
				InsertedContent: &sarifText{Text: e.Text},
			})
		}
		r.Fixes = append(r.Fixes, sarifFix{Description: sarifText{Text: fix.Message}, ArtifactChanges: []sarifChange{change}})
	}
	return r
}

func (s *sarif) Close(sum Summary) error {
	s.results.end()
	run := sarifInvocation{ExecutionSuccessful: len(sum.Troubles) == 0}
	for _, t := range sum.Troubles {
		n := sarifNotification{Level: "error", Message: sarifText{Text: t.Message}}
		if t.File != "" {
			n.Locations = []sarifLocation{{sarifPhysical{ArtifactLocation: sarifArtifact{URI: uri(t.File)}}}}
		}
		run.ToolExecutionNotifications = append(run.ToolExecutionNotifications, n)
	}
	io.WriteString(s.w, `,"invocations":`)
	if err := encode(s.w, []sarifInvocation{run}); err != nil {
		return err
	}
	io.WriteString(s.w, "}]}\n")
	return s.w.Flush()
}

// level returns SARIF's name of a severity (section 3.27.10).
func level(s rule.Severity) string {
	if s == rule.Info {
		return "note"
	}
	return s.String()
}

// uri makes a URI reference of a file name.
func uri(file string) string {
	u := url.URL{Path: filepath.ToSlash(file)}
	if strings.HasPrefix(u.Path, "/") {
		u.Scheme = "file"
	}
	return u.String()
}
