//go:build unix

package edit

import (
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// folder is an open folder, in which names are looked up. The system's calls
// are made as they are: of the files of a site each takes a few of them, and
// [os.Root] makes three times as many.
type folder struct{ fd int }

func openFolder(path string) (*folder, error) {
	for {
		fd, err := unix.Open(path, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
		switch err {
		case nil:
			return &folder{fd}, nil
		case unix.EINTR:
		default:
			return nil, &fs.PathError{Op: "open", Path: path, Err: err}
		}
	}
}

func (f *folder) close() error { return os.NewSyscallError("close", unix.Close(f.fd)) }

// stat does not follow links.
func (f *folder) stat(name string) (state, error) {
	var s unix.Stat_t
	if err := uninterrupted(func() error { return unix.Fstatat(f.fd, name, &s, unix.AT_SYMLINK_NOFOLLOW) }); err != nil {
		return state{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return stateFrom(&s), nil
}

// mayWrite says whether this process may write to the file, with the rights
// that it uses and not those of its real user.
func (f *folder) mayWrite(name string) error {
	if err := uninterrupted(func() error { return unix.Faccessat(f.fd, name, unix.W_OK, unix.AT_EACCESS) }); err != nil {
		return &fs.PathError{Op: "access", Path: name, Err: err}
	}
	return nil
}

// create makes a new file to write to.
func (f *folder) create(name string, perm fs.FileMode) (*os.File, error) {
	fd := -1
	err := uninterrupted(func() (err error) {
		fd, err = unix.Openat(f.fd, name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, uint32(perm.Perm()))
		return err
	})
	if err != nil {
		return nil, &fs.PathError{Op: "create", Path: name, Err: err}
	}
	return os.NewFile(uintptr(fd), name), nil
}

func (f *folder) read(name string) ([]byte, error) {
	fd := -1
	err := uninterrupted(func() (err error) {
		fd, err = unix.Openat(f.fd, name, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		return err
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	file := os.NewFile(uintptr(fd), name)
	defer file.Close()
	return io.ReadAll(file)
}

func (f *folder) rename(from, to string) error {
	if err := uninterrupted(func() error { return unix.Renameat(f.fd, from, f.fd, to) }); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

func (f *folder) remove(name string) error {
	if err := uninterrupted(func() error { return unix.Unlinkat(f.fd, name, 0) }); err != nil {
		return &fs.PathError{Op: "remove", Path: name, Err: err}
	}
	return nil
}

// uninterrupted makes a call again that a signal has ended.
func uninterrupted(call func() error) error {
	for {
		if err := call(); err != unix.EINTR { //nolint:errorlint // what a call returns is no chain
			return err
		}
	}
}

func stateOf(file *os.File) (state, error) {
	var s unix.Stat_t
	if err := uninterrupted(func() error { return unix.Fstat(int(file.Fd()), &s) }); err != nil {
		return state{}, &fs.PathError{Op: "stat", Path: file.Name(), Err: err}
	}
	return stateFrom(&s), nil
}

func stateFrom(s *unix.Stat_t) state {
	mode := fs.FileMode(s.Mode & 0o777)
	if s.Mode&unix.S_ISUID != 0 {
		mode |= fs.ModeSetuid
	}
	if s.Mode&unix.S_ISGID != 0 {
		mode |= fs.ModeSetgid
	}
	if s.Mode&unix.S_ISVTX != 0 {
		mode |= fs.ModeSticky
	}
	switch s.Mode & unix.S_IFMT {
	case unix.S_IFREG:
	case unix.S_IFDIR:
		mode |= fs.ModeDir
	case unix.S_IFLNK:
		mode |= fs.ModeSymlink
	default:
		mode |= fs.ModeIrregular
	}
	return state{mode: mode, uid: int(s.Uid), gid: int(s.Gid), device: uint64(s.Dev), size: s.Size, modified: time.Unix(s.Mtim.Unix())}
}

// own says whether what this process makes has the same owner and group.
func (s state) own() bool { return s.uid == os.Geteuid() && s.gid == os.Getegid() }

// keepOwner gives the file an owner and a group, when the process may do so.
func keepOwner(file *os.File, old state) error {
	if os.Geteuid() != 0 {
		return nil
	}
	return file.Chown(old.uid, old.gid)
}

// maxDescriptors returns how many files this process may have open. The runtime
// has raised it as far as it may.
func maxDescriptors() int {
	var limit unix.Rlimit
	if unix.Getrlimit(unix.RLIMIT_NOFILE, &limit) != nil {
		return 64
	}
	return int(min(uint64(limit.Cur), 1<<20))
}
