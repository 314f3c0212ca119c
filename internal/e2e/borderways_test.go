package e2e

import (
	"errors"
	"io"
	"net"
	"os"
	"sync/atomic"
	"time"
	"unsafe"

	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// overNet is a stream socket. If it has a port, the other end is told.
func overNet(network, address string, port bool) crossing {
	return crossing{
		offer: func(ready func(string)) error {
			l, err := net.Listen(network, address)
			if err != nil {
				return err
			}
			known := ""
			if port {
				_, known, _ = net.SplitHostPort(l.Addr().String())
			}
			ready(known)
			c, err := l.Accept()
			if err != nil {
				return err
			}
			return answer(c)
		},
		use: func(known string) error {
			all := []string{address}
			if port {
				all = []string{net.JoinHostPort("127.0.0.1", known), net.JoinHostPort(os.Getenv(hostVariable), known)}
			}
			var failed []error
			for _, one := range all {
				c, err := net.DialTimeout(network, one, borderPatience/4)
				if err == nil {
					return ask(c)
				}
				failed = append(failed, err)
			}
			return errors.Join(failed...)
		},
	}
}

// overUDP is a datagram each way.
func overUDP() crossing {
	return crossing{
		offer: func(ready func(string)) error {
			c, err := net.ListenPacket("udp", "0.0.0.0:0")
			if err != nil {
				return err
			}
			_, port, _ := net.SplitHostPort(c.LocalAddr().String())
			ready(port)
			got := make([]byte, len(message))
			n, from, err := c.ReadFrom(got)
			if err != nil {
				return err
			}
			_, err = c.WriteTo(got[:n], from)
			return err
		},
		use: func(port string) error {
			var failed []error
			for _, host := range []string{"127.0.0.1", os.Getenv(hostVariable)} {
				c, err := net.Dial("udp", net.JoinHostPort(host, port))
				if err == nil {
					c.SetDeadline(time.Now().Add(borderPatience / 4))
					err = ask(c)
				}
				if err == nil {
					return nil
				}
				failed = append(failed, err)
			}
			return errors.Join(failed...)
		},
	}
}

// two are a file that is read from and one that is written to.
type two struct {
	io.Reader
	io.Writer
}

func overFIFO(up, down string) crossing {
	return crossing{
		offer: func(ready func(string)) error {
			for _, path := range []string{up, down} {
				if err := unix.Mkfifo(path, 0o600); err != nil {
					return err
				}
			}
			ready("")
			r, err := os.OpenFile(up, os.O_RDONLY, 0)
			if err != nil {
				return err
			}
			w, err := os.OpenFile(down, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			return answer(two{r, w})
		},
		use: func(string) error {
			w, err := os.OpenFile(up, os.O_WRONLY, 0)
			if err != nil {
				return err
			}
			r, err := os.OpenFile(down, os.O_RDONLY, 0)
			if err != nil {
				return err
			}
			return ask(two{r, w})
		},
	}
}

// memoryBytes is the size of shared memory: a word, which says whose turn it is, and a message.
const memoryBytes = 4096

// turnOf is the word at the beginning: 1 when the message is there, 2 when the answer is.
func turnOf(memory []byte) *uint32 { return (*uint32)(unsafe.Pointer(&memory[0])) }

func waitFor(memory []byte, turn uint32) {
	for atomic.LoadUint32(turnOf(memory)) != turn {
		time.Sleep(time.Millisecond)
	}
}

// inMemory is the end of a conversation in shared memory that writes for one turn and reads at the other.
type inMemory struct {
	memory      []byte
	write, read uint32
}

func (m inMemory) Write(p []byte) (int, error) {
	n := copy(m.memory[8:], p)
	atomic.StoreUint32(turnOf(m.memory), m.write)
	return n, nil
}

func (m inMemory) Read(p []byte) (int, error) {
	waitFor(m.memory, m.read)
	return copy(p, m.memory[8:]), nil
}

func answerIn(memory []byte) error { return answer(inMemory{memory, 2, 1}) }

func askIn(memory []byte) error { return ask(inMemory{memory, 1, 2}) }

func mapped(fd int) ([]byte, error) {
	return unix.Mmap(fd, 0, memoryBytes, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
}

// overMemory is a file that both map.
func overMemory(path string) crossing {
	at := func(flags int) ([]byte, error) {
		f, err := os.OpenFile(path, flags, 0o600)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if flags&os.O_CREATE != 0 {
			if err := f.Truncate(memoryBytes); err != nil {
				return nil, err
			}
		}
		return mapped(int(f.Fd()))
	}
	return crossing{
		offer: func(ready func(string)) error {
			memory, err := at(os.O_RDWR | os.O_CREATE | os.O_EXCL)
			if err != nil {
				return err
			}
			ready("")
			return answerIn(memory)
		},
		use: func(string) error {
			memory, err := at(os.O_RDWR)
			if err != nil {
				return err
			}
			return askIn(memory)
		},
		undo: func() { os.Remove(path) },
	}
}

// overDescriptor is memory without a name, whose descriptor goes over a socket at a path: so can that of a pipe, a
// socket pair or an eventfd. Source: unix(7), SCM_RIGHTS.
func overDescriptor(path string) crossing {
	return crossing{
		offer: func(ready func(string)) error {
			fd, err := unix.MemfdCreate("border", unix.MFD_CLOEXEC)
			if err != nil {
				return err
			}
			if err := unix.Ftruncate(fd, memoryBytes); err != nil {
				return err
			}
			memory, err := mapped(fd)
			if err != nil {
				return err
			}
			l, err := net.ListenUnix("unix", &net.UnixAddr{Name: path, Net: "unix"})
			if err != nil {
				return err
			}
			ready("")
			c, err := l.AcceptUnix()
			if err != nil {
				return err
			}
			if _, _, err := c.WriteMsgUnix([]byte{0}, unix.UnixRights(fd), nil); err != nil {
				return err
			}
			return answerIn(memory)
		},
		use: func(string) error {
			c, err := net.DialUnix("unix", nil, &net.UnixAddr{Name: path, Net: "unix"})
			if err != nil {
				return err
			}
			control := make([]byte, unix.CmsgSpace(4))
			if _, _, _, _, err := c.ReadMsgUnix(make([]byte, 1), control); err != nil {
				return err
			}
			all, err := unix.ParseSocketControlMessage(control)
			if err != nil {
				return err
			}
			if len(all) != 1 {
				return errors.New("no descriptor came")
			}
			fds, err := unix.ParseUnixRights(&all[0])
			if err != nil {
				return err
			}
			memory, err := mapped(fds[0])
			if err != nil {
				return err
			}
			return askIn(memory)
		},
	}
}

// typed is one System V queue: each end writes messages of one type and reads those of the other.
type typed struct{ id, read, write int }

func (m typed) Write(p []byte) (int, error) {
	text := make([]byte, 8+len(p))
	*(*int)(unsafe.Pointer(&text[0])) = m.write
	copy(text[8:], p)
	return len(p), again(func() unix.Errno { return sys.MsgSnd(m.id, &text[0], len(p), 0) })
}

func (m typed) Read(p []byte) (int, error) {
	text := make([]byte, 8+len(p))
	err := again(func() unix.Errno {
		_, _, errno := unix.Syscall6(unix.SYS_MSGRCV, uintptr(m.id), uintptr(unsafe.Pointer(&text[0])), uintptr(len(p)),
			uintptr(m.read), 0, 0)
		return errno
	})
	return copy(p, text[8:]), err
}

// queue is a descriptor of a POSIX queue.
type queue int

func (q queue) Write(p []byte) (int, error) {
	return len(p), again(func() unix.Errno { return sys.MqSend(int(q), p) })
}

func (q queue) Read(p []byte) (n int, err error) {
	err = again(func() unix.Errno {
		read, errno := sys.MqReceive(int(q), p)
		n = int(read)
		return errno
	})
	return n, err
}

func overQueues(up, down string) crossing {
	open := func(flags int) (all [2]queue, err error) {
		for i, name := range []string{up, down} {
			fd, err := sys.MqOpen(name, flags, 0o600, &sys.MqAttr{MaxMsg: 1, MsgSize: int64(len(message))})
			if err != nil {
				return all, err
			}
			all[i] = queue(fd)
		}
		return all, nil
	}
	return crossing{
		offer: func(ready func(string)) error {
			all, err := open(unix.O_RDWR | unix.O_CREAT | unix.O_EXCL)
			if err != nil {
				return err
			}
			ready("")
			return answer(two{all[0], all[1]})
		},
		use: func(string) error {
			all, err := open(unix.O_RDWR)
			if err != nil {
				return err
			}
			return ask(two{all[1], all[0]})
		},
		undo: func() { sys.MqUnlink(up); sys.MqUnlink(down) },
	}
}
