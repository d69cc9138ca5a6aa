package serve

import (
	"bufio"
	"encoding/binary"
	"io"
)

// socket is a WebSocket connection to a server, whose text messages are edited
// on the way to the browser
// (https://www.rfc-editor.org/rfc/rfc6455#section-5.2). What is no whole,
// unmasked, uncompressed and short text message passes as it is.
type socket struct {
	io.ReadWriteCloser
	from *bufio.Reader
	edit func(text []byte) []byte
	out  []byte // to be read next
	raw  uint64 // bytes of a payload that pass as they are, behind out
}

// maxMessage is the size of the largest message that is edited.
const maxMessage = 64 << 10

func newSocket(c io.ReadWriteCloser, edit func([]byte) []byte) *socket {
	return &socket{ReadWriteCloser: c, from: bufio.NewReader(c), edit: edit}
}

// Read implements io.Reader.
func (s *socket) Read(p []byte) (int, error) {
	if len(s.out) == 0 && s.raw == 0 {
		if err := s.frame(); err != nil {
			return 0, err
		}
	}
	if len(s.out) > 0 {
		n := copy(p, s.out)
		s.out = s.out[n:]
		return n, nil
	}
	n, err := s.from.Read(p[:min(uint64(len(p)), s.raw)])
	s.raw -= uint64(n)
	return n, err
}

// frame reads the head of the next frame, and what follows if it is edited.
func (s *socket) frame() error {
	head := make([]byte, 2, 14)
	if _, err := io.ReadFull(s.from, head); err != nil {
		return err
	}
	size, more := uint64(head[1]&0x7f), 0
	switch size {
	case 126:
		more = 2
	case 127:
		more = 8
	}
	masked := head[1]&0x80 != 0
	head = head[:2+more]
	if _, err := io.ReadFull(s.from, head[2:]); err != nil {
		return err
	}
	switch more {
	case 2:
		size = uint64(binary.BigEndian.Uint16(head[2:]))
	case 8:
		size = binary.BigEndian.Uint64(head[2:])
	}
	const finalText = 0x81 // no reserved bit, which compression would set
	if head[0] != finalText || masked || size > maxMessage {
		s.out, s.raw = head, size
		if masked {
			s.raw += 4 // the key
		}
		return nil
	}
	text := make([]byte, size)
	if _, err := io.ReadFull(s.from, text); err != nil {
		return err
	}
	text = s.edit(text)
	s.out = append(textHead(len(text)), text...)
	return nil
}

// textHead is the head of a final text frame from a server.
func textHead(size int) []byte {
	switch {
	case size < 126:
		return []byte{0x81, byte(size)}
	case size <= 0xffff:
		return binary.BigEndian.AppendUint16([]byte{0x81, 126}, uint16(size))
	}
	return binary.BigEndian.AppendUint64([]byte{0x81, 127}, uint64(size))
}
