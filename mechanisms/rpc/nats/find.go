package nats

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/term"
)

// program is the name of the broker's program, and source is its package: a tool in ipcbench's go.mod.
const (
	program = "nats-server"
	source  = "github.com/nats-io/nats-server/v2"
)

const (
	// buildTime is how long Go may take to fetch and to build the broker.
	buildTime = 10 * time.Minute
	// silentFor is how long it may do so before a person is told.
	silentFor = 2 * time.Second
)

// available is nil if there is a program of the broker, or if Go can build one. It builds nothing.
func available() error {
	if _, err := beside(); err == nil {
		return nil
	}
	if _, err := exec.LookPath(program); err == nil {
		return nil
	}
	return lacking(buildable())
}

// find is the path of the broker's program, which Go builds if need be, with its temporary files in dir.
func find(dir string) (string, error) {
	if path, err := beside(); err == nil {
		return path, nil
	}
	other.once.Do(func() { other.path, other.err = buildOrLookUp(dir) })
	return other.path, other.err
}

// other is the program that does not lie beside the running one, which is looked for once.
var other struct {
	once sync.Once
	path string
	err  error
}

func buildOrLookUp(dir string) (string, error) {
	path, unbuilt := build(dir)
	if unbuilt == nil {
		return path, nil
	}
	path, err := exec.LookPath(program)
	if err != nil {
		return "", lacking(unbuilt)
	}
	// Its version may be another than that of ipcbench's go.mod.
	tell("takes the broker of nats from PATH (%s), as it cannot build one (%v)", path, unbuilt)
	return path, nil
}

// lacking says that there is no broker, if none can be built, and what helps.
func lacking(unbuilt error) error {
	if unbuilt == nil {
		return nil
	}
	return fmt.Errorf("%s, its broker, is neither beside this program nor in PATH, and cannot be built: %w "+
		"(`go install %s@latest` makes one, to be put in PATH)", program, unbuilt, source)
}

// beside is the path of the program that lies beside the running one, if it belongs to the same user: where the
// directory is everybody's, as /tmp is, somebody else's is not taken.
func beside() (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", err
	}
	path := filepath.Join(filepath.Dir(self), program)
	info, err := os.Lstat(path)
	switch {
	case err != nil:
		return "", err
	case !info.Mode().IsRegular() || owner(info) != ownerOfSelf():
		return "", fmt.Errorf("%s: not a file of who owns this program", path)
	}
	return path, nil
}

// owner is the user whom a file belongs to.
func owner(info os.FileInfo) uint32 { return info.Sys().(*syscall.Stat_t).Uid }

// ownerOfSelf is the user whom the running program belongs to.
func ownerOfSelf() uint32 {
	info, err := os.Stat("/proc/self/exe")
	if err != nil {
		return uint32(os.Geteuid())
	}
	return owner(info)
}

// buildable is nil if Go has the sources of the broker, or could fetch them.
var buildable = sync.OnceValue(func() error {
	dir, err := module()
	if err != nil {
		return err
	}
	there, err := runGo(dir, nil, "", "list", "-m", "-f", "{{.Dir}}", source)
	if err == nil && there == "" {
		_, err = runGo(dir, nil, "fetches", "list", "-deps", source)
	}
	return err
})

// build has Go build the broker, and returns the program's path.
func build(tmp string) (string, error) {
	dir, err := module()
	if err != nil {
		return "", err
	}
	// It prints where the program is, once it has built it, and does not run it.
	return runGo(dir, []string{"GOTMPDIR=" + tmp}, "builds", "tool", "-n", program)
}

// thisFile is the path that this file had when the running program was compiled. With -trimpath it is not absolute.
var thisFile = func() string {
	_, file, _, _ := runtime.Caller(0)
	return file
}()

// module is the directory with ipcbench's sources that the running program was compiled from.
func module() (string, error) {
	if !filepath.IsAbs(thisFile) {
		return "", errors.New("this program does not know where its sources are (it was compiled with -trimpath)")
	}
	return moduleAt(filepath.Join(filepath.Dir(thisFile), "..", "..", ".."))
}

// moduleAt is dir, if what is built there is what the user of this program would run anyway: others may have put
// something else in its place since.
func moduleAt(dir string) (string, error) {
	info, err := os.Stat(filepath.Join(dir, "go.mod"))
	if err != nil {
		return "", fmt.Errorf("no sources where this program was compiled from them: %w", err)
	}
	switch owner(info) {
	case 0, uint32(os.Geteuid()), ownerOfSelf():
		return dir, nil
	}
	// Who works in it has chosen to: root in a container does, in a directory of a user outside.
	if here, err := os.Getwd(); err == nil {
		if below, err := filepath.Rel(dir, here); err == nil && filepath.IsLocal(below) {
			return dir, nil
		}
	}
	return "", fmt.Errorf("the sources in %s belong to another user", dir)
}

// runGo runs the go command in a module, with some environment variables, and returns what it prints. If that takes
// long, a person is told what it does. Its error is a line.
func runGo(dir string, variables []string, does string, arguments ...string) (string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), buildTime)
	defer cancel()
	c := exec.CommandContext(ctx, "go", arguments...)
	c.Dir, c.Env = dir, slices.Concat(os.Environ(), []string{"GOWORK=off"}, variables)
	var out, bad bytes.Buffer
	c.Stdout, c.Stderr = &out, &bad
	// Interrupted, by us or because this process has ended, it lets go of its temporary files.
	c.Cancel = func() error { return c.Process.Signal(os.Interrupt) }
	c.WaitDelay = 5 * time.Second
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT}
	runtime.LockOSThread() // the signal comes when the thread ends that has started the command
	defer runtime.UnlockOSThread()
	if does != "" {
		defer time.AfterFunc(silentFor, func() {
			tell("%s %s, the broker of nats; that takes a minute or so, once ...", does, program)
		}).Stop()
	}
	err := c.Run()
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("go %s did not end within %v", arguments[0], buildTime)
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("there is no go command in PATH")
	case err != nil:
		return "", fmt.Errorf("go %s: %s (%w)", arguments[0], complaint(bad.String()), err)
	}
	return strings.TrimSpace(out.String()), nil
}

// tell tells a person what this program does. go test has standard error in the same stream as the results: there the
// line must be none that has a meaning, such as "key: value".
func tell(does string, a ...any) {
	clear := ""
	if term.IsTerminal(int(os.Stderr.Fd())) {
		clear = "\r\x1b[K" // the line that shows progress
	}
	fmt.Fprintf(os.Stderr, "%sipcbench %s\n", clear, fmt.Sprintf(does, a...))
}

// complaint is the first line in which the go command says what is wrong.
func complaint(text string) string {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "go: downloading ") {
			return line
		}
	}
	return "it did not say why"
}
