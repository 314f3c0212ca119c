// Peers measures programs of other projects that exchange messages by an RPC system, for scripts/fidelity to compare
// ipcbench's own mechanisms with: gRPC's benchmark client and server, and the programs that the documentation of
// net/http and of NATS shows. It takes the arguments of scripts/fidelity/c and answers as that does: each line of
// standard input says how many round trips to make, and it prints ns per round trip.
package main

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/sys/unix"

	"ipcbench/internal/host"
	"ipcbench/scripts/internal/commandline"
)

// A peer is a server, in a process of its own, and its client.
type peer struct {
	serve  func(size int) (address string, err error) // returns while it serves
	client func(address string, size int) (roundTrip func() error, err error)
}

var peers = map[string]peer{
	"grpc-tcp": {serveGRPC, callGRPC},
	"http-tcp": {serveHTTP, callHTTP},
	"nats":     {serveNATS, callNATS},
}

// The environment says what a process started by this program is.
const (
	serverVariable = "IPCBENCH_PEER_SERVER"
	clientVariable = "IPCBENCH_PEER_CLIENT"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

// A commandLine has the arguments of scripts/fidelity/c.
type commandLine struct {
	Pattern string `arg:"" enum:"Latency" help:"What is measured: Latency."`
	Peer    string `arg:"" enum:"${peers}" help:"Which system: ${enum}."`
	Wait    string `arg:"" enum:"block" help:"How both sides wait: block."`
	Client  uint   `arg:"" name:"cpu-a" help:"The CPU of the client."`
	Server  uint   `arg:"" name:"cpu-b" help:"The CPU of the server."`
	Size    uint   `arg:"" help:"Bytes of a message."`
}

func run() error {
	var c commandLine
	vars := kong.Vars{"peers": strings.Join(slices.Sorted(maps.Keys(peers)), ",")}
	help, err := commandline.Parse(&c, "peers",
		"Measures the example program of an RPC system. Each line of standard input says how many round trips to make.",
		vars, os.Args[1:], os.Stdout)
	if help || err != nil {
		return err
	}
	if step := os.Getenv(brokerVariable); step != "" {
		return beBroker(step)
	}
	p := peers[c.Peer]
	switch {
	case os.Getenv(serverVariable) != "":
		address, err := p.serve(int(c.Size))
		if err != nil {
			return err
		}
		fmt.Println(address)
		_, err = io.Copy(io.Discard, os.Stdin) // lives as long as the client
		endBroker()
		return err
	case os.Getenv(clientVariable) == "":
		return becomeClient(int(c.Client))
	}
	address, end, err := startServer(int(c.Server))
	if err != nil {
		return err
	}
	defer end()
	roundTrip, err := p.client(address, int(c.Size))
	if err != nil {
		return err
	}
	return measure(roundTrip)
}

// becomeClient starts this program anew, all its threads pinned.
func becomeClient(cpu int) error {
	runtime.LockOSThread()
	if err := host.Pin(cpu); err != nil {
		return err
	}
	return syscall.Exec("/proc/self/exe", os.Args, append(os.Environ(), clientVariable+"=1"))
}

// startServer starts the server on its CPU. It ends with its standard input.
func startServer(cpu int) (address string, end func(), err error) {
	server := exec.Command("/proc/self/exe", os.Args[1:]...)
	server.Env = append(os.Environ(), serverVariable+"=1")
	return start(server, func() error { return startOn(server, cpu) })
}

// start starts a process of this program whose first line is its address, and which ends with its standard input.
func start(c *exec.Cmd, begin func() error) (address string, end func(), err error) {
	c.Stderr = os.Stderr
	life, err := c.StdinPipe()
	if err != nil {
		return "", nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return "", nil, err
	}
	if err := begin(); err != nil {
		return "", nil, err
	}
	end = func() {
		life.Close()
		c.Wait()
	}
	address, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		end()
		return "", nil, fmt.Errorf("it did not start: %w", err)
	}
	return strings.TrimSpace(address), end, nil
}

// startOn starts a process that inherits the CPU from the thread, which has its own back afterwards.
func startOn(c *exec.Cmd, cpu int) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var own unix.CPUSet
	if err := unix.SchedGetaffinity(0, &own); err != nil {
		return fmt.Errorf("sched_getaffinity: %w", err)
	}
	if err := host.Pin(cpu); err != nil {
		return err
	}
	err := c.Start()
	if back := unix.SchedSetaffinity(0, &own); err == nil && back != nil {
		err = fmt.Errorf("sched_setaffinity: %w", back)
	}
	return err
}

// leadIn is for how long nothing is measured after a pause, as in ipcbench: until the Go runtime's monitor thread wakes
// up seldom again.
const leadIn = 16 * time.Millisecond

func measure(roundTrip func() error) error {
	orders := bufio.NewScanner(os.Stdin)
	for orders.Scan() {
		n, err := strconv.Atoi(orders.Text())
		if err != nil || n < 1 {
			return fmt.Errorf("%q: not a number of round trips", orders.Text())
		}
		for began := time.Now(); time.Since(began) < leadIn; {
			if err := roundTrip(); err != nil {
				return err
			}
		}
		start := time.Now()
		for range n {
			if err := roundTrip(); err != nil {
				return err
			}
		}
		fmt.Printf("%.3f\n", float64(time.Since(start))/float64(n))
	}
	return orders.Err()
}
