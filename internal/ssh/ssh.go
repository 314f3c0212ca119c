// Package ssh copies this program to another host and runs it there, by the system's ssh: so that the user's own
// configuration, agent, known hosts and jump hosts hold.
package ssh

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

// Variable is the environment variable that holds the ssh command, with its options, if it is not just ssh.
const Variable = "IPCBENCH_SSH"

// A Host is one that ssh reaches.
type Host struct {
	url *url.URL
	// Binary is the program for a host of another architecture, or "".
	Binary string
	// Build is the command that makes it, with %[1]s for the architecture; for messages.
	Build string
}

// Parse reads a host as ssh://user@name:port/directory, of which only the name must be there. The directory takes the
// place of $TMPDIR or /tmp there.
func Parse(text string) (Host, error) {
	at, err := url.Parse(text)
	if err != nil || at.Scheme != "ssh" || at.Hostname() == "" || at.RawQuery != "" || at.Fragment != "" ||
		strings.ContainsAny(at.Path, "\"'`$\\ ") || strings.HasPrefix(at.Hostname(), "-") {
		return Host{}, errors.New("choose ssh://name, ssh://user@name:port or ssh://name/directory")
	}
	return Host{url: at}, nil
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
TMPDIR="$d" "$d/ipcbench" ARGUMENTS
`

// What the script's exit statuses mean.
var scriptErrors = map[int]string{
	71: "no directory can be made there (name one at the end of ssh://HOST/DIRECTORY)",
	72: "the program cannot be written there: is there space? (name a directory at the end of ssh://HOST/DIRECTORY)",
	73: "the program arrived damaged",
	126: "the program may not be executed there (is it mounted noexec? name another directory at the end of " +
		"ssh://HOST/DIRECTORY)",
	127: "the program cannot be started there",
}

// machines are the names that uname(1) has for Go's architectures.
var machines = map[string]string{"amd64": "x86_64", "arm64": "aarch64", "riscv64": "riscv64", "ppc64le": "ppc64le",
	"s390x": "s390x"}

// patience is how long the host may take until the program runs there.
const patience = 40 * time.Second

// Start copies this program to the host and starts it there with arguments. When the Program is closed, or this process
// ends, its standard input ends; when it has ended, it is removed there.
func (h Host) Start(arguments ...string) (*Program, error) {
	p, err := h.start(arguments)
	if err != nil {
		return nil, err
	}
	watch := time.AfterFunc(patience, func() { p.Close() })
	defer watch.Stop()
	if err := h.bring(p); err != nil {
		return nil, err
	}
	return p, nil
}

// bring does what the script waits for. On an error the program is closed.
func (h Host) bring(p *Program) error {
	platform, err := p.readLine()
	if err != nil {
		return p.Why(err)
	}
	program, err := h.program(platform)
	if err != nil {
		p.Close()
		return fmt.Errorf("%s: %w", p.name, err)
	}
	sum := sha256.Sum256(program)
	if _, err := fmt.Fprintf(p, "%d %s\n", len(program), hex.EncodeToString(sum[:])); err != nil {
		return p.Why(err)
	}
	if _, err := p.Write(program); err != nil {
		return p.Why(err)
	}
	if word, err := p.readLine(); err != nil || word != "ready" {
		return p.Why(err)
	}
	return nil
}

// command is the ssh command, which runs the script.
func (h Host) command(arguments []string) []string {
	command := strings.Fields(os.Getenv(Variable))
	if len(command) == 0 {
		command = []string{"ssh"}
	}
	directory := h.url.Path
	if directory == "" || directory == "/" {
		directory = "${TMPDIR:-/tmp}"
	}
	args := append(command, "-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10", "-o", "ServerAliveInterval=2",
		"-o", "ServerAliveCountMax=3")
	if port := h.url.Port(); port != "" {
		args = append(args, "-p", port)
	}
	if user := h.url.User.Username(); user != "" {
		args = append(args, "-l", user)
	}
	var quoted []string
	for _, argument := range arguments {
		quoted = append(quoted, "'"+strings.ReplaceAll(argument, "'", `'\''`)+"'")
	}
	text := strings.NewReplacer("DIRECTORY", directory, "ARGUMENTS", strings.Join(quoted, " ")).Replace(script)
	return append(args, "--", h.url.Hostname(), text)
}

// program is the program for a platform, as uname(1) names it.
func (h Host) program(platform string) ([]byte, error) {
	system, machine, _ := strings.Cut(platform, "/")
	if system != "Linux" {
		return nil, fmt.Errorf("runs %s: ipcbench measures Linux", system)
	}
	if machine == machines[runtime.GOARCH] {
		return os.ReadFile("/proc/self/exe")
	}
	if h.Binary != "" {
		return os.ReadFile(h.Binary)
	}
	arch := machine
	for name, of := range machines {
		if of == machine {
			arch = name
		}
	}
	return nil, fmt.Errorf("is a %s: "+h.Build, machine, arch)
}

// A Program runs on the other host. It reads what is written to it, and what it prints can be read.
type Program struct {
	name    string // of the host
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
	errors  *tail
	once    sync.Once
	ended   chan struct{}
	status  error
}

func (h Host) start(arguments []string) (*Program, error) {
	args := h.command(arguments)
	c := exec.Command(args[0], args[1:]...)
	// A group of its own, so that Ctrl-C reaches the coordinator alone. It ends with this process in any case, since
	// its standard input does.
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p := &Program{name: h.url.Host, command: c, errors: new(tail), ended: make(chan struct{})}
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

// Read implements [io.Reader].
func (p *Program) Read(b []byte) (int, error) { return p.out.Read(b) }

// Write implements [io.Writer].
func (p *Program) Write(b []byte) (int, error) { return p.in.Write(b) }

// closing is how long ssh has to end once its input has: the program there ends, and is removed.
const closing = 5 * time.Second

// Close ends the input of the program, and waits until it has ended and been removed. The error says how it ended, if
// not well.
func (p *Program) Close() error {
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
	return p.status
}

// readLine reads a line of what the script says.
func (p *Program) readLine() (string, error) {
	line, err := p.out.ReadString('\n')
	return strings.TrimSpace(line), err
}

// Name is the name of the host.
func (p *Program) Name() string { return p.name }

// Why says why the program failed: what ssh said, the script or the program itself, or else err. It closes the program.
func (p *Program) Why(err error) error { return fmt.Errorf("%s: %w", p.name, p.why(err)) }

func (p *Program) why(err error) error {
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

// Addresses are the addresses of the two ends of the ssh connection that this process runs in, the client's first.
// Source: ssh(1), SSH_CONNECTION.
func Addresses() (addresses [2]netip.Addr, ok bool) {
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
