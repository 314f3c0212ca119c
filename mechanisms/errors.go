package mechanisms

import (
	"errors"
	"fmt"
)

// ErrPeerGone says that the process at the other end has ended.
var ErrPeerGone = errors.New("the process at the other end is gone")

// A SizeError refuses a message that a mechanism cannot carry. Its text names the mechanism, the limit and, where
// there is one, the remedy.
type SizeError struct {
	Mechanism string
	Size      int    // bytes asked for
	Limit     int    // bytes of the largest message
	Why       string // what sets the limit: "fs.mqueue.msgsize_max"
	Remedy    string // what raises it, or ""
}

// TooLarge is the [SizeError] of Send for a message of size bytes, where the Link was opened for at most limit bytes:
// its [End].Size.
func TooLarge(mechanism string, size, limit int) error {
	return &SizeError{Mechanism: mechanism, Size: size, Limit: limit, Why: "the size it was prepared for"}
}

// WrongSize is the error of Recv when the message that came has got bytes and the caller's buffer want.
func WrongSize(mechanism string, got, want int) error {
	return fmt.Errorf("%s: received a message of %d bytes where one of %d was due", mechanism, got, want)
}

func (e *SizeError) Error() string {
	s := fmt.Sprintf("%s: message of %d bytes exceeds %s = %d", e.Mechanism, e.Size, e.Why, e.Limit)
	if e.Remedy != "" {
		s += " (" + e.Remedy + ")"
	}
	return s
}
