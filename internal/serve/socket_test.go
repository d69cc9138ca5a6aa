package serve

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// connection is one that a test has filled.
type connection struct {
	io.Reader
	io.Writer
	io.Closer
}

func TestSocket(t *testing.T) {
	r := newRebase([]Move{{mustParse(t, "http://localhost:4001"), mustParse(t, "http://localhost:1314")}})
	long := strings.Repeat("x", 200)
	huge := strings.Repeat("x", maxMessage)
	frame := func(first byte, payload string) string {
		return string(append([]byte{first}, textHead(len(payload))[1:]...)) + payload
	}
	for _, test := range []struct{ name, in, want string }{
		{"a port that has moved", frame(0x81, `{"path":"/a", "overrideURL": 4001}`), frame(0x81, `{"path":"/a", "overrideURL": 1314}`)},
		{"another port", frame(0x81, `{"overrideURL": 80}`), frame(0x81, `{"overrideURL": 80}`)},
		{"two bytes of length", frame(0x81, long+`"overrideURL":4001`), frame(0x81, long+`"overrideURL":1314`)},
		{"too long", frame(0x81, huge+`"overrideURL":4001`) + frame(0x81, `"overrideURL":4001`), frame(0x81, huge+`"overrideURL":4001`) + frame(0x81, `"overrideURL":1314`)},
		{"compressed", frame(0xc1, `"overrideURL":4001`), frame(0xc1, `"overrideURL":4001`)},
		{"in parts", frame(0x01, `"overrideURL":4001`) + frame(0x80, ""), frame(0x01, `"overrideURL":4001`) + frame(0x80, "")},
		{"binary, ping and close", frame(0x82, `"overrideURL":4001`) + frame(0x89, "") + frame(0x88, "\x03\xe8"), frame(0x82, `"overrideURL":4001`) + frame(0x89, "") + frame(0x88, "\x03\xe8")},
		{"masked", "\x81\x92KEY!" + `"overrideURL":4001` + frame(0x81, ""), "\x81\x92KEY!" + `"overrideURL":4001` + frame(0x81, "")},
	} {
		for reader, read := range map[string]func(io.Reader) io.Reader{"at once": func(r io.Reader) io.Reader { return r }, "byte by byte": iotest.OneByteReader} {
			t.Run(test.name+", "+reader, func(t *testing.T) {
				s := newSocket(connection{Reader: read(strings.NewReader(test.in))}, r.message)
				got, err := io.ReadAll(s)
				if err != nil || string(got) != test.want {
					t.Errorf("got %q, %v, want %q", cutTo(got, 100), err, cutTo([]byte(test.want), 100))
				}
			})
		}
	}
}

func cutTo(b []byte, n int) []byte { return b[:min(len(b), n)] }

// FuzzSocket finds frames that are changed though no message is.
func FuzzSocket(f *testing.F) {
	f.Add([]byte("\x81\x05hello\x89\x00\xc1\x7e\x00\x01x"))
	f.Fuzz(func(t *testing.T, in []byte) {
		s := newSocket(connection{Reader: bytes.NewReader(in)}, func(text []byte) []byte { return text })
		out, _ := io.ReadAll(s)
		if len(out) > len(in)+10 {
			t.Fatalf("%d bytes of %d", len(out), len(in))
		}
		again, _ := io.ReadAll(newSocket(connection{Reader: bytes.NewReader(out)}, func(text []byte) []byte { return text }))
		if !bytes.Equal(again, out) {
			t.Fatalf("read again, %q is %q", out, again)
		}
	})
}
