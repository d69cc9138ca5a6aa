package main

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/afero"
	"github.com/spf13/afero/mem"
)

// holdFs is the folder that Hugo publishes to. Files of HTML are held in
// memory until the build is done, so that none is ever seen at the destination
// before it has been annotated, and none changes there when a build fails.
// Everything else goes to the destination as Hugo writes it.
//
// For the files it holds, the destination's own are invisible: whatever an
// earlier build left, Hugo writes them anew.
type holdFs struct {
	afero.Fs // the destination
	holds    func(name string) bool
	// inMemory says that nobody else sees the destination, so that what is held
	// need not go there.
	inMemory bool
	sheets   sheets // that went to the destination

	mu    sync.Mutex
	held  map[string]*mem.FileData
	modes map[string]fs.FileMode // set by Chmod
	times map[string]time.Time   // set by Chtimes
}

func newHoldFs(destination afero.Fs, holds func(name string) bool) *holdFs {
	return &holdFs{
		Fs: destination, holds: holds,
		held: map[string]*mem.FileData{}, modes: map[string]fs.FileMode{}, times: map[string]time.Time{},
	}
}

// key is a name below the publish folder in the form that Hugo itself sees it.
func key(name string) string { return path.Join("/", filepath.ToSlash(name)) }

// UnwrapFilesystem lets Hugo find out on what the publish folder is.
func (h *holdFs) UnwrapFilesystem() afero.Fs { return h.Fs }

// Name implements afero.Fs.
func (h *holdFs) Name() string { return "holdFs" }

// Create implements afero.Fs.
func (h *holdFs) Create(name string) (afero.File, error) {
	if h.holds(name) {
		return h.open(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o666)
	}
	h.sheets.add(name)
	return h.Fs.Create(name)
}

// OpenFile implements afero.Fs.
func (h *holdFs) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	if h.holds(name) {
		return h.open(name, flag, perm)
	}
	if flag&(os.O_WRONLY|os.O_RDWR) != 0 {
		h.sheets.add(name)
	}
	return h.Fs.OpenFile(name, flag, perm)
}

// Open implements afero.Fs.
func (h *holdFs) Open(name string) (afero.File, error) {
	if h.holds(name) {
		return h.open(name, os.O_RDONLY, 0)
	}
	return h.Fs.Open(name)
}

// open opens a held file.
func (h *holdFs) open(name string, flag int, perm os.FileMode) (afero.File, error) {
	data, err := h.file(name, flag, perm)
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	if flag&(os.O_WRONLY|os.O_RDWR) == 0 {
		return mem.NewReadOnlyFileHandle(data), nil
	}
	f := mem.NewFileHandle(data)
	if flag&os.O_TRUNC != 0 {
		err = f.Truncate(0)
	}
	if flag&os.O_APPEND != 0 {
		_, err = f.Seek(0, io.SeekEnd)
	}
	return f, err
}

// file returns a held file, or makes it where the flags of os.OpenFile ask for
// that.
func (h *holdFs) file(name string, flag int, perm os.FileMode) (*mem.FileData, error) {
	at := key(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	data, isThere := h.held[at]
	switch {
	case isThere && flag&os.O_CREATE != 0 && flag&os.O_EXCL != 0:
		return nil, fs.ErrExist
	case !isThere && flag&os.O_CREATE == 0:
		return nil, fs.ErrNotExist
	case !isThere:
		data = mem.CreateFile(filepath.FromSlash(at))
		mem.SetMode(data, perm)
		h.held[at] = data
	}
	return data, nil
}

// Stat implements afero.Fs.
func (h *holdFs) Stat(name string) (os.FileInfo, error) {
	if !h.holds(name) {
		return h.Fs.Stat(name)
	}
	data, err := h.file(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	return mem.GetFileInfo(data), nil
}

// LstatIfPossible implements afero.Lstater.
func (h *holdFs) LstatIfPossible(name string) (os.FileInfo, bool, error) {
	if l, ok := h.Fs.(afero.Lstater); ok && !h.holds(name) {
		return l.LstatIfPossible(name)
	}
	info, err := h.Stat(name)
	return info, false, err
}

// Remove implements afero.Fs.
func (h *holdFs) Remove(name string) error {
	if h.holds(name) && h.forget(name) {
		return nil
	}
	return h.Fs.Remove(name)
}

// forget lets go of a held file, and says whether it was there.
func (h *holdFs) forget(name string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, isThere := h.held[key(name)]
	delete(h.held, key(name))
	return isThere
}

// RemoveAll implements afero.Fs. Held files below a folder go with it.
func (h *holdFs) RemoveAll(name string) error {
	at := key(name)
	below := strings.TrimSuffix(at, "/") + "/"
	h.mu.Lock()
	maps.DeleteFunc(h.held, func(held string, _ *mem.FileData) bool {
		return held == at || strings.HasPrefix(held, below)
	})
	h.mu.Unlock()
	return h.Fs.RemoveAll(name)
}

// Rename implements afero.Fs.
func (h *holdFs) Rename(from, to string) error {
	if !h.holds(from) || !h.holds(to) {
		return h.Fs.Rename(from, to)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	data, isThere := h.held[key(from)]
	if !isThere {
		return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist}
	}
	delete(h.held, key(from))
	h.held[key(to)] = data
	mem.ChangeFileName(data, filepath.FromSlash(key(to)))
	return nil
}

// Chmod implements afero.Fs.
func (h *holdFs) Chmod(name string, mode os.FileMode) error {
	if !h.holds(name) {
		return h.Fs.Chmod(name, mode)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.modes[key(name)] = mode
	return nil
}

// Chtimes implements afero.Fs.
func (h *holdFs) Chtimes(name string, atime, mtime time.Time) error {
	if !h.holds(name) {
		return h.Fs.Chtimes(name, atime, mtime)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.times[key(name)] = mtime
	return nil
}

// names returns the held files in order.
func (h *holdFs) names() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Sorted(maps.Keys(h.held))
}

// read returns what Hugo wrote to a held file, in the memory of buf where that
// is large enough.
func (h *holdFs) read(name string, buf []byte) ([]byte, error) {
	f, err := h.open(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	src := slices.Grow(buf[:0], int(info.Size()))[:info.Size()]
	_, err = io.ReadFull(f, src)
	return src, err
}

// release writes a held file to the destination, with data for its content,
// and forgets it. What Hugo would have left is there in the end: a file that
// was there keeps its mode. The file is put in place as a whole, so that
// whoever reads it, and whatever kills this process, sees the old content or
// the new. Just before that ready is called, unless the folder is made for the
// file, so that nothing stands beside it; mayLink says that it can be a link.
func (h *holdFs) release(name string, data []byte, ready func(mayLink bool) error) error {
	if h.inMemory {
		return nil // nobody looks there
	}
	at := filepath.FromSlash(strings.TrimPrefix(name, "/"))
	// Of an earlier run that was killed the next one makes use.
	unfinished := filepath.Join(filepath.Dir(at), unfinishedPrefix+filepath.Base(at))
	err := h.write(unfinished, data)
	if errors.Is(err, fs.ErrNotExist) {
		if err = h.Fs.MkdirAll(filepath.Dir(at), 0o777); err == nil {
			err = h.write(unfinished, data)
		}
	} else {
		info, failed := h.lstat(at)
		isThere := failed == nil
		switch {
		case isThere && !info.Mode().IsRegular():
			return h.through(name, at, unfinished, data, ready)
		case err == nil && isThere:
			err = h.Fs.Chmod(unfinished, info.Mode().Perm())
		case err == nil && !errors.Is(failed, fs.ErrNotExist):
			err = failed
		}
		if err == nil {
			err = ready(false)
		}
	}
	if err == nil {
		err = h.finish(name, unfinished)
	}
	if err == nil {
		err = h.Fs.Rename(unfinished, at)
	}
	if err != nil {
		return errors.Join(err, removeIfThere(h.Fs, unfinished))
	}
	h.forget(name)
	return nil
}

// unfinishedPrefix starts the names of files that are being written. It is
// that of the package edit, which removes what killed processes left.
const unfinishedPrefix = ".crossorigin-"

// through writes a held file to what stands at the destination, such as a
// symbolic link, as Hugo does.
func (h *holdFs) through(name, at, unfinished string, data []byte, ready func(mayLink bool) error) error {
	err := removeIfThere(h.Fs, unfinished)
	if err == nil {
		err = ready(true)
	}
	if err == nil {
		err = h.write(at, data)
	}
	if err == nil {
		err = h.finish(name, at)
	}
	if err == nil {
		h.forget(name)
	}
	return err
}

func (h *holdFs) write(at string, data []byte) error { return afero.WriteFile(h.Fs, at, data, 0o666) }

// finish gives a file that was written the mode and the time that Hugo set.
func (h *holdFs) finish(name, at string) error {
	h.mu.Lock()
	mode, hasMode := h.modes[key(name)]
	mtime, hasTime := h.times[key(name)]
	h.mu.Unlock()
	if hasMode {
		if err := h.Fs.Chmod(at, mode); err != nil {
			return err
		}
	}
	if hasTime {
		return h.Fs.Chtimes(at, mtime, mtime)
	}
	return nil
}

// lstat describes what stands at the destination, without following a link
// where that can be told.
func (h *holdFs) lstat(at string) (os.FileInfo, error) {
	if l, ok := h.Fs.(afero.Lstater); ok {
		info, _, err := l.LstatIfPossible(at)
		return info, err
	}
	return h.Fs.Stat(at)
}

func removeIfThere(fsys afero.Fs, name string) error {
	if err := fsys.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
