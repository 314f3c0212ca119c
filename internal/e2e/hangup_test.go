package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// after runs a shell command first, such as one that ignores a signal, in the process that then becomes the
// benchmark.
func (r *run) after(command string) {
	r.cmd.Args = append([]string{"/bin/sh", "-c", command + `; exec "$0" "$@"`, r.cmd.Path}, r.cmd.Args[1:]...)
	r.cmd.Path = "/bin/sh"
}

// A signal that was ignored at the start does not end a run. nohup(1) has the signal of a closing terminal ignored in
// this way.
func TestAnIgnoredSignalEndsNothing(t *testing.T) {
	for name, sig := range map[string]syscall.Signal{"HUP": syscall.SIGHUP, "INT": syscall.SIGINT} {
		t.Run(name, func(t *testing.T) {
			r := newRun(t, "-ipc.mechs=pipe", "-ipc.waits=block", "-ipc.places=same", "-ipc.sizes=64",
				"-test.bench=Latency", "-test.benchtime=200ms")
			r.after("trap '' " + name)
			r.start(t)
			if !eventually(func() bool { return r.worker("") > 0 }) {
				t.Fatal("no worker seen")
			}
			if err := syscall.Kill(-r.cmd.Process.Pid, sig); err != nil {
				t.Fatal(err)
			}
			if status := r.wait(t); status.ExitStatus() != 0 || len(parse(t, r.stdout.Bytes())) != 1 {
				t.Errorf("ended with wait status %#x\n%s%s", int(status), &r.stdout, &r.stderr)
			}
			r.leavesNothing(t)
		})
	}
}

// A second signal ends a run without waiting for the clean-up. The run says what may be left, and the watchman goes
// on with the clean-up.
func TestASecondSignalEndsTheCleanUp(t *testing.T) {
	r := newRun(t, "-ipc.mechs=pipe", "-ipc.waits=block", "-ipc.places=same", "-ipc.sizes=64",
		"-test.bench=Latency", "-test.benchtime=60s")
	r.start(t)
	var watchman int
	if !eventually(func() bool { watchman = r.helper("ipcbench-watchman"); return watchman > 0 && r.worker("") > 0 }) {
		t.Fatal("no watchman and worker seen")
	}
	// The coordinator's last step is to wait for its watchman.
	if err := syscall.Kill(watchman, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	defer syscall.Kill(watchman, syscall.SIGCONT)
	if !eventually(func() bool { return stopped(watchman) }) {
		t.Fatal("the watchman does not stop")
	}
	ended := make(chan syscall.WaitStatus, 1)
	go func() {
		r.cmd.Wait()
		ended <- r.cmd.ProcessState.Sys().(syscall.WaitStatus)
	}()
	var status syscall.WaitStatus
	asked := 0
	for done := false; !done && asked < 20; asked++ {
		if err := syscall.Kill(r.cmd.Process.Pid, syscall.SIGINT); err != nil {
			t.Fatal(err)
		}
		select {
		case status = <-ended:
			done = true
		case <-time.After(time.Second):
		}
	}
	if status.Signal() != syscall.SIGINT && status.ExitStatus() != 128+int(syscall.SIGINT) {
		t.Fatalf("asked %d times, ended with wait status %#x\n%s", asked, int(status), &r.stderr)
	}
	r.tells(t, "interrupt again", r.dir+"/ipcbench-")
	if err := syscall.Kill(watchman, syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	r.leavesNothing(t)
}

// stopped tells whether all threads of a process have stopped. On a busy machine that takes its time: the thread that
// gets the signal stops the others, and they go on until it runs. Source: proc_pid_stat(5).
func stopped(pid int) bool {
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	for _, file := range files {
		text, err := os.ReadFile(file)
		_, state, found := strings.Cut(string(text), ") ")
		if err == nil && (!found || !strings.HasPrefix(state, "T")) {
			return false
		}
	}
	return err == nil && len(files) > 0
}

// helper is the process of the run whose command line begins with name, 0 if there is none.
func (r *run) helper(name string) int {
	for _, p := range processes(r.dir) {
		if strings.HasPrefix(p.commandLine, name) {
			return p.pid
		}
	}
	return 0
}
