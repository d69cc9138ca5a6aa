package edit

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// openBeneath opens a folder below root if no link is on the way from there. An
// error says that it takes a closer look.
func openBeneath(root, path string) (*folder, error) {
	const how = unix.O_PATH | unix.O_DIRECTORY | unix.O_CLOEXEC
	top, err := unix.Open(root, how, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: root, Err: err}
	}
	defer unix.Close(top)
	fd, err := unix.Openat2(top, path, &unix.OpenHow{Flags: how, Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS})
	if err != nil {
		return nil, &fs.PathError{Op: "openat2", Path: path, Err: err}
	}
	return &folder{fd}, nil
}
