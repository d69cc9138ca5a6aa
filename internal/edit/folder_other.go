//go:build !unix

package edit

import (
	"errors"
	"io/fs"
	"os"
)

// folder is an open folder, in which names are looked up.
type folder struct{ root *os.Root }

func openFolder(path string) (*folder, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &folder{root}, nil
}

// openBeneath leaves it to the way that looks at every link.
func openBeneath(string, string) (*folder, error) { return nil, errors.ErrUnsupported }

func (f *folder) close() error                     { return f.root.Close() }
func (f *folder) read(name string) ([]byte, error) { return f.root.ReadFile(name) }
func (f *folder) rename(from, to string) error     { return f.root.Rename(from, to) }
func (f *folder) remove(name string) error         { return f.root.Remove(name) }

// stat does not follow links.
func (f *folder) stat(name string) (state, error) {
	info, err := f.root.Lstat(name)
	if err != nil {
		return state{}, err
	}
	return state{mode: info.Mode(), size: info.Size(), modified: info.ModTime()}, nil
}

// mayWrite says whether this process may write to the file.
func (f *folder) mayWrite(name string) error {
	file, err := f.root.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return file.Close()
}

// create makes a new file to write to.
func (f *folder) create(name string, perm fs.FileMode) (*os.File, error) {
	return f.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
}

// stateOf has no owner: a new file has that of its folder here.
func stateOf(file *os.File) (state, error) {
	info, err := file.Stat()
	if err != nil {
		return state{}, err
	}
	return state{mode: info.Mode(), size: info.Size(), modified: info.ModTime()}, nil
}

// own says whether what this process makes has the same owner.
func (s state) own() bool { return true }

func keepOwner(*os.File, state) error { return nil }

// maxDescriptors is no limit that matters here.
func maxDescriptors() int { return 1 << 20 }
