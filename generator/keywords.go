package generator

import (
	"fmt"
	"maps"
	"slices"

	"github.com/dave/jennifer/jen"
)

// keywordFunction writes a function that returns what a keyword stands for.
// results, and otherwise, which is returned for any other value, are Go code.
// The value is compared as it is first: nearly all are written in lowercase.
func keywordFunction(name, resultType string, results map[string]string, otherwise string) *jen.Statement {
	again := jen.Return(jen.Id(name).Call(jen.String().Call(jen.Id("folded"))))
	return jen.Func().Id(name).Params(jen.Id("value").String()).Id(resultType).Block(
		keywordSwitch(results),
		foldBuffer(),
		ifFolded(jen.Id("value"), again),
		jen.Return(jen.Id(otherwise)),
	)
}

// keywordSwitch returns what a value in lowercase stands for.
func keywordSwitch(results map[string]string) *jen.Statement {
	keywords := map[string][]jen.Code{}
	var order []string
	for _, keyword := range slices.Sorted(maps.Keys(results)) {
		r := results[keyword]
		if keywords[r] == nil {
			order = append(order, r)
		}
		keywords[r] = append(keywords[r], jen.Lit(keyword))
	}
	var cases []jen.Code
	for _, r := range order {
		list := keywords[r]
		if len(list) > 4 {
			for i := range list {
				list[i] = jen.Line().Add(list[i])
			}
		}
		cases = append(cases, jen.Case(list...).Block(jen.Return(jen.Id(r))))
	}
	return jen.Switch(jen.Id("value")).Block(cases...)
}

func foldBuffer() *jen.Statement { return jen.Var().Id("buf").Index(jen.Lit(maxKeyword)).Byte() }

// ifFolded does something with folded, which is value in lowercase, where that
// is something else. The compiler makes no string of it on the heap.
func ifFolded(value, then jen.Code) *jen.Statement {
	return jen.If(jen.Id("folded").Op(":=").Add(q("Fold")).Call(jen.Op("&").Id("buf"), value), jen.Id("folded").Op("!=").Nil()).Block(then)
}

// maxKeyword is the length of what resolver.Fold folds at most. The compiler
// keeps a string of that length on the stack.
const maxKeyword = 32

// tooLong says which keyword Fold would not fold.
func tooLong(keywords []string) error {
	for _, keyword := range keywords {
		if len(keyword) > maxKeyword {
			return fmt.Errorf("keyword %q has %d bytes, expected at most %d", keyword, len(keyword), maxKeyword)
		}
	}
	return nil
}
