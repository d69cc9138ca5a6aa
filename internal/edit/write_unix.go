//go:build unix

package edit

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives the file the owner and group of the one it stands in for,
// when the process may do so.
func keepOwner(file *os.File, info fs.FileInfo) error {
	was, ok := info.Sys().(*syscall.Stat_t)
	if !ok || os.Geteuid() != 0 {
		return nil
	}
	return file.Chown(int(was.Uid), int(was.Gid))
}

// syncFolder makes a rename in the folder last through a power cut, where the
// file system can. The file has its new content by then, so a refusal is no
// failure to write.
func syncFolder(folder *os.Root) {
	dir, err := folder.Open(".")
	if err != nil {
		return
	}
	_ = dir.Sync()
	_ = dir.Close()
}
