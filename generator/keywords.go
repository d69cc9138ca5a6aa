package generator

import (
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"
)

// keywordBuffer declares what folded writes to, in whole words.
func keywordBuffer(longest int) *jen.Statement {
	return jen.Var().Id("buf").Index(jen.Lit((longest + 7) / 8 * 8)).Byte()
}

// folded is a value in lowercase letters, to compare with keywords that are no
// longer than the buffer. The compiler makes no string of it.
func folded(value jen.Code) *jen.Statement {
	return jen.String().Call(q("Fold").Call(jen.Id("buf").Index(jen.Op(":")), value))
}

// keywordFunction writes a function that returns what a keyword stands for.
// results, and otherwise, which is returned for any other value, are Go code.
func keywordFunction(name, resultType string, results map[string]string, otherwise string) *jen.Statement {
	keywords := map[string][]jen.Code{}
	var order []string
	longest := 0
	for _, keyword := range slices.Sorted(maps.Keys(results)) {
		r := results[keyword]
		if keywords[r] == nil {
			order = append(order, r)
		}
		keywords[r] = append(keywords[r], jen.Line().Lit(keyword))
		longest = max(longest, len(keyword))
	}
	var cases []jen.Code
	for _, r := range order {
		cases = append(cases, jen.Case(keywords[r]...).Block(jen.Return(jen.Id(r))))
	}
	return jen.Func().Id(name).Params(jen.Id("value").String()).Id(resultType).Block(
		keywordBuffer(longest),
		jen.Switch(folded(jen.Id("value"))).Block(cases...),
		jen.Return(jen.Id(otherwise)),
	)
}
