package sample

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// hostileVariable, if it is in the environment, makes this test binary act as a hostile user of the machine. Its
// value is a raid in JSON.
const hostileVariable = "IPCBENCH_TEST_HOSTILE"

// A raid is what the hostile user does to addresses at which something listens. He knows the addresses, but no token.
type raid struct {
	Way       string
	Addresses []address
}

// An address is one for net.Dial, or a port of vsock.
type address struct {
	Network, Address string
	Port             uint32
}

func init() {
	text := os.Getenv(hostileVariable)
	if text == "" {
		return
	}
	var r raid
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, a := range r.Addresses {
		ways[r.Way](a)
	}
	fmt.Println("there")
	io.Copy(io.Discard, os.Stdin)
	os.Exit(0)
}

// gigabyte is how many bytes a raid sends at most.
const gigabyte = 1 << 30

// ways are the raids. Each has connected when it returns, before any worker process does, and continues in the
// background.
var ways = map[string]func(address){
	"silent": func(a address) {
		for range 8 {
			keep(a.connect())
		}
	},
	"hangs up": func(a address) {
		for range 8 {
			if c := a.connect(); c != nil {
				c.Close()
			}
		}
	},
	"garbage": func(a address) {
		for i := range 8 {
			a.send([]byte(garbage[i%len(garbage)]), 1)
		}
		go func() {
			for i := range 2000 {
				a.send([]byte(garbage[i%len(garbage)]), 1)
				time.Sleep(time.Millisecond)
			}
		}()
	},
	"gigabyte": func(a address) {
		first := make(chan bool, 1)
		go a.send(make([]byte, 64<<10), gigabyte/(64<<10), first)
		<-first
	},
}

// garbage is data that a careless receiver might accept as its own protocol.
var garbage = []string{
	strings.Repeat("\x00", 64), strings.Repeat("x", 15), strings.Repeat("0", 1024),
	"POST /Exchange HTTP/1.1\r\nHost: ipcbench\r\nContent-Length: 1000000000000000\r\n\r\n",
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00",
	"CONNECT {\"verbose\":false}\r\nSUB ipcbench.* 1\r\nPUB ipcbench.B 64\r\n" + strings.Repeat("x", 64) + "\r\n",
	"\x01", strings.Repeat("\xff", 8),
}

var kept []io.Closer

func keep(c io.Closer) { kept = append(kept, c) }

// connect returns nil if nobody listens any more.
func (a address) connect() io.WriteCloser {
	if a.Network == "vsock" {
		fd, err := unix.Socket(unix.AF_VSOCK, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		if err != nil || unix.Connect(fd, &unix.SockaddrVM{CID: unix.VMADDR_CID_LOCAL, Port: a.Port}) != nil {
			unix.Close(fd)
			return nil
		}
		return os.NewFile(uintptr(fd), "vsock")
	}
	c, err := net.DialTimeout(a.Network, a.Address, 5*time.Second)
	if err != nil {
		return nil
	}
	return c
}

// send opens a connection and sends p on it, the given number of times or until that fails. It sends to begun once
// data has been sent or cannot be sent.
func (a address) send(p []byte, times int, begun ...chan bool) {
	c := a.connect()
	for i := range times {
		if c == nil {
			break
		}
		if i == 1 && len(begun) > 0 {
			begun[0] <- true
			begun = nil
		}
		if _, err := c.Write(p); err != nil {
			break
		}
	}
	if len(begun) > 0 {
		begun[0] <- true
	}
	if c != nil && a.Network != "udp" {
		c.Close()
	}
}

// A besieged is a mechanism beside a hostile user, who connects before its worker processes do.
type besieged struct {
	mechanisms.Mechanism
	t   *testing.T
	way string
}

// errUnreachable says that the mechanism has no address that every user of the machine can reach.
var errUnreachable = errors.New("nobody can reach it")

// Prepare prepares the mechanism and starts the hostile user.
func (m *besieged) Prepare(p *mechanisms.Preparation) error {
	if err := m.Mechanism.Prepare(p); err != nil {
		return err
	}
	r := raid{m.way, reachable(p)}
	if len(r.Addresses) == 0 {
		return errUnreachable
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	user := exec.Command("/proc/self/exe")
	user.Env = append(os.Environ(), hostileVariable+"="+string(text))
	if _, err := user.StdinPipe(); err != nil { // at whose end he exits
		return err
	}
	out, err := user.StdoutPipe()
	if err != nil {
		return err
	}
	if err := user.Start(); err != nil {
		return err
	}
	m.t.Cleanup(func() {
		user.Process.Kill()
		user.Wait()
	})
	_, err = bufio.NewReader(out).ReadString('\n')
	return err
}

// reachable are the addresses of a pair to which every user of the machine can send.
func reachable(p *mechanisms.Preparation) (all []address) {
	add := func(a address) {
		if !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	for _, s := range mechanisms.Sides {
		for _, fd := range p.FDs(s) {
			style, err := unix.GetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_TYPE)
			if err != nil {
				continue // no socket
			}
			name, _ := unix.Getsockname(fd)
			switch a := name.(type) {
			case *unix.SockaddrInet4:
				network := "tcp4"
				if style == unix.SOCK_DGRAM {
					network = "udp"
				}
				add(address{
					Network: network, Address: net.JoinHostPort(net.IP(a.Addr[:]).String(), strconv.Itoa(a.Port)),
				})
			case *unix.SockaddrVM:
				add(address{Network: "vsock", Port: a.Port})
			}
		}
	}
	if broker, err := url.Parse(p.Values()["url"]); err == nil && broker.Host != "" {
		add(address{Network: "tcp4", Address: broker.Host})
	}
	return all
}

// A hostile user of the machine connects first and then is silent, hangs up, sends garbage or sends a gigabyte. The
// pair opens nevertheless, and nothing that he sends gets into a message.
func TestStrangersAreKeptOut(t *testing.T) {
	for _, m := range catalogue.All() {
		t.Run(m.Traits().Name, func(t *testing.T) {
			if err := m.Available(); err != nil {
				t.Skip(err)
			}
			for way := range ways {
				traits := m.Traits()
				beside := &besieged{Mechanism: m, t: t, way: way}
				size := max(64, traits.Smallest)
				if traits.Number {
					size = mechanisms.NumberSize
				}
				c := cell(pattern.Latency, beside, traits.Waits[0], place.Same, size)
				c.Scope = mechanisms.Process // also of what otherwise is between hosts
				s, err := OpenCold(c, Options{Idle: 20 * time.Second})
				if errors.Is(err, errUnreachable) {
					return
				}
				if err != nil {
					t.Fatalf("%s: %v", way, err)
				}
				defer s.ends.Kill()
				if _, err := s.run(100); err != nil {
					t.Errorf("%s: %v", way, err)
				}
				if err := s.close(); err != nil {
					t.Errorf("%s: %v", way, err)
				}
			}
		})
	}
}
