package remote

import (
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/netip"
	"sync"
	"time"

	"ipcbench/internal/condition"
	"ipcbench/internal/proc"
	"ipcbench/internal/ssh"
	"ipcbench/mechanisms"
)

// protocol is the version of what is said here. Both sides must have the same.
const protocol = 1

const (
	// pulse is how often each side gives a sign of life, and silence how long one may hear none.
	pulse   = time.Second
	silence = 6 * time.Second
)

// What a request asks for.
const (
	doHello    = "hello"    // say what this host is
	doPrepare  = "prepare"  // prepare a group, whose number is new; the answer has the mechanism's values
	doStart    = "start"    // start its ends
	doSend     = "send"     // send a message to an end
	doProgress = "progress" // say how far an end has got
	doOpened   = "opened"   // all ends have opened
	doAbandon  = "abandon"  // an end on the other host is gone
	doFinish   = "finish"   // have the ends end by themselves
	doKill     = "kill"     // end them at once
	doRelease  = "release"  // remove what was made for the group
	doPulse    = "pulse"    // nothing: a sign of life, which is not answered
)

// A request is a message to an agent.
type request struct {
	Number  int // its answer has the same; 0 for one that is not answered
	Do      string
	Group   int               `json:",omitempty"`
	End     mechanisms.Side   `json:",omitempty"` // of all ends of the group
	Config  *config           `json:",omitempty"` // for doPrepare
	Values  map[string]string `json:",omitempty"` // for doPrepare and doStart: those of the other host
	Message json.RawMessage   `json:",omitempty"` // for doSend
}

// A config is what an agent is told of a group.
type config struct {
	Mechanism  string
	Wait       mechanisms.Wait
	Size       int
	Handler    string
	Traceable  bool
	Conditions []condition.Condition
	Place      string
	Ends       int // of the whole group
	Here       mechanisms.Side
	Addresses  [2]netip.Addr
}

// A reply is a message from an agent: an answer, or an event of an end.
type reply struct {
	Number   int               `json:",omitempty"` // of the request that is answered; 0 for an event or a sign of life
	Error    string            `json:",omitempty"`
	Hello    *Hello            `json:",omitempty"`
	Values   map[string]string `json:",omitempty"`
	Progress *proc.Progress    `json:",omitempty"`

	Group   int             `json:",omitempty"` // of an event
	End     mechanisms.Side `json:",omitempty"`
	Message json.RawMessage `json:",omitempty"`
	Fate    string          `json:",omitempty"`
	Ended   bool            `json:",omitempty"` // the end has ended, and nothing more comes of it
}

// A Hello is what an agent says of itself and its host.
type Hello struct {
	Protocol int
	Program  string // the SHA-256 of the program, in hexadecimal digits
	Platform string // such as linux/amd64
	Name     string // of the host
	Config   [][2]string
	// Addresses are those of the coordinator's host and of this one in the connection between them, if that has any.
	Addresses [2]netip.Addr
}

// errSilent is the error of a connection over which nothing has come for [silence].
var errSilent = errors.New("it has given no sign of life for " + silence.String())

// A line is one side of a connection. Only one goroutine receives.
type line struct {
	conn    io.ReadWriteCloser
	decoder *json.Decoder

	mu      sync.Mutex
	encoder *json.Encoder

	heard  *time.Timer // closes the connection
	silent chan struct{}
	closed sync.Once
}

func newLine(conn io.ReadWriteCloser) *line {
	l := &line{
		conn: conn, decoder: json.NewDecoder(conn), encoder: json.NewEncoder(conn), silent: make(chan struct{}),
	}
	l.heard = time.AfterFunc(silence, func() { l.end(true) })
	return l
}

func (l *line) send(message any) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.encoder.Encode(message)
}

// receive reads one message into what message points to. It fails with errSilent when nothing has come for too long.
func (l *line) receive(message any) error {
	err := l.decoder.Decode(message)
	if err == nil {
		l.heard.Reset(silence)
		return nil
	}
	select {
	case <-l.silent:
		return errSilent
	default:
		return err
	}
}

func (l *line) close() {
	l.heard.Stop()
	l.end(false)
}

// end closes the connection, once, and says whether that is because nothing came. The timer may call it before newLine
// has stored the timer, and again if a message came just as it ran out: end does not touch the timer.
func (l *line) end(silent bool) {
	l.closed.Do(func() {
		if silent {
			close(l.silent)
		}
		l.conn.Close()
	})
}

// addresses are those of the other side's host and of this one: of the connection, or of the ssh connection that it
// goes through.
func (l *line) addresses() (a [2]netip.Addr) {
	conn, ok := l.conn.(net.Conn)
	if !ok {
		a, _ = ssh.Addresses()
		return a
	}
	for i, one := range []net.Addr{conn.RemoteAddr(), conn.LocalAddr()} {
		if tcp, ok := one.(*net.TCPAddr); ok {
			a[i] = tcp.AddrPort().Addr().Unmap()
		}
	}
	return a
}

// beat gives signs of life until done is closed.
func (l *line) beat(message any, done <-chan struct{}) {
	ticker := time.NewTicker(pulse)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticker.C:
			if l.send(message) != nil {
				return
			}
		}
	}
}
