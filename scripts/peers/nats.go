package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"golang.org/x/sys/unix"
)

const subject = "echo"

// serveNATS is a responder, beside a broker in a process of its own.
func serveNATS(int) (string, error) {
	url, err := startBroker()
	if err != nil {
		return "", err
	}
	conn, err := nats.Connect(url)
	if err != nil {
		return "", err
	}
	_, err = conn.Subscribe(subject, func(m *nats.Msg) { m.Respond(m.Data) })
	return url, errors.Join(err, conn.Flush())
}

// callNATS is the request of NATS's documentation.
func callNATS(url string, size int) (func() error, error) {
	conn, err := nats.Connect(url)
	if err != nil {
		return nil, err
	}
	message := make([]byte, size)
	return func() error {
		response, err := conn.Request(subject, message, time.Second)
		if err == nil && len(response.Data) != size {
			err = fmt.Errorf("%d bytes came back, want %d", len(response.Data), size)
		}
		return err
	}, nil
}

// brokerVariable in the environment says what a process of the broker has still to do.
const (
	brokerVariable = "IPCBENCH_PEER_BROKER"
	brokerUnpin    = "unpin" // may run anywhere, other than the responder that started it
	brokerRun      = "run"
)

// endBroker ends the one that was started.
var endBroker = func() {}

func startBroker() (url string, err error) {
	broker := exec.Command("/proc/self/exe", os.Args[1:]...)
	broker.Env = append(os.Environ(), brokerVariable+"="+brokerUnpin)
	url, end, err := start(broker, broker.Start)
	if err != nil {
		return "", fmt.Errorf("broker: %w", err)
	}
	endBroker = end
	return url, nil
}

// beBroker is its process.
func beBroker(step string) error {
	if step == brokerUnpin {
		var all unix.CPUSet
		for cpu := range len(all) * 64 {
			all.Set(cpu)
		}
		if err := unix.SchedSetaffinity(0, &all); err != nil {
			return fmt.Errorf("sched_setaffinity: %w", err)
		}
		os.Setenv(brokerVariable, brokerRun)
		return syscall.Exec("/proc/self/exe", os.Args, os.Environ())
	}
	broker, err := server.NewServer(&server.Options{
		Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true,
	})
	if err != nil {
		return err
	}
	go broker.Start()
	if !broker.ReadyForConnections(10 * time.Second) {
		return errors.New("the broker is not ready for connections")
	}
	fmt.Println(broker.ClientURL())
	_, err = io.Copy(io.Discard, os.Stdin)
	broker.Shutdown()
	return err
}
