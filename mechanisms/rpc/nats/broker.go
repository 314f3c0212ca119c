package nats

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// brokerVariable in its environment makes this program a broker and nothing else. It holds the broker's terms as
// JSON; other users cannot read it (proc(5)).
const brokerVariable = "IPCBENCH_NATS_BROKER"

// terms are those of one broker: whom it serves, and how long a payload may be in bytes.
type terms struct {
	User, Password string
	MaxPayload     int32
}

// A program that contains this package can start itself as the broker.
func init() {
	text := os.Getenv(brokerVariable)
	if text == "" {
		return
	}
	var t terms
	if err := errors.Join(json.Unmarshal([]byte(text), &t), serve(t, os.Stdin, os.Stdout)); err != nil {
		fmt.Fprintln(os.Stderr, "nats broker:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// serve runs a broker, says where, and ends with life.
func serve(t terms, life io.Reader, where io.Writer) error {
	if t.User == "" || t.Password == "" {
		return errors.New("no user and password: everybody on this machine could use it")
	}
	broker, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
		MaxPayload: t.MaxPayload, MaxPending: 4 * largest, WriteDeadline: time.Minute,
		Username: t.User, Password: t.Password,
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

// brokerCommand is that of a process of its own, which ends when nobody holds the other end of life any more.
func brokerCommand(t terms, life *os.File) (*exec.Cmd, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	broker := exec.Command(self)
	broker.Env = append(os.Environ(), brokerVariable+"="+string(text))
	broker.Stdin = life
	return broker, nil
}

// startBroker starts a broker, which it kills if that does not say within a time limit where it is, and returns its
// address.
func startBroker(broker *exec.Cmd, within time.Duration) (url string, err error) {
	out, err := broker.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := broker.Start(); err != nil {
		return "", err
	}
	late := time.AfterFunc(within, func() { errors.Join(broker.Process.Kill(), out.Close()) })
	url, err = bufio.NewReader(out).ReadString('\n')
	switch inTime := late.Stop(); {
	case !inTime:
		broker.Wait()
		return "", fmt.Errorf("the broker did not start within %v", within)
	case err != nil:
		broker.Process.Kill()
		return "", fmt.Errorf("the broker did not start: %w", cmp.Or(broker.Wait(), err))
	}
	go broker.Wait()
	return strings.TrimSpace(url), nil
}
