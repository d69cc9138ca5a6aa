package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/gohugoio/hugo/hugolib"
	"github.com/gohugoio/hugo/hugolib/filesystems"
	"github.com/spf13/afero"
	"github.com/spf13/fsync"
)

// copyStatic copies the static files to the publish folder as Hugo's own
// command does, and tells each site how many there were.
func copyStatic(h *hugolib.HugoSites, destination *holdFs) error {
	for language, source := range h.BaseFs.SourceFilesystems.Static {
		n, err := copyStaticOf(h, source, destination)
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		for _, s := range h.Sites {
			if language == "" || s.Language().Lang == language { // "" is for all but multihost sites
				s.PathSpec.ProcessingStats.Static = n
			}
		}
	}
	return nil
}

func copyStaticOf(h *hugolib.HugoSites, source *filesystems.SourceFilesystem, destination *holdFs) (uint64, error) {
	counting := &countingFs{Fs: source.Fs, folder: source.PublishFolder, sheets: &destination.sheets}
	base := h.Configs.Base
	syncer := fsync.NewSyncer()
	syncer.NoTimes = base.NoTimes
	syncer.NoChmod = base.NoChmod
	syncer.ChmodFilter = func(_, src os.FileInfo) bool { return src.IsDir() || src.Mode().Perm()&0o200 == 0 }
	syncer.SrcFs = counting
	syncer.DestFs = destination
	syncer.Delete = base.CleanDestinationDir
	syncer.DeleteFilter = func(f fsync.FileInfo) bool {
		return f.Name() == ".gitignore" || f.Name() == ".gitattributes" || f.IsDir() && strings.HasPrefix(f.Name(), ".")
	}
	err := syncer.Sync(filepath.Join("/", source.PublishFolder), "/")
	return counting.stats.Load() / 2, err // Sync looks at every file twice
}

// countingFs counts the files that were looked at, and notes the style sheets
// among them: those that are at the destination already are not written again.
type countingFs struct {
	afero.Fs
	folder string // that they are copied to, below the publish folder
	sheets *sheets
	stats  atomic.Uint64
}

// Stat implements afero.Fs.
func (c *countingFs) Stat(name string) (fs.FileInfo, error) {
	info, err := c.Fs.Stat(name)
	if err == nil && !info.IsDir() {
		c.stats.Add(1)
		c.sheets.add(filepath.Join(c.folder, name))
	}
	return info, err
}
