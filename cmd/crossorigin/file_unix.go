//go:build unix

package main

import (
	"io"
	"os"
	"syscall"
)

// file is a file open for reading. It is no [os.File], which would cost seven
// more system calls a file, and there are thousands of files.
type file int

func openFile(name string) (file, error) {
	fd, err := uninterrupted(func() (int, error) { return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0) })
	return file(fd), err
}

// size returns the size of a regular file in bytes, -1 of what is none.
func (f file) size() (int64, error) {
	var info syscall.Stat_t
	_, err := uninterrupted(func() (int, error) { return 0, syscall.Fstat(int(f), &info) })
	if info.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return -1, err
	}
	return info.Size, err
}

// Read is that of [io.Reader].
func (f file) Read(b []byte) (int, error) {
	n, err := uninterrupted(func() (int, error) { return syscall.Read(int(f), b) })
	switch {
	case err != nil:
		return 0, err
	case n == 0 && len(b) > 0:
		return 0, io.EOF
	}
	return n, nil
}

func (f file) close() { _ = syscall.Close(int(f)) }

// mapped maps the file into memory, read-only.
func (f file) mapped(size int64) (src []byte, release func(), err error) {
	src, err = syscall.Mmap(int(f), 0, int(size), syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err != nil {
		return nil, nil, os.NewSyscallError("mmap", err)
	}
	return src, func() { _ = syscall.Munmap(src) }, nil
}

// uninterrupted does a system call again that a signal ended.
func uninterrupted(call func() (int, error)) (int, error) {
	for {
		if n, err := call(); err != syscall.EINTR {
			return n, err
		}
	}
}
