package remote

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// SSHVariable is the environment variable that holds the ssh command, with its options, if it is not just ssh.
const SSHVariable = "IPCBENCH_SSH"

// An SSH is a host that is reached by the system's ssh: so that the user's own configuration, agent, known hosts and
// jump hosts hold.
type SSH struct {
	URL *url.URL // ssh://user@name:port/directory; all but the name may be missing
	// Binary is the program for a host of another architecture, or "".
	Binary string
}

// script runs on the other host, by sh(1). It says what the host is, takes the program from its standard input, and
// runs it; in the end it removes it, however the program ended. read(1) takes no byte more than the line, and head(1)
// none that has not been sent: what the program itself is to read comes after the script has said "ready".
const script = `umask 077
echo "$(uname -s)/$(uname -m)"
read -r size sum || exit 70
d=$(mktemp -d "DIRECTORY/ipcbench-host-XXXXXXXX") || exit 71
trap 'rm -rf "$d"' EXIT
trap 'exit 129' HUP INT TERM
head -c "$size" >"$d/ipcbench" || exit 72
chmod 700 "$d/ipcbench" || exit 72
if [ "$(sha256sum <"$d/ipcbench" | cut -c1-64)" != "$sum" ]; then echo damaged; exit 73; fi
echo ready
TMPDIR="$d" "$d/ipcbench" -ipc.serve=stdio
`

// What the script's exit statuses mean.
var scriptErrors = map[int]string{
	71:  "no directory can be made there (name one in -ipc.host=ssh://HOST/DIRECTORY)",
	72:  "the program cannot be written there: is there space? (name a directory in -ipc.host=ssh://HOST/DIRECTORY)",
	73:  "the program arrived damaged",
	126: "the program may not be executed there (name a directory that is not mounted noexec in -ipc.host=ssh://HOST/DIRECTORY)",
	127: "the program cannot be started there",
}

// machines are the names that uname(1) has for Go's architectures.
var machines = map[string]string{"amd64": "x86_64", "arm64": "aarch64", "riscv64": "riscv64", "ppc64le": "ppc64le", "s390x": "s390x"}

// Dial copies this program to the host and starts it there as an agent. When the Host is closed, or this process ends,
// the program ends and is removed there.
func (s SSH) Dial() (*Host, error) {
	name := s.URL.Host
	h, err := s.dial(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return h, nil
}

func (s SSH) dial(name string) (*Host, error) {
	p, err := s.start()
	if err != nil {
		return nil, err
	}
	fail := func(err error) (*Host, error) {
		p.Close()
		return nil, p.why(err)
	}
	watch := time.AfterFunc(patience, func() { p.Close() })
	defer watch.Stop()
	platform, err := p.readLine()
	if err != nil {
		return fail(err)
	}
	program, err := s.program(platform)
	if err != nil {
		p.Close()
		return nil, err
	}
	sum := sha256.Sum256(program)
	if _, err := fmt.Fprintf(p, "%d %s\n", len(program), hex.EncodeToString(sum[:])); err != nil {
		return fail(err)
	}
	if _, err := p.Write(program); err != nil {
		return fail(err)
	}
	if word, err := p.readLine(); err != nil || word != "ready" {
		return fail(err)
	}
	watch.Stop()
	h, err := NewHost(name, p)
	if err != nil {
		return nil, p.why(err)
	}
	return h, nil
}

// arguments are those of ssh.
func (s SSH) arguments() []string {
	command := strings.Fields(os.Getenv(SSHVariable))
	if len(command) == 0 {
		command = []string{"ssh"}
	}
	directory := s.URL.Path
	if directory == "" || directory == "/" {
		directory = "${TMPDIR:-/tmp}"
	}
	args := append(command, "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=2",
		"-o", "ServerAliveCountMax=3")
	if port := s.URL.Port(); port != "" {
		args = append(args, "-p", port)
	}
	if user := s.URL.User.Username(); user != "" {
		args = append(args, "-l", user)
	}
	return append(args, "--", s.URL.Hostname(), strings.Replace(script, "DIRECTORY", directory, 1))
}

// program is the program for a platform, as uname(1) names it.
func (s SSH) program(platform string) ([]byte, error) {
	system, machine, _ := strings.Cut(platform, "/")
	if system != "Linux" {
		return nil, fmt.Errorf("runs %s: ipcbench measures Linux", system)
	}
	if machine == machines[runtime.GOARCH] {
		return os.ReadFile("/proc/self/exe")
	}
	if s.Binary != "" {
		return os.ReadFile(s.Binary)
	}
	arch := machine
	for name, of := range machines {
		if of == machine {
			arch = name
		}
	}
	return nil, fmt.Errorf("is a %s: build the program for it by `GOARCH=%s go test -c -o ipc-%s.test .`, and name that in "+
		"-ipc.host-binary", machine, arch, arch)
}

// A pipe is a running ssh, and its standard streams.
type pipe struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	errors  *tail
	once    sync.Once
	ended   chan struct{}
	status  error
}

func (s SSH) start() (*pipe, error) {
	args := s.arguments()
	c := exec.Command(args[0], args[1:]...)
	// A group of its own, so that Ctrl-C reaches the coordinator alone. It ends with this process in any case, since its
	// standard input does.
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := &pipe{command: c, errors: new(tail), ended: make(chan struct{})}
	c.Stderr = p.errors
	var err error
	if p.in, err = c.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	p.out = bufio.NewReader(out)
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("ssh is needed: %w", err)
	}
	return p, nil
}

func (p *pipe) Read(b []byte) (int, error)  { return p.out.Read(b) }
func (p *pipe) Write(b []byte) (int, error) { return p.in.Write(b) }

// closing is how long ssh has to end once its input has: the program there ends, and is removed.
const closing = 5 * time.Second

// Close hangs up.
func (p *pipe) Close() error {
	p.once.Do(func() {
		p.in.Close()
		go func() {
			io.Copy(io.Discard, p.out)
			p.status = p.command.Wait()
			close(p.ended)
		}()
		select {
		case <-p.ended:
		case <-time.After(closing):
			p.command.Process.Kill()
			<-p.ended
		}
	})
	return nil
}

// readLine reads a line of what the script says.
func (p *pipe) readLine() (string, error) {
	line, err := p.out.ReadString('\n')
	return strings.TrimSpace(line), err
}

// why is what ssh or the script said when it failed. It closes the pipe.
func (p *pipe) why(err error) error {
	p.Close()
	var exit *exec.ExitError
	if errors.As(p.status, &exit) {
		if meaning := scriptErrors[exit.ExitCode()]; meaning != "" {
			return withWords(errors.New(meaning), p.errors.String())
		}
		const ofSSH = 255
		if exit.ExitCode() == ofSSH || err == nil {
			return withWords(fmt.Errorf("ssh failed (%v)", exit), p.errors.String())
		}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, unix.EPIPE) {
		err = errors.New("ssh ended early")
	}
	return withWords(err, p.errors.String())
}

func withWords(err error, words string) error {
	if words == "" {
		return err
	}
	return fmt.Errorf("%w: %s", err, words)
}

// A tail keeps the end of what a program says, as one line.
type tail struct {
	mu   sync.Mutex
	said []byte
}

// mostKept is how many bytes are kept.
const mostKept = 1000

// Write implements [io.Writer].
func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.said = append(t.said, p...)
	if extra := len(t.said) - mostKept; extra > 0 {
		t.said = t.said[extra:]
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(bytes.Join(bytes.Fields(t.said), []byte(" ")))
}

// SSHAddresses are the addresses of the two ends of the ssh connection that this process runs in, the client's first.
// Source: ssh(1), SSH_CONNECTION.
func SSHAddresses() (addresses [2]netip.Addr, ok bool) {
	words := strings.Fields(os.Getenv("SSH_CONNECTION"))
	if len(words) != 4 {
		return addresses, false
	}
	var err error
	for i, word := range []string{words[0], words[2]} {
		if addresses[i], err = netip.ParseAddr(word); err != nil {
			return addresses, false
		}
	}
	return addresses, true
}
