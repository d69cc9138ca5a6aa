package resolver

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"strings"
	"testing"
)

// rightDigests are those of the empty file.
var rightDigests = func() map[string]string {
	sum256, sum384, sum512 := sha256.Sum256(nil), sha512.Sum384(nil), sha512.Sum512(nil)
	all := map[string]string{}
	for name, sum := range map[string][]byte{"sha256": sum256[:], "sha384": sum384[:], "sha512": sum512[:]} {
		all[name] = name + "-" + base64.StdEncoding.EncodeToString(sum)
	}
	return all
}()

func TestDigestFault(t *testing.T) {
	right := rightDigests["sha384"]
	for _, tt := range []struct {
		name, expression string
		bytes            int
		want             DigestFault
	}{
		{"right", right, 48, NoDigestFault},
		{"with an option", right + "?x=y", 48, NoDigestFault},
		{"capitals", "SHA384-" + strings.TrimPrefix(right, "sha384-"), 48, NoDigestFault},
		{"padded", rightDigests["sha256"], 32, NoDigestFault},
		{"padded twice", rightDigests["sha512"], 64, NoDigestFault},
		{"without padding", strings.TrimRight(rightDigests["sha512"], "="), 64, NoDigestFault},
		{"half of the padding", strings.TrimSuffix(rightDigests["sha512"], "="), 64, DigestPadding},
		{"padding too much", right + "=", 48, DigestPadding},
		{"padding inside", rightDigests["sha256"] + "AAAA", 0, DigestPadding},
		{"nothing but padding", "sha256-=", 0, DigestPadding},
		{"three characters of padding", right + "===", 0, DigestUnreadable},
		{"base64url", "sha256-" + strings.Repeat("-_", 21) + "A", 32, NoDigestFault},
		{"short", "sha384-AAAA", 3, DigestLength},
		{"a character", "sha384-A", 0, DigestLength},
		{"a character more", right + "A", 48, DigestLength},
		{"of another algorithm", "sha512-" + strings.TrimPrefix(right, "sha384-"), 48, DigestLength},
		{"comma", right + ",", 0, DigestUnreadable},
		{"missing", "sha384-", 0, DigestUnreadable},
		{"missing, and the hyphen", "sha384", 0, DigestUnreadable},
		{"not ASCII", "sha384-é", 0, DigestUnreadable},
	} {
		all := Digests(" " + tt.expression + "\n")
		if len(all) != 1 || all[0].Fault != tt.want || all[0].Bytes != tt.bytes {
			t.Errorf("%s: %+v, expected fault %d and %d bytes", tt.name, all, tt.want, tt.bytes)
		}
	}
	if all := Digests("md5-AAAA sha1 \t x"); len(all) != 0 {
		t.Errorf("unknown algorithms: %+v", all)
	}
}

func TestUnmatchable(t *testing.T) {
	right, strong := rightDigests["sha256"], rightDigests["sha384"]
	for _, tt := range []struct {
		integrity, first string // the latter "" when something can match
	}{
		{"", ""},
		{"md5-AAAA", ""},
		{right, ""},
		{"sha384-!", ""}, // left out, so that nothing is compared
		{"sha384-AAAA", "sha384-AAAA"},
		{"sha384-AAAA " + right, "sha384-AAAA"},
		{right + " sha384-AAAA sha384-BBBB", "sha384-AAAA"},
		{"sha256-AAAA " + strong, ""},
		{strong + " sha256-AAAA", ""},
		{"sha256-AAAA " + right, ""},
		{right + " sha256-AAAA", ""},
		{right + " sha384-!", ""},
		{"sha256-AAAA sha384-!", "sha256-AAAA"},
	} {
		first, never := Unmatchable(Digests(tt.integrity))
		if never != (tt.first != "") || never && first.Expression != tt.first {
			t.Errorf("%q: %v, %v; expected %q", tt.integrity, first, never, tt.first)
		}
	}
}

// FuzzDigests compares with the steps: what can match is what encoding/base64
// decodes to as many bytes, in one of the forms that browsers take; and where
// the steps find a digest that is the base64 of a hash, nothing is wrong.
func FuzzDigests(f *testing.F) {
	for _, right := range rightDigests {
		f.Add(right)
		f.Add(right + "=")
		f.Add(strings.TrimRight(right, "="))
	}
	f.Add("sha384-AAAA sha256-A?b")
	f.Fuzz(func(t *testing.T, integrity string) {
		all := Digests(integrity)
		if (len(all) > 0) != HasIntegrity(integrity) {
			t.Fatalf("%q: %d expressions, HasIntegrity says %t", integrity, len(all), HasIntegrity(integrity))
		}
		for _, d := range all {
			plain := strings.NewReplacer("-", "+", "_", "/").Replace(d.Value)
			raw, err := base64.RawStdEncoding.DecodeString(plain)
			if strings.HasSuffix(plain, "=") {
				raw, err = base64.StdEncoding.DecodeString(plain)
			}
			if fits := err == nil && len(raw) == d.Want; fits != (d.Fault == NoDigestFault) {
				t.Errorf("%q: fault %d, but base64 of %d bytes (%v)", d.Expression, d.Fault, len(raw), err)
			}
		}
	})
}

// Every tag with integrity of a site is asked for its digests.
func TestDigestsOnTheStack(t *testing.T) {
	integrity := rightDigests["sha256"] + "?x " + rightDigests["sha384"]
	allocs := testing.AllocsPerRun(100, func() {
		if _, never := Unmatchable(Digests(integrity)); never {
			t.Error("right digests")
		}
	})
	if allocs > 0 {
		t.Errorf("%v allocations", allocs)
	}
}
