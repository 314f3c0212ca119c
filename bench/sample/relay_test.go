package sample

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/namespace"
	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/socket"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
	"golang.org/x/sys/unix"
)

// A relay joins two network namespaces, and holds each packet for a time. It takes the place of sch_netem, which not
// every kernel has.
type relay struct {
	networks proc.Networks
	devices  [2]int // tun devices
	delay    time.Duration
	stop     atomic.Bool
	ended    sync.WaitGroup
}

// newRelay makes the namespaces, a tun device in each, and what carries packets between them.
func newRelay(t *testing.T, delay time.Duration) *relay {
	t.Helper()
	r := &relay{delay: delay}
	for i, address := range []string{"192.0.2.1", "192.0.2.2"} {
		fd, err := namespace.New()
		if err != nil {
			t.Skipf("no network namespaces here: %v", err)
		}
		t.Cleanup(func() { unix.Close(fd) })
		r.networks.Namespaces[i], r.networks.Addresses[i] = fd, netip.MustParseAddr(address)
		if err := namespace.Within(fd, func() (err error) {
			r.devices[i],
				err = tun("relay")
			return err
		}); err != nil {
			t.Skipf("no tun devices here: %v", err)
		}
		h, err := netlink.NewHandleAt(netns.NsHandle(fd), unix.NETLINK_ROUTE)
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close()
		link, err := h.LinkByName("relay")
		if err == nil {
			ip := &net.IPNet{IP: net.ParseIP(address), Mask: net.CIDRMask(24, 32)}
			err = errors.Join(h.AddrAdd(link, &netlink.Addr{IPNet: ip}), h.LinkSetUp(link))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for i, fd := range r.devices {
		r.ended.Go(func() { r.carry(fd, r.devices[1-i]) })
	}
	t.Cleanup(func() {
		r.stop.Store(true)
		r.ended.Wait()
		for _, fd := range r.devices {
			unix.Close(fd)
		}
	})
	return r
}

// tun makes a tun device in the calling thread's namespace. Source: Documentation/networking/tuntap.rst.
func tun(name string) (fd int, err error) {
	fd, err = unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		return -1, err
	}
	request, err := unix.NewIfreq(name)
	if err == nil {
		request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, uintptr(fd), unix.TUNSETIFF, uintptr(unsafe.Pointer(request)))
		if errno != 0 {
			err = os.NewSyscallError("TUNSETIFF", errno)
		}
	}
	return fd, err
}

// carry moves packets from one device to the other, each when its time has come.
func (r *relay) carry(from, to int) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	type held struct {
		packet []byte
		due    int64
	}
	waiting := make(chan held, 10_000)
	defer close(waiting)
	r.ended.Go(func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for h := range waiting {
			const near = 150_000 // ns: what a sleep may last too long
			if left := h.due - sys.Nanotime(); left > near {
				pause := unix.NsecToTimespec(left - near)
				unix.Nanosleep(&pause, nil)
			}
			for sys.Nanotime() < h.due {
			}
			unix.Write(to, h.packet)
		}
	})
	for buffer := make([]byte, 1<<16); !r.stop.Load(); {
		const look = 50 // ms: how often it looks whether it is to stop
		ready := []unix.PollFd{{Fd: int32(from), Events: unix.POLLIN}}
		if _, err := unix.Poll(ready, look); err != nil && !errors.Is(err, unix.EINTR) {
			return
		}
		if ready[0].Revents == 0 {
			continue
		}
		n, err := unix.Read(from, buffer)
		if err != nil {
			return
		}
		waiting <- held{append([]byte(nil), buffer[:n]...), sys.Nanotime() + int64(r.delay)}
	}
}

// Remote implements [proc.Starter].
func (*relay) Remote() bool { return false }

// Start implements [proc.Starter].
func (r *relay) Start(c proc.Config) (*proc.Group, error) {
	c.Networks = &r.networks
	return proc.Start(c)
}

// roundTrip is the median round trip of TCP over a relay, and the CPU time of both ends, in ns.
func (r *relay) roundTrip(t *testing.T) (p50, cpu float64) {
	t.Helper()
	c := plan.Cell{
		Pattern: pattern.Latency, Mechanism: socket.TCP{}, Wait: mechanisms.Block, Place: place.Same, Size: 64,
		Scope: mechanisms.Host,
	}
	s, err := Open(c, Options{Idle: 30 * time.Second, Hosts: r, Trial: true})
	if err != nil {
		t.Fatal(err)
	}
	result, err := s.Take(Length{For: 300 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range result.Figures {
		if f.Unit == "p50-ns" {
			p50 = f.Value
		}
	}
	return p50, result.CPUNsPerOp
}

// What a packet takes longer on its way shows in a round trip once each way, and costs no CPU time.
func TestADelayCountsOnceEachWay(t *testing.T) {
	const each = time.Millisecond
	plain, slow := newRelay(t, 0), newRelay(t, each)
	// The machine may stand still in any try; a wrong count is wrong in all.
	var more, cpu float64
	for range 10 {
		before, cpuBefore := plain.roundTrip(t)
		after, cpuAfter := slow.roundTrip(t)
		more, cpu = after-before, cpuAfter-cpuBefore
		t.Logf("%.1f and %.1f µs: a delay of %v each way made a round trip %.1f µs longer, and cost %.1f µs of CPU",
			before/1e3, after/1e3, each, more/1e3, cpu/1e3)
		// A part of the round trip without a delay passes while the relay waits, such as waking up who waits with it;
		// how much that is depends on the machine.
		hidden := min(before, float64(each)/2)
		if more <= 1.02*2*float64(each) && more >= 0.98*2*float64(each)-hidden && cpu < float64(each)/10 {
			return
		}
	}
	t.Errorf("a delay of %v each way made a round trip %.0f ns longer, and cost %.0f ns of CPU time", each, more, cpu)
}
