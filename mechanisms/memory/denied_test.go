package memory_test

import (
	"bytes"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/signal"
	"ipcbench/mechanisms/socket"

	"golang.org/x/sys/unix"
)

// Where memfd_create is denied, shared memory is that of a file without a name; what needs a memfd for each message
// is skipped.
func TestWithoutMemfds(t *testing.T) {
	if !sandbox.Inside(t, sandbox.Rule{Call: unix.SYS_MEMFD_CREATE}) {
		return
	}
	for _, m := range []mechanisms.Mechanism{socket.UnixMemfd{}, memory.Ring{Huge: true}} {
		if m.Available() == nil {
			t.Errorf("%s is not skipped", m.Traits().Name)
		}
	}
	for _, m := range []mechanisms.Mechanism{
		memory.Slot{}, memory.Ring{}, memory.Notified{Bell: signal.Eventfd{}}, memory.Futex{},
	} {
		t.Run(m.Traits().Name, func(t *testing.T) {
			if err := m.Available(); err != nil {
				t.Fatal(err)
			}
			p := &mechanisms.Preparation{Dir: t.TempDir(), Size: mechanisms.NumberSize, Wait: mechanisms.Block}
			defer func() { proc.Remove(append(p.Early(), p.Late()...)...) }()
			if err := m.Prepare(p); err != nil {
				t.Fatal(err)
			}
			var links [2]mechanisms.Link
			for _, s := range mechanisms.Sides {
				var err error
				links[s], err = m.Open(&mechanisms.End{
					Side: s, Size: p.Size, Wait: p.Wait, Dir: p.Dir, Peer: new(mechanisms.Peer),
					FDs: p.FDs(s), Values: p.Values(),
				})
				if err != nil {
					t.Fatal(err)
				}
				defer links[s].Close()
			}
			sent, got := []byte("1234567\x00"), make([]byte, mechanisms.NumberSize)
			for _, s := range mechanisms.Sides {
				if err := links[s].Send(sent); err != nil {
					t.Fatal(err)
				}
				if err := links[s.Other()].Recv(got); err != nil || !bytes.Equal(got, sent) {
					t.Errorf("%q came (%v)", got, err)
				}
			}
		})
	}
}
