package e2e

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// A container is what a run may see and do in a place like a container: a root directory of its own that is read-only,
// with the programs in /bench, and namespaces for mounts, processes, IPC and the network. It has the capabilities of
// podman's containers.
type container struct {
	Shm      string // size of /dev/shm; "none" for no such directory
	Sys      bool   // /sys is there
	Loopback bool   // the loopback interface is up
	denials  []denial
}

// enter makes the container's root from the shell variables below, and becomes the command in it. Source: the mounts of
// an OCI container, opencontainers/runtime-spec, config-linux.md, "Default Filesystems".
const enter = `set -e
mount -t tmpfs -o mode=755 none "$E2E_ROOT"
cd "$E2E_ROOT"
mkdir bench proc sys dev tmp
mount --bind "$PROGRAMS" bench
mount -o remount,bind,ro bench
mount -t proc proc proc
[ "$SYS" = false ] || mount -t sysfs -o ro sysfs sys
mount -t tmpfs -o mode=755 none dev
for device in null zero full random urandom tty; do : >dev/$device; mount --bind /dev/$device dev/$device; done
mkdir dev/pts
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts dev/pts
ln -s pts/ptmx dev/ptmx
if [ "$SHM" != none ]; then mkdir dev/shm; mount -t tmpfs -o nosuid,nodev,noexec,size="$SHM" shm dev/shm; fi
mount -t tmpfs -o nosuid,nodev,size=64m tmp tmp
[ "$LOOPBACK" = false ] || ip link set lo up
mount -o remount,ro none .
mount -o remount,ro none dev
caps=-all
for cap in chown dac_override fowner fsetid kill net_bind_service setfcap setgid setpcap setuid sys_chroot; do
	caps=$caps,+$cap
done
exec setpriv --bounding-set=$caps --inh-caps=-all "$@"
`

// in makes a run start in a container. It skips the test where none can be made.
func (r *run) in(t *testing.T, c container) *run {
	t.Helper()
	for _, program := range []string{"unshare", "mount", "ip", "setpriv"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("it takes util-linux and iproute2: %v", err)
		}
	}
	namespaces := []string{"-m", "-n", "-i", "-u", "-p", "-f", "--propagation", "private", "--kill-child"}
	if out, err := exec.Command("unshare", append(slices.Clone(namespaces), "true")...).CombinedOutput(); err != nil {
		t.Skipf("this user cannot make namespaces: %v: %s", err, out)
	}
	programs := dist(t, moduleRoot, "ipcbench.test nats-server")
	r.denying(t, c.denials...)
	self, arguments := r.cmd.Path, r.cmd.Args[2:] // after the name of the benchmark
	r.cmd.Path, _ = exec.LookPath("unshare")
	r.cmd.Args = slices.Concat([]string{"unshare"}, namespaces,
		[]string{"/bin/sh", "-c", enter, "sh", self, "/bench/ipcbench.test"}, arguments)
	r.cmd.Env = append(r.cmd.Env, "TMPDIR=/tmp", "PROGRAMS="+programs, rootVariable+"="+t.TempDir(),
		"SHM="+c.Shm, "SYS="+strconv.FormatBool(c.Sys), "LOOPBACK="+strconv.FormatBool(c.Loopback))
	return r
}

// profileFile is where packages of podman put the default seccomp profile of containers.
const profileFile = "/usr/share/containers/seccomp.json"

// defaultProfile is what the default seccomp profile denies to a container that is given no more capabilities. Of calls
// that it allows with some arguments only, it denies none.
func defaultProfile(t *testing.T) []denial {
	t.Helper()
	text, err := os.ReadFile(profileFile)
	if err != nil {
		t.Skipf("no default seccomp profile (Debian: golang-github-containers-common): %v", err)
	}
	var profile struct {
		Default  uint `json:"defaultErrnoRet"`
		Syscalls []struct {
			Names    []string
			Action   string
			Errno    uint `json:"errnoRet"`
			Args     []any
			Includes struct{ Caps []string }
			Excludes struct{ Caps []string }
		}
	}
	if err := json.Unmarshal(text, &profile); err != nil {
		t.Fatal(err)
	}
	had := func(caps []string) bool { return slices.Contains(caps, "CAP_SYS_CHROOT") }
	allowed, errnos := map[string]bool{}, map[string]uint{}
	for _, rule := range profile.Syscalls {
		if len(rule.Includes.Caps) > 0 && !had(rule.Includes.Caps) || had(rule.Excludes.Caps) {
			continue
		}
		for _, name := range rule.Names {
			if rule.Action == "SCMP_ACT_ALLOW" {
				allowed[name] = true
			} else if len(rule.Args) == 0 {
				errnos[name] = rule.Errno
			}
		}
	}
	byErrno := map[uint][]uint32{}
	for name, number := range numbersOfCalls(t) {
		if allowed[name] {
			continue
		}
		errno, listed := errnos[name]
		if !listed {
			errno = profile.Default
		}
		byErrno[errno] = append(byErrno[errno], number)
	}
	var all []denial
	for errno, calls := range byErrno {
		slices.Sort(calls)
		all = append(all, denial{calls, unix.Errno(errno)})
	}
	return all
}

var callNumber = regexp.MustCompile(`(?m)^\s*SYS_(\w+)\s*=\s*(\d+)$`)

// numbersOfCalls are the system calls of this architecture by name, from the sources of golang.org/x/sys.
func numbersOfCalls(t *testing.T) map[string]uint32 {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/sys").Output()
	if err != nil {
		t.Fatal(err)
	}
	arch, err := exec.Command("go", "env", "GOARCH").Output()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "unix",
		"zsysnum_linux_"+strings.TrimSpace(string(arch))+".go"))
	if err != nil {
		t.Fatal(err)
	}
	numbers := map[string]uint32{}
	for _, m := range callNumber.FindAllStringSubmatch(string(text), -1) {
		n, _ := strconv.ParseUint(m[2], 10, 32)
		numbers[strings.ToLower(m[1])] = uint32(n)
	}
	if len(numbers) < 300 {
		t.Fatalf("only %d system calls in golang.org/x/sys", len(numbers))
	}
	return numbers
}

// In a container each mechanism runs, or is skipped with the reason. None fails.
func TestInAContainerEachMechanismRunsOrIsSkipped(t *testing.T) {
	profile := defaultProfile(t)
	for name, c := range map[string]struct {
		container
		skipped map[string]string // mechanisms that must be skipped, and words of the reason
		runs    []string          // some that must run
	}{
		"ordinary": {
			container{Shm: "64m", Sys: true, Loopback: true, denials: profile},
			map[string]string{"pipe-vmsplice": "seccomp=FILE", "uring-unix": "io_uring"},
			[]string{"pipe", "fifo", "shm-posix", "mq-posix", "mq-sysv", "unix-stream", "tcp", "nats", "grpc-tcp",
				"cma"},
		},
		"bare": { // without /dev/shm, /sys and a network
			container{Shm: "none", denials: profile},
			map[string]string{
				"shm-posix": "mount -t tmpfs tmpfs /dev/shm", "tcp": "ip link set lo up", "udp": "ip link set lo up",
				"pipe-vmsplice": "seccomp=FILE",
			},
			[]string{"pipe", "fifo", "shm-slot", "shm-ring", "shm-mmap", "shm-sysv", "mq-posix", "unix-stream", "pty"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRun(t, "-ipc.matrix=quick", "-test.bench=Latency", "-test.benchtime=30x").in(t, c.container)
			r.start(t)
			status := r.wait(t).ExitStatus()
			said := r.stdout.String()
			if status != 0 || strings.Contains(said, "--- FAIL") {
				t.Fatalf("ended with status %d\n%s%s", status, said, &r.stderr)
			}
			for _, m := range catalogue.All() {
				name := m.Traits().Name
				ran := strings.Contains(said, "BenchmarkLatency/mech="+name+"/")
				why := regexp.MustCompile("(?m)^# skip " + regexp.QuoteMeta(name) + ": (.+)$").FindStringSubmatch(said)
				switch words, must := c.skipped[name]; {
				case must && (ran || why == nil || !strings.Contains(why[1], words)):
					t.Errorf("%s: ran: %v, skipped for %q; want a skip that says %q", name, ran, why, words)
				case !must && slices.Contains(c.runs, name) && m.Available() == nil && !ran:
					t.Errorf("%s did not run: %q", name, why)
				case !ran && why == nil:
					t.Errorf("%s neither ran nor was skipped", name)
				}
			}
		})
	}
}
