package e2e

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A token file, and one with another token.
func tokens(t *testing.T) (ours, others string) {
	t.Helper()
	dir := t.TempDir()
	ours, others = filepath.Join(dir, "ours"), filepath.Join(dir, "others")
	for i, path := range []string{ours, others} {
		if err := os.WriteFile(path, []byte(strings.Repeat(fmt.Sprint(i), 44)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return ours, others
}

// A serving is a run that is the host of side B for others.
type serving struct {
	*run
	address string
}

// serve starts a run with -ipc.serve, and waits until it listens.
func serve(t *testing.T, token string) *serving {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	l.Close()
	s := &serving{newRun(t, "-ipc.serve="+address, "-ipc.token-file="+token), address}
	said := filepath.Join(t.TempDir(), "said")
	file, err := os.Create(said)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s.cmd.Stderr = file
	s.start(t)
	if !eventually(func() bool { text, _ := os.ReadFile(said); return strings.Contains(string(text), "serving at") }) {
		text, _ := os.ReadFile(said)
		t.Fatalf("it does not serve: %s", text)
	}
	return s
}

// end asks it to end, and checks that nothing is left.
func (s *serving) end(t *testing.T) {
	t.Helper()
	s.cmd.Process.Signal(syscall.SIGTERM)
	s.wait(t)
	s.leavesNothing(t)
}

// client prepares a run whose side B is there.
func (s *serving) client(t *testing.T, token string, arguments ...string) *run {
	t.Helper()
	return newRun(t, append([]string{
		"-ipc.host=connect:" + s.address, "-ipc.token-file=" + token, "-ipc.sizes=64",
	}, arguments...)...)
}

const roundTripsByTCP = "-test.bench=Latency/mech=(tcp|go-tcp)$/wait=block"

// The ends of a pair may be started by two programs that know one token. Several come after one another.
func TestAnEndOfAnotherProgram(t *testing.T) {
	ours, _ := tokens(t)
	s := serve(t, ours)
	for range 2 {
		r := s.client(t, ours, "-test.bench=(Latency|Throughput|Paced)/mech=(tcp|udp|go-udp|rpc-gob|http2)$",
			"-ipc.rates=1k", "-test.benchtime=20x")
		r.start(t)
		if status := r.wait(t); status.ExitStatus() != 0 {
			t.Fatalf("ended with status %d\n%s%s", status.ExitStatus(), &r.stdout, &r.stderr)
		}
		out := r.stdout.String()
		for _, want := range []string{
			"BenchmarkLatency/mech=udp/wait=block/place=" + apart(t) + "/size=64/scope=host",
			"\nhost-b: ", "\nhost-b-kernel: ", " syscalls/op", " cpu-ns/op", " clocks-%",
			" clock-err-ns", " rtt-p50-ns",
			"mech=http2/", "mech=rpc-gob/",
			"mech=go-udp/",
		} {
			if !strings.Contains(out, want) {
				t.Errorf("no %q in\n%s", want, out)
			}
		}
		// What only one machine can tell.
		for _, absent := range []string{" line-ns", " in-flight", " noise-%"} {
			if regexp.MustCompile(`(?m)^Benchmark.*` + regexp.QuoteMeta(absent)).MatchString(out) {
				t.Errorf("%q of two machines in\n%s", absent, out)
			}
		}
		r.leavesNothing(t)
	}
	s.end(t)
}

// Who does not have the token is not served, whatever he says; who has it still is.
func TestStrangersAreNotServed(t *testing.T) {
	ours, others := tokens(t)
	s := serve(t, ours)
	silent, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	noisy, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	defer noisy.Close()
	fmt.Fprintf(noisy, "{\"Number\":1,\"Do\":\"hello\"}\n")
	noisy.SetReadDeadline(time.Now().Add(patience))
	answer := make([]byte, 1000)
	if n, err := noisy.Read(answer); strings.Contains(string(answer[:n]), "linux") || os.IsTimeout(err) {
		t.Errorf("a stranger was answered %q, %v", answer[:n], err)
	}
	for _, c := range []struct {
		token, says string
		status      int
	}{
		{others, "does not have this token", 2}, {ours, "BenchmarkLatency/mech=tcp", 0},
	} {
		r := s.client(t, c.token, roundTripsByTCP, "-test.benchtime=10x")
		r.start(t)
		if status := r.wait(t); status.ExitStatus() != c.status || !strings.Contains(r.stdout.String(), c.says) {
			t.Errorf("status %d, want %d and %q\n%s%s", status.ExitStatus(), c.status, c.says, &r.stdout, &r.stderr)
		}
		r.leavesNothing(t)
	}
	s.end(t)
}

// A second coordinator is told that there is another, which goes on.
func TestOneCoordinatorAtATime(t *testing.T) {
	ours, _ := tokens(t)
	s := serve(t, ours)
	first := s.client(t, ours, roundTripsByTCP, "-test.benchtime=1s")
	first.start(t)
	if !eventually(func() bool { return s.worker("B") != 0 }) {
		t.Fatal("the first does not run")
	}
	second := s.client(t, ours, roundTripsByTCP, "-test.benchtime=10x")
	second.start(t)
	if status := second.wait(t); status.ExitStatus() != 2 ||
		!strings.Contains(second.stdout.String(), "it serves another coordinator") {
		t.Errorf("the second: status %d\n%s", status.ExitStatus(), &second.stdout)
	}
	if status := first.wait(t); status.ExitStatus() != 0 {
		t.Errorf("the first: status %d\n%s%s", status.ExitStatus(), &first.stdout, &first.stderr)
	}
	s.end(t)
}

// Whatever happens to the far side fails the cell that runs, in one line that names the host, and the others go on as
// far as they can.
func TestTheFarSideFails(t *testing.T) {
	for _, c := range []struct {
		name   string
		strike func(t *testing.T, s *serving) // the far side
		says   string
		goesOn bool
		lives  bool // the far side does
	}{
		{"an end is killed", func(t *testing.T, s *serving) {
			syscall.Kill(s.worker("B"), syscall.SIGKILL)
		}, "worker B was killed by SIGKILL", true, true},
		{"its program is killed", func(t *testing.T, s *serving) {
			s.cmd.Process.Kill()
		}, "the connection to ADDRESS is lost", false, false}, // while its end starts, or after
		{"its program is stopped", func(t *testing.T, s *serving) {
			s.cmd.Process.Signal(syscall.SIGSTOP)
		}, "it has given no sign of life", false, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			ours, _ := tokens(t)
			s := serve(t, ours)
			r := s.client(t, ours, roundTripsByTCP, "-test.benchtime=1s", "-ipc.idle=30s")
			r.start(t)
			if !eventually(func() bool { return s.worker("B") != 0 }) {
				t.Fatal("no end came up")
			}
			c.strike(t, s)
			status := r.wait(t)
			out, says := r.stdout.String(), strings.Replace(c.says, "ADDRESS", s.address, 1)
			if status.ExitStatus() != 1 || !strings.Contains(out, says) || !strings.Contains(out, ", two hosts: ") {
				t.Errorf("status %d, want 1 and %q\n%s", status.ExitStatus(), says, out)
			}
			if goesOn := strings.Contains(out, "mech=go-tcp/wait=block/place=cross/size=64/scope=host-2 ") ||
				regexp.MustCompile(`mech=go-tcp/\S+\s.* ns/op`).MatchString(out); goesOn != c.goesOn {
				t.Errorf("the next cell ran: %t, want %t\n%s", goesOn, c.goesOn, out)
			}
			r.leavesNothing(t)
			if c.lives {
				s.cmd.Process.Signal(syscall.SIGCONT)
				s.end(t)
			} else {
				s.wait(t)
				s.leavesNothing(t)
			}
		})
	}
}

// A coordinator that is killed leaves nothing on either side, and the far side serves the next.
func TestAKilledCoordinatorLeavesNothingFarAway(t *testing.T) {
	ours, _ := tokens(t)
	s := serve(t, ours)
	m := newMoments(t)
	tries := kills(t, 4)
	struck := 0
	for range tries {
		r := s.client(t, ours, "-test.bench=(Latency|Throughput)/mech=(tcp|rpc-gob|nats)$", "-test.benchtime=20ms")
		r.start(t)
		if m.IntN(2) == 0 {
			eventually(func() bool { return s.worker("B") != 0 })
		}
		time.Sleep(time.Duration(m.Int64N(int64(500 * time.Millisecond))))
		if s.worker("B") != 0 {
			struck++
		}
		r.cmd.Process.Kill()
		r.wait(t)
		r.leavesNothing(t)
		if !eventually(func() bool { return s.worker("") == 0 }) {
			t.Errorf("the far side still has an end of the coordinator that was killed")
		}
	}
	t.Logf("%d of %d kills while there was an end far away", struck, tries)
	last := s.client(t, ours, roundTripsByTCP, "-test.benchtime=10x")
	last.start(t)
	if status := last.wait(t); status.ExitStatus() != 0 {
		t.Errorf("the next: status %d\n%s%s", status.ExitStatus(), &last.stdout, &last.stderr)
	}
	s.end(t)
}
