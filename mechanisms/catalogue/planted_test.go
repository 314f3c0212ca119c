package catalogue_test

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"

	"golang.org/x/sys/unix"
)

// nobody is the user and the group that own nothing.
const nobody = 65534

// asUser runs do on a thread of that user, which ends with it.
func asUser(uid int, do func() error) error {
	if uid == os.Getuid() {
		return do()
	}
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // and never unlock it: the thread goes with the goroutine
		id := uintptr(uid)
		// Of this thread alone, as the system calls are.
		for _, call := range []uintptr{unix.SYS_SETRESGID, unix.SYS_SETRESUID} {
			if _, _, e := unix.RawSyscall(call, id, id, id); e != 0 {
				done <- e
				return
			}
		}
		done <- do()
	}()
	return <-done
}

// A planter puts something where a mechanism is about to make a resource.
type planter struct {
	name string
	uid  int
	file func(path, victim string) error // in place of a path
}

func planters() []planter {
	link := func(path, victim string) error { return os.Symlink(victim, path) }
	file := func(path, _ string) error { return os.WriteFile(path, []byte("foreign"), 0o666) }
	all := []planter{{"own link", os.Getuid(), link}, {"own file", os.Getuid(), file}}
	if os.Getuid() == 0 {
		all = append(all, planter{"foreign link", nobody, link}, planter{"foreign file", nobody, file})
	}
	return all
}

// plant makes what r names before its mechanism does, for everybody to use.
func (p planter) plant(r mechanisms.Resource, victim string) error {
	return asUser(p.uid, func() error {
		if r.Kind == mechanisms.PathResource {
			return p.file(r.Name, victim)
		}
		if r.Kind == mechanisms.QueueResource {
			attr := sys.MqAttr{MaxMsg: 1, MsgSize: 8}
			fd, err := sys.MqOpen(r.Name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o666, &attr)
			if err == nil {
				unix.Close(fd)
			}
			return err
		}
		key, err := strconv.Atoi(r.Name)
		if err != nil {
			return err
		}
		const flags = unix.IPC_CREAT | unix.IPC_EXCL | 0o666
		switch r.Kind {
		case mechanisms.MemoryResource:
			_, err = unix.SysvShmGet(key, 1<<20, flags)
		case mechanisms.SemaphoreResource:
			_, err = sys.SemGet(key, 4, flags)
		case mechanisms.SysVQueueResource:
			_, err = sys.MsgGet(key, flags)
		default:
			err = fmt.Errorf("no planting of a %s", r.Kind)
		}
		return err
	})
}

// available runs a test for each mechanism that can run here.
func available(t *testing.T, test func(*testing.T, mechanisms.Mechanism)) {
	for _, m := range catalogue.All() {
		t.Run(m.Traits().Name, func(t *testing.T) {
			if err := m.Available(); err != nil {
				t.Skip(err)
			}
			test(t, m)
		})
	}
}

// prepare prepares a pair and removes all that was made.
func prepare(m mechanisms.Mechanism, p *mechanisms.Preparation) error {
	p.Size, p.Wait = 64<<10, m.Traits().Waits[0]
	if t := m.Traits(); t.Number {
		p.Size = mechanisms.NumberSize
	} else if t.Largest > 0 {
		p.Size = min(p.Size, t.Largest)
	}
	err := m.Prepare(p)
	for _, s := range mechanisms.Sides {
		for _, fd := range p.FDs(s) {
			unix.Close(fd)
		}
	}
	proc.Remove(p.Early()...)
	proc.Remove(p.Late()...)
	return err
}

// refusedInOneLine fails the test unless what was planted has been refused.
func refusedInOneLine(t *testing.T, err error, what string) {
	t.Helper()
	if err == nil {
		t.Errorf("%s was taken for the pair's own", what)
	} else if strings.Contains(err.Error(), "\n") {
		t.Errorf("the refusal of %s has several lines: %v", what, err)
	}
}

// victim is a file that nobody may change, and a look whether somebody did.
func victim(t *testing.T) (path string, check func(what string)) {
	t.Helper()
	const content = "precious"
	path = filepath.Join(t.TempDir(), "victim")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, func(what string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("%s: the file that the link points to is now %q (%v)", what, got, err)
		}
	}
}

// A mechanism that is about to make a file, a queue, a segment or semaphores neither uses nor changes what somebody who
// knew the name has put there.
func TestWhatIsPlantedOutsideTheDirectoryIsRefused(t *testing.T) {
	path, check := victim(t)
	available(t, func(t *testing.T, m mechanisms.Mechanism) {
		for _, by := range planters() {
			p := &mechanisms.Preparation{Dir: t.TempDir()}
			p.Unique = fmt.Sprintf("ipcbench-%d-planted-%s", os.Getpid(), rand.Text())
			planted := 0
			p.Record = func(r mechanisms.Resource) error {
				planted++
				t.Cleanup(func() { proc.Remove(r) })
				return by.plant(r, path)
			}
			err := prepare(m, p)
			if planted == 0 {
				return // it makes nothing there
			}
			refusedInOneLine(t, err, by.name)
			check(by.name)
		}
	})
}

// The same in the pair's own directory, where only the same user could put something.
func TestWhatIsPlantedInTheDirectoryIsRefused(t *testing.T) {
	path, check := victim(t)
	available(t, func(t *testing.T, m mechanisms.Mechanism) {
		for _, by := range planters()[:2] {
			p := &mechanisms.Preparation{Dir: t.TempDir(), Unique: "ipcbench-planted-" + strconv.Itoa(os.Getpid())}
			p.Size, p.Wait = mechanisms.NumberSize, m.Traits().Waits[0]
			err := m.Prepare(p)
			for _, s := range mechanisms.Sides {
				for _, fd := range p.FDs(s) {
					unix.Close(fd)
				}
			}
			if err != nil {
				t.Fatal(err)
			}
			made, err := os.ReadDir(p.Dir)
			if err != nil {
				t.Fatal(err)
			}
			proc.Remove(p.Early()...)
			proc.Remove(p.Late()...)
			for _, e := range made {
				again := &mechanisms.Preparation{Dir: t.TempDir(), Unique: p.Unique}
				if err := by.file(filepath.Join(again.Dir, e.Name()), path); err != nil {
					t.Fatal(err)
				}
				refusedInOneLine(t, prepare(m, again), by.name)
				check(by.name)
			}
		}
	})
}
