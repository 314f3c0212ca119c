package mechtest

import (
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// strangerVariable makes this test binary a process that leaves System V objects behind and prints their ids.
const strangerVariable = "MECHTEST_STRANGER"

func init() {
	if os.Getenv(strangerVariable) != "" {
		for _, one := range leaveObjects() {
			os.Stdout.WriteString(one + "\n")
		}
		os.Exit(0)
	}
}

// leaveObjects makes one object of each kind and uses it. It returns their names, as an inventory has them.
func leaveObjects() []string {
	shm, _, _ := unix.Syscall(unix.SYS_SHMGET, unix.IPC_PRIVATE, 4096, 0o600|unix.IPC_CREAT)
	sem, _, _ := unix.Syscall(unix.SYS_SEMGET, unix.IPC_PRIVATE, 1, 0o600|unix.IPC_CREAT)
	msg, _, _ := unix.Syscall(unix.SYS_MSGGET, unix.IPC_PRIVATE, 0o600|unix.IPC_CREAT, 0)
	unix.Syscall6(unix.SYS_SEMCTL, sem, 0, 16 /* SETVAL */, 1, 0, 0)
	text := [9]byte{1} // a type, and one byte
	unix.Syscall6(unix.SYS_MSGSND, msg, uintptr(unsafe.Pointer(&text)), 1, 0, 0, 0)
	return []string{"shm " + strconv.Itoa(int(shm)), "sem " + strconv.Itoa(int(sem)), "msg " + strconv.Itoa(int(msg))}
}

func removeObjects(all []string) {
	for _, one := range all {
		kind, text, _ := strings.Cut(one, " ")
		id, _ := strconv.Atoi(text)
		switch kind {
		case "shm":
			unix.SysvShmCtl(id, unix.IPC_RMID, nil)
		case "sem":
			unix.Syscall6(unix.SYS_SEMCTL, uintptr(id), 0, unix.IPC_RMID, 0, 0, 0)
		case "msg":
			unix.Syscall(unix.SYS_MSGCTL, uintptr(id), unix.IPC_RMID, 0)
		}
	}
}

// What other processes, mostly other tests, leave behind at the same time does not count as the mechanism's.
func TestObjectsOfOthersAreNotCounted(t *testing.T) {
	stranger := exec.Command("/proc/self/exe")
	stranger.Env = append(os.Environ(), strangerVariable+"=1")
	out, err := stranger.Output()
	if err != nil {
		t.Fatal(err)
	}
	theirs, ours := strings.Split(strings.TrimSpace(string(out)), "\n"), leaveObjects()
	t.Cleanup(func() { removeObjects(append(theirs, ours...)) })
	v := inventory{}
	if err := v.objects(); err != nil {
		t.Fatal(err)
	}
	counted := func(one string) bool {
		kind, id, _ := strings.Cut(one, " ")
		return slices.Contains(v["System V object of /proc/sysvipc/"+kind], "id "+id)
	}
	for _, one := range ours {
		if !counted(one) && !strings.HasSuffix(one, " -1") {
			t.Errorf("%s is not counted, though this process left it", one)
		}
	}
	for _, one := range theirs {
		if counted(one) {
			t.Errorf("%s is counted, though another process left it", one)
		}
	}
}
