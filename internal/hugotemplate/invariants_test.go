package hugotemplate

import (
	"bytes"
	"fmt"
	"strings"
	"text/template/parse"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
)

// checkSource returns the first thing that is wrong with what Scan says of any
// source.
func checkSource(src []byte, s *Source) error {
	slices := func(what string, span markup.Span) error {
		if span.Start < 0 || span.End < span.Start || span.End > len(src) {
			return fmt.Errorf("%s %v is not inside the %d bytes of source", what, span, len(src))
		}
		return nil
	}
	inAction := func(offset int) bool {
		for _, a := range s.Actions {
			if a.Start <= offset && offset < a.End {
				return true
			}
		}
		return false
	}
	last := 0
	for i, a := range s.Actions {
		if err := slices("action", a); err != nil {
			return err
		}
		if a.Start < last || a.Len() == 0 {
			return fmt.Errorf("action %d at %v after %d", i, a, last)
		}
		last = a.End
	}
	for i, c := range s.Comments {
		if err := slices("comment", c.Span); err != nil {
			return err
		}
		if c.Text.Start < c.Span.Start || c.Text.End > c.Span.End || c.Text.End < c.Text.Start {
			return fmt.Errorf("comment %d: text %v in %v", i, c.Text, c.Span)
		}
	}
	for _, t := range s.Traps {
		if err := slices("trap", t.Span); err != nil {
			return err
		}
	}
	last = -1
	for i := range s.Tags {
		t := &s.Tags[i]
		if t.Span.Start <= last {
			return fmt.Errorf("tag %d at %d after %d", i, t.Span.Start, last)
		}
		last = t.Span.Start
		if err := slices("tag", t.Span); err != nil {
			return err
		}
		if err := slices("text", t.Text); err != nil {
			return err
		}
		if t.Name == "" {
			if t.NameSpan.Len() != 0 || !t.Open || len(t.Attrs) == 0 || bytes.IndexByte(src[t.Span.Start:t.Span.End], '<') >= 0 && !bytes.Contains(src[t.Span.Start:t.Span.End], []byte(leftDelim)) {
				return fmt.Errorf("tag %d is made of %q", i, src[t.Span.Start:t.Span.End])
			}
		} else if src[t.Span.Start] != '<' || t.NameSpan.Start != t.Span.Start+1 || inAction(t.Span.Start) != inAction(t.Span.End-1) {
			return fmt.Errorf("tag %d at %d is not written in the template", i, t.Span.Start)
		}
		if got := asciiLower(src[t.NameSpan.Start:t.NameSpan.End]); got != t.Name {
			return fmt.Errorf("tag %d is %q, its source %q", i, t.Name, got)
		}
		if t.ParentIndex < -1 || t.ParentIndex >= i && t.ParentIndex != -1 {
			return fmt.Errorf("tag %d has parent %d", i, t.ParentIndex)
		}
		if t.ParentIndex >= 0 && t.Parent == "" {
			return fmt.Errorf("tag %d has a parent without name", i)
		}
		lastAttr := t.NameSpan.End - 1
		for j := range t.Attrs {
			a := &t.Attrs[j]
			if a.NameSpan.Start <= lastAttr {
				return fmt.Errorf("tag %d: attribute %d at %d after %d", i, j, a.NameSpan.Start, lastAttr)
			}
			lastAttr = a.NameSpan.Start
			if err := checkAttr(src, t, a, inAction); err != nil {
				return fmt.Errorf("tag %d %q, attribute %d: %w", i, t.Name, j, err)
			}
		}
	}
	return nil
}

func checkAttr(src []byte, t *markup.Tag, a *markup.Attr, inAction func(int) bool) error {
	switch {
	case a.NameSpan.Len() <= 0 || a.NameSpan.End > a.Span.End || a.Span.Start != a.NameSpan.Start:
		return fmt.Errorf("name %v in %v", a.NameSpan, a.Span)
	case a.Span.Start < t.Span.Start || a.Span.End > t.Span.End:
		return fmt.Errorf("%v outside of the tag %v", a.Span, t.Span)
	case a.ValueSpan.End < a.ValueSpan.Start || a.ValueSpan.Start < a.NameSpan.End || a.ValueSpan.End > a.Span.End:
		return fmt.Errorf("value %v in %v", a.ValueSpan, a.Span)
	case !inAction(t.Span.Start) && (inAction(a.NameSpan.Start) || inAction(a.NameSpan.End-1)):
		return fmt.Errorf("the name is printed by an action")
	case a.Presence == markup.Absent || a.Presence == markup.Present && a.Guard != "" || a.Presence == markup.Maybe && a.Guard == "":
		return fmt.Errorf("presence %d with guard %q", a.Presence, a.Guard)
	case a.Dynamic && a.Value != "" || !a.Dynamic && a.Prefix != "":
		return fmt.Errorf("dynamic %v, value %q, prefix %q", a.Dynamic, a.Value, a.Prefix)
	case !a.HasValue && (a.Value != "" || a.Dynamic || a.ValueSpan.Len() != 0):
		return fmt.Errorf("a value without value")
	}
	for _, alt := range a.Alternatives {
		switch {
		case !a.Dynamic || alt.Guard == "" || alt.Dynamic && alt.Value != "" || !alt.Dynamic && alt.Prefix != "":
			return fmt.Errorf("dynamic %v, alternative %+v", a.Dynamic, alt)
		case alt.Span.End < alt.Span.Start || !alt.Implied && (alt.Span.Start < a.ValueSpan.Start || alt.Span.End > a.ValueSpan.End):
			return fmt.Errorf("alternative %v outside of the value %v", alt.Span, a.ValueSpan)
		case alt.Whole && !alt.Dynamic && !bytes.ContainsAny(src[alt.Span.Start:alt.Span.End], "&\r\x00") && string(src[alt.Span.Start:alt.Span.End]) != alt.Value:
			return fmt.Errorf("alternative %q, source %q", alt.Value, src[alt.Span.Start:alt.Span.End])
		}
	}
	if got := asciiLower(src[a.NameSpan.Start:a.NameSpan.End]); got != a.Name {
		return fmt.Errorf("name %q, source %q", a.Name, got)
	}
	raw := src[a.ValueSpan.Start:a.ValueSpan.End]
	for i := a.ValueSpan.Start; i < a.ValueSpan.End; i++ {
		if inAction(i) {
			return nil // what it prints is for the referee
		}
	}
	if !a.Dynamic && !bytes.ContainsAny(raw, "&\r\x00") && string(raw) != a.Value {
		return fmt.Errorf("value %q, source %q", a.Value, raw)
	}
	return nil
}

// checkActions compares the holes with the text that text/template/parse
// found, which must be all that is not a hole.
func checkActions(src []byte, trees map[string]*parse.Tree, actions []action) error {
	shown := make([]byte, len(src)) // 1 where the parser has text, 2 where the holes leave text
	var walk func(parse.Node)
	branch := func(n *parse.BranchNode) { walk(n.List); walk(n.ElseList) }
	walk = func(n parse.Node) {
		switch n := n.(type) {
		case *parse.ListNode:
			if n != nil {
				for _, c := range n.Nodes {
					walk(c)
				}
			}
		case *parse.TextNode:
			for i := range n.Text {
				shown[int(n.Pos)+i] |= 1
			}
		case *parse.IfNode:
			branch(&n.BranchNode)
		case *parse.WithNode:
			branch(&n.BranchNode)
		case *parse.RangeNode:
			branch(&n.BranchNode)
		}
	}
	for _, t := range trees {
		walk(t.Root)
	}
	at := 0
	for i := range actions {
		for ; at < actions[i].hole.Start; at++ {
			shown[at] |= 2
		}
		at = actions[i].hole.End
	}
	for ; at < len(src); at++ {
		shown[at] |= 2
	}
	for i, s := range shown {
		if s == 1 || s == 2 && !bytes.ContainsRune([]byte(" \t\r\n"), rune(src[i])) {
			return fmt.Errorf("offset %d of %q: shown %d", i, src, s)
		}
	}
	return nil
}

// asciiLower writes a name as internal/markup does.
func asciiLower(b []byte) string {
	c := bytes.Clone(b)
	for i := range c {
		if 'A' <= c[i] && c[i] <= 'Z' {
			c[i] += 'a' - 'A'
		}
	}
	return strings.ReplaceAll(string(c), "\x00", "\uFFFD")
}
