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
				return nil, fmt.Errorf("--changed-since: %w", err)
			}
			for _, name := range names {
				changed[absolute(filepath.Join(dir, filepath.FromSlash(name)))] = true
			}
		}
	}
	return changed, nil
}

// git runs git in a folder and returns the names that it prints.
func git(ctx context.Context, dir string, args []string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = dir
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
