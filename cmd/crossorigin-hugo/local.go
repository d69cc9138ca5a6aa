package main

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/afero"

	"github.com/hugo-crossorigin/crossorigin/internal/served"
)

// below returns the name of an output file below the folder of the site.
func (s *site) below(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(name, strings.TrimSuffix(s.folder, "/")), "/")
}

// headersFile returns the output file that sets headers for the site.
func (s *site) headersFile() string { return path.Join(s.folder, served.HeadersName) }

// serve makes known what the pages of every site have of it. It is called when
// all files are there that Hugo makes.
func (b *build) serve(o *options) {
	for _, s := range b.sites {
		s.served = served.New(filepath.Join(b.destination(o), filepath.FromSlash(s.folder)), s.base, s.config.Origins, func(rel string) ([]byte, error) {
			return b.pages.local(path.Join(s.folder, filepath.ToSlash(rel)))
		})
	}
}

// destination returns the folder that is published to.
func (b *build) destination(o *options) string {
	if filepath.IsAbs(b.publishDir) {
		return b.publishDir
	}
	return filepath.Join(o.source, b.publishDir)
}

// local returns an output file that a page refers to: as Hugo wrote it, or from
// the destination, up to [served.MaxLocal].
func (h *holdFs) local(name string) ([]byte, error) {
	if src, err := h.read(name, nil); h.holds(name) && err == nil {
		return src, nil
	}
	info, err := h.Fs.Stat(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > served.MaxLocal {
		return nil, fs.ErrInvalid
	}
	return afero.ReadFile(h.Fs, filepath.FromSlash(name))
}
