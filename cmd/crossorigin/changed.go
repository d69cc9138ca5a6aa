package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// changedSince returns the absolute names of the files below the paths that
// differ from a git revision, and of those that git does not know, ignored
// ones included: nothing tells that they are old.
func changedSince(ctx context.Context, revision string, paths []string) (map[string]bool, error) {
	changed := map[string]bool{}
	for _, p := range paths {
		dir := p
		if info, err := os.Stat(p); err != nil || !info.IsDir() {
			dir = filepath.Dir(p)
		}
		if strings.HasPrefix(revision, "-") {
			return nil, fmt.Errorf("--changed-since: %q is no revision", revision)
		}
		for _, args := range [][]string{
			{"diff", "--name-only", "--relative", "-z", revision, "--"},
			{"ls-files", "--others", "-z"},
		} {
			names, err := git(ctx, dir, args)
			if err != nil {
				return nil, fmt.Errorf("--changed-since: %w", explained(ctx, dir, revision, err))
			}
			for _, name := range names {
				changed[absolute(filepath.Join(dir, filepath.FromSlash(name)))] = true
			}
		}
	}
	return changed, nil
}

// explained says what is wrong where git, of which err is, says it in words of
// other options, and err otherwise.
func explained(ctx context.Context, dir, revision string, err error) error {
	if errors.Is(err, exec.ErrNotFound) {
		return errors.New("the program git is not installed, which knows what has changed")
	}
	_, inside := git(ctx, dir, []string{"rev-parse", "--git-dir"})
	if inside != nil && strings.Contains(inside.Error(), "not a git repository") {
		return fmt.Errorf("%s is not in a git repository, expected files that git knows", dir)
	}
	if _, wrong := git(ctx, dir, []string{"rev-parse", "--verify", "--quiet", revision}); inside == nil && wrong != nil {
		return fmt.Errorf("%q is no revision of the git repository of %s, expected a commit, branch or tag", revision, dir)
	}
	return err
}

// git runs git in a folder and returns the names that it prints.
func git(ctx context.Context, dir string, args []string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	out, err := cmd.Output()
	if err != nil {
		var failed *exec.ExitError
		if errors.As(err, &failed) && len(failed.Stderr) > 0 {
			first, _, _ := bytes.Cut(failed.Stderr, []byte("\n"))
			return nil, fmt.Errorf("git %s in %s: %s", args[0], dir, first)
		}
		return nil, fmt.Errorf("git %s in %s: %w", args[0], dir, err)
	}
	var names []string
	for _, name := range strings.Split(string(out), "\x00") {
		if name != "" {
			names = append(names, name)
		}
	}
	return names, nil
}
