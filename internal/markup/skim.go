package markup

import "bytes"

// skim passes over tags that can neither be reported nor change how others are
// read, while no element is open that the scan keeps. It starts at the "<" at
// src[i] and returns the offset of the first "<" that takes a closer look, -1
// when there is none.
func (n *Names) skim(src []byte, i int) int {
	next, open := skimBlocks(src[i:], n.starts, n.head[0], n.head[1])
	if i += next; open {
		return bytes.LastIndexByte(src[:i], '<')
	}
	if next = bytes.IndexByte(src[i:], '<'); next < 0 {
		return -1
	}
	return i + next
}
