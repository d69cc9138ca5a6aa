package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// WriteFile replaces the content of an existing regular file by data, whole or
// not at all: data goes to a temporary file in the same folder, is synced to
// the disk and renamed over the file. Whoever reads the file, and whatever
// kills this process, sees the old bytes or the new ones.
//
// After a power cut it holds the one or the other: the folder is not synced,
// which would take as long as all the rest.
//
// The file keeps its mode and, when this process may give files away (as root
// on Unix), its owner and group. Like any rename it parts the file from its
// other hard links.
//
// The path is relative to the folder root, unless it is absolute, and must lead
// to a file inside it: symbolic links are followed there. With an empty root
// the path is the working directory's and may be no link. Errors name the
// path: a link that leads out of root, a file that is no regular file, that
// nobody or not this process may write, and one that has vanished, which is not
// created anew.
func WriteFile(root, path string, data []byte) error {
	if root != "" && !filepath.IsAbs(path) {
		path = filepath.Join(root, path)
	}
	target, err := resolve(root, path)
	if err != nil {
		return err
	}
	// From here on names are looked up in this one folder only, so that a
	// link put there meanwhile cannot lead away.
	folder, err := os.OpenRoot(filepath.Dir(target))
	if err != nil {
		return fmt.Errorf("%s: not written: %w", path, err)
	}
	defer folder.Close()
	if err := replace(folder, filepath.Base(target), data); err != nil {
		return fmt.Errorf("%s: not written: %w", path, err)
	}
	return nil
}

// resolve returns the file that path names, with every symbolic link
// followed, if it is one that WriteFile may write.
func resolve(root, path string) (string, error) {
	vanished := func(err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s: not written: the file has vanished since it was read: %w", path, err)
		}
		return fmt.Errorf("%s: not written: %w", path, err)
	}
	info, err := os.Lstat(path)
	if err != nil {
		return "", vanished(err)
	}
	if root == "" {
		if info.Mode()&fs.ModeSymlink != 0 {
			return "", fmt.Errorf("%s: not written: it is a symbolic link", path)
		}
		return path, nil
	}
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", vanished(err)
	}
	if target, err = filepath.Abs(target); err != nil {
		return "", vanished(err)
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

// replace does WriteFile's work on a file directly in folder.
func replace(folder *os.Root, name string, data []byte) error {
	info, err := writable(folder, name)
	if err != nil {
		return err
	}
	temporary := temporaryPrefix + strconv.FormatUint(rand.Uint64(), 36)
	file, err := folder.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = fill(file, info, data)
	if e := file.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = folder.Rename(temporary, name)
	}
	if err != nil {
		return errors.Join(err, folder.Remove(temporary))
	}
	return nil
}

// writable returns what is known of the file if its content may be replaced.
// A rename needs leave to write the folder only, so the file's own mode is
// asked here.
func writable(folder *os.Root, name string) (fs.FileInfo, error) {
	info, err := folder.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("it is no regular file (%v)", info.Mode().Type())
	}
	if info.Mode().Perm()&0o222 == 0 {
		return nil, fmt.Errorf("it is read-only (%v)", info.Mode())
	}
	file, err := folder.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	return info, file.Close()
}

// fill writes data to a new file that is to stand in for one with that info.
func fill(file *os.File, info fs.FileInfo, data []byte) error {
	if _, err := file.Write(data); err != nil {
		return err
	}
	// In this order: giving a file away drops its set-id bits.
	if err := keepOwner(file, info); err != nil {
		return err
	}
	const modes = fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky
	if err := file.Chmod(info.Mode() & modes); err != nil {
		return err
	}
	return file.Sync()
}

const temporaryPrefix = ".crossorigin-"

// staleAfter is how long an unfinished temporary file must have lain untouched
// to be taken for one whose writer was killed.
const staleAfter = time.Minute

// RemoveStale deletes the temporary files that killed processes left anywhere
// under root. Those younger than a minute stay: their writer may be at work.
// Symbolic links are not followed. What cannot be read or deleted is in the
// error, and the rest is done.
func RemoveStale(root string) error {
	var failed []error
	_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			failed = append(failed, err)
			return nil
		}
		if !strings.HasPrefix(entry.Name(), temporaryPrefix) || !entry.Type().IsRegular() {
			return nil
		}
		info, err := entry.Info()
		if err == nil && time.Since(info.ModTime()) > staleAfter {
			err = os.Remove(path)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, err)
		}
		return nil
	})
	return errors.Join(failed...)
}
