package generator

import "strings"

// scripts writes what the type and language attributes of a script element
// stand for.
func (g *generator) scripts() {
	types, languages := map[string]string{}, map[string]string{}
	var empty string
	for _, s := range g.spec.Scripts {
		kind := "Type" + identifier(s.Kind)
		if s.Type == "" {
			empty = kind
			continue
		}
		types[s.Type] = kind
		if language, ok := strings.CutPrefix(s.Type, "text/"); ok {
			languages[language] = kind
		}
	}
	f := g.file()
	f.Comment("emptyScriptType is what an empty type stands for.")
	f.Const().Id("emptyScriptType").Op("=").Id(empty)
	f.Comment("scriptType returns what a value of type stands for, without blanks around it.")
	f.Add(keywordFunction("scriptType", "ScriptType", types, "TypeDataBlock"))
	f.Comment("scriptLanguage returns what a value of language stands for.")
	f.Add(keywordFunction("scriptLanguage", "ScriptType", languages, "TypeDataBlock"))
	g.emit("scripts_gen.go", f)
}
