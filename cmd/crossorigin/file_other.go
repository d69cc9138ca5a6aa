//go:build !unix

package main

import (
	"errors"
	"os"
)

// file is a file open for reading.
type file struct{ *os.File }

func openFile(name string) (file, error) {
	f, err := os.Open(name)
	return file{f}, err
}

// size returns the size of a regular file in bytes, -1 of what is none.
func (f file) size() (int64, error) {
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return -1, err
	}
	return info.Size(), nil
}

func (f file) close() { _ = f.Close() }

// mapped says that files cannot be mapped here.
func (f file) mapped(int64) (src []byte, release func(), err error) {
	return nil, nil, errors.ErrUnsupported
}
