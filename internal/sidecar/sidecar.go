// Package sidecar keeps the precompressed copies of a file in step with it:
// page.html.gz and page.html.br, which servers send in the place of page.html
// (nginx's gzip_static, Caddy's precompressed, Apache's MultiViews). It stands
// at the end of the pipeline, beside internal/edit: annotated bytes → copies →
// file.
package sidecar

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"

	"github.com/hugo-crossorigin/crossorigin/internal/edit"
)

// coding is how a kind of copies is compressed. One without reader and writer
// can only be told of.
type coding struct {
	extension string
	reader    func(copy io.Reader) (io.Reader, error)
	// writer compresses like the copy that there was.
	writer func(to io.Writer, was []byte) (io.WriteCloser, error)
	// checksum says that copies end with gzip's checksum.
	checksum bool
}

// codings are the content codings that servers look for beside a file
// (https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding).
var codings = []coding{
	{".gz", func(copy io.Reader) (io.Reader, error) { return gzip.NewReader(copy) }, gzipWriter, true},
	{".br", func(copy io.Reader) (io.Reader, error) { return brotli.NewReader(copy), nil }, brotliWriter, false},
	{extension: ".zst"},
}

// gzipWriter keeps the header, which may name the file.
func gzipWriter(to io.Writer, was []byte) (io.WriteCloser, error) {
	old, err := gzip.NewReader(bytes.NewReader(was))
	if err != nil {
		return nil, err
	}
	w, err := gzip.NewWriterLevel(to, gzip.BestCompression)
	if err == nil {
		w.Header = old.Header
	}
	return w, err
}

// brotliWriter compresses with the greatest effort, as is usual for what is
// compressed once and sent often.
func brotliWriter(to io.Writer, _ []byte) (io.WriteCloser, error) {
	return brotli.NewWriterLevel(to, brotli.BestCompression), nil
}

// maxSize is the size of the largest copy that is read, in bytes.
const maxSize = 64 << 20

// Refreshed is what became of the copies of one file.
type Refreshed struct {
	// Done are the copies that hold the new content now; they held the old one,
	// or had the new one from a run that was killed.
	Done []string
	// Stale are copies of something else, or in a coding that is not known: they
	// are as they were.
	Stale []string

	root string
	was  map[string]renewal // of the copies that were written
}

// renewal is what a copy held and what was written.
type renewal struct{ was, now []byte }

// Refresh writes the copies of the file at path that hold old anew, so that
// they hold data. It is called before the file is written: should the process
// be killed in between, the file is still the old one, is changed again by the
// next run, and nothing is stale unseen. Root and path are those of
// [edit.WriteFile].
//
// Of a symbolic link the copies beside it and those beside the file that it
// leads to are written; mayLink is false where it is known to be none.
//
// The error names a copy that held old and cannot be written; all are as they
// were then, and the file should not be written.
func Refresh(root, path string, mayLink bool, old, data []byte) (*Refreshed, error) {
	r := &Refreshed{root: root, was: map[string]renewal{}}
	files := []string{path}
	if mayLink {
		files = names(root, path)
	}
	for _, name := range files {
		for i := range codings {
			c := &codings[i]
			if err := r.refresh(c, name+c.extension, old, data); err != nil {
				return nil, errors.Join(err, r.Undo())
			}
		}
	}
	return r, nil
}

// names returns the path and, when that is a symbolic link to another file
// below root, the path of that file.
func names(root, path string) []string {
	if root == "" {
		return []string{path}
	}
	at := path
	if !filepath.IsAbs(at) {
		at = filepath.Join(root, at)
	}
	if info, err := os.Lstat(at); err != nil || info.Mode()&os.ModeSymlink == 0 {
		return []string{path}
	}
	target, err := filepath.EvalSymlinks(at)
	folder, folderErr := filepath.EvalSymlinks(root)
	if err != nil || folderErr != nil {
		return []string{path}
	}
	rel, err := filepath.Rel(folder, target)
	if err != nil || !filepath.IsLocal(rel) {
		return []string{path}
	}
	return []string{path, rel}
}

// Stale returns the copies beside a file that do not hold data, which it was
// given just now, or in a coding that is not known.
func Stale(file string, data []byte) (stale []string) {
	for i := range codings {
		c := &codings[i]
		name := file + c.extension
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || c.holds(name, info.Size(), data) {
			continue
		}
		stale = append(stale, name)
	}
	return stale
}

// holds says whether a copy of some bytes holds data.
func (c *coding) holds(name string, size int64, data []byte) bool {
	if c.reader == nil || size > maxSize {
		return false
	}
	was, err := os.ReadFile(name)
	return err == nil && c.unpacks(was, data)
}

// unpacks says whether data comes out of a copy's bytes.
func (c *coding) unpacks(was, data []byte) bool {
	held, err := c.content(was, len(data))
	return err == nil && bytes.Equal(held, data)
}

// Undo writes the copies back as they were, for when the file could not be
// written. Those that somebody else has written or removed since stay.
func (r *Refreshed) Undo() error {
	var failed []error
	for name, c := range r.was {
		held, err := os.ReadFile(r.at(name))
		if errors.Is(err, fs.ErrNotExist) || err == nil && !bytes.Equal(held, c.now) {
			continue
		}
		if err := edit.WriteFile(r.root, name, nil, c.was); err != nil {
			failed = append(failed, fmt.Errorf("%w; it holds the content that %s was to have", err, filepath.Base(name)))
		}
	}
	r.Done, r.was = nil, nil
	return errors.Join(failed...)
}

func (r *Refreshed) refresh(c *coding, name string, old, data []byte) error {
	at := r.at(name)
	info, err := os.Stat(at)
	if err != nil || !info.Mode().IsRegular() {
		return nil // there is no copy
	}
	r.Stale = append(r.Stale, at)
	if c.reader == nil || info.Size() > maxSize {
		return nil
	}
	was, err := os.ReadFile(at)
	if err != nil {
		return nil
	}
	held, err := c.content(was, max(len(old), len(data)))
	switch {
	case err != nil:
		return nil
	case bytes.Equal(held, data):
		r.renewed(at)
		return nil
	case !bytes.Equal(held, old):
		return nil
	}
	out, err := c.compress(was, data)
	if err != nil {
		return fmt.Errorf("%s: not written: %w", at, err)
	}
	if err := edit.WriteFile(r.root, name, info, out); err != nil {
		return err
	}
	r.was[name] = renewal{was, out}
	r.renewed(at)
	return nil
}

// at returns where a copy is.
func (r *Refreshed) at(name string) string {
	if r.root == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(r.root, name)
}

// renewed notes that the copy taken for stale is not.
func (r *Refreshed) renewed(at string) {
	r.Stale = r.Stale[:len(r.Stale)-1]
	r.Done = append(r.Done, at)
}

// content returns what a copy holds, of something large only the start: one
// byte more than most.
func (c *coding) content(was []byte, most int) ([]byte, error) {
	r, err := c.reader(bytes.NewReader(was))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(r, int64(most)+1))
}

func (c *coding) compress(was, data []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := c.writer(&b, was)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}
