package conformance

import (
	"encoding/binary"
	"math"
)

// keyFrame is a VP8 key frame of 16 by 16 grey pixels, one macroblock
// (RFC 6386): frame tag, start code, dimensions, compressed header and data.
var keyFrame = []byte{
	0x30, 0x01, 0x00, 0x9d, 0x01, 0x2a, 0x10, 0x00, 0x10, 0x00,
	0x0e, 0xc0, 0xfe, 0x25, 0xa4, 0x00, 0x03, 0x70, 0x00, 0x00, 0x00, 0x00,
}

// webm returns a video of one frame, as WebM has it (RFC 8794, RFC 9559).
func webm() []byte {
	header := element(0x1A45DFA3,
		element(0x4286, number(1)), element(0x42F7, number(1)), // EBML version, read version
		element(0x42F2, number(4)), element(0x42F3, number(8)), // longest id, longest size
		element(0x4282, []byte("webm")), element(0x4287, number(2)), element(0x4285, number(2)),
	)
	info := element(0x1549A966,
		element(0x2AD7B1, number(1_000_000)),                                       // nanoseconds a tick
		element(0x4489, binary.BigEndian.AppendUint64(nil, math.Float64bits(100))), // ticks
		element(0x4D80, []byte("lab")), element(0x5741, []byte("lab")),
	)
	tracks := element(0x1654AE6B, element(0xAE,
		element(0xD7, number(1)), element(0x73C5, number(1)), // track number, UID
		element(0x83, number(1)), element(0x86, []byte("V_VP8")), // video
		element(0xE0, element(0xB0, number(16)), element(0xBA, number(16))),
	))
	block := append([]byte{0x81, 0, 0, 0x80}, keyFrame...) // track 1, at 0, a key frame
	cluster := element(0x1F43B675, element(0xE7, number(0)), element(0xA3, block))
	return append(header, element(0x18538067, info, tracks, cluster)...)
}

// element writes one EBML element: id, size in eight bytes, content.
func element(id uint32, parts ...[]byte) []byte {
	var content []byte
	for _, p := range parts {
		content = append(content, p...)
	}
	var out []byte
	for shift := 24; shift >= 0; shift -= 8 {
		if b := byte(id >> shift); b != 0 || len(out) > 0 {
			out = append(out, b)
		}
	}
	out = append(out, 0x01)
	out = append(out, binary.BigEndian.AppendUint64(nil, uint64(len(content)))[1:]...)
	return append(out, content...)
}

// number writes an unsigned integer in as few bytes as it takes.
func number(n uint64) []byte {
	b := binary.BigEndian.AppendUint64(nil, n)
	for len(b) > 1 && b[0] == 0 {
		b = b[1:]
	}
	return b
}
