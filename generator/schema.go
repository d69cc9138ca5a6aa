package generator

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/spec"
)

// schema writes spec/schema.json, by which editors complete and check the
// encoding. It is read off the structs that the loader fills, so that the two
// cannot disagree; what the loader checks across files is not in it.
func (g *generator) schema() {
	s := &schema{defs: map[string]any{}}
	var files []any
	for _, t := range []reflect.Type{
		reflect.TypeFor[[]spec.Source](), reflect.TypeFor[spec.Attribute](), reflect.TypeFor[[]spec.Algorithm](),
		reflect.TypeFor[spec.Destinations](), reflect.TypeFor[[]spec.ScriptType](), reflect.TypeFor[spec.Family](), reflect.TypeFor[spec.Outcomes](),
		reflect.TypeFor[spec.Compat](), reflect.TypeFor[[]spec.Quirk](), reflect.TypeFor[[]spec.Host](), reflect.TypeFor[spec.Shared](), reflect.TypeFor[[]spec.Table](),
	} {
		files = append(files, s.of(t))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	g.fail("spec/schema.json", e.Encode(struct {
		Comment string         `json:"$comment"`
		Schema  string         `json:"$schema"`
		Title   string         `json:"title"`
		AnyOf   []any          `json:"anyOf"`
		Defs    map[string]any `json:"$defs"`
	}{Marker, "https://json-schema.org/draft/2020-12/schema", "A file of the crossorigin encoding", files, s.defs}))
	g.add("spec/schema.json", b.Bytes())
}

type schema struct{ defs map[string]any }

func (s *schema) of(t reflect.Type) any {
	switch t.Kind() {
	case reflect.Pointer:
		return s.of(t.Elem())
	case reflect.Slice:
		return map[string]any{"type": "array", "items": s.of(t.Elem())}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": s.of(t.Elem())}
	case reflect.Bool:
		return map[string]any{"type": "boolean"}
	case reflect.Int:
		return map[string]any{"type": "integer", "minimum": 1}
	case reflect.Struct:
		if _, ok := s.defs[t.Name()]; !ok {
			s.defs[t.Name()] = nil // a placeholder, should a type hold itself
			s.defs[t.Name()] = s.object(t)
		}
		return map[string]any{"$ref": "#/$defs/" + t.Name()}
	}
	return map[string]any{"type": "string"}
}

func (s *schema) object(t reflect.Type) any {
	properties, required := map[string]any{}, []string{}
	alone := s.fields(t, properties, &required)
	whole := closed(properties, required)
	if alone == "" {
		return whole
	}
	only := closed(map[string]any{alone: properties[alone]}, []string{alone})
	delete(properties, alone)
	return map[string]any{"anyOf": []any{only, whole}}
}

func closed(properties map[string]any, required []string) map[string]any {
	return map[string]any{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// fields collects the keys of a struct and returns the one that stands alone.
func (s *schema) fields(t reflect.Type, properties map[string]any, required *[]string) (alone string) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case f.Type == reflect.TypeFor[spec.Pos](), f.Type == reflect.TypeFor[spec.Keys]():
		case option == "inline":
			alone += s.fields(f.Type, properties, required)
		default:
			properties[name] = s.of(f.Type)
			if limit := limit(f.Tag); limit != nil {
				properties[name] = limited(f.Type, limit)
			}
			switch option {
			case "required":
				*required = append(*required, name)
			case "alone":
				alone = name
			}
		}
	}
	return alone
}

// limit is what a field's enum or format tag asks of a string.
func limit(tag reflect.StructTag) any {
	if enum := strings.Fields(tag.Get("enum")); len(enum) > 0 {
		return map[string]any{"enum": enum}
	}
	if format := spec.Formats[tag.Get("format")]; format != nil {
		return map[string]any{"type": "string", "pattern": format.Pattern, "description": "expected " + format.Want}
	}
	return nil
}

// limited puts the limit on the strings that a list or a mapping holds.
func limited(t reflect.Type, limit any) any {
	switch t.Kind() {
	case reflect.Slice:
		return map[string]any{"type": "array", "items": limit}
	case reflect.Map:
		return map[string]any{"type": "object", "additionalProperties": limit}
	}
	return limit
}
