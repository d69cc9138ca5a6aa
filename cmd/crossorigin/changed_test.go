package main

import (
	"strings"
	"testing"
)

func TestChangedSinceWithoutGit(t *testing.T) {
	t.Setenv("PATH", "")
	if _, err := changedSince(t.Context(), "HEAD", []string{t.TempDir()}); err == nil || !strings.Contains(err.Error(), "git is not installed") {
		t.Errorf("error %v", err)
	}
}
