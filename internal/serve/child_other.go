//go:build !unix

package serve

import "os/exec"

func apart(*exec.Cmd) {}

// interrupt ends the command: the console has told it to end already, and
// other processes cannot.
func interrupt(cmd *exec.Cmd) error { return cmd.Process.Kill() }

func endGroup(*exec.Cmd) {}
