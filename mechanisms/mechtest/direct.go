package mechtest

import (
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// sendByCall sends a message as the engine does in a stream, if the Link is [mechanisms.Direct].
func sendByCall(l mechanisms.Link, message []byte) error {
	d, ok := l.(mechanisms.Direct)
	if !ok {
		return l.Send(message)
	}
	c, ok := d.SendCall(message)
	if !ok {
		return l.Send(message)
	}
	n, errno := sys.Call(c.Number, c.A1, c.A2, c.A3, c.A4, c.A5, c.A6)
	if errno == 0 && n == c.Whole {
		return nil
	}
	return d.SendRest(message, n, errno)
}

// recvByCall receives a message in the same way.
func recvByCall(l mechanisms.Link, message []byte) error {
	d, ok := l.(mechanisms.Direct)
	if !ok {
		return l.Recv(message)
	}
	c, ok := d.RecvCall(message)
	if !ok {
		return l.Recv(message)
	}
	n, errno := sys.Call(c.Number, c.A1, c.A2, c.A3, c.A4, c.A5, c.A6)
	if errno == 0 && n == c.Whole {
		return nil
	}
	return d.RecvRest(message, n, errno)
}
