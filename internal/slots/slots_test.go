package slots

import (
	"errors"
	"testing"

	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// ends are both ends of fresh memory.
func ends(t *testing.T, two bool) [2]*End {
	t.Helper()
	fd, _, err := sys.Unnamed(t.TempDir())
	if err != nil {
		t.Skip(err)
	}
	defer unix.Close(fd)
	if err := unix.Ftruncate(fd, int64(Bytes)); err != nil {
		t.Fatal(err)
	}
	m, err := Map(fd)
	if err != nil {
		t.Fatal(err)
	}
	var both [2]*End
	for side := range both {
		both[side] = NewEnd(m, side, two, new(uint64))
		both[side].Yields = true
	}
	return both
}

// What was overwritten before the other end looked is lost, what was seen is not, and what is seen twice counts once.
func TestLossIsCountedExactly(t *testing.T) {
	both := ends(t, false)
	a, b := both[0], both[1]
	a.write()
	a.write() // over the first
	b.look()
	b.look()
	b.write()
	a.look()
	b.write()
	a.write() // over the second of B
	b.look()
	if a.sent != 3 || b.sent != 2 || a.seen != 1 || b.seen != 2 {
		t.Errorf("A sent %d and saw %d, B sent %d and saw %d", a.sent, a.seen, b.sent, b.seen)
	}
	a.look()
	if a.seen != 1 {
		t.Error("A took its own message for one of B")
	}
}

// together runs both ends at once.
func together(t *testing.T, both [2]*End, do func(*End) error) {
	t.Helper()
	failed := make(chan error)
	for _, e := range both {
		go func() { failed <- do(e) }()
	}
	if err := errors.Join(<-failed, <-failed); err != nil {
		t.Fatal(err)
	}
}

// Two slots lose nothing, in whatever order the ends run, and the same count finds what is lost if the writers do not
// wait.
func TestTwoSlotsLoseNothing(t *testing.T) {
	both := ends(t, true)
	const n = 2000
	together(t, both, func(e *End) error { return errors.Join(e.Exchange(n), e.Finish(n)) })
	if sent, seen := both[0].Sent()+both[1].Sent(), both[0].Seen(); sent != 4*n || seen != sent {
		t.Errorf("%d messages sent, %d seen", sent, seen)
	}
	hasty := ends(t, true)
	together(t, hasty, func(e *End) error {
		e.overwrite(n)
		return e.Meet()
	})
	for _, e := range hasty {
		e.look()
	}
	together(t, hasty, (*End).Meet)
	sent, seen := hasty[0].Sent()+hasty[1].Sent(), hasty[0].Seen()
	if sent != 2*n || seen < 2 || seen > sent {
		t.Errorf("of writers that do not wait: %d messages sent, %d seen", sent, seen)
	}
	for _, e := range hasty {
		e.write()
		e.write() // over the first, as nobody looks meanwhile: an end that waits in Meet would
	}
	together(t, hasty, func(e *End) error {
		if err := e.Meet(); err != nil {
			return err
		}
		e.look()
		return e.Meet()
	})
	if lost := 4 + seen - hasty[0].Seen(); lost != 2 {
		t.Errorf("%d messages lost, want one each way", lost)
	}
}

// One slot loses at least what cannot be seen, and what remains in it at the end is not lost.
func TestOneSlotKeepsTheLastMessage(t *testing.T) {
	both := ends(t, false)
	const n = 2000
	together(t, both, func(e *End) error { return e.Finish(n) })
	if sent, seen := both[0].Sent()+both[1].Sent(), both[1].Seen(); sent != 2*n || seen < 1 || seen > sent {
		t.Errorf("%d messages sent, %d seen", sent, seen)
	}
}

func TestAnEndWhoseOtherHasGoneStops(t *testing.T) {
	for _, two := range []bool{false, true} {
		e := ends(t, two)[0]
		e.Gone = func() bool { return true }
		if err := e.Finish(10); !errors.Is(err, ErrGone) {
			t.Errorf("two slots %t: %v", two, err)
		}
	}
}
