package proc

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// What a record names is removed with the directory, whether it was made in the meantime or not.
func TestRemoveAllFollowsTheRecord(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	outside := filepath.Join(t.TempDir(), "outside")
	for _, err := range []error{
		os.Mkdir(dir, 0o700),
		os.WriteFile(outside, nil, 0o600),
		os.WriteFile(filepath.Join(dir, recordName), []byte("path "+outside+"\npath /nonexistent/never-made\nworker "+
			"1\ngarbage\n"), 0o600),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := removeAll(dir); err != nil {
		t.Error(err)
	}
	for _, path := range []string{dir, outside} {
		if _, err := os.Lstat(path); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", path, err)
		}
	}
	if err := remove(mechanisms.Resource{Kind: "carrier", Name: "pigeon"}); err == nil {
		t.Error("a kind of resource that nobody can remove was removed")
	}
}

// So is what a worker has recorded, in the directory of its pair.
func TestRemoveAllFollowsTheRecordOfAWorker(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "run")
	inner := filepath.Join(dir, "7")
	if err := os.MkdirAll(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one", "two"} {
		outside := filepath.Join(t.TempDir(), name)
		if err := Recorder(inner)(mechanisms.Resource{Kind: mechanisms.PathResource, Name: outside}); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(outside, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		defer func() {
			if _, err := os.Lstat(outside); !os.IsNotExist(err) {
				t.Errorf("%s is still there: %v", outside, err)
			}
		}()
	}
	if err := removeAll(dir); err != nil {
		t.Error(err)
	}
}

func TestRemoveQueue(t *testing.T) {
	r := mechanisms.Resource{Kind: mechanisms.QueueResource, Name: "ipcbench-test-" + filepath.Base(t.TempDir())}
	fd, err := sys.MqOpen(r.Name, unix.O_RDWR|unix.O_CREAT|unix.O_EXCL, 0o600, &sys.MqAttr{MaxMsg: 1, MsgSize: 8})
	if err != nil {
		t.Skip(err)
	}
	unix.Close(fd)
	if !exists(r) {
		t.Error("the queue just made does not exist")
	}
	if err := remove(r); err != nil || exists(r) {
		t.Errorf("the queue is still there: %v", err)
	}
}

func TestRemoveSysV(t *testing.T) {
	p := &mechanisms.Preparation{Unique: "ipcbench-test-" + filepath.Base(t.TempDir())}
	for kind, create := range map[mechanisms.ResourceKind]func(key, flags int) (int, error){
		mechanisms.MemoryResource:    func(key, flags int) (int, error) { return unix.SysvShmGet(key, 4096, flags) },
		mechanisms.SemaphoreResource: func(key, flags int) (int, error) { return sys.SemGet(key, 1, flags) },
		mechanisms.SysVQueueResource: sys.MsgGet,
	} {
		there := func(key int) bool { return exists(mechanisms.Resource{Kind: kind, Name: strconv.Itoa(key)}) }
		key, err := p.SysV(kind, there, func(key int) error {
			_, err := create(key, unix.IPC_CREAT|unix.IPC_EXCL|0o600)
			return err
		})
		if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.ENOSPC) {
			t.Logf("%s: %v", kind, err)
			continue
		}
		r := mechanisms.Resource{Kind: kind, Name: strconv.Itoa(key)}
		if err != nil || !exists(r) || !slices.Contains(append(p.Early(), p.Late()...), r) {
			t.Errorf("%v was not made, or not registered: %v", r, err)
		}
		if err := remove(r); err != nil || exists(r) {
			t.Errorf("%v is still there: %v", r, err)
		}
		if err := remove(r); err != nil {
			t.Errorf("%v, gone already: %v", r, err)
		}
	}
}

func TestLastWords(t *testing.T) {
	w := &lastWords{}
	if w.String() != "" {
		t.Errorf("words of a silent worker: %q", w.String())
	}
	w.add([]byte("\n\npanic: no pigeon left\n\ngoroutine 1 [running]:\n"))
	for range 3 * wordsKept / 64 {
		w.add(make([]byte, 64))
	}
	if got := w.String(); got != "panic: no pigeon left" {
		t.Errorf("last words %q", got)
	}
	if len(w.text) != wordsKept {
		t.Errorf("%d bytes kept, want %d", len(w.text), wordsKept)
	}
}

func TestDescribe(t *testing.T) {
	for status, want := range map[unix.WaitStatus]string{
		0: "ended with status 0", 3 << 8: "ended with status 3", 9: "was killed by SIGKILL", 0x137f: "was stopped by " +
			"SIGSTOP",
	} {
		if got := describe(status); got != want {
			t.Errorf("%#x: %q, want %q", int(status), got, want)
		}
	}
}
