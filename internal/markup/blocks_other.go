//go:build !amd64

package markup

func skimBlocks(src []byte, starts *[1 << startBits]int8, first, second byte) (next int, open bool) {
	return skimBlocksSlow(src, starts, first, second)
}
