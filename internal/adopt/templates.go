package adopt

import (
	"bytes"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
	"github.com/hugo-crossorigin/crossorigin/internal/hugotemplate"
	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

const decorator = `{{ with partial "crossorigin/annotate.html" . }}`

// Templates adds to the plan what puts the module's decorator round the head
// and round each main of the site's templates. A template of a theme or module is
// changed in a copy in layouts, which Hugo takes instead. What cannot be wrapped
// safely is left, with a note that says why.
func (p *Plan) Templates() error {
	if p.byHand { // they would not build
		p.Notes = append(p.Notes, "templates: they are left until the module is imported")
		return nil
	}
	blocks, err := blockNames(p.layouts)
	if err != nil {
		return err
	}
	for _, l := range p.layouts {
		if err := p.template(l, blocks); err != nil {
			return err
		}
	}
	for _, name := range p.site.Missing {
		if name != modulePath {
			p.Notes = append(p.Notes, "the module "+name+" is not on this machine, so its templates are not wrapped; hugo mod vendor puts it into the site")
		}
	}
	return nil
}

// blockNames are the names of the blocks in templates, which other templates
// define: main among them, whether there is such a block or not.
func blockNames(layouts []layout) (map[string]bool, error) {
	names := map[string]bool{"main": true}
	for _, l := range layouts {
		src, err := os.ReadFile(l.file)
		if err != nil {
			return nil, err
		}
		for _, m := range blockName.FindAllSubmatch(src, -1) {
			names[string(m[1])] = true
		}
	}
	return names, nil
}

// template adds the change to one template: to the file itself or, if that is
// not the project's, to a copy.
func (p *Plan) template(l layout, blocks map[string]bool) error {
	src, err := os.ReadFile(l.file)
	if err != nil {
		return err
	}
	name := p.site.relative(l.file)
	edits, notes := wrap(name, src, blocks)
	for _, note := range notes {
		p.Notes = append(p.Notes, name+": "+note)
	}
	if len(edits) == 0 {
		return nil
	}
	now, err := edit.Apply(src, edits)
	if err != nil {
		return err
	}
	c := Change{File: name, Old: src, New: now, Why: "have the module annotate what it renders"}
	if l.module != "" {
		c.File, c.From = p.site.own(l.name), name
		c.Why = "a copy of " + name + " with this change: " + c.Why
	}
	p.Changes = append(p.Changes, c)
	return nil
}

// part is a piece of a template that the decorator can go round.
type part struct {
	what       string // for notes
	start, end int
	trimStart  bool // of the action in front, which then trims into the part
	trimEnd    bool // of the action behind
	piece      bool // of a part that is divided
}

var (
	headStart = regexp.MustCompile(`(?i)<head(?:[ \t\n\f\r][^<>{}]*)?>`)
	headEnd   = regexp.MustCompile(`(?i)</head[ \t\n\f\r]*>`)
	word      = regexp.MustCompile(`^\{\{-?\s*(if|with|range|define|block|end|template|return|break|continue)\b`)
	blockName = regexp.MustCompile(`\{\{-?\s*block\s+["` + "`" + `]([^"` + "`" + `]+)["` + "`" + `]`)
	defined   = regexp.MustCompile(`^\{\{-?\s*define\s+["` + "`" + `]([^"` + "`" + `]+)["` + "`" + `]`)
	startTag  = regexp.MustCompile(`<[A-Za-z]`)
	variable  = regexp.MustCompile(`\$[A-Za-z_][A-Za-z0-9_]*`)
)

// wrap returns the edits that put the decorator round the parts of a template,
// and why others are left.
func wrap(name string, src []byte, blocks map[string]bool) (edits []edit.Edit, notes []string) {
	if bytes.Contains(src, []byte("crossorigin/annotate.html")) {
		return nil, nil
	}
	read, err := hugotemplate.Scan(name, src, markup.NewNames())
	if err != nil {
		return nil, nil // Hugo says what is wrong with it
	}
	for _, pt := range parts(src, read, blocks) {
		if why := obstacle(src, read, pt); why != "" {
			notes = append(notes, pt.what+" is left: "+why)
			continue
		}
		before, after := decorator, "{{ end }}"
		if pt.trimStart {
			before = strings.TrimSuffix(decorator, "}}") + "-}}"
		}
		if pt.trimEnd {
			after = "{{- end }}"
		}
		edits = append(edits, edit.Edit{Start: pt.start, End: pt.start, Text: before}, edit.Edit{Start: pt.end, End: pt.end, Text: after})
	}
	return edits, notes
}

// parts finds the head of a template and what it defines for blocks, each in
// pieces without blocks and templates, which a decorator cannot hold. Of what is
// defined those with tags count; a main may get them from partials.
func parts(src []byte, read *hugotemplate.Source, blocks map[string]bool) []part {
	var found []part
	if start := outside(src, headStart, read); start != nil {
		if end := outside(src[start[1]:], headEnd, nil); end != nil {
			found = append(found, pieces(src, read, part{what: "the head", start: start[1], end: start[1] + end[0]})...)
		}
	}
	depth, body, name := 0, -1, ""
	for i, span := range read.Actions {
		text := src[span.Start:span.End]
		m := word.FindSubmatch(text)
		if m == nil {
			continue
		}
		switch string(m[1]) {
		case "if", "with", "range", "block", "define":
			if d := defined.FindSubmatch(text); d != nil && blocks[string(d[1])] {
				body, depth, name = i, 0, string(d[1])
			}
			depth++
		case "end":
			depth--
			if body >= 0 && depth == 0 {
				define := read.Actions[body]
				if name == "main" || startTag.Match(src[define.End:span.Start]) {
					found = append(found, pieces(src, read, part{
						what: name, start: define.End, end: span.Start,
						trimStart: bytes.HasSuffix(src[define.Start:define.End], []byte("-}}")), trimEnd: bytes.HasPrefix(text, []byte("{{-")),
					})...)
				}
				body = -1
			}
		}
	}
	return found
}

// outside finds the first match that is in no action and no comment.
func outside(src []byte, re *regexp.Regexp, read *hugotemplate.Source) []int {
	for _, m := range re.FindAllIndex(src, -1) {
		in := func(s markup.Span) bool { return s.Start <= m[0] && m[0] < s.End }
		if read == nil || !slices.ContainsFunc(read.Actions, in) && !slices.ContainsFunc(read.Comments, func(c hugotemplate.Comment) bool { return in(c.Span) }) {
			return m
		}
	}
	return nil
}

// obstacle says why the decorator cannot go round a part, "" if it can. Hugo
// runs what is in it as a template of its own: blocks, other templates and
// variables of the file are not seen there.
func obstacle(src []byte, read *hugotemplate.Source, pt part) string {
	depth := 0
	var inside, around []byte
	for _, span := range read.Actions {
		text := src[span.Start:span.End]
		if span.Start < pt.start || span.End > pt.end {
			around = append(around, text...)
			continue
		}
		inside = append(inside, text...)
		m := word.FindSubmatch(text)
		if m == nil {
			continue
		}
		switch string(m[1]) {
		case "block", "template", "define", "return":
			return "it has a " + string(m[1]) + " under a condition, which cannot be in a decorator: put the decorator round what is in front of the condition and behind it, or use crossorigin annotate or crossorigin-hugo"
		case "if", "with", "range":
			depth++
		case "end":
			depth--
		case "break", "continue":
			if depth == 0 {
				return "it is part of a loop"
			}
		}
		if depth < 0 {
			return "it begins within a condition and ends behind it"
		}
	}
	if depth != 0 {
		return "it ends within a condition that begins in it"
	}
	if pt.what != "the head" && !pt.piece {
		return "" // a define sees no variables from outside
	}
	names := variable.FindAllString(string(inside), -1)
	for _, name := range variable.FindAllString(string(around), -1) {
		if slices.Contains(names, name) {
			return "the variable " + name + " is used in it and outside"
		}
	}
	return ""
}
