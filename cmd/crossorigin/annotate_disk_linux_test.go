package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// users are those that the tests of failing disks run the command as: this one
// and, where that is root, one who may do less.
func users() map[string]*syscall.Credential {
	if os.Geteuid() != 0 {
		return map[string]*syscall.Credential{"this user": nil}
	}
	return map[string]*syscall.Credential{"root": nil, "another user": {Uid: 65534, Gid: 65534}}
}

// programFor copies the test binary to where that user may run it.
func programFor(t *testing.T, user *syscall.Credential, args ...string) *exec.Cmd {
	t.Helper()
	cmd := program(t, args...)
	if user == nil {
		return cmd
	}
	dir := openDir(t)
	to := filepath.Join(dir, "crossorigin")
	if os.Link(cmd.Path, to) != nil {
		from, err := os.Open(cmd.Path)
		if err != nil {
			t.Fatal(err)
		}
		defer from.Close()
		f, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE, 0o755)
		if err != nil {
			t.Fatal(err)
		}
		_, err = io.Copy(f, from)
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
	}
	cmd.Path, cmd.Dir = to, dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: user}
	return cmd
}

// openDir returns a folder that everybody may enter and write.
func openDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for d := dir; d != os.TempDir() && d != filepath.Dir(d); d = filepath.Dir(d) {
		if err := os.Chmod(d, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// wrongPages writes pages of some kilobytes that anybody may write.
func wrongPages(t *testing.T, dir string, n, tags int) (content string) {
	t.Helper()
	content = strings.Repeat(wrongTag, tags)
	for i := range n {
		name := filepath.Join(dir, fmt.Sprintf("%d.html", i))
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(name, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return content
}

// failsWhole runs annotate, which cannot write a page, and wants all as it was.
func failsWhole(t *testing.T, cmd *exec.Cmd, dir, content, why string) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if code := cmd.ProcessState.ExitCode(); code != exitTrouble || !strings.Contains(string(out), why) || !strings.Contains(string(out), "not written") {
		t.Errorf("%v, exit code %d, want %q:\n%.600s", err, code, why, out)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			t.Errorf("%s is left", e.Name())
		}
		if filepath.Ext(e.Name()) != ".html" {
			continue
		}
		if got, err := os.ReadFile(filepath.Join(dir, e.Name())); err != nil || string(got) != content {
			t.Errorf("%s holds %d bytes, want the %d of before (%v)", e.Name(), len(got), len(content), err)
		}
	}
}

func TestAnnotateOnAFullDisk(t *testing.T) {
	for name, user := range users() {
		t.Run(name, func(t *testing.T) {
			dir := openDir(t)
			if err := syscall.Mount("none", dir, "tmpfs", 0, "size=128k,mode=777"); err != nil {
				t.Skipf("no disk of its own can be mounted: %v", err)
			}
			defer func() {
				if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
					t.Error(err)
				}
			}()
			content := wrongPages(t, dir, 4, 400)
			// What is left does not hold one page more.
			f, err := os.Create(filepath.Join(dir, "filler"))
			if err != nil {
				t.Fatal(err)
			}
			for err == nil {
				_, err = f.Write(make([]byte, 4096))
			}
			if !errors.Is(err, syscall.ENOSPC) {
				t.Fatal(err)
			}
			f.Close()
			failsWhole(t, programFor(t, user, "annotate", "--rule", "font-preload", dir), dir, content, "no space left on device")
		})
	}
}

// A limit for the size of files fails a write half way, as a full disk does.
func TestAnnotateWithoutRoom(t *testing.T) {
	for name, user := range users() {
		t.Run(name, func(t *testing.T) {
			dir := openDir(t)
			content := wrongPages(t, dir, 2, 400)
			cmd := programFor(t, user, "annotate", "--rule", "font-preload", dir)
			cmd.Args = append([]string{"sh", "-c", `ulimit -f 8 && exec "$@"`, "sh", cmd.Path}, cmd.Args[1:]...)
			cmd.Path = "/bin/sh"
			failsWhole(t, cmd, dir, content, "file too large")
		})
	}
}

// Whoever may not write the folder, or not the file, changes nothing.
func TestAnnotateWithoutLeave(t *testing.T) {
	for name, user := range users() {
		if user == nil && os.Geteuid() == 0 {
			continue // root may
		}
		t.Run(name, func(t *testing.T) {
			dir := openDir(t)
			content := wrongPages(t, dir, 2, 3)
			if err := os.Chmod(dir, 0o555); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(dir, 0o777)
			failsWhole(t, programFor(t, user, "annotate", "--rule", "font-preload", dir), dir, content, "permission denied")
			if err := os.Chmod(dir, 0o777); err != nil {
				t.Fatal(err)
			}
			for i := range 2 {
				if err := os.Chmod(filepath.Join(dir, fmt.Sprintf("%d.html", i)), 0o444); err != nil {
					t.Fatal(err)
				}
			}
			failsWhole(t, programFor(t, user, "annotate", "--rule", "font-preload", dir), dir, content, "read-only")
		})
	}
}
