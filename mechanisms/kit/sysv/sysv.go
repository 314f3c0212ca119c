// Package sysv is what the mechanisms of System V IPC share (sysvipc(7)).
package sysv

import (
	"errors"

	"golang.org/x/sys/unix"
)

// unusedKey is one that ipcbench gives to no object.
const unusedKey = 0x69706362

// Present is nil if this kernel has the objects that get finds by key. It looks for one that does not exist: an object
// made as a trial would outlive this process if that were killed just then.
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
