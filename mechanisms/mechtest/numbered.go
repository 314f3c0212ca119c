package mechtest

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"ipcbench/mechanisms"
)

const (
	// numbered is how many messages are sent each way: a fault of one in 1,000 strikes ten times.
	numbered = 10_000
	// numberedFor is after which time no more are begun: a machine or a mechanism may be slow.
	numberedFor = 600 * time.Millisecond
	// numberedFirst are sent first, and show how many more there is time for.
	numberedFirst = 100
)

// keepsEveryMessage: a long stream each way arrives whole and in order. No message is lost, repeated, overtaken, or
// damaged in any byte.
func keepsEveryMessage(t *testing.T, s subject) {
	size := s.size(64)
	st := raise(t, s, size)
	defer st.close()
	for _, from := range mechanisms.Sides {
		sent, took := 0, time.Duration(0)
		for n := numberedFirst; n > 0; {
			began := time.Now()
			st.stream(from, command{Sizes: []int{size}, Seed: 11, First: sent, Count: n})
			sent, took = sent+n, took+time.Since(began)
			each := took/time.Duration(sent) + 1
			n = min(numbered-sent, int((numberedFor-took)/each))
		}
		if sent < numbered {
			t.Logf("only %d of %d messages from side %v were sent, in %v",
				sent, numbered, from, took.Round(time.Millisecond))
		}
	}
}

// stream sends the messages of c from one side to the other. If the receiver still waits when all have been sent, it
// sends more: if one was lost, they come in its place; a receiver that was only slow takes them after the others.
func (s *stage) stream(from mechanisms.Side, c command) {
	s.t.Helper()
	send, recv := c, c
	send.Do, recv.Do = doSend, doRecv
	to := from.Other()
	s.tell(to, recv)
	s.one(from, send)
	all, ok := s.await(impatience, to)
	if !ok {
		send.First, send.Count = c.end(), following
		s.one(from, send)
		all = s.outcomes(patience, to)
	}
	s.well(all)
	if !ok {
		recv.First, recv.Count = send.First, following
		s.one(to, recv)
	}
}

// following are how many messages stage.stream may send after the others: one that comes in the place of one that was
// lost, and one that tells whether that one was only overtaken.
const following = 2

// limit is the number after the last message that may come.
func (c command) limit() int {
	if c.Count > 0 {
		return c.end() + following
	}
	return c.end()
}

// end is the number after the last of the messages of c.
func (c command) end() int { return c.First + c.messages() }

// messages are how many c has.
func (c command) messages() int {
	if c.Count > 0 {
		return c.Count
	}
	return len(c.Sizes)
}

// size is that of message i; where there are more messages than sizes these come again.
func (c command) size(i int) int { return c.Sizes[i%len(c.Sizes)] }

const (
	// neighbours are how far from its place a message is looked for.
	neighbours = 100
	// identifying is how many bytes of random content no two messages have in common.
	identifying = 8
)

// diagnose says what became of message i, in whose place got came. next receives one more message of the size of got.
func (c command) diagnose(i int, got []byte, isNumber bool, next func() ([]byte, error)) error {
	var buffer []byte
	is := func(got []byte, k int) bool {
		if k < 0 || k >= c.limit() || c.size(k) != len(got) {
			return false
		}
		buffer = content(buffer, c.Seed, k, len(got), isNumber)
		return bytes.Equal(got, buffer)
	}
	for d := 1; d <= neighbours && len(got) >= identifying; d++ {
		if is(got, i-d) {
			return fmt.Errorf("message repeated: number %d came again where %d was due", i-d, i)
		}
		if !is(got, i+d) {
			continue
		}
		for k := i + d + 1; k < c.limit() && k <= i+d+neighbours && c.size(k) == len(got); k++ {
			following, err := next()
			if err != nil {
				break
			}
			if is(following, i) {
				return fmt.Errorf("messages reordered: number %d came before %d", i+d, i)
			}
			if is(following, k) {
				return fmt.Errorf("message lost: number %d came where %d was due", i+d, i)
			}
		}
		return fmt.Errorf("message lost or reordered: number %d came where %d was due", i+d, i)
	}
	return compare(got, content(buffer, c.Seed, i, c.size(i), isNumber))
}
