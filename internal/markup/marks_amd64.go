package markup

import "golang.org/x/sys/cpu"

// look fills in the marks of 64 bytes.
func look(m *marks, src *[ahead]byte, last, before byte) {
	if cpu.X86.HasAVX2 {
		lookAVX2(m, src, last, before)
		return
	}
	lookSlow(m, src, last, before)
}

//go:noescape
func lookAVX2(m *marks, src *[ahead]byte, last, before byte)
