package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unsafe"

	"ipcbench/internal/sys"

	"golang.org/x/sys/unix"
)

// borderVariable makes this test binary be an end of a crossing: KIND/offer or KIND/use. knownVariable has what the end
// that offers has said of itself, and hostVariable at which address it is, besides the loopback interface. The names of
// what they share are made of the last argument.
const (
	borderVariable = "E2E_BORDER"
	knownVariable  = "E2E_BORDER_KNOWN"
	hostVariable   = "E2E_BORDER_HOST"
)

// holdRole is that of the first process of a container, and tryRole that of one which only shows that there can be any.
const holdRole, tryRole = "hold", "try"

// message is what crosses: the size of the messages in the question that docs/containers.md answers.
var message = bytes.Repeat([]byte("ipcbench"), 2048/8)

// borderPatience is how long either end waits for the other.
const borderPatience = 20 * time.Second

// A crossing is a way for two processes that have nothing but names in common.
type crossing struct {
	// offer makes what can be shared, calls ready with what the other end needs to know, and answers a message with the
	// same one. It may be stopped before. undo removes what has a name.
	offer func(ready func(string)) error
	use   func(known string) error
	undo  func()
}

// border is the whole program of an end.
func border(kindAndRole string) int {
	switch kindAndRole {
	case holdRole:
		for { // until it is killed: it is what keeps a container
			time.Sleep(time.Hour) // the runtime takes select {} for a deadlock, unless some library has a goroutine
		}
	case tryRole:
		return 0
	}
	kind, role, _ := strings.Cut(kindAndRole, "/")
	c, ok := ways(os.Args[len(os.Args)-1])[kind]
	if !ok {
		fmt.Fprintln(os.Stderr, "e2e: no crossing is called", kind)
		return 2
	}
	if role == "use" {
		failed := make(chan error, 1)
		go func() { failed <- c.use(os.Getenv(knownVariable)) }()
		select {
		case err := <-failed:
			if err != nil {
				fmt.Println(err)
				return 1
			}
			return 0
		case <-time.After(borderPatience):
			fmt.Println("no answer")
			return 1
		}
	}
	ended := make(chan error, 1)
	go func() { ended <- c.offer(func(known string) { fmt.Println(known) }) }()
	stopped := make(chan struct{})
	go func() { io.Copy(io.Discard, os.Stdin); close(stopped) }()
	status := 0
	select {
	case err := <-ended:
		if err != nil {
			fmt.Fprintln(os.Stderr, "e2e:", kind, err)
			status = 1
		}
		<-stopped
	case <-stopped: // nobody came
	}
	if c.undo != nil {
		c.undo()
	}
	return status
}

// answer sends back the one message that comes.
func answer(rw io.ReadWriter) error {
	got := make([]byte, len(message))
	if _, err := io.ReadFull(rw, got); err != nil {
		return err
	}
	_, err := rw.Write(got)
	return err
}

// ask sends the message and checks the answer.
func ask(rw io.ReadWriter) error {
	if _, err := rw.Write(message); err != nil {
		return err
	}
	got := make([]byte, len(message))
	if _, err := io.ReadFull(rw, got); err != nil {
		return err
	}
	if !bytes.Equal(got, message) {
		return errors.New("another message came back")
	}
	return nil
}

// ways are all crossings, with names made of the token.
func ways(token string) map[string]crossing {
	const key = 0x1bcb0d
	volume := func(name string) string { return filepath.Join("/mnt", token+name) }
	all := map[string]crossing{
		"TCP":                   overNet("tcp", "0.0.0.0:0", true),
		"UDP":                   overUDP(),
		"socket without a path": overNet("unix", "@"+token, false),
		"socket at a path":      overNet("unix", volume(".sock"), false),
		"FIFO":                  overFIFO(volume(".up"), volume(".down")),
		"file":                  overMemory(volume(".memory")),
		"POSIX shared memory":   overMemory("/dev/shm/" + token),
		"descriptor":            overDescriptor(volume(".sock")),
		"System V shared memory": {
			offer: func(ready func(string)) error {
				id, err := unix.SysvShmGet(key, memoryBytes, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
				if err != nil {
					return err
				}
				memory, err := unix.SysvShmAttach(id, 0, 0)
				if err != nil {
					return err
				}
				ready("")
				return answerIn(memory)
			},
			use: func(string) error {
				id, err := unix.SysvShmGet(key, memoryBytes, 0)
				if err != nil {
					return err
				}
				memory, err := unix.SysvShmAttach(id, 0, 0)
				if err != nil {
					return err
				}
				return askIn(memory)
			},
			undo: func() {
				if id, err := unix.SysvShmGet(key, memoryBytes, 0); err == nil {
					unix.SysvShmCtl(id, unix.IPC_RMID, nil)
				}
			},
		},
		"System V semaphore": {
			offer: func(ready func(string)) error {
				id, err := sys.SemGet(key, 2, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
				if err != nil {
					return err
				}
				ready("")
				return errors.Join(add(id, 0, -1), add(id, 1, 1))
			},
			use: func(string) error {
				id, err := sys.SemGet(key, 2, 0)
				if err != nil {
					return err
				}
				return errors.Join(add(id, 0, 1), add(id, 1, -1))
			},
			undo: func() {
				if id, err := sys.SemGet(key, 2, 0); err == nil {
					sys.SemRemove(id)
				}
			},
		},
		"System V queue": {
			offer: func(ready func(string)) error {
				id, err := sys.MsgGet(key, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
				if err != nil {
					return err
				}
				ready("")
				return answer(typed{id, 1, 2})
			},
			use: func(string) error {
				id, err := sys.MsgGet(key, 0)
				if err != nil {
					return err
				}
				return ask(typed{id, 2, 1})
			},
			undo: func() {
				if id, err := sys.MsgGet(key, 0); err == nil {
					sys.MsgRemove(id)
				}
			},
		},
		"POSIX queue": overQueues(token+".up", token+".down"),
		"signal": {
			offer: func(ready func(string)) error {
				came := make(chan os.Signal, 1)
				signal.Notify(came, unix.SIGUSR1)
				ready("")
				<-came
				return os.WriteFile("/proc/self/comm", []byte("answered"), 0)
			},
			use: func(string) error {
				pid, err := otherEnd(token)
				if err != nil {
					return err
				}
				if err := unix.Kill(pid, unix.SIGUSR1); err != nil {
					return err
				}
				for {
					comm, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
					if err != nil || strings.TrimSpace(string(comm)) == "answered" {
						return err
					}
					time.Sleep(time.Millisecond)
				}
			},
		},
		"memory of the other process": {
			offer: func(ready func(string)) error {
				ready(strconv.FormatUint(uint64(uintptr(unsafe.Pointer(&message[0]))), 10))
				select {} // until it is stopped
			},
			use: func(known string) error {
				pid, err := otherEnd(token)
				if err != nil {
					return err
				}
				address, err := strconv.ParseUint(known, 10, 64)
				if err != nil {
					return err
				}
				got := make([]byte, len(message))
				if _, errno := sys.ReadMemory(pid, uintptr(address), got); errno != 0 {
					return errno
				}
				if !bytes.Equal(got, message) {
					return errors.New("something else is there")
				}
				return nil
			},
		},
	}
	return all
}

// again makes a system call until no signal interrupts it.
func again(call func() unix.Errno) error {
	for {
		switch errno := call(); errno {
		case 0:
			return nil
		case unix.EINTR:
		default:
			return errno
		}
	}
}

// add adds to one of the semaphores of a set.
func add(id int, which uint16, number int16) error {
	return again(func() unix.Errno { return sys.SemOp(id, []sys.SemBuf{{Num: which, Op: number}}) })
}

// otherEnd is the process whose last argument is the token too, among those that can be seen.
func otherEnd(token string) (pid int, err error) {
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		return 0, err
	}
	for _, file := range all {
		text, _ := os.ReadFile(file)
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		words := strings.Split(strings.TrimSuffix(string(text), "\x00"), "\x00")
		environment, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "environ"))
		offers := bytes.Contains(environment, []byte("/offer\x00")) || bytes.HasSuffix(environment, []byte("/offer"))
		if words[len(words)-1] == token && filepath.Base(words[0]) != "nsenter" && offers && pid != os.Getpid() {
			return pid, nil
		}
	}
	return 0, errors.New("the other process cannot be seen")
}
