package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// System V message queues and semaphores. An object is made or found by its key (svipc(7)) and then known by its id.

// MsgGet is msgget(2): the queue of key, made with the flags IPC_CREAT and a mode.
func MsgGet(key, flags int) (id int, err error) {
	return result(unix.Syscall(unix.SYS_MSGGET, uintptr(key), uintptr(flags), 0))
}

// MsgSnd is msgsnd(2). message is where its type begins, 8 bytes, more than 0, with size bytes of text behind. It waits
// for room unless flags has IPC_NOWAIT, when it fails with EAGAIN.
func MsgSnd(id int, message *byte, size, flags int) unix.Errno {
	_, _, e := syscall6(unix.SYS_MSGSND, uintptr(id), uintptr(unsafe.Pointer(message)), uintptr(size), uintptr(flags),
		0, 0)
	return unix.Errno(e)
}

// MsgRcv is msgrcv(2): the oldest message of any type into message, type first as for [MsgSnd], with room for size
// bytes behind that; n is its bytes there. It fails with E2BIG if there is not the room, and waits unless flags has
// IPC_NOWAIT, when it fails with ENOMSG.
func MsgRcv(id int, message *byte, size, flags int) (n uintptr, errno unix.Errno) {
	const anyType = 0
	n, _, e := syscall6(unix.SYS_MSGRCV, uintptr(id), uintptr(unsafe.Pointer(message)), uintptr(size), anyType,
		uintptr(flags), 0)
	return n, unix.Errno(e)
}

// MsgRemove is msgctl(2) with IPC_RMID: it wakes who sleeps on the queue with EIDRM.
func MsgRemove(id int) error {
	_, err := result(unix.Syscall(unix.SYS_MSGCTL, uintptr(id), unix.IPC_RMID, 0))
	return err
}

// SemGet is semget(2): the set of count semaphores of key, each 0 at first on Linux.
func SemGet(key, count, flags int) (id int, err error) {
	return result(unix.Syscall(unix.SYS_SEMGET, uintptr(key), uintptr(count), uintptr(flags)))
}

// SemBuf mirrors struct sembuf of include/uapi/linux/sem.h: one operation on one semaphore of a set.
type SemBuf struct {
	Num   uint16 // which
	Op    int16  // added to it; below 0 waits until that is possible, 0 waits until it is 0
	Flags int16  // IPC_NOWAIT or 0
}

// SemOp is semop(2): all the operations at once, or none until all are possible. It fails with EAGAIN under IPC_NOWAIT,
// and with EINTR after a signal.
func SemOp(id int, operations []SemBuf) unix.Errno {
	_, _, e := syscall6(unix.SYS_SEMOP, uintptr(id), uintptr(unsafe.Pointer(unsafe.SliceData(operations))),
		uintptr(len(operations)), 0, 0, 0)
	return unix.Errno(e)
}

// SemRemove is semctl(2) with IPC_RMID: it wakes who sleeps on the set with EIDRM.
func SemRemove(id int) error {
	_, err := result(unix.Syscall(unix.SYS_SEMCTL, uintptr(id), 0, unix.IPC_RMID))
	return err
}

func result(r, _ uintptr, e unix.Errno) (int, error) {
	if e != 0 {
		return -1, e
	}
	return int(r), nil
}
