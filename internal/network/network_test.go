package network

import (
	"io"
	"net"
	"net/netip"
	"os"
	"strings"
	"testing"
	"time"
)

// joined makes a network, or skips where this user or kernel cannot.
func joined(t *testing.T, w Weather) *Network {
	t.Helper()
	n, err := Join(w)
	if err != nil {
		t.Skipf("no network namespaces here: %v", err)
	}
	t.Cleanup(func() {
		if err := n.Close(); err != nil {
			t.Error(err)
		}
	})
	return n
}

// exchange sends a message from A to B and back over TCP, and returns how long that took.
func exchange(t *testing.T, n *Network) time.Duration {
	t.Helper()
	var l net.Listener
	if err := n.In(1, func() (err error) {
		l, err = net.Listen("tcp", netip.AddrPortFrom(n.Addresses[1], 0).String())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		c, err := l.Accept()
		if err == nil {
			io.Copy(c, c)
			c.Close()
		}
	}()
	var c net.Conn
	if err := n.In(0, func() (err error) {
		c, err = net.DialTimeout("tcp", l.Addr().String(), 10*time.Second)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(20 * time.Second))
	took := time.Duration(1 << 62)
	for range 10 {
		began := time.Now()
		if _, err := c.Write([]byte("hello")); err != nil {
			t.Fatal(err)
		}
		var answer [5]byte
		if _, err := io.ReadFull(c, answer[:]); err != nil || string(answer[:]) != "hello" {
			t.Fatalf("%q, %v", answer, err)
		}
		took = min(took, time.Since(began))
	}
	return took
}

func TestTwoNamespacesAreJoined(t *testing.T) {
	n := joined(t, Weather{})
	exchange(t, n)
	here, err := os.Readlink("/proc/self/ns/net")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{here: true}
	for i := range n.Namespaces {
		var name string
		var devices []net.Interface
		if err := n.In(i, func() (err error) {
			if name, err = os.Readlink("/proc/thread-self/ns/net"); err == nil {
				devices, err = net.Interfaces()
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if seen[name] {
			t.Errorf("namespace %d is %s, as another is", i, name)
		}
		seen[name] = true
		if len(devices) != 2 {
			t.Errorf("namespace %d has %d devices: %v", i, len(devices), devices)
		}
	}
	text := ""
	for _, kv := range n.Config {
		text += kv[0] + ": " + kv[1] + "\n"
	}
	for _, want := range []string{"host-b: a network namespace", "link: veth", "MTU 1500"} {
		if !strings.Contains(text, want) {
			t.Errorf("the description lacks %q:\n%s", want, text)
		}
	}
}

// What other users of the machine see stays as it was.
func TestNoDeviceAppearsElsewhere(t *testing.T) {
	count := func() int {
		devices, err := net.Interfaces()
		if err != nil {
			t.Fatal(err)
		}
		return len(devices)
	}
	before := count()
	joined(t, Weather{})
	if after := count(); after != before {
		t.Errorf("%d network devices, %d before", after, before)
	}
}

func TestWeatherDelays(t *testing.T) {
	plain := joined(t, Weather{})
	const each = 20 * time.Millisecond
	slow, err := Join(Weather{Delay: each})
	if err != nil {
		if !strings.Contains(err.Error(), "sch_netem") {
			t.Errorf("the error does not name what is missing: %v", err)
		}
		t.Skipf("no netem here: %v", err)
	}
	defer slow.Close()
	// Each way takes the delay; nothing may take less.
	if more := exchange(t, slow) - exchange(t, plain); more < 2*each-5*time.Millisecond {
		t.Errorf("a delay of %v each way made a round trip %v longer", each, more)
	}
}

func TestParseWeather(t *testing.T) {
	w, err := ParseWeather([]string{"delay=1ms", "rate=1.5gbit", "loss=0.1%"})
	if want := (Weather{time.Millisecond, 1_500_000_000, 0.1}); err != nil || w != want {
		t.Errorf("%v, %v; want %v", w, err, want)
	}
	if got := w.String(); got != ", delay 1ms, rate 1.5 Gb/s, loss 0.1 %" {
		t.Errorf("%q", got)
	}
	for _, word := range []string{
		"", "delay", "delay=0", "delay=-1ms", "delay=5", "delay=2h", "rate=1", "rate=fast", "rate=0gbit",
		"rate=2000gbit",
		"loss=5", "loss=0%", "loss=100%", "loss=NaN%", "jitter=1ms",
	} {
		if w, err := ParseWeather([]string{word}); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: %v, %v", word, w, err)
		}
	}
}
