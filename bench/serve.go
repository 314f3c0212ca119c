package bench

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"

	"ipcbench/internal/proc"
	"ipcbench/internal/signals"
	"ipcbench/mechanisms"
)

var serveFlag = flag.String("ipc.serve", "",
	"run no benchmarks, but be the host of side B for another ipcbench, which has -ipc.host=connect:ADDRESS: the TCP "+
		"address to listen at, such as :7070; needs -ipc.token-file")

// stdio is the value of -ipc.serve by which ssh has a program serve: over its standard input and output.
const stdio = "stdio"

// serve is what a program does that was started with -ipc.serve. It returns the exit status.
func serve(all []mechanisms.Mechanism) int {
	err := serveUntilAsked(all)
	if end := proc.End(); err == nil {
		err = end
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ipcbench:", err)
		return 1
	}
	return 0
}

// standard is the standard input and output.
type standard struct {
	io.Reader
	io.Writer
}

// Close implements [io.Closer].
func (standard) Close() error {
	os.Stdin.Close()
	return os.Stdout.Close()
}

func serveUntilAsked(all []mechanisms.Mechanism) error {
	if *serveFlag == stdio {
		return agent(all).Serve(standard{os.Stdin, os.Stdout})
	}
	ctx, stop := signals.NotifyContext(context.Background())
	defer stop()
	t, err := token("-ipc.serve=" + *serveFlag)
	if err != nil {
		return err
	}
	return agent(all).Listen(ctx, *serveFlag, t, func(line string) { fmt.Fprintln(os.Stderr, "ipcbench:", line) })
}

// checkServe says what is wrong with -ipc.serve, in one line.
func checkServe() error {
	if *serveFlag == "" || *serveFlag == stdio {
		return nil
	}
	flag := "-ipc.serve=" + *serveFlag
	if err := checkAddress(flag, *serveFlag); err != nil {
		return err
	}
	_, err := token(flag)
	return err
}

// checkAddress says what is wrong with a TCP address.
func checkAddress(flag, address string) error {
	_, port, err := net.SplitHostPort(address)
	if err == nil {
		_, err = strconv.ParseUint(port, 10, 16)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", flag, errAddress)
	}
	return nil
}
