package markup

import (
	"bytes"
	"sync"
)

// Visitor receives what a scan finds, in source order.
type Visitor struct {
	// Tag is called for the start tags of the wanted elements; returning false
	// ends the scan. The tag is reused: Clone it to keep it.
	Tag func(*Tag) bool
	// Comment is called with the content of every "<!-- … -->", when not nil.
	Comment func(text Span)
}

// Scan calls emit for the start tag of every wanted element in src, which is
// UTF-8, in source order, until emit returns false. The *Tag is valid during
// the call only; Clone it to keep it.
func Scan(src []byte, want *Names, emit func(*Tag) bool) {
	Visit(src, want, Visitor{Tag: emit})
}

// Visit is Scan for callers that need comments too.
func Visit(src []byte, want *Names, v Visitor) {
	s := scanners.Get().(*scanner)
	s.src, s.want, s.visitor = src, want, v
	s.tree, s.noscript, s.reported, s.told = tree{stack: s.tree.stack[:0]}, false, 0, 0
	s.drawings.reset(want)
	s.outlines[0].start = 0
	s.scan(0, len(src))
	s.outlines[0].close()
	s.outlines[1].close()
	s.src, s.want, s.visitor = nil, nil, Visitor{}
	scanners.Put(s)
}

// scanners are those that are not at work, with the memory they have and the
// tags that they remember.
var scanners = sync.Pool{New: func() any { return new(scanner) }}

type scanner struct {
	src      []byte
	want     *Names
	visitor  Visitor
	tree     tree
	noscript bool
	reported int
	told     int // tags and comments
	tag      Tag
	decoder  decoder
	seen     seenTags
	drawings drawings
	outlines [2]outline // of the document, and of the noscript element that is read
}

// scan reads src[i:end] from the data state. It returns false when the
// visitor has seen enough.
func (s *scanner) scan(i, end int) bool {
	src := s.src[:end]
	for i < len(src) {
		if src[i] != '<' {
			n := bytes.IndexByte(src[i:], '<')
			if n < 0 {
				break
			}
			i += n
		}
		if len(s.tree.stack) == s.tree.floor && s.want.skims && !s.tree.keeps() {
			if i = s.want.skim(src, i); i < 0 {
				break
			}
		}
		i++
		if i == len(src) {
			break
		}
		c := src[i]
		if isLetter(c) {
			nameEnd, e := s.want.read(src, i)
			if nameEnd == len(src) {
				break
			}
			if e == nil && !s.tree.keeps() && !s.want.every {
				if src[nameEnd] == '>' {
					i = nameEnd + 1
					continue
				}
				next, _, carries := s.want.skipAttrs(src, nameEnd)
				if next < 0 {
					break
				}
				if !carries {
					i = next
					continue
				}
			}
			if e != nil && e.role == roleSVG {
				if n := s.beginDrawing(src, i-1); n > 0 {
					i += n - 1
					continue
				}
			}
			var more bool
			i, more = s.startTag(src, Span{i, nameEnd}, e)
			if !more {
				return false
			}
			if i < 0 {
				break
			}
			continue
		}
		switch c {
		case '/':
			if len(s.tree.stack) == s.tree.floor && i+1 < len(src) && isLetter(src[i+1]) {
				if next := skipTag(src, i+2); next >= 0 {
					i = next
					continue
				}
			}
			i = s.endTag(src, i+1)
			if s.drawings.open != nil && i >= 0 {
				s.endDrawing(src, i)
			}
		case '!':
			i = s.declaration(src, i+1)
		case '?':
			i = bogusCommentEnd(src, i)
		}
		if i < 0 {
			break
		}
	}
	return true
}

// tagNameEnd returns the end of the tag name that starts at src[i].
func tagNameEnd(src []byte, i int) int {
	for i < len(src) && !endsName[src[i]] {
		i++
	}
	return i
}

// endTag reads what follows "</" and returns the offset behind it, -1 when
// the source ends first.
func (s *scanner) endTag(src []byte, i int) int {
	if i == len(src) || !isLetter(src[i]) {
		return bogusCommentEnd(src, i)
	}
	name := Span{i, tagNameEnd(src, i)}
	i, _, _ = s.want.skipAttrs(src, name.End)
	if i >= 0 && !s.tree.end(s.src, name) {
		s.endByAll(name)
	}
	return i
}

// declaration reads what follows "<!"
// (https://html.spec.whatwg.org/multipage/parsing.html#markup-declaration-open-state).
// A DOCTYPE ends at the first ">", as a bogus comment does.
func (s *scanner) declaration(src []byte, i int) int {
	rest := src[i:]
	if bytes.HasPrefix(rest, []byte("--")) {
		text, next := commentEnd(src, i+len("--"))
		s.told++
		if s.visitor.Comment != nil {
			s.visitor.Comment(text)
		}
		return next
	}
	if n := s.tree.top(); n != nil && n.namespace != HTML && len(s.tree.stack) > s.tree.floor &&
		bytes.HasPrefix(rest, []byte("[CDATA[")) {
		return cdataEnd(src, i+len("[CDATA["))
	}
	return bogusCommentEnd(src, i)
}
