package worker

import (
	"encoding/binary"
	"fmt"

	"ipcbench/mechanisms"
)

// A Fault is an error in the transfer of a message: it was lost, repeated, reordered or damaged.
type Fault struct {
	End  mechanisms.Side // which noticed it
	What string          // what is wrong, with the number of the message
}

func (f *Fault) Error() string { return fmt.Sprintf("side %v: %s", f.End, f.What) }

// Diagnose returns the fault of p, a message that was received where number due was expected. It is called after a
// check has failed.
//
// recv receives the next message into p. It tells a lost message from one that was overtaken; nil if no other message
// will come. content is what the bytes between the marks should be; it is used only if the marks are right.
func Diagnose(side mechanisms.Side, p, content []byte, due uint64, recv func() error) error {
	f := &Fault{End: side}
	if len(p) < 8 {
		f.What = fmt.Sprintf("message lost, repeated, reordered or damaged: % x came where number %d was due "+
			"(too short to tell more)", p, due)
		return f
	}
	head := binary.LittleEndian.Uint64(p)
	tail := head
	if len(p) >= 16 {
		tail = binary.LittleEndian.Uint64(p[len(p)-8:])
	}
	if !genuine(head) || head != tail {
		f.What = fmt.Sprintf("message damaged: number %d was due, its first bytes say %016x and its last %016x "+
			"where both are %016x", due, head, tail, mark(due))
		return f
	}
	got := number(head, due)
	switch {
	case got == due:
		from, to := contentOf(len(p))
		return Differs(side, p[from:to], content[from:to], from, due)
	case got < due:
		f.What = fmt.Sprintf("message repeated: number %d came again where %d was due", got, due)
	case recv == nil:
		f.What = fmt.Sprintf("message lost or reordered: number %d came where %d was due", got, due)
	default:
		f.What = fmt.Sprintf("message lost: number %d came where %d was due", got, due)
		if recv() == nil {
			if next := binary.LittleEndian.Uint64(p); genuine(next) && number(next, due) == due {
				f.What = fmt.Sprintf("messages reordered: number %d came before %d", got, due)
			}
		}
	}
	return f
}

// Differs returns the fault of a message whose bytes p differ from want, which is as long; nil if they are the same.
// p begins at byte offset of message number seq.
func Differs(side mechanisms.Side, p, want []byte, offset int, seq uint64) error {
	for i := range p {
		if p[i] != want[i] {
			return &Fault{side, fmt.Sprintf("message damaged: byte %d of number %d is %#02x, %#02x was sent",
				offset+i, seq, p[i], want[i])}
		}
	}
	return nil
}
