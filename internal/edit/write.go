package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// WriteFile replaces the content of an existing regular file by data, whole or
// not at all: data goes to a temporary file in the same folder, is synced to
// the disk and renamed over the file. Whoever reads the file, and whatever
// kills this process, sees the old bytes or the new ones. A [Writer] does the
// same for many files in less time.
//
// After a power cut it holds the one or the other: the folder is not synced,
// which would take as long as all the rest.
//
// The file keeps its mode and, when this process may give files away (as root
// on Unix), its owner and group. Like any rename it parts the file from its
// other hard links.
//
// What somebody else writes meanwhile is not written over: was is the file as it
// was when the bytes were read that data was made from, nil for as it is when
// WriteFile is called. Whoever writes in the moment of the rename still loses.
//
// The path is relative to the folder root, unless it is absolute, and must lead
// to a file inside it: symbolic links are followed there. With an empty root
// the path is the working directory's and may be no link. Errors name the
// path: a link that leads out of root, a file that is no regular file, that
// nobody or not this process may write, one that has changed, and one that has
// vanished, which is not created anew.
func WriteFile(root, path string, was fs.FileInfo, data []byte) error {
	s, err := stage(root, path, was, data)
	if err != nil {
		return err
	}
	return s.finish(s.file.Sync())
}

// staged is a file whose new content is written beside it, and not yet synced.
type staged struct {
	path      string // for errors
	folder    *folder
	name      string // in the folder
	was       state  // of the file that is to be replaced
	temporary string
	file      *os.File // the temporary one, open
	device    uint64   // that it is on
}

// stage writes data beside the file that it is to replace.
func stage(root, path string, was fs.FileInfo, data []byte) (*staged, error) {
	s, err := open(root, path)
	if err != nil {
		return nil, err
	}
	if err := s.fill(was, data); err != nil {
		return nil, errors.Join(s.wrap(err), s.folder.close())
	}
	return s, nil
}

// finish renames the temporary file over the old one if it could be synced and
// nobody has changed the old one, and removes it otherwise.
func (s *staged) finish(err error) error {
	if e := s.file.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = s.unchanged()
	}
	if err == nil {
		err = s.folder.rename(s.temporary, s.name)
	}
	if err != nil {
		err = errors.Join(s.wrap(err), s.folder.remove(s.temporary))
	}
	return errors.Join(err, s.folder.close())
}

// errChanged is told of a file that somebody else has written.
var errChanged = errors.New("the file has changed since it was read")

// unchanged looks at the file after syncing, which may have taken long. One that
// holds by now what it is to hold, since it was given by two names, is fine.
func (s *staged) unchanged() error {
	now, err := s.folder.stat(s.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return vanished(err)
	case err != nil:
		return err
	case now.mode.IsRegular() && (now.holdsSame(s.was) || s.written()):
		return nil
	}
	return errChanged
}

// written says whether the file holds what the temporary one does.
func (s *staged) written() bool {
	now, err := s.folder.read(s.name)
	if err != nil {
		return false
	}
	data, err := s.folder.read(s.temporary)
	return err == nil && bytes.Equal(now, data)
}

func vanished(err error) error { return fmt.Errorf("the file has vanished since it was read: %w", err) }

func (s *staged) wrap(err error) error { return fmt.Errorf("%s: not written: %w", s.path, err) }

// open opens the folder of the file that path names. From there on names are
// looked up in this one folder only, so that a link put there meanwhile cannot
// lead away.
func open(root, path string) (*staged, error) {
	if root != "" && filepath.IsLocal(path) {
		// Mostly no link is on the way, which the system sees to in one step.
		if f, err := openBeneath(root, filepath.Dir(path)); err == nil {
			name := filepath.Base(path)
			if old, err := f.stat(name); err == nil && old.mode.IsRegular() {
				return &staged{path: filepath.Join(root, path), folder: f, name: name}, nil
			}
			_ = f.close() // what is wrong with it is told below
		}
	}
	if root != "" && !filepath.IsAbs(path) {
		path = filepath.Join(root, path)
	}
	target, err := resolve(root, path)
	if err != nil {
		return nil, err
	}
	s := &staged{path: path, name: filepath.Base(target)}
	if s.folder, err = openFolder(filepath.Dir(target)); err != nil {
		return nil, s.wrap(err)
	}
	return s, nil
}

// resolve returns the file that path names, with every symbolic link
// followed, if it is one that WriteFile may write.
func resolve(root, path string) (string, error) {
	unresolved := func(err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			err = vanished(err)
		}
		return fmt.Errorf("%s: not written: %w", path, err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return "", unresolved(err)
	}
	if root == "" {
		if info.Mode()&fs.ModeSymlink != 0 {
			return "", fmt.Errorf("%s: not written: it is a symbolic link", path)
		}
		return path, nil
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", unresolved(err)
	}
	if target, err = filepath.Abs(target); err != nil {
		return "", unresolved(err)
	}
	folder, err := filepath.EvalSymlinks(root)
	if err == nil {
		folder, err = filepath.Abs(folder)
	}
	if err != nil {
		return "", fmt.Errorf("%s: not written: folder %s: %w", path, root, err)
	}
	if inside, err := filepath.Rel(folder, target); err != nil || !filepath.IsLocal(inside) {
		return "", fmt.Errorf("%s: not written: it leads to %s, outside of %s", path, target, root)
	}
	return target, nil
}

// state is what a file has beside its content.
type state struct {
	mode     fs.FileMode
	uid, gid int
	device   uint64
	size     int64 // in bytes
	modified time.Time
}

// holdsSame says whether the file has most likely the same content in both
// states. When its inode changed says nothing of that: it does when another hard
// link is replaced.
func (s state) holdsSame(as state) bool {
	return s.size == as.size && s.modified.Equal(as.modified)
}

// keptModes are the bits of a mode that a file keeps.
const keptModes = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky

// fill writes the temporary file. A rename needs leave to write the folder only,
// so the file's own mode is asked first.
func (s *staged) fill(was fs.FileInfo, data []byte) error {
	old, err := s.folder.stat(s.name)
	if err != nil {
		return err
	}
	if !old.mode.IsRegular() {
		return fmt.Errorf("it is no regular file (%v)", old.mode.Type())
	}
	if s.was = old; was != nil {
		s.was.size, s.was.modified = was.Size(), was.ModTime()
	}
	if old.mode.Perm()&0o222 == 0 {
		return fmt.Errorf("it is read-only (%v)", old.mode)
	}
	if err := s.folder.mayWrite(s.name); err != nil {
		return err
	}
	s.temporary = temporaryPrefix + strconv.FormatUint(rand.Uint64(), 36)
	perm := fs.FileMode(0o600) // until it has the old one's owner
	if old.own() {
		perm = old.mode.Perm()
	}
	if s.file, err = s.folder.create(s.temporary, perm); err != nil {
		return err
	}
	_, err = s.file.Write(data)
	if err == nil {
		err = s.keep(old)
	}
	if err != nil {
		return errors.Join(err, s.file.Close(), s.folder.remove(s.temporary))
	}
	return nil
}

// keep gives the temporary file the owner and the mode of the old one.
func (s *staged) keep(old state) error {
	now, err := stateOf(s.file)
	if err != nil {
		return err
	}
	s.device = now.device
	// In this order: giving a file away drops its set-id bits.
	if now.uid != old.uid || now.gid != old.gid {
		if err := keepOwner(s.file, old); err != nil {
			return err
		}
	}
	if now.mode&keptModes != old.mode&keptModes {
		return s.file.Chmod(old.mode & keptModes)
	}
	return nil
}
