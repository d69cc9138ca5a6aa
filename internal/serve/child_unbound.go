//go:build unix && !linux && !freebsd

package serve

import "syscall"

// endWithThread does nothing: these kernels know of nothing like it.
func endWithThread(*syscall.SysProcAttr) {}
