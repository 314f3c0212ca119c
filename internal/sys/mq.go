package sys

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// MqAttr mirrors struct mq_attr of include/uapi/linux/mqueue.h.
type MqAttr struct {
	Flags   int64 // O_NONBLOCK or 0; ignored by MqOpen
	MaxMsg  int64 // messages the queue holds
	MsgSize int64 // bytes of the largest message
	CurMsgs int64 // messages in it now; ignored by MqOpen
	_       [4]int64
}

// MqOpen is mq_open(2). The system call takes the queue's name without the leading slash of the library function.
// attr is read only with O_CREAT.
func MqOpen(name string, flags int, mode uint32, attr *MqAttr) (int, error) {
	p, err := unix.BytePtrFromString(name)
	if err != nil {
		return -1, err
	}
	fd, _, e := unix.Syscall6(unix.SYS_MQ_OPEN, uintptr(unsafe.Pointer(p)), uintptr(flags|unix.O_CLOEXEC),
		uintptr(mode), uintptr(unsafe.Pointer(attr)), 0, 0)
	if e != 0 {
		return -1, e
	}
	return int(fd), nil
}

// MqUnlink is mq_unlink(2); name as for [MqOpen].
func MqUnlink(name string) error {
	p, err := unix.BytePtrFromString(name)
	if err != nil {
		return err
	}
	if _, _, e := unix.Syscall(unix.SYS_MQ_UNLINK, uintptr(unsafe.Pointer(p)), 0, 0); e != 0 {
		return unix.Errno(e)
	}
	return nil
}

// MqSend is mq_send(3): the whole of p as one message of priority 0, waiting for room unless the queue is O_NONBLOCK.
func MqSend(fd int, p []byte) unix.Errno {
	_, _, e := syscall6(unix.SYS_MQ_TIMEDSEND, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))),
		uintptr(len(p)), 0, 0, 0)
	return unix.Errno(e)
}

// MqReceive is mq_receive(3): the oldest message into p, which must hold the queue's MsgSize; it returns its length.
func MqReceive(fd int, p []byte) (n uintptr, errno unix.Errno) {
	n, _, e := syscall6(unix.SYS_MQ_TIMEDRECEIVE, uintptr(fd), uintptr(unsafe.Pointer(unsafe.SliceData(p))),
		uintptr(len(p)), 0, 0, 0)
	return n, unix.Errno(e)
}
