package catalogue_test

import (
	"errors"
	"fmt"
	"net/netip"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ipcbench/internal/proc"
	"ipcbench/internal/sandbox"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// noChannel are descriptors that one side is given and that lead to no channel.
var noChannel = []string{"private-key", "broker"}

// divided are the borders by which what was prepared can be reached.
func divided(t *testing.T, m mechanisms.Mechanism, p *mechanisms.Preparation) []mechanisms.Border {
	t.Helper()
	var all []mechanisms.Border
	for _, side := range mechanisms.Sides {
		for name, fd := range p.FDs(side) {
			if !slices.Contains(noChannel, name) {
				all = append(all, borderOf(t, fd))
			}
		}
	}
	for _, value := range p.Values() {
		_, err := netip.ParseAddrPort(strings.TrimPrefix(value, "nats://"))
		if err == nil {
			all = append(all, mechanisms.Network)
		}
	}
	for _, r := range slices.Concat(p.Early(), p.Late()) {
		switch {
		case r.Kind != mechanisms.PathResource:
			all = append(all, mechanisms.IPC)
		case strings.HasPrefix(r.Name, "/dev/shm/"):
			all = append(all, mechanisms.DevShm)
		case !m.Traits().Broker: // whose configuration is in a file
			all = append(all, mechanisms.Volume)
		}
	}
	if slices.Contains(m.Traits().Crosses, mechanisms.PID) { // which only Open knows of
		all = append(all, mechanisms.PID)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// borderOf tells of a descriptor whether others can reach what it is of, a socket with an address, and from where.
func borderOf(t *testing.T, fd int) mechanisms.Border {
	t.Helper()
	address, err := unix.Getsockname(fd)
	if err != nil && !errors.Is(err, unix.ENOTSOCK) {
		t.Fatal(err)
	}
	switch at := address.(type) {
	case *unix.SockaddrInet4, *unix.SockaddrInet6:
		return mechanisms.Network
	case *unix.SockaddrVM:
		return mechanisms.Kernel
	case *unix.SockaddrUnix:
		if at.Name != "" && at.Name != "@" { // which stands for no name
			return mechanisms.Volume
		}
	}
	return mechanisms.Inherited
}

// What a mechanism says that two containers must share is what it makes.
func TestBordersAreThoseOfWhatIsMade(t *testing.T) {
	for _, m := range catalogue.All() {
		traits := m.Traits()
		if len(traits.Crosses) == 0 {
			t.Errorf("%s does not say what two containers must share (Traits.Crosses)", traits.Name)
		}
		thread := traits.Scope == mechanisms.Thread
		if only := slices.Equal(traits.Crosses, []mechanisms.Border{mechanisms.OneProcess}); only != thread {
			t.Errorf("%s has scope %s and says %q", traits.Name, traits.Scope, traits.Crosses)
		}
	}
	available(t, func(t *testing.T, m mechanisms.Mechanism) {
		if m.Traits().Scope == mechanisms.Thread {
			t.Skip("threads of one process")
		}
		p := &mechanisms.Preparation{
			Dir: t.TempDir(), Unique: fmt.Sprintf("ipcbench-%d-border", os.Getpid()), Size: sizeFor(m),
			Wait: m.Traits().Waits[0],
		}
		defer func() { proc.Remove(slices.Concat(p.Early(), p.Late())...) }()
		err := m.Prepare(p)
		for _, side := range mechanisms.Sides {
			for _, fd := range p.FDs(side) {
				defer unix.Close(fd)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		declared := slices.Sorted(slices.Values(m.Traits().Crosses))
		if made := divided(t, m, p); !slices.Equal(made, declared) {
			t.Errorf("declares %q, and makes what is behind %q", declared, made)
		}
	})
}

// sizeFor is a size in bytes that a mechanism can carry.
func sizeFor(m mechanisms.Mechanism) int { return max(mechanisms.NumberSize, m.Traits().Smallest) }

// others are the ways in which a thread leaves what is behind one border.
func others(dir string) map[mechanisms.Border]func() error {
	hide := func(path string) error {
		return errors.Join(unix.Unshare(unix.CLONE_NEWNS), unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""),
			unix.Mount("tmpfs", path, "tmpfs", 0, ""))
	}
	return map[mechanisms.Border]func() error{
		mechanisms.Volume:  func() error { return hide(dir) },
		mechanisms.DevShm:  func() error { return hide("/dev/shm") },
		mechanisms.IPC:     func() error { return unix.Unshare(unix.CLONE_NEWIPC) },
		mechanisms.Network: func() error { return unix.Unshare(unix.CLONE_NEWNET) },
	}
}

// An end that is in another namespace reaches the other end, unless the mechanism says that both must share it.
func TestBordersDivide(t *testing.T) {
	if !sandbox.Inside(t) {
		return
	}
	// An end may sleep in a call that the runtime does not know of, for good.
	runtime.GOMAXPROCS(64)
	debug.SetGCPercent(-1)
	available(t, func(t *testing.T, m mechanisms.Mechanism) {
		switch traits := m.Traits(); {
		case traits.Scope != mechanisms.Process:
			t.Skipf("scope %s", traits.Scope)
		case traits.Broker:
			t.Skip("its broker is beside both ends")
		case strings.HasPrefix(traits.Name, "grpc"):
			t.Skip("it connects in a thread of its own, which is not in the namespace")
		}
		for _, border := range []mechanisms.Border{
			mechanisms.Volume, mechanisms.DevShm, mechanisms.IPC, mechanisms.Network,
		} {
			if border == mechanisms.Network && strings.HasSuffix(m.Traits().Name, "udp") {
				continue // each end is given its socket, which stays in the namespace where it was made
			}
			crosses(t, m, border)
		}
	})
}

// retrying is how long end B may try to reach the other, before it is told that this is gone: some try for ever. Too
// short a time could only hide that it would have got there.
const retrying = 2 * time.Second

// crosses opens both ends, B on a thread that has left what is behind a border. If the mechanism needs that, Open or
// Send must fail; otherwise a message comes from B to A.
func crosses(t *testing.T, m mechanisms.Mechanism, border mechanisms.Border) {
	t.Helper()
	traits := m.Traits()
	p := &mechanisms.Preparation{
		Dir: t.TempDir(), Unique: fmt.Sprintf("ipcbench-%d-divided", os.Getpid()), Size: sizeFor(m),
		Wait: traits.Waits[0],
	}
	defer func() { proc.Remove(slices.Concat(p.Early(), p.Late())...) }()
	if err := m.Prepare(p); err != nil {
		t.Fatal(err)
	}
	needs := slices.Contains(traits.Crosses, border)
	var ends [2]*mechanisms.End
	var gone [2]func() // tells an end that the other is
	for _, s := range mechanisms.Sides {
		ends[s] = &mechanisms.End{
			Side: s, Size: p.Size, Wait: p.Wait, Dir: p.Dir, Peer: new(mechanisms.Peer),
			FDs: p.FDs(s), Values: p.Values(),
		}
		gone[s] = sync.OnceFunc(ends[s].Peer.MarkGone)
		defer gone[s]()
	}
	message := make([]byte, p.Size)
	message[0] = 7
	errCannot := errors.New("no such namespace here")
	sent, received := make(chan error, 1), make(chan error, 1)
	closed := make(chan struct{})
	go func() {
		runtime.LockOSThread() // and never unlock it: the namespaces go with the thread
		if err := others(p.Dir)[border](); err != nil {
			sent <- fmt.Errorf("%w: %w", errCannot, err)
			return
		}
		link, err := m.Open(ends[mechanisms.B])
		if err == nil {
			err = link.Send(message)
			if f, ok := link.(mechanisms.Flusher); ok && err == nil {
				err = f.Flush()
			}
			defer link.Close()
		}
		sent <- err
		<-closed
	}()
	defer close(closed)
	const patience = 60 * time.Second
	await := func(what string, from chan error) error {
		select {
		case err := <-from:
			return err
		case <-time.After(patience):
			return fmt.Errorf("%s is not over after %v", what, patience)
		}
	}
	go func() {
		runtime.LockOSThread() // as the thread is the Link's
		link, err := m.Open(ends[mechanisms.A])
		if err == nil {
			defer link.Close()
		}
		if err == nil && !needs {
			got := make([]byte, len(message))
			if err = link.Recv(got); err == nil && !slices.Equal(got, message) {
				err = errors.New("another message came")
			}
		}
		received <- err
		<-closed
	}()
	if needs {
		tell := time.AfterFunc(retrying, gone[mechanisms.B])
		defer tell.Stop()
	}
	switch err := await("sending of B", sent); {
	case errors.Is(err, errCannot):
		t.Skip(err)
	case needs && err == nil:
		t.Errorf("without %s it reaches the other end all the same", border)
	case needs:
		return
	case err != nil:
		t.Fatalf("without %s: %v", border, err)
	}
	if err := await("receiving of A", received); err != nil {
		t.Fatalf("without %s: %v", border, err)
	}
}
