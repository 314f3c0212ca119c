package nats

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// brokerVariable in its environment makes this program a broker and nothing else.
const brokerVariable = "IPCBENCH_NATS_BROKER"

// A program that contains this package can start itself as the broker.
func init() {
	if os.Getenv(brokerVariable) == "" {
		return
	}
	if err := serve(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "nats broker:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve runs a broker, says where, and ends with life.
func serve(life io.Reader, where io.Writer) error {
	broker, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
		MaxPayload: largest, MaxPending: 4 * largest, WriteDeadline: time.Minute,
	})
	if err != nil {
		return err
	}
	go broker.Start()
	if !broker.ReadyForConnections(10 * time.Second) {
		return errors.New("not ready for connections")
	}
	fmt.Fprintln(where, broker.ClientURL())
	io.Copy(io.Discard, life)
	broker.Shutdown()
	return nil
}

// startBroker starts a process of its own and returns its address. It ends when nobody holds the other end of life any more.
func startBroker(life *os.File) (url string, err error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	broker := exec.Command(self)
	broker.Env = append(os.Environ(), brokerVariable+"=1")
	broker.Stdin = life
	out, err := broker.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := broker.Start(); err != nil {
		return "", err
	}
	url, err = bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return "", errors.Join(fmt.Errorf("the broker did not start: %w", err), broker.Process.Kill(), broker.Wait())
	}
	go broker.Wait()
	return strings.TrimSpace(url), nil
}
