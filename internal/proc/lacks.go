package proc

import (
	"fmt"
	"os"
	"runtime"

	"ipcbench/internal/condition"
	"ipcbench/internal/host"
	"ipcbench/internal/limits"

	"golang.org/x/sys/unix"
)

// A Lack is something that would make results better, but that this machine does not allow. The run goes on without it.
type Lack struct {
	What string // in a few words, as in the result file
	Why  string // the call and its error
	Cost string // what it does to results, as far as that is known
}

// String is the line that people read.
func (l Lack) String() string { return fmt.Sprintf("without %s (%s): %s", l.What, l.Why, l.Cost) }

// Begin starts the run of this process, if it has not been started: its directory and its watchman. It says in one
// error what would otherwise make each pair fail. pairs is how many are to run at once.
func Begin(pairs int) error {
	if err := limits.CheckFiles(pairs); err != nil {
		return err
	}
	_, err := currentRun()
	return err
}

// checkMachine says what on this machine would make every pair fail.
func checkMachine() error {
	if _, err := os.Stat(self); err != nil {
		return fmt.Errorf("%w: the workers are this program, started from there: `mount -t proc proc /proc`", err)
	}
	if dir := os.TempDir(); !isDirectory(dir) {
		return fmt.Errorf("%s is no directory: set TMPDIR to one that you may write to", dir)
	}
	return limits.Check()
}

func isDirectory(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// CheckCondition says why workers may not run under a condition here, and what allows it.
func CheckCondition(c condition.Condition) error { return c.Try(restart("ipcbench-trial")) }

// Lacks are what this machine does not allow the workers. The first call starts the run, as [Begin] does.
func Lacks() ([]Lack, error) {
	r, err := currentRun()
	if err != nil {
		return nil, err
	}
	var all []Lack
	if r.shared != "" {
		all = append(all, Lack{
			"own descriptor table", r.shared,
			"each read and write takes and drops a reference to its file: about 60 ns of a pipe's round trip",
		})
	}
	if err := host.Pinning(); err != nil {
		all = append(all, Lack{"CPU affinity", err.Error(), "only places that need no pinning can be measured"})
	}
	if err := host.Memfd(); err != nil {
		all = append(all, Lack{"memfd_create", err.Error(), "what both sides map is a file of /dev/shm, if possible"})
	}
	return all, nil
}

// unpinned is the CPU that an end is to be pinned to, or -1 where pinning is denied and not needed, as there is only
// that one.
func unpinned(cpu int) int {
	if host.Pinning() != nil {
		if usable, err := host.UsableCPUs(); err == nil && len(usable) == 1 && usable[0] == cpu {
			return -1
		}
	}
	return cpu
}

// A greeting is what a watchman finds out when it starts. The coordinator cannot try it, as it could not undo it.
type greeting struct {
	Shared string // why a thread cannot have a descriptor table of its own, or ""
}

// greet tries. The thread that has tried ends with the goroutine, or sleeps for ever if it is the first of the process.
func greet() greeting {
	denied := make(chan error)
	go func() {
		runtime.LockOSThread()
		denied <- unix.Unshare(unix.CLONE_FILES)
	}()
	if err := <-denied; err != nil {
		return greeting{Shared: fmt.Sprintf("unshare(CLONE_FILES): %v", err)}
	}
	return greeting{}
}
