package config

import (
	"strings"
	"testing"
)

// A pattern is one in each name of a path, and a list within a list has a place.
func TestPatterns(t *testing.T) {
	for _, pattern := range []string{"a", "**/a*", "[a-z]?/[^x]", `\\[a`, "[\\\\]]", "a]", ""} {
		if _, err := parse("a.toml", []byte(`exclude = ["`+pattern+`"]`)); err != nil {
			t.Error(err)
		}
	}
	for _, pattern := range []string{"[", "a[b-", "[]a]", "[a-]", "[^]", "[a/b]", `a\\`, `a\\/b`, "[-]"} {
		_, err := parse("a.toml", []byte(`exclude = ["`+pattern+`"]`))
		if err == nil || !strings.HasSuffix(err.Error(), `is not a pattern, such as "embed/**"`) {
			t.Errorf("%s: %v", pattern, err)
		}
	}
	if _, err := parse("a.toml", []byte("exclude = [['x']]")); err == nil || err.Error() != "a.toml:1:1: exclude holds a list, expected strings only" {
		t.Error(err)
	}
}

// What values have to look like.
func TestShapes(t *testing.T) {
	for _, test := range []struct{ key, takes, leaves string }{
		{"baseURL", "https://e.org http://e.org:8080/a?b=%zz#c /x / HTTPS://[::1]:3/ https://e.org/%41 https://b\u00fccher.example", "example.org ftp://e.org //e.org https:// https://[::1/ https://e.org:port/ https://%zz/ https://e.org/%zz https://u:p@e.org/ https://e.org:99999/ https://e.org#%z"},
		{"origins", "https://e.org https://e.org/ HTTPS://A.example:00443 https://[::1]:3 https://a..b", "e.org https://e.org/x https://e.org?q https://u@e.org ftp://a https:// https://e.org:65536 https://a<b https://exa%6dple.org https://[zz] https://.a"},
		{"checkPublished", "public a/b ./public a//b/ ..a a.b .a", "/srv .. ../x a/../.. a/.. a\\\\b C:"},
	} {
		for i, values := range []string{test.takes, test.leaves} {
			for value := range strings.FieldsSeq(values) {
				src := test.key + ` = "` + value + `"`
				if test.key == "origins" {
					src = `origins = ["` + value + `"]`
				}
				root, err := readTree("hugo.toml", []byte(src))
				if err == nil {
					_, err = fromTree(&root, true)
				}
				if (err == nil) != (i == 0) {
					t.Errorf("%s: %v", src, err)
				}
			}
		}
	}
}
