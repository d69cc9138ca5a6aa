package markup

import "slices"

// startTag reads the start tag with the given name, reports it if wanted,
// opens its element and passes over its raw text. It returns the offset to go
// on from, -1 when the source ends first; more is false when the visitor has
// seen enough.
func (s *scanner) startTag(src []byte, name Span, e *entry) (next int, more bool) {
	r := roleOf(e)
	wanted := s.want.every || e != nil && e.wanted
	var t traits
	foreign := false
	if s.tree.keeps() {
		t = traitsOf(src, name.Start, name.End)
		foreign = s.tree.inForeignRules(src[name.Start:name.End])
	}

	s.tag.Span.Start = name.Start - 1
	s.tag.NameSpan = name
	s.tag.ByAttr = false
	seen := s.seen.place(src, name.Start)
	switch {
	case wanted && seen.at(src, name.Start):
		seen.get(&s.tag)
	case wanted || r == roleTemplate || foreign && t&(font|annotationXML) != 0:
		if !s.readTag(src, seen) {
			return -1, true
		}
		if !wanted && s.want.attr != "" {
			s.tag.ByAttr = s.tag.Find(s.want.attr) != nil
		}
	default:
		s.tag.Span.End, s.tag.SelfClosing, s.tag.ByAttr = s.want.skipAttrs(src, name.End)
		if s.tag.Span.End < 0 {
			return -1, true
		}
		if s.tag.ByAttr {
			s.readTag(src, seen)
		}
	}
	wanted = wanted || s.tag.ByAttr
	next = s.tag.Span.End
	s.tag.Text = Span{next, next}
	if foreign && (t&breakout != 0 || t&font != 0 && s.hasFontAttr()) {
		s.tree.breakOut()
		foreign = false
	}
	if foreign {
		return next, s.foreignElement(src, r, t, wanted)
	}
	return s.htmlElement(src, e, t, wanted)
}

// foreignElement handles a start tag by the rules for foreign content
// (https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign).
// Scripts and styles are ordinary elements there, with markup inside.
func (s *scanner) foreignElement(src []byte, r role, t traits, wanted bool) (more bool) {
	ns := s.tree.top().namespace
	s.tag.Namespace = ns
	if wanted && (r == roleScript || r == roleStyle) && !s.tag.SelfClosing {
		s.tag.Text.End = foreignTextEnd(src, s.tag.Span.End)
	}
	selfClosing := s.tag.SelfClosing
	n := node{namespace: ns, traits: t}
	switch ns {
	case SVG:
		n.integration = t&svgIntegration != 0
	case MathML:
		n.integration = t&annotationXML != 0 && s.hasHTMLEncoding()
	}
	more = s.report(wanted)
	if !selfClosing {
		s.open(src, n, wanted)
	}
	return more
}

// htmlElement handles a start tag by the rules for HTML content.
func (s *scanner) htmlElement(src []byte, e *entry, t traits, wanted bool) (next int, more bool) {
	r := roleOf(e)
	keeps, ignored := s.tree.keeps(), false
	if keeps {
		ignored = s.closeFor(src, t)
		if t&(special|unparted) == 0 {
			s.tree.reopen()
		}
	}
	s.tag.Namespace = HTML
	switch r {
	case roleSVG:
		s.tag.Namespace = SVG
	case roleMath:
		s.tag.Namespace = MathML
	}
	next = s.tag.Span.End
	selfClosing := s.tag.SelfClosing
	switch r {
	case roleScript, roleStyle, roleRawText:
		var end int
		if r == roleScript {
			end = scriptEnd(src, next)
		} else {
			end = rawTextEnd(src, next, e.name)
		}
		if r != roleRawText {
			s.tag.Text.End = end
		}
		more = s.report(wanted)
		if end == len(src) {
			return end, more
		}
		next, _, _ = s.want.skipAttrs(src, end+len("</")+len(e.name))
		return next, more
	case rolePlaintext:
		return len(src), s.report(wanted)
	case roleNoscript:
		if s.report(wanted) {
			return s.noscriptContent(src, next)
		}
		return next, false
	case roleTemplate:
		n := node{role: r, inert: !s.isShadowRoot()}
		more = s.report(wanted)
		s.open(src, n, wanted)
		return next, more
	}

	more = s.report(wanted)
	switch {
	case r == roleSVG || r == roleMath:
		if !selfClosing {
			s.open(src, node{namespace: s.tag.Namespace}, wanted)
		}
	case r == roleMedia, keeps && r == roleNone && !ignored && t&(void|implied) == 0 && s.tree.keeps():
		s.open(src, node{role: r, traits: t}, wanted)
	}
	return next, more
}

// noscriptContent scans what a browser without scripting finds in a noscript
// element whose start tag ends at src[i]. For a browser with scripting it is
// raw text, so it ends at the first "</noscript" whatever stands around that,
// and nothing opened inside lasts beyond it.
func (s *scanner) noscriptContent(src []byte, i int) (next int, more bool) {
	if s.noscript {
		return i, true
	}
	const name = "noscript"
	end := rawTextEnd(src, i, name)
	outer := s.tree.floor
	s.tree.floor = len(s.tree.stack)
	s.noscript = true
	s.outlines[1].close()
	s.outlines[1].start = i
	more = s.scan(i, end)
	s.noscript = false
	s.tree.cut(s.tree.floor)
	s.tree.floor = outer
	if end == len(src) {
		return end, more
	}
	next, _, _ = s.want.skipAttrs(src, end+len("</")+len(name))
	return next, more
}

// open pushes the element of the current tag.
func (s *scanner) open(src []byte, n node, reported bool) {
	n.name = s.tag.NameSpan
	n.key = foldedKey(src, n.name.Start, n.name.End)
	n.reported = -1
	if reported {
		n.reported = s.reported - 1
	}
	s.tree.push(n)
}

// readTag reads the rest of the current tag, whose name is known, and remembers
// it in that place. It is false when the source ends first.
func (s *scanner) readTag(src []byte, seen *seenTag) bool {
	t := &s.tag
	if seen.source = ""; seen.attrs == nil {
		seen.attrs = make([]Attr, 0, 6) // few have more
	}
	attrs, next, found := seen.attrs[:0], t.NameSpan.End, true
	for found {
		attrs = slices.Grow(attrs, 1)[:len(attrs)+1]
		next, found, t.SelfClosing = nextAttr(src, next, &attrs[len(attrs)-1])
	}
	if next < 0 {
		return false
	}
	t.Attrs, t.Span.End = attrs[:len(attrs)-1], next
	source := string(src[t.NameSpan.Start:next])
	s.setStrings(source)
	if len(source) <= maxSeen {
		*seen = seenTag{source, t.NameSpan.Start, t.Name, t.Attrs, t.SelfClosing}
	}
	return true
}

// setStrings fills in the names and values of the current tag. They are parts
// of one copy of its source from the name on, so that a tag costs one
// allocation and does not keep the file in memory.
func (s *scanner) setStrings(raw string) {
	at := func(from, to int) string { return raw[from-s.tag.NameSpan.Start : to-s.tag.NameSpan.Start] }
	plain := !needsDecoding(raw)
	name := lower
	if !plain {
		name = decodeName
	}
	s.tag.Name = name(at(s.tag.NameSpan.Start, s.tag.NameSpan.End))
	for i := range s.tag.Attrs {
		a := &s.tag.Attrs[i]
		a.Name = name(at(a.NameSpan.Start, a.NameSpan.End))
		a.Value = at(a.ValueSpan.Start, a.ValueSpan.End)
		if plain || !needsDecoding(a.Value) {
			continue
		}
		quotes := 0
		if a.Quote != 0 {
			quotes = 1
		}
		a.Value = s.decoder.decode(at(a.ValueSpan.Start-quotes, a.ValueSpan.End+quotes))
	}
}

// report hands the current tag to the visitor.
func (s *scanner) report(wanted bool) (more bool) {
	if !wanted {
		return true
	}
	s.tag.Parent, s.tag.ParentIndex = "", -1
	s.tag.Noscript = s.noscript
	s.tag.Template = false
	if n := s.tree.top(); n != nil {
		s.tag.Template = n.inert
		if n.role == roleMedia && len(s.tree.stack) > s.tree.floor {
			s.tag.Parent = s.want.find(s.src, n.name.Start, n.name.End).name
			s.tag.ParentIndex = n.reported
		}
	}
	s.reported++
	s.told++
	return s.visitor.Tag(&s.tag)
}

// isShadowRoot reports whether the current tag, a template, declares a shadow
// root (https://html.spec.whatwg.org/multipage/scripting.html#attr-template-shadowrootmode).
func (s *scanner) isShadowRoot() bool {
	a := s.tag.Find("shadowrootmode")
	return a != nil && (equalFold(a.Value, "open") || equalFold(a.Value, "closed"))
}

// hasFontAttr reports whether the current tag, a font, is HTML's.
func (s *scanner) hasFontAttr() bool {
	for i := range s.tag.Attrs {
		switch s.tag.Attrs[i].Name {
		case "color", "face", "size":
			return true
		}
	}
	return false
}

// hasHTMLEncoding reports whether the current tag, an annotation-xml, holds
// HTML.
func (s *scanner) hasHTMLEncoding() bool {
	a := s.tag.Find("encoding")
	return a != nil && (equalFold(a.Value, "text/html") || equalFold(a.Value, "application/xhtml+xml"))
}
