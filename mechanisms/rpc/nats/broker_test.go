package nats

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ipcbench/mechanisms"

	"github.com/nats-io/nats.go"
	"golang.org/x/sys/unix"
)

// script makes a program of a shell script, and a configuration file for it in a directory of its own.
func script(t *testing.T, text string) (program, configuration string) {
	t.Helper()
	dir := t.TempDir()
	program, configuration = filepath.Join(dir, "program"), filepath.Join(t.TempDir(), "nats.conf")
	for name, text := range map[string]string{program: "#!/bin/sh\n" + text, configuration: ""} {
		if err := os.WriteFile(name, []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return program, configuration
}

// A broker that never says where it is is killed, and one that fails tells why it is not there.
func TestABrokerThatDoesNotStart(t *testing.T) {
	for text, want := range map[string]string{
		"echo thinking >&2; exec sleep 1000": "within 500ms: thinking",
		"echo one >&2; echo two >&2; exit 3": "two (exit status 3)",
		"exit 3":                             "it did not say why (exit status 3)",
	} {
		program, configuration := script(t, text)
		b, err := launch(program, configuration, nil)
		if err != nil {
			t.Fatal(err)
		}
		within := 500 * time.Millisecond
		if !strings.Contains(want, "within") {
			within = time.Minute
		}
		url, err := b.address(within)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q, %v; want one line with %q", text, url, err, want)
		}
		gone(t, b.command.Process.Pid)
	}
	_, configuration := script(t, "")
	if _, err := launch(filepath.Join(t.TempDir(), "none"), configuration, nil); err == nil {
		t.Error("a program that is not there was started")
	}
}

// gone waits until a process has ended.
func gone(t *testing.T, pid int) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); unix.Kill(pid, 0) == nil; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("process %d has not ended", pid)
		}
	}
}

// A file that is only begun says nothing yet; a whole one is taken away.
func TestTheBrokerSaysWhereItIs(t *testing.T) {
	program, configuration := script(t, `
		printf '{"nats":["nats://127.0' >b_1.ports; sleep 0.2
		printf '.0.1:4222"]}' >>b_1.ports; exec sleep 1000`)
	b, err := launch(program, configuration, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer b.command.Process.Kill()
	if url, err := b.address(time.Minute); url != "nats://127.0.0.1:4222" {
		t.Errorf("it is at %q, %v", url, err)
	}
	if left, err := os.ReadDir(b.command.Dir); len(left) != 2 { // the configuration and the log
		t.Errorf("%v is left, %v", left, err)
	}
}

// holderVariable in the environment has this program start a broker, print its process id, and wait to be killed.
const holderVariable = "IPCBENCH_TEST_BROKER"

func holdBroker(program string) error {
	b, err := launch(program, os.Getenv(holderVariable), nil)
	if err != nil {
		return err
	}
	fmt.Println(b.command.Process.Pid)
	select {}
}

// The broker ends when nobody holds the pipe any more, and with the process that started it.
func TestTheBrokerEndsWithThePair(t *testing.T) {
	program, configuration := script(t, "exec sleep 1000")
	t.Run("pipe", func(t *testing.T) {
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		b, err := launch(program, configuration, nil)
		if err != nil {
			t.Fatal(err)
		}
		b.endWith(read)
		if err := unix.Kill(b.command.Process.Pid, 0); err != nil {
			t.Errorf("it has ended before: %v", err)
		}
		write.Close()
		gone(t, b.command.Process.Pid)
	})
	t.Run("process", func(t *testing.T) {
		_, configuration := script(t, "")
		holder := exec.Command("/proc/self/exe", program)
		holder.Env = append(os.Environ(), holderVariable+"="+configuration)
		out, err := holder.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := holder.Start(); err != nil {
			t.Fatal(err)
		}
		var pid int
		_, err = fmt.Fscan(out, &pid)
		holder.Process.Kill()
		holder.Wait()
		if err != nil {
			t.Fatal(err)
		}
		gone(t, pid)
	})
}

// The broker serves only the pair, and nobody a longer message than the pair's; nothing of that is on its command line.
func TestTheBrokerServesThePairAlone(t *testing.T) {
	if err := (NATS{}).Available(); err != nil {
		t.Skip(err)
	}
	p := mechanisms.Preparation{Size: 64, Dir: t.TempDir()}
	if err := (NATS{}).Prepare(&p); err != nil {
		t.Fatal(err)
	}
	defer unix.Close(p.FDs(mechanisms.A)["broker"])
	v := p.Values()
	for name, options := range map[string][]nats.Option{
		"without a name":        nil,
		"with another name":     {nats.UserInfo("ipcbench", v["password"])},
		"with no password":      {nats.UserInfo(v["user"], "")},
		"with another password": {nats.UserInfo(v["user"], v["user"])},
	} {
		if conn, err := nats.Connect(v["url"], options...); err == nil {
			conn.Close()
			t.Errorf("the broker serves who comes %s", name)
		}
	}
	conn, err := nats.Connect(v["url"], nats.UserInfo(v["user"], v["password"]))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if most := conn.MaxPayload(); most != 64 {
		t.Errorf("max_payload is %d bytes where messages have 64", most)
	}
	if info, err := os.Stat(filepath.Join(p.Dir, "nats.conf")); err != nil || info.Mode() != 0o600 {
		t.Errorf("the file with the password is %v, %v", info.Mode(), err)
	}
	lines, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, path := range lines {
		line, _ := os.ReadFile(path)
		if strings.Contains(string(line), v["password"]) || strings.Contains(string(line), v["user"]) {
			t.Errorf("everybody can read in %s: %q", path, line)
		}
	}
}
