package markup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// soup are the tags of documents that are nested in any way.
var soup = [...]string{
	"<svg>", "</svg>", "<math>", "</math>", "<g>", "</g>", "<path/>", "<a>", "</a>", "<b>", "</b>", "<i>", "</i>", "<code>", "</code>",
	"<div>", "</div>", "<p>", "</p>", "</br>", "<span>", "</span>", "<section>", "</section>", "<ul>", "</ul>", "<li>", "</li>",
	"<h1>", "</h1>", "<h2>", "</h2>", "<button>", "</button>", "<foreignObject>", "</foreignObject>", "<desc>", "</desc>", "<mi>", "</mi>",
	"<annotation-xml encoding=text/html>", "</annotation-xml>", "<video>", "</video>", "<audio>", "</audio>", "<picture>", "</picture>",
	"<track>", "<source>", "<img>", "<x-y>", "</x-y>", "<dl>", "</dl>", "<dd>", "</dd>", "<dt>", "text", "<object>", "</object>",
	"</body>", "</html>", "<font>", "</font>", "<font size=1>", "<label>", "</label>", "<style></style>", "<!-- </svg> -->",
}

// stirred returns the document that the bytes choose.
func stirred(choice []byte) string {
	var out strings.Builder
	out.WriteString("<!DOCTYPE html><html><head></head><body>text")
	for _, c := range choice {
		out.WriteString(soup[int(c)%len(soup)])
	}
	return out.String()
}

// TestStrayTagsAgreeWithParser compares documents with stray, missing and crossing
// tags in and around SVG, MathML and media elements with x/net/html's parser.
func TestStrayTagsAgreeWithParser(t *testing.T) {
	tags := 0
	for seed := range uint64(12_000) {
		random := rand.New(rand.NewPCG(seed, 2))
		choice := make([]byte, 2+random.IntN(14))
		for i := range choice {
			choice[i] = byte(random.UintN(uint(len(soup))))
		}
		n, _ := compareWithParser(t, fmt.Sprintf("seed %d", seed), stirred(choice))
		tags += n
		if t.Failed() {
			return
		}
	}
	if tags < 30_000 {
		t.Errorf("only %d tags compared", tags)
	}
}

// TestStrayTagsInAnyScan compares a scan for a few names with one for all, where
// templates, tables and noscript are stirred in too.
func TestStrayTagsInAnyScan(t *testing.T) {
	more := [...]string{"<template>", "</template>", "<noscript>", "</noscript>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<script></script>", "<i crossorigin>"}
	for seed := range uint64(4_000) {
		random := rand.New(rand.NewPCG(seed, 3))
		var out strings.Builder
		for range 2 + random.IntN(30) {
			if random.IntN(3) == 0 {
				out.WriteString(more[random.IntN(len(more))])
			} else {
				out.WriteString(soup[random.IntN(len(soup))])
			}
		}
		src := []byte(out.String())
		all := scanAll(out.String(), EveryName())
		checkSpans(t, src, all)
		checkSubset(t, src, all)
	}
}

// FuzzStrayTags is the same with the tags that a fuzzer chooses.
func FuzzStrayTags(f *testing.F) {
	f.Add([]byte{7, 0, 4, 8, 50})
	f.Fuzz(func(t *testing.T, choice []byte) {
		if len(choice) > 40 {
			return // nested too deep for the parser to close all formatting elements
		}
		compareWithParser(t, "tags", stirred(choice))
	})
}
