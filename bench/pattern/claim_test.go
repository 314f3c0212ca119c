package pattern

import (
	"slices"
	"strings"
	"testing"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/inproc"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/rpc"
	"ipcbench/mechanisms/socket"
)

// claimed are the names of the cells of a selection, without what all have in common.
func claimed(s plan.Selection) (names []string, skips []plan.Skip) {
	p := plan.Make(s, []plan.Shape{claims.Shape})
	for _, c := range p.Cells {
		names = append(names, strings.TrimPrefix(c.FullName(), "BenchmarkClaim/what="))
	}
	return names, p.Skips
}

// The matrices that have cells of Claim have the same ones of these mechanisms, each once.
func TestClaimsArePlanned(t *testing.T) {
	if _, err := place.Same.CPUs(); err != nil {
		t.Skip(err)
	}
	s := plan.Selection{
		Places: []place.Place{place.Same},
		Mechanisms: []mechanisms.Mechanism{
			pipe.Pipe{}, pipe.FIFO{}, socket.UnixStream{}, socket.TCP{}, inproc.Chan{}, rpc.Gob{},
		},
	}
	want := []string{
		"one-slot/place=same/size=8", "two-slots/place=same/size=8",
		"idle/mech=pipe/wait=block/place=same", "idle/mech=pipe/wait=spin/place=same",
		"duplex/mech=pipe/wait=block/place=same/size=4096/channels=2",
		"duplex/mech=unix-stream/wait=block/place=same/size=4096",
		"duplex/mech=unix-stream/wait=block/place=same/size=4096/channels=2",
		"stranger/mech=pipe", "stranger/mech=fifo", "stranger/mech=unix-stream", "stranger/mech=tcp",
	}
	for _, matrix := range []string{"quick", "default", "full"} {
		s.Matrix = named(t, matrix)
		if names, skips := claimed(s); !slices.Equal(names, want) || len(skips) > 0 {
			t.Errorf("%s: %q, want %q; skips %v", matrix, names, want, skips)
		}
	}
	for _, matrix := range []string{"gate", "curves"} {
		s.Matrix = named(t, matrix)
		if names, _ := claimed(s); len(names) > 0 {
			t.Errorf("%s: %q", matrix, names)
		}
	}
}

// Flags choose mechanisms, ways of waiting and sizes of Claim too, and what has no cells is skipped with the reason.
func TestClaimsObeyFlags(t *testing.T) {
	if _, err := place.Same.CPUs(); err != nil {
		t.Skip(err)
	}
	names, skips := claimed(plan.Selection{
		Matrix: named(t, "quick"), Places: []place.Place{place.Same}, Asked: true,
		Mechanisms: []mechanisms.Mechanism{queue.SysV{}, socket.UDP{}, rpc.Gob{}, inproc.Chan{}},
		Waits:      []mechanisms.Wait{mechanisms.Block}, Sizes: []int{64, 128},
	})
	for _, want := range []string{
		"idle/mech=mq-sysv/wait=block/place=same", "stranger/mech=mq-sysv",
		"duplex/mech=mq-sysv/wait=block/place=same/size=128/channels=2",
		"duplex/mech=udp/wait=block/place=same/size=64",
	} {
		if !slices.Contains(names, want) {
			t.Errorf("no %s in %q", want, names)
		}
	}
	for _, name := range names {
		for _, not := range []string{"wait=spin", "rpc-gob", "go-chan"} {
			if strings.Contains(name, not) {
				t.Errorf("%s was not asked for, or cannot be", name)
			}
		}
	}
	match := plan.NewMatcher("Claim")
	for what, reason := range map[string]string{"udp": "handed", "rpc-gob": "calls", "go-chan": "threads"} {
		if !slices.ContainsFunc(skips, func(k plan.Skip) bool {
			return k.What == what && strings.Contains(k.Reason, reason) && match.Concerns(k, Shapes())
		}) {
			t.Errorf("no skip of %s says %q: %v", what, reason, skips)
		}
	}
	if plan.NewMatcher("Latency").Concerns(skips[0], Shapes()) {
		t.Errorf("%v is told where Claim does not run", skips[0])
	}
}

// Every kind is listed for docs/format.md, in the same order.
func TestClaimKindsAreListed(t *testing.T) {
	var here, listed []string
	for _, k := range claimKinds {
		here = append(here, k.what)
	}
	for _, k := range schema.ClaimKinds {
		listed = append(listed, k.Name)
	}
	if !slices.Equal(here, listed) {
		t.Errorf("%q, listed are %q", here, listed)
	}
}

// Two channels, one for each direction, keep what one channel promises.
func TestTwice(t *testing.T) {
	two, ok := twiceOf(socket.UnixStream{})
	if !ok {
		t.Fatal("one channel of unix-stream goes both ways")
	}
	mechtest.Run(t, two)
	if _, ok := twiceOf(pipe.Pipe{}); ok {
		t.Error("one channel of pipe goes one way")
	}
}
