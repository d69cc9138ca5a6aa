package resolver

import "strings"

// ConsumesIntegrity says whether a preload fetched with one integrity
// attribute serves a consumer with another: the consumer has no metadata, or
// the same as the preload
// (https://html.spec.whatwg.org/multipage/links.html#consume-a-preloaded-resource, steps 5 to 7).
func ConsumesIntegrity(preload, consumer string) bool {
	return preload == consumer || !HasIntegrity(consumer) || (metadataWithin(consumer, preload) && metadataWithin(preload, consumer))
}

// HasIntegrity says whether an integrity attribute holds metadata at all;
// unknown algorithms do not count
// (https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata-section).
func HasIntegrity(value string) bool {
	for value != "" {
		var item string
		if item, value = nextItem(value); known(item) {
			return true
		}
	}
	return false
}

// metadataWithin says whether every known item of a is in b.
func metadataWithin(a, b string) bool {
	for a != "" {
		var item string
		if item, a = nextItem(a); known(item) && !contains(b, item) {
			return false
		}
	}
	return true
}

func contains(list, item string) bool {
	for list != "" {
		var other string
		if other, list = nextItem(list); other == item {
			return true
		}
	}
	return false
}

// nextItem cuts the first expression off, without its options and what is
// behind a second hyphen.
func nextItem(list string) (item, rest string) {
	item, rest = nextExpression(list)
	if algorithm, value, ok := strings.Cut(item, "-"); ok {
		value, _, _ = strings.Cut(value, "-")
		item = item[:len(algorithm)+len("-")+len(value)]
	}
	return strings.TrimSuffix(item, "-"), rest // no hyphen and nothing behind it are the same
}

// nextExpression cuts the first expression off, without its options.
func nextExpression(list string) (expression, rest string) {
	expression, rest = NextToken(list)
	expression, _, _ = strings.Cut(expression, "?")
	return expression, rest
}

// known says whether an expression names an algorithm of the standard. A
// missing digest is metadata too: it is the empty one, which nothing matches.
func known(item string) bool {
	algorithm, _, _ := strings.Cut(item, "-")
	return digestBytes(algorithm) > 0
}
