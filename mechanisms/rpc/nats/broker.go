package nats

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// terms are those of one broker: where it listens, whom it serves, and how long a payload may be in bytes.
type terms struct {
	host           string
	user, password string
	maxPayload     int
}

// write writes them into a new configuration file of nats-server, which only this user can read. The broker listens
// on that address only, on a free port, and writes its address into a file. Its buffers hold several messages
// for each receiver, and it waits for a slow one.
// Source: docs.nats.io, NATS Server, Configuration.
func (t terms) write(path string) error {
	file, err := newFile(path)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(file, `host: %q
port: -1
ports_file_dir: "."
authorization { user: %q, password: %q }
max_payload: %d
max_pending: %d
write_deadline: "1m"
`, t.host, t.user, t.password, t.maxPayload, 4*largest)
	return errors.Join(err, file.Close())
}

// newFile makes a file, and writes into none that is there, nor through a link.
func newFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
}

// A broker is a nats-server that runs.
type broker struct {
	command *exec.Cmd
	log     string     // the file with what it says
	ended   chan error // how, when it has
}

// logName is the name of the file with what a broker says.
const logName = "nats.log"

// launch starts a program as a broker, in a directory of its own with its configuration file. It ends with this
// process, whatever ends that. enter, if it is not nil, brings the thread that starts it into the broker's network.
func launch(program, configuration string, enter func() error) (*broker, error) {
	dir, name := filepath.Split(configuration)
	log, err := newFile(filepath.Join(dir, logName))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	c := exec.Command(program, "-c", name)
	c.Dir, c.Stderr = dir, log
	// A group of its own, so that Ctrl-C reaches the coordinator alone, which then ends all in order.
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: unix.SIGKILL, Setpgid: true}
	b := &broker{command: c, log: log.Name(), ended: make(chan error, 1)}
	started := make(chan error)
	go func() {
		runtime.LockOSThread() // for good: the kernel kills the broker when the thread ends that has started it
		var err error
		if enter != nil {
			err = enter()
		}
		if err == nil {
			err = c.Start()
		}
		started <- err
		if err == nil {
			b.ended <- c.Wait()
		}
	}()
	return b, <-started
}

// address waits for the broker to say where it listens. If it does not within a time limit it is killed.
func (b *broker) address(within time.Duration) (url string, err error) {
	late := time.NewTimer(within)
	defer late.Stop()
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for {
		select {
		case err := <-b.ended:
			return "", fmt.Errorf("the broker did not start: %s (%w)", b.lastWords(), err)
		case <-late.C:
			b.command.Process.Kill()
			return "", fmt.Errorf("the broker did not start within %v: %s", within, b.lastWords())
		case <-look.C:
			if url := portsFile(b.command.Dir); url != "" {
				return url, nil
			}
		}
	}
}

// portsFile is the address in the file that a broker writes into a directory, which it removes; "" while there is none,
// or only a part of one.
func portsFile(dir string) string {
	names, _ := fs.Glob(os.DirFS(dir), "*.ports")
	for _, name := range names {
		path := filepath.Join(dir, name)
		text, err := os.ReadFile(path)
		if err != nil {
			continue
		}
		var ports struct{ Nats []string }
		if json.Unmarshal(text, &ports) == nil && len(ports.Nats) > 0 {
			os.Remove(path)
			return ports.Nats[0]
		}
	}
	return ""
}

// lastWords is the last line that the broker has said.
func (b *broker) lastWords() string {
	text, err := os.ReadFile(b.log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if last := lines[len(lines)-1]; last != "" {
		return last
	}
	return "it did not say why"
}

// endWith has the broker killed when nobody holds the other end of life any more, which is a pipe.
func (b *broker) endWith(life *os.File) {
	go func() {
		io.Copy(io.Discard, life)
		life.Close()
		b.command.Process.Kill() // fails if it has ended before
	}()
}
