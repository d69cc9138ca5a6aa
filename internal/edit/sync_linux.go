package edit

import (
	"os"

	"golang.org/x/sys/unix"
)

// fewTogether is from how many files on the whole file system is synced. It
// takes one wait for the disk instead of one for every few files, and writes
// also what others have not synced yet.
const fewTogether = 8

// syncTogether makes the files last and notes the error of each that could not
// be. It is false when that is to be done for each by itself.
func syncTogether(batch []*Replacement) bool {
	if len(batch) < fewTogether {
		return false
	}
	synced := map[uint64]bool{}
	for _, r := range batch {
		if synced[r.staged.device] {
			continue
		}
		synced[r.staged.device] = true
		if fd := int(r.staged.file.Fd()); !syncsWhole(fd) || unix.Syncfs(fd) != nil {
			return false
		}
	}
	for _, r := range batch {
		// Nothing is left to wait for. It tells what became of the file's own
		// bytes, which systems before Linux 5.8 did not say above.
		switch err := unix.SyncFileRange(int(r.staged.file.Fd()), 0, 0, unix.SYNC_FILE_RANGE_WAIT_BEFORE); err {
		case nil:
		case unix.EIO, unix.ENOSPC, unix.EDQUOT:
			r.err = os.NewSyscallError("syncfs", err)
		default:
			return false
		}
	}
	return true
}

// syncsWhole says whether syncing its file system does for a file what syncing
// it does. Some, of a network or in user space, only hand over what is in
// memory, and overlayfs does not tell of what failed in the file system below.
func syncsWhole(fd int) bool {
	var s unix.Statfs_t
	if uninterrupted(func() error { return unix.Fstatfs(fd, &s) }) != nil {
		return false
	}
	switch s.Type {
	case unix.EXT4_SUPER_MAGIC, unix.XFS_SUPER_MAGIC, unix.BTRFS_SUPER_MAGIC, unix.TMPFS_MAGIC:
		return true
	}
	return false
}
