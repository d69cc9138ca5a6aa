package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// folderReader reads folders. It is [os.ReadDir] without what that allocates
// for each folder and entry: a site has as many folders as it has pages.
type folderReader struct{ buffer []byte }

// Where getdents64(2) has what it tells of an entry, on all architectures.
const (
	direntSize = 16
	direntType = 18
	direntName = 19
)

// entries appends what is in a folder; prefix is what its path begins with.
func (r *folderReader) entries(to []entry, folder, prefix string) ([]entry, error) {
	fd, err := uninterrupted(func() (int, error) {
		return syscall.Open(folder, syscall.O_RDONLY|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	})
	if err != nil {
		return to, err
	}
	defer syscall.Close(fd)
	if r.buffer == nil {
		r.buffer = make([]byte, 32<<10)
	}
	for {
		n, err := uninterrupted(func() (int, error) { return syscall.ReadDirent(fd, r.buffer) })
		if err != nil || n <= 0 {
			return to, err
		}
		for next := r.buffer[:n]; len(next) > 0; {
			dirent := next[:binary.NativeEndian.Uint16(next[direntSize:])]
			next = next[len(dirent):]
			name, _, _ := bytes.Cut(dirent[direntName:], []byte{0})
			if string(name) == "." || string(name) == ".." {
				continue
			}
			e := entry{path: prefix + string(name)}
			switch dirent[direntType] {
			case syscall.DT_REG:
			case syscall.DT_DIR:
				e.mode = fs.ModeDir
			case syscall.DT_LNK:
				e.mode = fs.ModeSymlink
			default: // few file systems do not tell
				info, err := os.Lstat(e.path)
				if errors.Is(err, fs.ErrNotExist) {
					continue // removed meanwhile
				}
				if err != nil {
					return to, err
				}
				e.mode = info.Mode().Type()
			}
			to = append(to, e)
		}
	}
}
