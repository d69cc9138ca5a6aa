package rule

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/hugo-crossorigin/crossorigin/internal/markup"
	"github.com/hugo-crossorigin/crossorigin/internal/page"
	"github.com/hugo-crossorigin/crossorigin/resolver"
)

var integrityDigest = Rule{
	ID:       "integrity-digest",
	Title:    "integrity that no file can match",
	Severity: Error,
	Why: `A hash is as long as its algorithm makes it: 32 bytes for sha256, 48 for sha384, 64 for sha512, written in base64. ` +
		`One of another length matches no file, so that the script or style sheet is always blocked. What is not base64 at all ` +
		`is left out by browsers, though not by the standard: the file is used unchecked. This rule does not ask whether a ` +
		`hash is that of the file.`,
	Spec: []Citation{
		{"SRI: parse metadata", "https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata-section", "2"},
		{"SRI: do bytes match metadataList", "https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist", "3–5"},
		citeIntegrity,
	},
	Examples: []Example{
		{
			Title:  "A hash that was cut off",
			Source: `<script src="/a.js" integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K"></script>`,
			Wrong:  1,
		},
		{
			Title:  "A hash under the name of another algorithm",
			Source: `<link rel="stylesheet" href="/a.css" integrity="sha384-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="><script type="module" src="/a.mjs" integrity="sha256-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"></script>`,
			Wrong:  2,
		},
		{
			Title:  "Hexadecimal, as sha256sum prints it",
			Source: `<script src="/a.js" integrity="sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"></script>`,
			Wrong:  1,
			Fixed:  `<script src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="></script>`,
		},
		{
			Title:  "A comma, and a hash that a template had not",
			Source: `<script src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=,"></script><link rel="modulepreload" href="/b.mjs" integrity="sha256-">`,
			Wrong:  2,
		},
		{
			Title:  "The strongest algorithm counts alone",
			Source: `<script src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= sha384-AAAA"></script>`,
			Wrong:  1,
		},
		{
			Title:  "A preload, and one = too much, which Firefox does not take",
			Source: `<link rel="preload" as="script" href="/a.js" integrity="sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb=">`,
			Wrong:  1,
		},
		{
			Title:  "A template with a hash in each branch",
			Syntax: SyntaxTemplate,
			Source: `<script src="/a.js" integrity="{{ if .Min }}sha256-AAAA{{ else }}sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU={{ end }}"></script><script src="/b.js" {{ if .Min }}integrity="sha256-AAAA"{{ end }}></script>`,
			Wrong:  2,
		},
		{
			Title: "Right: options, several hashes, base64url, without padding",
			Source: `<script src="/a.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=?x SHA384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"></script>` +
				`<script src="/b.js" integrity="sha256-AAAA sha384-OLBgp1GsljhM2TJ-sbHjaiH9txEUvgdDTAzHv2P24donTt6_529l-9Ua0vFImLlb"></script>` +
				`<script src="/c.js" integrity="sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"></script>`,
		},
		{
			Title:  "Other algorithms, and where integrity is not read, are for integrity-ignored",
			Source: `<script src="/a.js" integrity="md5-AAAA"></script><script integrity="sha256-AAAA">run()</script><img src="/a.png" integrity="sha256-AAAA">`,
		},
		{
			Title:  "A template that prints the hash",
			Syntax: SyntaxTemplate,
			Source: `<script src="/a.js" integrity="sha384-{{ .Hash }}"></script><script src="/b.js" integrity="{{ .Integrity }}"></script>`,
		},
	},
	Check: checkIntegrityDigest,
}

func checkIntegrityDigest(p *page.Page, _ *Settings, report func(Finding)) {
	for t := range p.TagsWith(page.Integrity) {
		if !comparesIntegrity(t) {
			continue
		}
		for a := range shown(t, "integrity") {
			if a.Dynamic || a.Value == "" {
				continue
			}
			digests := resolver.Digests(a.Value)
			if first, never := resolver.Unmatchable(digests); never {
				report(Finding{Severity: Error, Span: a.Span, Message: neverMatches(first), Fixes: fromHexadecimal(a, digests)})
				continue
			}
			for i := range digests {
				if d := &digests[i]; d.Fault == resolver.DigestUnreadable {
					report(Finding{Severity: Warning, Span: a.Span, Message: fmt.Sprintf(
						"not checked: %q has no hash in base64. Browsers leave it out, though by the standard no file matches it", d.Expression,
					)})
					break
				}
			}
		}
	}
}

// neverMatches says why a hash matches no file.
func neverMatches(d *resolver.Digest) string {
	if d.Fault == resolver.DigestPadding {
		return fmt.Sprintf("blocked by some browsers, and by the standard: the = in %q are not those that base64 ends with, so that it matches no file", d.Expression)
	}
	about := ""
	switch {
	case hexadecimal(d):
		about = ". It is written in hexadecimal, not in base64"
	case d.Bytes == d.Want: // one character of base64 alone is no byte
		about = ", and this has a character too many"
	default:
		for _, name := range []string{"sha256", "sha384", "sha512"} {
			if other := resolver.Digests(name + "-" + d.Value); other[0].Fault == resolver.NoDigestFault {
				about = ". It is as long as one of " + name
			}
		}
	}
	return fmt.Sprintf("blocked: %q matches no file: the length of its hash is %d, that of %s is %d bytes (%d characters)%s",
		d.Expression, d.Bytes, fold(d.Algorithm), d.Want, base64.StdEncoding.EncodedLen(d.Want), about)
}

// hexadecimal says whether a hash is one of its algorithm, written otherwise.
func hexadecimal(d *resolver.Digest) bool {
	raw, err := hex.DecodeString(d.Value)
	return err == nil && len(raw) == d.Want
}

// fromHexadecimal writes all the hashes of an attribute in base64, when all are
// written in hexadecimal: what is blocked now cannot get worse.
func fromHexadecimal(a *markup.Attr, digests []resolver.Digest) []Fix {
	if !writable(a) || strings.Contains(a.Value, "?") || len(strings.Fields(a.Value)) != len(digests) ||
		slices.ContainsFunc(digests, func(d resolver.Digest) bool { return !hexadecimal(&d) }) {
		return nil
	}
	var all []string
	for i := range digests {
		raw, err := hex.DecodeString(digests[i].Value)
		if err != nil {
			return nil
		}
		all = append(all, digests[i].Algorithm+"-"+base64.StdEncoding.EncodeToString(raw))
	}
	return []Fix{{"Write the hash in base64", Safe, setValues(a, strings.Join(all, " "))}}
}

// comparesIntegrity says whether browsers compare what the tag fetches with its
// integrity: scripts and style sheets, and preloads of these.
func comparesIntegrity(t *page.Tag) bool {
	return readsIntegrity(t) && t.Starts(resolver.ScriptClassicExternal, resolver.ScriptModuleExternal,
		resolver.LinkStylesheet, resolver.LinkAlternateStylesheet, resolver.LinkModulepreload,
		resolver.LinkPreloadScript, resolver.LinkPreloadStyle)
}
