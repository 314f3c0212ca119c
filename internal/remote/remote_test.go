package remote

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"ipcbench/mechanisms"
)

// anAgent has no mechanism.
func anAgent() *Agent {
	return &Agent{
		CPU:    func(string, mechanisms.Side) (int, error) { return -1, nil },
		Config: func(netip.Addr) [][2]string { return [][2]string{{"kernel", "6"}} },
	}
}

func tokenOf(t *testing.T, text string) Token {
	t.Helper()
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	token, err := ReadToken(path)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

var (
	oneToken     = strings.Repeat("a", leastToken)
	anotherToken = strings.Repeat("b", leastToken)
)

func TestReadToken(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct {
		text, says string
		mode       os.FileMode
	}{
		{oneToken, "", 0o600}, {oneToken + "\n", "", 0o400}, {oneToken, "chmod 600", 0o640}, {oneToken, "chmod 600",
			0o604},
		{"short", "head -c 32 /dev/urandom", 0o600}, {"", "0 characters", 0o600},
	} {
		path := filepath.Join(dir, "token")
		os.Remove(path)
		if err := os.WriteFile(path, []byte(c.text), c.mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		_, err := ReadToken(path)
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q, mode %o: %v; want %q", c.text, c.mode, err, c.says)
		}
	}
	if _, err := ReadToken(filepath.Join(dir, "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

// listening starts an agent, and returns its address and what it says.
func listening(t *testing.T, token Token) (address string, said chan string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	said = make(chan string, 1000)
	done := make(chan error)
	go func() { done <- anAgent().Listen(ctx, "127.0.0.1:0", token, func(line string) { said <- line }) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	address, ok := strings.CutPrefix(<-said, "serving at ")
	if !ok {
		t.Fatal("it does not say where it serves")
	}
	return address, said
}

func TestBothSidesProveThatTheyKnowTheToken(t *testing.T) {
	address, _ := listening(t, tokenOf(t, oneToken))
	h, err := Connect(address, tokenOf(t, oneToken))
	if err != nil {
		t.Fatal(err)
	}
	if a := h.Hello.Addresses; h.Hello.Config[0] != [2]string{"kernel", "6"} || !a[0].IsLoopback() ||
		!a[1].IsLoopback() {
		t.Errorf("%+v", h.Hello)
	}
	h.Close()
	<-h.Lost()
	if h, err := Connect(address, tokenOf(t, anotherToken)); !errors.Is(err, ErrStranger) {
		t.Errorf("%v, %v with another token", h, err)
	}
	// And who pretends to be the agent learns nothing either.
	thief, _ := listening(t, tokenOf(t, anotherToken))
	if h, err := Connect(thief, tokenOf(t, oneToken)); !errors.Is(err, ErrStranger) {
		t.Errorf("%v, %v at an agent with another token", h, err)
	}
}

func TestManyStrangersDoNotKeepTheCoordinatorOut(t *testing.T) {
	t.Parallel()
	address, _ := listening(t, tokenOf(t, oneToken))
	for range 2 * mostProving {
		c, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	// Those who are silent are hung up on after a while, or as soon as they hang up themselves.
	var err error
	for deadline := time.Now().Add(3 * proving); time.Now().Before(deadline); time.Sleep(proving / 20) {
		var h *Host
		if h, err = Connect(address, tokenOf(t, oneToken)); err == nil {
			h.Close()
			return
		}
	}
	t.Errorf("kept out: %v", err)
}

// pair is a connection between a host and an agent in this process.
func pair(t *testing.T, a *Agent) *Host {
	t.Helper()
	h, err := Here(a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return h
}

func TestAnAgentRefusesWhatItCannotDo(t *testing.T) {
	h := pair(t, anAgent())
	for _, c := range []struct {
		request
		says string
	}{
		{request{Do: doPrepare, Group: 1}, "by its configuration"},
		{request{Do: doPrepare, Group: 1, Config: &config{Mechanism: "pigeon"}}, `no mechanism "pigeon"`},
		{request{Do: doStart, Group: 7}, "no group 7"},
		{request{Do: doProgress, Group: 7}, "no group 7"},
		{request{Do: "dance", Group: 7}, "no group 7"},
	} {
		if _, err := h.ask(c.request); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v, want %q", c.Do, err, c.says)
		}
	}
	if _, err := h.ask(request{Do: doRelease, Group: 7}); err != nil {
		t.Errorf("to release what is not there: %v", err)
	}
}

// answering is an agent that answers the greeting with a Hello of its own.
func answering(t *testing.T, hello Hello) io.ReadWriteCloser {
	t.Helper()
	ours, theirs := net.Pipe()
	go func() {
		d, e := json.NewDecoder(theirs), json.NewEncoder(theirs)
		for {
			var r request
			if d.Decode(&r) != nil {
				return
			}
			if r.Number != 0 {
				e.Encode(reply{Number: r.Number, Hello: &hello})
			}
		}
	}()
	return ours
}

func TestAnotherProgramIsRefused(t *testing.T) {
	program, err := digest()
	if err != nil {
		t.Fatal(err)
	}
	same := Hello{Protocol: protocol, Program: program, Platform: runtime.GOOS + "/" + runtime.GOARCH}
	for says, change := range map[string]func(*Hello){
		"":                               func(*Hello) {},
		"speaks version 0":               func(h *Hello) { h.Protocol = 0 },
		"another build":                  func(h *Hello) { h.Program = strings.Repeat("0", 64) },
		"speaks version 9 of the protoc": func(h *Hello) { h.Protocol = 9 },
	} {
		hello := same
		change(&hello)
		h, err := NewHost("far", answering(t, hello))
		switch {
		case says == "" && err != nil:
			t.Error(err)
		case says != "" && (err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(),
			"far")):
			t.Errorf("%v, want %q", err, says)
		}
		if h != nil {
			h.Close()
		}
	}
	hello := same
	hello.Platform, hello.Program = "linux/other", "another"
	h, err := NewHost("far", answering(t, hello))
	if err != nil {
		t.Errorf("the program of another architecture: %v", err)
	} else {
		h.Close()
	}
}

// What is silent is lost, on both sides.
func TestSilenceEndsAConnection(t *testing.T) {
	t.Parallel()
	ours, theirs := net.Pipe()
	go io.Copy(io.Discard, theirs) // takes what comes and says nothing
	if h, err := NewHost("far", ours); err == nil || !strings.Contains(err.Error(), "no sign of life") {
		t.Errorf("%v, %v", h, err)
	}
	ours, theirs = net.Pipe()
	go io.Copy(io.Discard, theirs)
	if err := anAgent().Serve(ours); !errors.Is(err, errSilent) {
		t.Errorf("the agent: %v", err)
	}
}

// A message may come at the very moment at which the time without one is over, and set the timer anew.
func TestATimerThatRunsOutTwiceEndsAConnectionOnce(t *testing.T) {
	ours, theirs := net.Pipe()
	defer theirs.Close()
	l := newLine(ours)
	l.heard.Reset(0)
	var message request
	if err := l.receive(&message); !errors.Is(err, errSilent) {
		t.Fatal(err)
	}
	l.heard.Reset(0)
	time.Sleep(20 * time.Millisecond) // within which it runs out again
	l.close()
}

func TestALostHostAnswersNoMore(t *testing.T) {
	ours, theirs := net.Pipe()
	served := make(chan error)
	go func() { served <- anAgent().Serve(theirs) }()
	h, err := NewHost("far", ours)
	if err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	<-served
	<-h.Lost()
	if _, err := h.ask(request{Do: doHello}); err == nil || !strings.Contains(err.Error(),
		"the connection to far is lost") {
		t.Error(err)
	}
}
