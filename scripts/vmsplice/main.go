// Vmsplice measures how fast a stream through a pipe becomes as its copies are taken away one after the other, beside a
// plain copy: docs/evidence.md has the figures. The steps are those of "How fast are Linux pipes anyway?" (F. Mazzoli,
// 2022, mazzo.li/posts/fast-pipes.html), which ends at 62 GB/s on a desktop processor.
//
// In its last step nobody touches the bytes: the sender puts the same pages into the pipe over and over, and the
// receiver has the kernel throw them away. Here two more have the sender copy what it sends into these pages, as
// programs do, and the receiver read it.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"ipcbench/internal/host"
	"ipcbench/internal/stat"
	"ipcbench/scripts/internal/commandline"
)

// A step is one way to send a stream through a pipe.
type step struct {
	name     string
	capacity int  // of the pipe, in bytes
	put      bool // the sender puts its pages into the pipe (vmsplice) instead of copying them
	drop     bool // the receiver moves them to /dev/null (splice) instead of copying them
	huge     bool // the sender's pages are parts of huge ones
	busy     bool // both ends try again instead of sleeping
	fill     bool // the sender copies a message into its pages before it sends them
}

const (
	usual = 64 << 10  // bytes: what a pipe holds if nobody asks for more
	large = 128 << 10 // bytes: fits into an L2 cache twice
	huge  = 2 << 20   // bytes of a huge page on amd64 and arm64
)

var steps = []step{
	{name: "write · read, pipe of 64 KiB", capacity: usual},
	{name: "write · read, pipe of 128 KiB", capacity: large},
	{name: "write · read, busy-waiting", capacity: large, busy: true},
	{name: "vmsplice · read", capacity: large, put: true},
	{name: "vmsplice · splice to /dev/null", capacity: large, put: true, drop: true},
	{name: "the same, huge pages", capacity: large, put: true, drop: true, huge: true},
	{name: "the same, busy-waiting", capacity: large, put: true, drop: true, huge: true, busy: true},
	{name: "the same, the sender copies into its pages", capacity: large, put: true, drop: true, huge: true, busy: true,
		fill: true},
	{name: "vmsplice · read, else the same", capacity: large, put: true, huge: true, busy: true, fill: true},
}

// receiverVariable has a process of this program be the receiver of the step of that number.
const receiverVariable = "IPCBENCH_VMSPLICE_RECEIVER"

func main() {
	run := send
	if os.Getenv(receiverVariable) != "" {
		run = receive
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "vmsplice:", err)
		os.Exit(1)
	}
}

type commandLine struct {
	Rounds   int           `default:"12" help:"How often each step is measured, in turn with the others; at least 6."`
	For      time.Duration `default:"100ms" help:"How long each time; at most 10s."`
	Sender   int           `default:"0" name:"cpu-a" help:"The CPU of the sender."`
	Receiver int           `default:"1" name:"cpu-b" help:"The CPU of the receiver."`
}

// Validate implements kong's interface.
func (c commandLine) Validate() error {
	switch {
	case c.Rounds < 6:
		return fmt.Errorf("--rounds=%d: an interval takes at least 6", c.Rounds)
	case c.For <= 0 || c.For > 10*time.Second:
		return fmt.Errorf("--for=%v: choose a time up to 10s", c.For)
	}
	return nil
}

// send measures all steps.
func send() error {
	var c commandLine
	help, err := commandline.Parse(&c, "vmsplice", "Measures a pipe without its copies.", nil, os.Args[1:], os.Stdout)
	if help || err != nil {
		return err
	}
	if err := pin(c.Sender); err != nil {
		return err
	}
	copied, rates := []float64{}, make([][]float64, len(steps))
	for range c.Rounds {
		copied = append(copied, copies(c.For))
		for i := range steps {
			rate, err := measure(i, c)
			if err != nil {
				return fmt.Errorf("%s: %w", steps[i].name, err)
			}
			rates[i] = append(rates[i], rate)
		}
	}
	say("a copy within one process, 64 KiB", copied)
	for i, s := range steps {
		say(s.name, rates[i])
	}
	return nil
}

func say(name string, rates []float64) {
	i := stat.MedianInterval(rates, 0.05)
	fmt.Printf("%-42s %6.2f GB/s (%.2f to %.2f)\n", name, i.Center, i.Lo, i.Hi)
}

// pin keeps this goroutine on a thread, and that on a CPU.
func pin(cpu int) error {
	runtime.LockOSThread()
	if err := host.Pin(cpu); err != nil {
		return fmt.Errorf("%w (--cpu-a and --cpu-b choose others)", err)
	}
	return nil
}

// copies is the rate of a plain copy between two places in the cache, in GB/s.
func copies(d time.Duration) float64 {
	from, to := make([]byte, usual), make([]byte, usual)
	count, began := 0, time.Now()
	for time.Since(began) < d {
		for range 16 {
			count += copy(to, from)
		}
	}
	return float64(count) / float64(time.Since(began))
}

// measure is the rate of step number i, in GB/s.
func measure(i int, c commandLine) (rate float64, err error) {
	s := steps[i]
	r, w, err := os.Pipe()
	if err != nil {
		return 0, err
	}
	defer w.Close()
	defer r.Close()
	if _, err := unix.FcntlInt(w.Fd(), unix.F_SETPIPE_SZ, s.capacity); err != nil {
		return 0, fmt.Errorf("F_SETPIPE_SZ: %w", err)
	}
	pages, err := s.pages()
	if err != nil {
		return 0, err
	}
	defer unix.Munmap(pages)
	var said bytes.Buffer
	receiver := exec.Command("/proc/self/exe")
	receiver.Env = append(os.Environ(), fmt.Sprintf("%s=%d %d", receiverVariable, i, c.Receiver))
	receiver.Stdin, receiver.Stdout, receiver.Stderr = r, &said, os.Stderr
	if err := receiver.Start(); err != nil {
		return 0, err
	}
	r.Close() // so that the sender notices if the receiver ends
	err = s.pour(int(w.Fd()), pages, c.For)
	w.Close()
	if ended := receiver.Wait(); ended != nil {
		return 0, fmt.Errorf("the receiver: %w", ended)
	}
	if err != nil {
		return 0, err
	}
	_, err = fmt.Fscan(&said, &rate)
	return rate, err
}

// pages is memory that has a whole huge page somewhere, if the step asks for one.
func (s step) pages() ([]byte, error) {
	m, err := unix.Mmap(-1, 0, 2*huge, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
	if err != nil {
		return nil, fmt.Errorf("mmap: %w", err)
	}
	advice := unix.MADV_NOHUGEPAGE
	if s.huge {
		advice = unix.MADV_HUGEPAGE
	}
	if err := unix.Madvise(m, advice); err != nil {
		return nil, errors.Join(fmt.Errorf("madvise: %w", err), unix.Munmap(m))
	}
	for i := range m {
		m[i] = byte(i)
	}
	if s.huge && !hasHuge() {
		return nil, errors.Join(errNoHuge, unix.Munmap(m))
	}
	return m, nil
}

var errNoHuge = errors.New("the kernel gives no huge pages (see /sys/kernel/mm/transparent_hugepage/enabled)")

// hasHuge tells whether this process has huge pages.
func hasHuge() bool {
	all, _ := os.ReadFile("/proc/self/smaps_rollup")
	for line := range strings.Lines(string(all)) {
		var kilobytes int
		if n, _ := fmt.Sscanf(line, "AnonHugePages: %d kB", &kilobytes); n == 1 && kilobytes > 0 {
			return true
		}
	}
	return false
}

// pour sends for the time d, and at least all pages once. It uses twice as many as the pipe holds, so that the receiver
// has taken a page before it is used again.
func (s step) pour(w int, pages []byte, d time.Duration) error {
	begin := int(-uintptr(unsafe.Pointer(&pages[0])) & (huge - 1))
	pages = pages[begin:][:2*s.capacity]
	flags := 0
	if s.busy {
		flags = unix.SPLICE_F_NONBLOCK
		if err := unix.SetNonblock(w, true); err != nil {
			return err
		}
	}
	part := s.capacity / 2
	message := make([]byte, part)
	for began := time.Now(); ; {
		for at := 0; at < len(pages); at += part {
			out := pages[at:][:part]
			if s.fill {
				copy(out, message)
			}
			for len(out) > 0 {
				n, err := 0, error(nil)
				if s.put {
					iovec := []unix.Iovec{{Base: &out[0], Len: uint64(len(out))}}
					n, err = unix.Vmsplice(w, iovec, flags)
				} else {
					n, err = unix.Write(w, out)
				}
				if err != nil && err != unix.EAGAIN && err != unix.EINTR {
					return err
				}
				out = out[max(n, 0):]
			}
		}
		if time.Since(began) >= d {
			return nil
		}
	}
}

// receive is the receiver: it reads standard input to the end, and prints at what rate, in GB/s.
func receive() error {
	var i, cpu int
	if _, err := fmt.Sscan(os.Getenv(receiverVariable), &i, &cpu); err != nil || i < 0 || i >= len(steps) {
		return fmt.Errorf("%s=%q: %v", receiverVariable, os.Getenv(receiverVariable), err)
	}
	if err := pin(cpu); err != nil {
		return err
	}
	null, err := unix.Open("/dev/null", unix.O_WRONLY, 0)
	if err != nil {
		return err
	}
	s := steps[i]
	flags := 0
	if s.busy {
		flags = unix.SPLICE_F_NONBLOCK
		if err := unix.SetNonblock(0, true); err != nil {
			return err
		}
	}
	in, count := make([]byte, large), int64(0)
	var began time.Time
	for {
		var n int64
		var err error
		if s.drop {
			n, err = unix.Splice(0, nil, null, nil, large, flags)
		} else {
			var read int
			read, err = unix.Read(0, in)
			n = int64(read)
		}
		switch {
		case err == unix.EAGAIN || err == unix.EINTR:
			continue
		case err != nil:
			return err
		case n == 0:
			fmt.Println(float64(count) / float64(time.Since(began)))
			return nil
		case began.IsZero():
			began = time.Now() // the first part is not counted
		default:
			count += n
		}
	}
}
