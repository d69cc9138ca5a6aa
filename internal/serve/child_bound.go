//go:build linux || freebsd

package serve

import "syscall"

// endWithThread makes the kernel ask a process to end when the thread that
// started it has ended: nobody else can once this process is killed. A program
// that runs Hugo is to pass it on, as "go tool hugo" does.
func endWithThread(a *syscall.SysProcAttr) { a.Pdeathsig = syscall.SIGTERM }
