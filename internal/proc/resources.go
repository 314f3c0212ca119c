package proc

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"ipcbench/internal/sys"
	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// recordName is the file in a run's directory that lists the resources outside it, a line each, before they are made;
// and the workers. The coordinator holds a lock on it for as long as it lives. A file of this name in a group's
// directory lists what a worker has made.
const recordName = "record"

// workerKind marks a line of the record that names a worker process by its id.
const workerKind mechanisms.ResourceKind = "worker"

// remove removes one resource; one that is gone already is no error.
func remove(r mechanisms.Resource) error {
	var err error
	switch r.Kind {
	case mechanisms.PathResource:
		err = os.Remove(r.Name)
	case mechanisms.QueueResource:
		err = sys.MqUnlink(r.Name)
	case mechanisms.MemoryResource, mechanisms.SemaphoreResource, mechanisms.SysVQueueResource:
		err = removeSysV(r)
	case workerKind:
		return nil
	default:
		return fmt.Errorf("%s: a resource of kind %q, which nobody knows how to remove", r.Name, r.Kind)
	}
	if err == nil || errors.Is(err, unix.ENOENT) {
		return nil
	}
	return fmt.Errorf("removing %s %s: %w", r.Kind, r.Name, err)
}

// Remove removes resources; those that are gone already are no error.
func Remove(resources ...mechanisms.Resource) error { return removeEach(&resources) }

// Recorder is for a worker that makes resources itself. It records them in dir, the group's directory, so that they are
// removed with that.
func Recorder(dir string) func(mechanisms.Resource) error {
	return func(resource mechanisms.Resource) error {
		record, err := os.OpenFile(filepath.Join(dir, recordName), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(record, "%s %s\n", resource.Kind, resource.Name)
		return errors.Join(err, record.Close())
	}
}

// exists tells whether a resource is still there.
func exists(r mechanisms.Resource) bool {
	switch r.Kind {
	case mechanisms.PathResource:
		_, err := os.Lstat(r.Name)
		return err == nil
	case mechanisms.QueueResource:
		fd, err := sys.MqOpen(r.Name, unix.O_RDONLY|unix.O_NONBLOCK, 0, nil)
		if err == nil {
			unix.Close(fd)
		}
		return err == nil
	case mechanisms.MemoryResource, mechanisms.SemaphoreResource, mechanisms.SysVQueueResource:
		_, err := sysVID(r)
		return err == nil
	}
	return false
}

// sysVID looks a System V object up by its key.
func sysVID(r mechanisms.Resource) (id int, err error) {
	key, err := strconv.Atoi(r.Name)
	if err != nil {
		return -1, err
	}
	switch r.Kind {
	case mechanisms.MemoryResource:
		return unix.SysvShmGet(key, 0, 0)
	case mechanisms.SemaphoreResource:
		return sys.SemGet(key, 0, 0)
	}
	return sys.MsgGet(key, 0)
}

func removeSysV(r mechanisms.Resource) error {
	id, err := sysVID(r)
	if err != nil {
		return err
	}
	switch r.Kind {
	case mechanisms.MemoryResource:
		_, err = unix.SysvShmCtl(id, unix.IPC_RMID, nil)
	case mechanisms.SemaphoreResource:
		err = sys.SemRemove(id)
	default:
		err = sys.MsgRemove(id)
	}
	return err
}

// readRecord lists what the record of dir names; nothing if it was not made yet.
func readRecord(dir string) []mechanisms.Resource {
	f, err := os.Open(filepath.Join(dir, recordName))
	if err != nil {
		return nil
	}
	defer f.Close()
	var all []mechanisms.Resource
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if kind, name, ok := strings.Cut(lines.Text(), " "); ok {
			all = append(all, mechanisms.Resource{Kind: mechanisms.ResourceKind(kind), Name: name})
		}
	}
	return all
}

// recorded lists what the records of dir and of the directories in it name.
func recorded(dir string) []mechanisms.Resource {
	all := readRecord(dir)
	inner, _ := os.ReadDir(dir)
	for _, e := range inner {
		if e.IsDir() {
			all = append(all, readRecord(filepath.Join(dir, e.Name()))...)
		}
	}
	return all
}

// removeAll removes every resource that is recorded in dir, and then dir.
func removeAll(dir string) error {
	var errs []error
	for _, r := range recorded(dir) {
		errs = append(errs, remove(r))
	}
	return errors.Join(append(errs, os.RemoveAll(dir))...)
}
