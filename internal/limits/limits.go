// Package limits says which limits of this process are too low for a run.
package limits

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	// filesForOne is how many open files a run with one pair needs, and filesForEach how many more each further pair
	// at once.
	filesForOne  = 32
	filesForEach = 8
	// threadsNeeded is how many threads a run needs besides those that the user has already: the Go runtime of each of
	// its four processes starts up to ten.
	threadsNeeded = 48
	// addressesNeeded is how many bytes of address space a process needs: the Go runtime reserves them, and the C
	// library for each thread, long before they are used.
	addressesNeeded = 4 << 30
)

// CheckFiles says whether the limit on open files is too low for so many pairs at once.
func CheckFiles(pairs int) error {
	need := uint64(filesForOne + filesForEach*max(pairs-1, 0))
	if limit := limitOf(unix.RLIMIT_NOFILE); limit < need {
		return fmt.Errorf("the limit on open files is %d, %d are needed: raise it with `ulimit -n %[2]d`", limit, need)
	}
	return nil
}

// Check says which limits of this process are so low that the Go runtime, of this process or of a worker, might crash.
func Check() error {
	if limit := limitOf(unix.RLIMIT_AS); limit < addressesNeeded {
		return fmt.Errorf("the limit on address space is %d KiB, and %d are needed: "+
			"raise it with `ulimit -v unlimited`", limit>>10, addressesNeeded>>10)
	}
	limit := limitOf(unix.RLIMIT_NPROC)
	if limit == unix.RLIM_INFINITY || exempt() {
		return nil
	}
	if there := threadsOf(os.Getuid()); limit < there+threadsNeeded {
		return fmt.Errorf("the limit on processes is %d, %d threads of this user are there and %d more are needed: "+
			"raise it with `ulimit -u %d`", limit, there, threadsNeeded, there+threadsNeeded)
	}
	return nil
}

// limitOf is the soft limit on a resource; none if it cannot be read. Source: getrlimit(2).
func limitOf(resource int) uint64 {
	var limit unix.Rlimit
	if unix.Getrlimit(resource, &limit) != nil {
		return unix.RLIM_INFINITY
	}
	return limit.Cur
}

// exempt tells whether this process is exempt from the limit on processes, as root and two capabilities are.
// Source: kernel/fork.c, copy_process; capabilities(7).
func exempt() bool {
	if os.Getuid() == 0 {
		return true
	}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	const either = 1<<unix.CAP_SYS_ADMIN | 1<<unix.CAP_SYS_RESOURCE
	return unix.Capget(&header, &data[0]) == nil && data[0].Effective&either != 0
}

// threadsOf counts the threads of a user that /proc shows; those of other containers it does not. The files are read by
// hand, as procfs.ProcStatus has no count of threads.
func threadsOf(uid int) (n uint64) {
	processes, _ := filepath.Glob("/proc/[1-9]*/status")
	for _, path := range processes {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		if real, _, _ := strings.Cut(field(string(text), "Uid:"), "\t"); real != strconv.Itoa(uid) {
			continue
		}
		threads, _ := strconv.ParseUint(field(string(text), "Threads:"), 10, 64)
		n += threads
	}
	return n
}

// field is what follows a name at the beginning of a line.
func field(text, name string) string {
	_, rest, _ := strings.Cut(text, "\n"+name+"\t")
	line, _, _ := strings.Cut(rest, "\n")
	return line
}
