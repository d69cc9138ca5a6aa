package serve

import (
	"context"
	"io"
	"os/exec"
	"runtime"
	"time"
)

// patience is how long a server may take to end when it is asked to. Hugo
// gives itself five seconds.
const patience = 8 * time.Second

// Run runs a command until it ends, or asks it to end when the context does.
// In the latter case there is no error, however it ends; in the former the
// error is what [exec.Cmd.Wait] returns. No process that it started is left. On
// Linux and FreeBSD the command is asked to end when this process is killed, too.
func Run(ctx context.Context, line []string, stdout, stderr io.Writer) error {
	// Where the kernel ends the command with this process, it does so with the
	// thread that started it.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.CommandContext(ctx, line[0], line[1:]...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = patience
	apart(cmd)
	cmd.Cancel = func() error { return interrupt(cmd) }
	if err := cmd.Start(); err != nil {
		return err
	}
	err := cmd.Wait()
	endGroup(cmd)
	if ctx.Err() != nil {
		return nil
	}
	return err
}
