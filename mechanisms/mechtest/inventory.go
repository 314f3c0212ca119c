package mechtest

import (
	"bufio"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// An inventory lists what a mechanism may leave behind, by a name for the kind of thing.
type inventory map[string][]string

// kinds are those of v, in order.
func (v inventory) kinds() []string { return slices.Sorted(maps.Keys(v)) }

func (v inventory) add(kind, name string) { v[kind] = append(v[kind], name) }

// kindOf is what files have in common that a mechanism makes one after the other: all but the inode and the last name
// of the path.
func kindOf(file string) string {
	switch {
	case strings.HasPrefix(file, "/memfd:"):
		return "memfd"
	case strings.HasPrefix(file, "/SYSV"):
		return "System V memory"
	case strings.HasPrefix(file, "/"):
		return "file in " + filepath.Dir(file)
	}
	kind, _, _ := strings.Cut(file, ":[")
	if kind == "anon_inode" {
		return file
	}
	return kind
}

// take lists what this process holds, and the names and objects of this user in the system that outlive a process,
// except names of other runs: those of this one begin with unique. Private memory without a name is left out, since it
// may be the Go heap.
func take(pairDir, unique string) (inventory, error) {
	v := inventory{}
	return v, errors.Join(v.descriptors(), v.mappings(), v.threads(),
		v.directories(pairDir, unique), v.sockets(unique), v.objects())
}

// descriptors are the process's; proc(5), /proc/pid/fd.
func (v inventory) descriptors() error {
	entries, err := os.ReadDir("/proc/self/fd")
	for _, e := range entries {
		// One is gone by now: that of the directory itself.
		if target, err := os.Readlink("/proc/self/fd/" + e.Name()); err == nil && !strings.HasPrefix(target, "/proc/") {
			v.add("descriptor of "+kindOf(target), target)
		}
	}
	return err
}

// mappings are those of files and of shared memory; proc(5), /proc/pid/maps.
func (v inventory) mappings() error {
	return eachLine("/proc/self/maps", func(f []string) {
		if len(f) > 5 && strings.HasPrefix(f[5], "/") || len(f) > 1 && strings.HasSuffix(f[1], "s") {
			name := strings.Join(f[5:], " ")
			v.add("mapping of "+kindOf(name), name)
		}
	})
}

func (v inventory) threads() error {
	entries, err := os.ReadDir("/proc/self/task")
	for _, e := range entries {
		v.add("thread", e.Name())
	}
	return err
}

// directories are the places where mechanisms have names.
func (v inventory) directories(pairDir, unique string) error {
	for _, dir := range []string{pairDir, "/dev/shm", "/dev/mqueue"} {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for _, e := range entries {
			if ours(e.Name(), unique) {
				v.add("name in "+dir, e.Name())
			}
		}
	}
	return nil
}

// sockets are the abstract addresses of Unix sockets; proc(5), /proc/net/unix.
func (v inventory) sockets(unique string) error {
	return eachLine("/proc/net/unix", func(f []string) {
		if len(f) > 7 && strings.HasPrefix(f[7], "@") && ours(f[7][1:], unique) {
			v.add("abstract socket", f[7])
		}
	})
}

// objects are System V objects, except those that another process is known to have made or used: other tests and runs
// have theirs. Source: proc(5), /proc/sysvipc.
func (v inventory) objects() error {
	uid, pid := strconv.Itoa(os.Geteuid()), strconv.Itoa(os.Getpid())
	for _, kind := range []struct {
		name string
		uid  int   // column
		pids []int // columns: who made it, or used it last; 0 if nobody has
	}{
		{"shm", 7, []int{4}}, {"sem", 4, nil}, {"msg", 7, []int{5, 6}},
	} {
		err := eachLine("/proc/sysvipc/"+kind.name, func(f []string) {
			if len(f) <= kind.uid || f[kind.uid] != uid {
				return
			}
			pids := make([]string, 0, 2)
			for _, column := range kind.pids {
				pids = append(pids, f[column])
			}
			if kind.name == "sem" {
				pids = append(pids, lastUser(f[1]))
			}
			if !slices.ContainsFunc(pids, func(other string) bool { return other != pid && other != "0" }) {
				v.add("System V object of /proc/sysvipc/"+kind.name, "id "+f[1])
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// lastUser is who did the last operation on the first semaphore of a set, "0" if nobody has; semctl(2), GETPID.
func lastUser(id string) string {
	const getPID = 11 // include/uapi/linux/sem.h
	set, err := strconv.Atoi(id)
	if err != nil {
		return "0"
	}
	pid, _, errno := unix.Syscall6(unix.SYS_SEMCTL, uintptr(set), 0, getPID, 0, 0, 0)
	if errno != 0 {
		return "0"
	}
	return strconv.Itoa(int(pid))
}

// ours tells whether a name may be this run's: whether it is none of another run that goes on beside it.
func ours(name, unique string) bool {
	return !strings.HasPrefix(name, "ipcbench-") || strings.HasPrefix(name, unique)
}

// eachLine calls f with the fields of each line of a file of /proc. If there is no such file, the kernel has nothing of
// what it lists.
func eachLine(path string, f func(fields []string)) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		f(strings.Fields(lines.Text()))
	}
	return lines.Err()
}
