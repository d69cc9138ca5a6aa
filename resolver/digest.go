package resolver

import "strings"

// DigestFault says why no file has a digest.
type DigestFault uint8

const (
	// NoDigestFault means that there can be a file with the digest.
	NoDigestFault DigestFault = iota
	// DigestUnreadable means that it is missing or not base64. By the steps of
	// SRI it matches nothing. Browsers leave its expression out, and use the
	// file unchecked if that was the only one.
	DigestUnreadable
	// DigestLength means that it is not as long as the digests of its
	// algorithm. It matches nothing, in browsers too.
	DigestLength
	// DigestPadding means that there is too much padding, or some inside. By
	// the steps of SRI it matches nothing, and in some browsers neither.
	DigestPadding
)

// Digest is one expression of integrity metadata.
type Digest struct {
	Expression string // without options
	Algorithm  string // as it is written
	Value      string // what should be base64
	Bytes      int    // that the value stands for; 0 when that is not clear
	Want       int    // length in bytes of the algorithm's digests
	Fault      DigestFault
}

// Digests returns the expressions of an integrity attribute that name an
// algorithm of the standard
// (https://w3c.github.io/webappsec-subresource-integrity/#parse-metadata-section,
// step 2). Base64url and missing padding are no faults: browsers compare the
// bytes.
func Digests(integrity string) []Digest {
	return appendDigests(make([]Digest, 0, 2), integrity) // of so many a caller may keep them on its stack
}

func appendDigests(all []Digest, integrity string) []Digest {
	for integrity != "" {
		var item string
		item, integrity = nextExpression(integrity)
		algorithm, value, _ := strings.Cut(item, "-")
		if want := digestBytes(algorithm); want > 0 {
			d := Digest{Expression: item, Algorithm: algorithm, Value: value, Want: want}
			d.Bytes, d.Fault = readDigest(value, want)
			all = append(all, d)
		}
	}
	return all
}

// Unmatchable says whether no file matches the expressions: of the strongest
// that browsers read none can be the digest of a file
// (https://w3c.github.io/webappsec-subresource-integrity/#does-response-match-metadatalist,
// steps 3–5). It returns the first of these.
func Unmatchable(digests []Digest) (first *Digest, ok bool) {
	for i := range digests {
		d := &digests[i]
		switch {
		case d.Fault == DigestUnreadable || first != nil && d.Want < first.Want:
		case d.Fault == NoDigestFault && (first == nil || d.Want >= first.Want):
			first, ok = d, false
		case first == nil || d.Want > first.Want:
			first, ok = d, true
		}
	}
	return first, ok
}

// base64Digits are the characters of base64 and base64url that stand for bits.
var base64Digits = func() (is [256]bool) {
	for _, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_") {
		is[c] = true
	}
	return is
}()

// readDigest returns the bytes that base64 stands for, and what is wrong with
// it as a digest of so many.
func readDigest(value string, want int) (bytes int, fault DigestFault) {
	digits := strings.TrimRight(value, "=")
	padding := len(value) - len(digits)
	inside := false
	for i := range len(digits) {
		switch c := digits[i]; {
		case base64Digits[c]:
		case c == '=':
			inside = true
		default:
			return 0, DigestUnreadable
		}
	}
	bytes = len(digits) * 6 / 8
	switch {
	case value == "" || padding > 2:
		return 0, DigestUnreadable
	case inside || digits == "":
		return 0, DigestPadding
	case bytes != want || len(digits)%4 == 1:
		return bytes, DigestLength
	case padding > 0 && (len(digits)+padding)%4 != 0:
		return bytes, DigestPadding
	}
	return bytes, NoDigestFault
}
