//go:build !amd64

package markup

// look fills in the marks of 64 bytes.
func look(m *marks, src *[ahead]byte, last, before byte) { lookSlow(m, src, last, before) }
