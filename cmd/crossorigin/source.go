package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// reader reads one file after the other into the same memory. The bytes are
// valid until the next file.
type reader struct {
	buffer  []byte
	release func() // of a mapped file, nil otherwise
}

// maxRead is the size of the largest file that is read; larger ones are mapped
// into memory, so that they are not copied.
const maxRead = 16 << 20

// read returns the content of a file of text.
func (r *reader) read(name string) ([]byte, error) {
	r.close()
	f, err := openFile(name)
	if err != nil {
		return nil, cause(err)
	}
	defer f.close()
	size, err := f.size()
	if err != nil {
		return nil, cause(err)
	}
	if size < 0 {
		return nil, notRegular(name)
	}
	src, err := r.content(f, size)
	if err != nil {
		return nil, cause(err)
	}
	return src, checkText(src)
}

// notRegular says what a file is that is not regular.
func notRegular(name string) error {
	info, err := os.Stat(name)
	if err != nil {
		return cause(err)
	}
	return errors.New("not a regular file but " + kindOf(info.Mode()))
}

func (r *reader) content(f file, size int64) ([]byte, error) {
	if size > maxRead {
		src, release, err := f.mapped(size)
		if err == nil {
			r.release = release
			// The file may be cut short while it is mapped: then reading it
			// faults, which guard turns into an error.
			debug.SetPanicOnFault(true)
			return src, nil
		}
		if !errors.Is(err, errors.ErrUnsupported) {
			return nil, err
		}
	}
	if int64(cap(r.buffer)) < size+1 {
		r.buffer = make([]byte, size+size/4+bytes.MinRead)
	}
	// One byte more than there is tells when there is more by now.
	b := r.buffer[:0]
	for {
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if errors.Is(err, io.EOF) || err == nil && int64(len(b)) == size {
			r.buffer = b[:cap(b)]
			return b, nil
		}
		if err != nil {
			return nil, err
		}
		if len(b) == cap(b) { // it grows while it is read
			b = append(b, make([]byte, len(b))...)[:len(b)]
		}
	}
}

// document returns the bytes of a document and the name to report it under.
func (r *reader) document(ctx context.Context, in input, stdin io.Reader, stdinName string) (src []byte, name string, err error) {
	if in.name != "-" {
		src, err = r.read(in.name)
		return src, in.name, err
	}
	name = stdinName
	if name == "" {
		name = "<stdin>"
	}
	if src, err = readAll(ctx, stdin); err == nil {
		err = checkText(src)
	}
	return src, name, err
}

// readAll reads to the end unless the context ends first: somebody at a
// terminal may never send one.
func readAll(ctx context.Context, r io.Reader) (src []byte, err error) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		src, err = io.ReadAll(r)
	}()
	select {
	case <-done:
		return src, err
	case <-ctx.Done():
		return nil, errors.New("interrupted")
	}
}

// close gives a mapped file back.
func (r *reader) close() {
	if r.release != nil {
		r.release()
		r.release = nil
	}
}

// guard runs f and returns an error when it panics: because memory that f reads
// is gone, since the mapped file was cut short, or because of a mistake in this
// program, which is no reason to leave other files unchecked.
func guard(f func()) (err error) {
	defer func() {
		switch fault := recover().(type) {
		case nil:
		case interface {
			error
			Addr() uintptr
		}:
			err = errors.New("the file was cut short while it was read")
		default:
			err = fmt.Errorf("not checked because of a bug in crossorigin, please report it: %v (%s)", fault, panicked())
		}
	}()
	f()
	return nil
}

// panicked returns the place in the source of the panic that is being
// recovered from.
func panicked() string {
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	raised := false
	for {
		frame, more := frames.Next()
		inRuntime := strings.HasPrefix(frame.Function, "runtime.")
		if raised && !inRuntime {
			return fmt.Sprintf("%s:%d", filepath.Base(frame.File), frame.Line)
		}
		raised = raised || inRuntime && strings.HasSuffix(frame.Function, "panic")
		if !more {
			return "place not known"
		}
	}
}

// sniffed is how much of a file is looked at to tell text from other data.
const sniffed = 8 << 10

// checkText refuses what is no text in a superset of ASCII: everything else,
// invalid UTF-8 included, is kept as it is.
func checkText(src []byte) error {
	for _, mark := range [][]byte{{0xff, 0xfe}, {0xfe, 0xff}} {
		if bytes.HasPrefix(src, mark) {
			return errors.New("text in UTF-16, expected UTF-8")
		}
	}
	head := src[:min(len(src), sniffed)]
	if i := bytes.IndexByte(head, 0); i >= 0 {
		return fmt.Errorf("binary data (a NUL at byte %d), expected text", i)
	}
	return nil
}

// cause strips the file name, which messages have already, off an error.
func cause(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

func kindOf(mode os.FileMode) string {
	switch {
	case mode.IsDir():
		return "a folder"
	case mode&os.ModeNamedPipe != 0:
		return "a pipe"
	case mode&os.ModeSocket != 0:
		return "a socket"
	case mode&os.ModeDevice != 0:
		return "a device"
	}
	return "something else"
}
