package nats

import (
	"io"
	"os/exec"
	"strings"
	"testing"
	"time"

	"ipcbench/mechanisms"

	"github.com/nats-io/nats.go"
	"golang.org/x/sys/unix"
)

// A broker that never says where it is is killed, and one that fails tells why it was not there.
func TestABrokerThatDoesNotStart(t *testing.T) {
	for command, want := range map[string]string{"exec sleep 1000": "within", "exit 3": "exit status 3"} {
		url, err := startBroker(exec.Command("sh", "-c", "exec 2>&-; "+command), 500*time.Millisecond)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %q, %v; want one line with %q", command, url, err, want)
		}
	}
	if err := serve(terms{}, strings.NewReader(""), io.Discard); err == nil {
		t.Error("a broker serves everybody")
	}
}

// The broker serves only the pair, and nobody a longer message than the pair's.
func TestTheBrokerServesThePairAlone(t *testing.T) {
	if err := (NATS{}).Available(); err != nil {
		t.Skip(err)
	}
	p := mechanisms.Preparation{Size: 64}
	if err := (NATS{}).Prepare(&p); err != nil {
		t.Fatal(err)
	}
	defer unix.Close(p.FDs(mechanisms.A)["broker"])
	v := p.Values()
	for name, options := range map[string][]nats.Option{
		"without a name":         nil,
		"with another name":      {nats.UserInfo("ipcbench", v["password"])},
		"with no password":       {nats.UserInfo(v["user"], "")},
		"with another password ": {nats.UserInfo(v["user"], v["user"])},
	} {
		if conn, err := nats.Connect(v["url"], options...); err == nil {
			conn.Close()
			t.Errorf("the broker serves who comes %s", name)
		}
	}
	conn, err := nats.Connect(v["url"], nats.UserInfo(v["user"], v["password"]))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if most := conn.MaxPayload(); most != 64 {
		t.Errorf("max_payload is %d bytes where messages have 64", most)
	}
}
