// Package sysv tells whether this kernel has System V IPC, sysvipc(7). [ipcbench/mechanisms.Preparation.SysV] makes its
// objects.
package sysv

import (
	"errors"

	"golang.org/x/sys/unix"
)

// unusedKey is a key that ipcbench gives to no object.
const unusedKey = 0x69706362

// Present is nil if this kernel has the objects that get finds by key: get is msgget(2) or one of its like, with flags
// of IPC_CREAT and so on. Present only looks for an object, one that does not exist: if it made one as a trial and the
// process were killed just then, that would stay behind.
func Present(get func(key, flags int) (id int, err error)) error {
	_, err := get(unusedKey, 0)
	switch {
	case err == nil, errors.Is(err, unix.ENOENT), errors.Is(err, unix.EACCES):
		return nil
	case errors.Is(err, unix.ENOSYS):
		return errors.New("this kernel has no System V IPC (CONFIG_SYSVIPC)")
	}
	return err
}
