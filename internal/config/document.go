package config

import (
	"fmt"
	"strings"
)

// words are the words of the table of keys in one language.
type words struct {
	columns                [4]string
	oneOf, fallback        string
	both, module, programs string // who reads a key
}

var inLanguage = map[string]words{
	"en": {
		columns: [4]string{"Key", "Value", "Read by", "Meaning"},
		oneOf:   "one of ", both: "all", module: "module", programs: "programs", fallback: "; default ",
	},
	"ja": {
		columns: [4]string{"キー", "値", "読むもの", "意味"},
		oneOf:   "", both: "すべて", module: "モジュール", programs: "コマンド", fallback: "。既定値 ",
	},
}

var typesJa = map[Type]string{String: "文字列", Bool: "真偽値", List: "文字列のリスト"}

// markdown returns the table of the keys in Markdown, in English (en) or
// Japanese (ja).
func markdown(language string) string {
	w := inLanguage[language]
	var b strings.Builder
	row := func(cells ...string) {
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	row(w.columns[:]...)
	row("---", "---", "---", "---")
	for i := range keys {
		k := &keys[i]
		doc, readers := k.Doc, w.both
		if language == "ja" {
			doc = k.DocJa
		}
		switch {
		case k.set == nil:
			readers = w.module
		case !k.Module:
			readers = w.programs
		}
		row("`"+k.Name+"`", w.value(k, language), readers, doc)
	}
	return b.String()
}

// value describes the values of a key and its default.
func (w *words) value(k *Key, language string) string {
	s := string(k.Type)
	if language == "ja" {
		s = typesJa[k.Type]
	}
	if k.Values != nil {
		s = w.oneOf + "`" + strings.Join(quoted(k.Values), "`, `") + "`"
	}
	if k.Default != "" {
		s += w.fallback + "`" + k.Default + "`"
	}
	return s
}

// Topic returns the keys as text for a terminal; wrap breaks a paragraph into
// lines.
func Topic(wrap func(text string, width int) []string) string {
	var b strings.Builder
	for i := range keys {
		k := &keys[i]
		w := inLanguage["en"]
		fmt.Fprintf(&b, "%s: %s\n", k.Name, strings.ReplaceAll(w.value(k, "en"), "`", ""))
		doc := k.Doc
		if k.set == nil {
			doc += " Only in [params.crossorigin]: the Hugo module alone reads it."
		}
		for _, line := range wrap(doc, 90) {
			fmt.Fprintf(&b, "    %s\n", line)
		}
	}
	return b.String()
}

func quoted(values []string) []string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = `"` + v + `"`
	}
	return list
}
