package e2e

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ipcbench/internal/syscount"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// ordinary are those system calls that this project may make and that a container without further privileges is
// denied, as by the default profile of Docker. clone3 is answered as if the kernel did not have it, so that the C
// library falls back to clone. Source: docs.docker.com/engine/security/seccomp.
var ordinary = []denial{
	{[]uint32{
		unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_MOUNT, unix.SYS_UMOUNT2, unix.SYS_PIVOT_ROOT,
		unix.SYS_FSOPEN, unix.SYS_FSCONFIG, unix.SYS_FSMOUNT, unix.SYS_FSPICK, unix.SYS_OPEN_TREE, unix.SYS_MOVE_MOUNT,
		unix.SYS_PERF_EVENT_OPEN, unix.SYS_BPF, unix.SYS_USERFAULTFD, unix.SYS_KCMP, unix.SYS_PERSONALITY,
		unix.SYS_IO_URING_SETUP, unix.SYS_IO_URING_ENTER, unix.SYS_IO_URING_REGISTER,
		unix.SYS_ADD_KEY, unix.SYS_REQUEST_KEY, unix.SYS_KEYCTL, unix.SYS_SYSLOG, unix.SYS_OPEN_BY_HANDLE_AT,
		unix.SYS_MBIND, unix.SYS_SET_MEMPOLICY, unix.SYS_MOVE_PAGES,
	}, unix.EPERM},
	{[]uint32{unix.SYS_CLONE3}, unix.ENOSYS},
}

// In an ordinary container every mechanism runs, except those that need a denied call. What the results lack is said
// once on standard error, and stands in the results.
func TestAnOrdinaryContainerIsEnough(t *testing.T) {
	some := strings.Split(someMechanisms, ",")
	if os.Getenv("IPCBENCH_SANDBOX") == "all" {
		some = nil
		for _, m := range catalogue.All() {
			some = append(some, m.Traits().Name)
		}
	}
	r := newRun(t, "-ipc.matrix=quick", "-ipc.mechs="+strings.Join(some, ","), messages, "-test.benchtime=5x")
	r.denying(t, ordinary...)
	r.start(t)
	if status := r.wait(t); status.ExitStatus() != 0 {
		t.Fatalf("ended with status %d\n%s%s", status.ExitStatus(), &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
	results := parse(t, r.stdout.Bytes())
	for _, m := range catalogue.All() {
		name := m.Traits().Name
		denied := strings.HasPrefix(name, "uring") || m.Available() != nil || m.Traits().Smallest > 64 ||
			m.Traits().Scope == mechanisms.Host // there is none
		if slices.Contains(some, name) && !denied && !strings.Contains(r.stdout.String(), "/mech="+name+"/") {
			t.Errorf("no result of %s", name)
		}
	}
	for _, result := range results {
		const want = "own descriptor table; system call counts"
		if got := result.GetConfig("without"); got != want {
			t.Fatalf("without: %q, want %q", got, want)
		}
	}
	r.tells(t, "without own descriptor table (unshare(CLONE_FILES): operation not permitted)", "60 ns")
	r.tells(t, "without system call counts (", "no syscalls/op")
	said := r.stderr.String()
	if n := strings.Count(said, "note from ipcbench: without"); n != 2 || withoutNotices(said) != "" {
		t.Errorf("%d lines on standard error say what it does without, want 2 and no others:\n%s", n, said)
	}
}

// tells checks that one line on standard error has all of these words.
func (r *run) tells(t *testing.T, words ...string) {
	t.Helper()
	for line := range strings.Lines(r.stderr.String()) {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
			return
		}
	}
	t.Errorf("no line on standard error says %q:\n%s", words, &r.stderr)
}

// Whatever call a sandbox denies, except those of mechanisms, the run does without it, or ends before its first cell
// with one line that names the call.
func TestDeniedCallsAreDoneWithoutOrNamed(t *testing.T) {
	for _, c := range []struct {
		name    string
		calls   []uint32
		errno   unix.Errno
		without string // what the results say they lack; "-" if nothing
		words   string // in the line with which the run ends; "" if it runs
	}{
		{"unshare", []uint32{unix.SYS_UNSHARE}, unix.EPERM, "own descriptor table", ""},
		{"unshare, unknown", []uint32{unix.SYS_UNSHARE}, unix.ENOSYS, "own descriptor table", ""},
		{"memfd_create", []uint32{unix.SYS_MEMFD_CREATE}, unix.EPERM, "memfd_create", ""},
		{"perf_event_open", []uint32{unix.SYS_PERF_EVENT_OPEN}, unix.EACCES, "system call counts", ""},
		{
			"perf_event_open and unshare", []uint32{unix.SYS_PERF_EVENT_OPEN, unix.SYS_UNSHARE}, unix.EPERM,
			"own descriptor table; system call counts", "",
		},
		{"sched_setaffinity", []uint32{unix.SYS_SCHED_SETAFFINITY}, unix.EPERM, "", "sched_setaffinity"},
		{"sched_getaffinity", []uint32{unix.SYS_SCHED_GETAFFINITY}, unix.EPERM, "", "sched_getaffinity"},
		{"pidfd_send_signal", []uint32{unix.SYS_PIDFD_SEND_SIGNAL, unix.SYS_PIDFD_OPEN}, unix.EPERM, "-", ""},
		{"kill", []uint32{unix.SYS_KILL}, unix.EPERM, "-", ""},
		{"waitid", []uint32{unix.SYS_WAITID}, unix.ENOSYS, "-", ""},
		{"flock", []uint32{unix.SYS_FLOCK}, unix.EPERM, "", "flock"},
		{"socketpair", []uint32{unix.SYS_SOCKETPAIR}, unix.EPERM, "", "socketpair"},
		{"bind and connect", []uint32{unix.SYS_BIND, unix.SYS_CONNECT, unix.SYS_LISTEN}, unix.EPERM, "-", ""},
		{"prlimit64", []uint32{unix.SYS_PRLIMIT64, unix.SYS_GETRLIMIT}, unix.EPERM, "-", ""},
		{"capget", []uint32{unix.SYS_CAPGET}, unix.EPERM, "-", ""},
		{
			"what debuggers use", []uint32{unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV},
			unix.EPERM, "-", "",
		},
		{
			"io_uring", []uint32{unix.SYS_IO_URING_SETUP, unix.SYS_IO_URING_ENTER, unix.SYS_IO_URING_REGISTER},
			unix.EPERM, "-", "",
		},
		{"newer ones", []uint32{
			unix.SYS_CLONE3, unix.SYS_CLOSE_RANGE, unix.SYS_MEMBARRIER, unix.SYS_USERFAULTFD, unix.SYS_RSEQ,
			unix.SYS_OPENAT2, unix.SYS_FACCESSAT2, unix.SYS_STATX, unix.SYS_EPOLL_PWAIT2,
			unix.SYS_COPY_FILE_RANGE, unix.SYS_GETRANDOM,
		}, unix.ENOSYS, "-", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.calls[0] == unix.SYS_SCHED_SETAFFINITY && oneCPU(t) {
				t.Skip("ends that share the only CPU need not be kept on it")
			}
			r := newRun(t, "-ipc.mechs=pipe,fifo", "-ipc.sizes=64", "-ipc.waits=block", "-ipc.places=same",
				"-test.bench=Latency", "-test.benchtime=1x").denying(t, denial{c.calls, c.errno})
			r.start(t)
			status := r.wait(t).ExitStatus()
			r.leavesNothing(t)
			if c.words == "" {
				if n := len(parse(t, r.stdout.Bytes())); status != 0 || n != 2 {
					t.Fatalf("ended with status %d, %d results, want 2\n%s%s", status, n, &r.stdout, &r.stderr)
				}
				without := ""
				if line := withoutLine.FindStringSubmatch(r.stdout.String()); line != nil {
					without = line[1]
				}
				if want := strings.TrimPrefix(c.without, "-"); without != ofThisMachine(want) {
					t.Errorf("without: %q, want %q", without, ofThisMachine(want))
				}
				return
			}
			if status != 2 || strings.Contains(r.stdout.String(), "Benchmark") {
				t.Errorf("ended with status %d, want 2 and no benchmark\n%s%s", status, &r.stdout, &r.stderr)
			}
			r.saysOnce(t, c.words)
		})
	}
}

// withoutLine is the configuration line of what a run goes on without.
var withoutLine = regexp.MustCompile(`(?m)^without: (.*)$`)

// saysOnce checks that a run told on standard error, in one line, what ended it.
func (r *run) saysOnce(t *testing.T, words ...string) {
	t.Helper()
	r.tells(t, words...)
	if n := strings.Count(withoutNotices(r.stderr.String()), "\n"); n != 1 {
		t.Errorf("%d lines on standard error, want 1:\n%s", n, &r.stderr)
	}
}

// ofThisMachine adds to what a run goes on without what it does here anyway.
func ofThisMachine(without string) string {
	const counts = "system call counts"
	if _, unable := syscount.Tracepoint(); unable == nil || strings.Contains(without, counts) {
		return without
	}
	return strings.TrimPrefix(without+"; "+counts, "; ")
}

// Where the one CPU that there is needs no pinning, a run goes on unpinned, and says so.
func TestOneCPUNeedsNoPinning(t *testing.T) {
	r := newRun(t, "-ipc.mechs=pipe", "-ipc.sizes=64", "-ipc.waits=block", "-test.bench=Latency", "-test.benchtime=1x").
		denying(t, denial{[]uint32{unix.SYS_SCHED_SETAFFINITY}, unix.EPERM})
	r.onOneCPU(t)
	if status := r.wait(t).ExitStatus(); status != 0 {
		t.Fatalf("ended with status %d\n%s%s", status, &r.stdout, &r.stderr)
	}
	r.leavesNothing(t)
	results := parse(t, r.stdout.Bytes())
	if len(results) != 1 || !strings.Contains(results[0].GetConfig("without"), "CPU affinity") {
		t.Errorf("want one result without CPU affinity\n%s", &r.stdout)
	}
}
