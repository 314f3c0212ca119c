package mechtest

import (
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// sendByCall sends a message as the engine does in a stream, if the Link is [mechanisms.Direct].
func sendByCall(l mechanisms.Link, message []byte) error {
	if d, ok := l.(mechanisms.Direct); ok {
		if c, ok := d.SendCall(message); ok {
			return carry(c, message, d.SendRest)
		}
	}
	return l.Send(message)
}

// recvByCall receives a message in the same way.
func recvByCall(l mechanisms.Link, message []byte) error {
	if d, ok := l.(mechanisms.Direct); ok {
		if c, ok := d.RecvCall(message); ok {
			return carry(c, message, d.RecvRest)
		}
	}
	return l.Recv(message)
}

// carry makes the call, and leaves what is left of the message to rest.
func carry(c mechanisms.Call, message []byte, rest func([]byte, uintptr, unix.Errno) error) error {
	n, errno := sys.Call(c.Number, c.A1, c.A2, c.A3, c.A4, c.A5, c.A6)
	if errno == 0 && n == c.Whole {
		return nil
	}
	return rest(message, n, errno)
}
