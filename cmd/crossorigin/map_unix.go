//go:build unix

package main

import (
	"os"
	"syscall"
)

// mapFile maps a file into memory, read-only.
func mapFile(f *os.File, size int64) (src []byte, release func(), err error) {
	src, err = syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err != nil {
		return nil, nil, os.NewSyscallError("mmap", err)
	}
	return src, func() { _ = syscall.Munmap(src) }, nil
}
