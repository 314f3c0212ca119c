package e2e

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// leavesNothing waits until nothing of an ended run is left.
func (r *run) leavesNothing(t *testing.T) {
	t.Helper()
	var left []string
	if !eventually(func() bool { left = leftovers(t, r.dir, r.cmd.Process.Pid); return len(left) == 0 }) {
		t.Errorf("left behind by process %d:\n\t%s", r.cmd.Process.Pid, strings.Join(left, "\n\t"))
	}
}

// leftovers lists what there is of a run with this TMPDIR and process id: files, processes, POSIX queues and names in
// /dev/shm. What has no name, such as a memfd, socket or pipe, cannot outlive the processes.
func leftovers(t *testing.T, dir string, pid int) []string {
	t.Helper()
	var left []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if os.IsNotExist(err) { // removed while we walk
			return nil
		}
		if err == nil && path != dir {
			left = append(left, "file "+path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range processes(dir) {
		left = append(left, p.String())
	}
	// Every name that a run makes begins with ipcbench-<pid>-, except that of a probe for POSIX queues.
	own, probe := fmt.Sprintf("ipcbench-%d-", pid), fmt.Sprintf("ipcbench-probe-%d", pid)
	for _, place := range []string{queueFilesystem(t), "/dev/shm"} {
		entries, err := os.ReadDir(place)
		if err != nil {
			continue // not mounted
		}
		for _, e := range entries {
			if strings.Contains(e.Name(), own) || e.Name() == probe {
				left = append(left, "name "+filepath.Join(place, e.Name()))
			}
		}
	}
	return left
}

// A process is one that lives; a zombie is none.
type process struct {
	pid         int
	commandLine string
}

func (p process) String() string { return fmt.Sprintf("process %d %s", p.pid, p.commandLine) }

// processes are the processes whose environment has this TMPDIR.
func processes(dir string) []process {
	var all []process
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil {
			continue
		}
		// A process that has ended has no environment to read, even if it is a zombie.
		environment, err := os.ReadFile(filepath.Join("/proc", e.Name(), "environ"))
		if err != nil || !slices.Contains(strings.Split(string(environment), "\x00"), "TMPDIR="+dir) {
			continue
		}
		line, _ := os.ReadFile(filepath.Join("/proc", e.Name(), "cmdline"))
		all = append(all, process{pid, string(bytes.ReplaceAll(bytes.TrimRight(line, "\x00"), []byte{0}, []byte{' '}))})
	}
	return all
}

// queueFilesystem is a directory that lists the POSIX queues, "" if this user cannot have one.
func queueFilesystem(t *testing.T) string {
	dir, err := mountQueues()
	if err != nil {
		queuesUnseen.Do(func() { t.Logf("POSIX queues cannot be listed here, so not checked: %v", err) })
	}
	return dir
}

var queuesUnseen sync.Once

// mountQueues returns /dev/mqueue, or mounts another file system of that kind. The mount is detached at once and
// lives on in a descriptor, so that nothing of it is left when this process ends.
var mountQueues = sync.OnceValues(func() (string, error) {
	const mqueueMagic = 0x19800202 // MQUEUE_MAGIC in ipc/mqueue.c
	var s unix.Statfs_t
	if err := unix.Statfs("/dev/mqueue", &s); err == nil && s.Type == mqueueMagic {
		return "/dev/mqueue", nil
	}
	dir, err := os.MkdirTemp("", "e2e")
	if err != nil {
		return "", err
	}
	defer os.Remove(dir)
	if err := unix.Mount("none", dir, "mqueue", 0, ""); err != nil {
		return "", fmt.Errorf("mounting an mqueue filesystem: %w", err)
	}
	defer unix.Unmount(dir, unix.MNT_DETACH)
	fd, err := unix.Open(dir, unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("/proc/self/fd/%d", fd), nil
})

// The other tests rely on this: leftovers sees a file, a process and a queue, and no zombie.
func TestLeftoversAreSeen(t *testing.T) {
	dir := t.TempDir()
	if left := leftovers(t, dir, os.Getpid()); len(left) > 0 {
		t.Fatalf("in an empty directory: %q", left)
	}
	wants := []string{"file ", "process "}
	if err := os.WriteFile(filepath.Join(dir, "slot"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	sleeper := exec.Command("sleep", "60")
	sleeper.Env = []string{"TMPDIR=" + dir}
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	if queueFilesystem(t) != "" {
		wants = append(wants, "name ")
		name := fmt.Sprintf("ipcbench-%d-queue", os.Getpid())
		fd, err := sys.MqOpen(name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o600, &sys.MqAttr{MaxMsg: 1, MsgSize: 8})
		if err != nil {
			t.Fatal(err)
		}
		defer sys.MqUnlink(name)
		unix.Close(fd)
	}
	// exec closes the pipe that Start waits on shortly before the new program's environment can be read.
	if !eventually(func() bool { return len(processes(dir)) > 0 }) {
		t.Error("the sleeper is not seen")
	}
	left := leftovers(t, dir, os.Getpid())
	for _, want := range wants {
		if !slices.ContainsFunc(left, func(l string) bool { return strings.HasPrefix(l, want) }) {
			t.Errorf("no %sseen in %q", want, left)
		}
	}
	sleeper.Process.Kill()
	if !eventually(func() bool { return len(processes(dir)) == 0 }) {
		t.Error("a zombie counts as left behind")
	}
	sleeper.Wait()
}
