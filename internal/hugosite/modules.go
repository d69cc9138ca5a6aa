package hugosite

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gobwas/glob"
	"golang.org/x/mod/modfile"
	gomod "golang.org/x/mod/module"
)

// module is the project, a theme or a Hugo module.
type module struct {
	path    string // as it is imported, "" for the project
	dir     string
	config  *config // nil for one without
	project bool
	theme   bool // of the key theme, or imported by such a one
}

// modules finds the modules of a site in the order in which Hugo does, so that
// their mounts come in the right order
// (https://gohugo.io/hugo-modules/use-modules/).
type modules struct {
	site         *Site
	environment  string            // Hugo's
	themes       string            // the folder themes
	replacements map[string]string // of module.replacements
	vendored     map[string]string // folders below _vendor, by path
	versions     map[string]gomod.Version
	folders      map[string]string // of replace directives in go.mod, by path
	seen         map[string]bool
	caches       []string
	unvendored   glob.Glob // of paths that vendored does not count for, nil for none
}

func newModules(s *Site, c *config, environment string) *modules {
	m := &modules{
		site: s, environment: environment, themes: below(s.Root, c.text("themes", "themesDir")),
		replacements: map[string]string{}, vendored: map[string]string{}, versions: map[string]gomod.Version{},
		folders: map[string]string{}, seen: map[string]bool{}, caches: moduleCaches(s.Root, c),
		unvendored: vendorPattern(c),
	}
	replacements, _ := c.get("module", "replacements")
	for _, pair := range texts(replacements) {
		for one := range strings.SplitSeq(pair, ",") {
			if from, to, ok := strings.Cut(one, "->"); ok {
				m.replacements[strings.TrimSpace(from)] = strings.TrimSpace(to)
			}
		}
	}
	m.readGoMod(filepath.Join(s.Root, "go.mod"))
	if workspace := c.text("off", "module", "workspace"); workspace != "off" {
		m.readWorkspace(below(s.Root, workspace))
	}
	return m
}

// add adds the mounts of what a module imports, and of what that imports.
func (m *modules) add(owner module) {
	m.readVendor(owner.dir)
	items, imported := owner.imports()
	for i, item := range items {
		name := textAt(item, "path")
		if name == "" || flagAt(item, "disable") || m.seen[name] {
			continue
		}
		m.seen[name] = true
		m.site.Modules = append(m.site.Modules, name)
		found := module{path: name, theme: owner.theme || i >= imported}
		if found.theme {
			m.site.Themes = append(m.site.Themes, name)
		}
		if found.dir = m.find(&owner, name, textAt(item, "version")); found.dir == "" {
			m.site.Missing = append(m.site.Missing, name)
			continue
		}
		if !flagAt(item, "ignoreConfig") {
			found.config, _ = readConfig(found.dir, Flags{Environment: m.environment}) // a theme need not have one
			m.site.ConfigDirs = append(m.site.ConfigDirs, filepath.Join(found.dir, configDir))
			m.site.Configured = append(m.site.Configured, found.dir)
		}
		if !flagAt(item, "noMounts") {
			m.site.Mounts = append(m.site.Mounts, found.mounts(item)...)
		}
		if !flagAt(item, "ignoreImports") {
			m.add(found)
		}
	}
}

// imports are the items of module.imports, which are so many, and those that
// the key theme stands for.
func (o *module) imports() (items []any, imported int) {
	if o.config == nil {
		return nil, 0
	}
	v, _ := o.config.get("module", "imports")
	items = slices.Clone(tables(v))
	imported = len(items)
	theme, _ := o.config.get("theme")
	for _, name := range texts(theme) {
		items = append(items, map[string]any{"path": name})
	}
	return items, imported
}

// mounts are those of the import, else those of the module's configuration,
// else its folders.
func (o *module) mounts(item any) []Mount {
	list, _ := Find(item, "mounts")
	if len(tables(list)) == 0 && o.config != nil {
		list, _ = o.config.get("module", "mounts")
	}
	if len(tables(list)) > 0 {
		return mountsOf(o.dir, o.path, tables(list))
	}
	var mounts []Mount
	for _, c := range components {
		if dir := filepath.Join(o.dir, c.name); isFolder(dir) {
			mounts = append(mounts, Mount{Source: dir, Component: c.name, Module: o.path})
		}
	}
	return mounts
}

// find returns the folder of a module, "" when it is not on this machine.
func (m *modules) find(owner *module, name, version string) string {
	ignored := m.unvendored != nil && m.unvendored.Match(name)
	if dir := m.vendored[name]; version == "" && !ignored && isFolder(dir) {
		return dir
	}
	replaced, isReplaced := m.replacements[name]
	if isReplaced {
		name = replaced
	}
	if dir := m.folders[name]; dir != "" {
		return existing(dir)
	}
	v, known := m.versions[name]
	if version != "" {
		v, known = gomod.Version{Path: name, Version: version}, true
	}
	if known {
		if dir := m.cached(v); dir != "" {
			return dir
		}
	}
	if filepath.IsAbs(name) && (isReplaced || owner.project) {
		return existing(name)
	}
	if !isReplaced && !filepath.IsLocal(filepath.FromSlash(name)) {
		return ""
	}
	return existing(filepath.Join(m.themes, filepath.FromSlash(name)))
}

// cached returns the folder of a module in a module cache.
func (m *modules) cached(v gomod.Version) string {
	path, err := gomod.EscapePath(v.Path)
	if err != nil {
		return ""
	}
	version, err := gomod.EscapeVersion(v.Version)
	if err != nil {
		return ""
	}
	for _, cache := range m.caches {
		if dir := filepath.Join(cache, filepath.FromSlash(path)+"@"+version); isFolder(dir) {
			return dir
		}
	}
	return ""
}

// readGoMod reads the versions and replacements of the project's go.mod.
func (m *modules) readGoMod(name string) {
	src, err := os.ReadFile(name)
	if err != nil {
		return
	}
	f, err := modfile.ParseLax(name, src, nil)
	if err != nil {
		return // Hugo says so
	}
	for _, r := range f.Require {
		m.versions[r.Mod.Path] = r.Mod
	}
	// ParseLax leaves replace directives alone.
	if f, err = modfile.Parse(name, src, nil); err != nil {
		return
	}
	for _, r := range f.Replace {
		switch {
		case r.New.Version == "":
			m.folders[r.Old.Path] = below(m.site.Root, r.New.Path)
		case r.Old.Version == "" || r.Old.Version == m.versions[r.Old.Path].Version:
			m.versions[r.Old.Path] = r.New
		}
	}
}

// readWorkspace reads a Go workspace file: the modules in the folders that it
// uses are taken from there, and its replacements overrule those of go.mod
// (https://go.dev/ref/mod#workspaces).
func (m *modules) readWorkspace(name string) {
	src, err := os.ReadFile(name)
	if err != nil {
		return
	}
	f, err := modfile.ParseWork(name, src, nil)
	if err != nil {
		return // Hugo says so
	}
	dir := filepath.Dir(name)
	for _, r := range f.Replace {
		if r.New.Version == "" {
			m.folders[r.Old.Path] = below(dir, r.New.Path)
		} else {
			m.versions[r.Old.Path] = r.New
		}
	}
	for _, use := range f.Use {
		used := below(dir, use.Path)
		if src, err := os.ReadFile(filepath.Join(used, "go.mod")); err == nil {
			m.folders[modfile.ModulePath(src)] = used
		}
	}
}

// readVendor reads which modules are copied to the folder _vendor.
func (m *modules) readVendor(dir string) {
	f, err := os.Open(filepath.Join(dir, "_vendor", "modules.txt"))
	if err != nil {
		return
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(strings.Trim(lines.Text(), "# "))
		if len(fields) == 2 && m.vendored[fields[0]] == "" {
			m.vendored[fields[0]] = filepath.Join(dir, "_vendor", filepath.FromSlash(fields[0]))
		}
	}
}

// moduleCaches are the folders in which Go may keep modules for Hugo: below
// Hugo's cache, and Go's own.
func moduleCaches(root string, c *config) []string {
	var caches []string
	add := func(dir string, below ...string) {
		if dir != "" {
			caches = append(caches, filepath.Join(append([]string{dir}, below...)...))
		}
	}
	cache := c.text("", "cacheDir")
	if cache != "" {
		cache = below(root, cache)
	}
	if user, err := os.UserCacheDir(); err == nil && cache == "" {
		cache = filepath.Join(user, "hugo_cache")
	}
	add(cache, "modules", "pkg", "mod")
	add(os.Getenv("GOMODCACHE"))
	add(filepath.SplitList(os.Getenv("GOPATH") + string(filepath.ListSeparator))[0], "pkg", "mod")
	if home, err := os.UserHomeDir(); err == nil {
		add(home, "go", "pkg", "mod")
	}
	return caches
}

// existing returns the name of a folder, "" when there is none.
func existing(dir string) string {
	if isFolder(dir) {
		return dir
	}
	return ""
}

func isFolder(name string) bool {
	if name == "" {
		return false
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

func sortedKeys(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
