package markup

import "golang.org/x/sys/cpu"

var hasVectors = cpu.X86.HasAVX2 && cpu.X86.HasPCLMULQDQ && cpu.X86.HasBMI1

// skimBlocks is skimBlocksSlow where the processor has vectors of 32 bytes.
func skimBlocks(src []byte, starts *[1 << startBits]int8, first, second byte) (next int, open bool) {
	if hasVectors {
		return skimBlocksAVX2(src, starts, first, second)
	}
	return skimBlocksSlow(src, starts, first, second)
}

//go:noescape
func skimBlocksAVX2(src []byte, starts *[1 << startBits]int8, first, second byte) (next int, open bool)
