//go:build unix

package serve

import (
	"os/exec"
	"syscall"
)

// apart gives the command a process group of its own. A terminal's interrupt
// then reaches this process only, which passes it on once, to a program that
// runs Hugo and to Hugo itself.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	endWithThread(cmd.SysProcAttr)
}

// interrupt asks the command and all that it started to end.
func interrupt(cmd *exec.Cmd) error {
	return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT)
}

// endGroup ends what is left of the command's group.
func endGroup(cmd *exec.Cmd) {
	// It fails when nothing is left.
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
}
