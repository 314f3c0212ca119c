package pattern

import (
	"fmt"
	"time"

	"ipcbench/bench/plan"
	"ipcbench/bench/worker"
	step "ipcbench/internal/floor"
	"ipcbench/internal/schema"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// neighbourKey is the key of whether a process that has nothing to do with the pair wants the receiver's CPU.
var neighbourKey = plan.Key{
	Name: schema.KeyNeighbour, Default: neighbourOff, Flag: "ipc.neighbour", Near: true,
	Parse: eachOf("ipc.neighbour", parseNeighbour),
	Usage: "let a process of ordinary priority count on the CPU of the receiver of Paced, and tell what it loses: " +
		"off, on, or both (comma-separated)",
}

const (
	neighbourOff = "off"
	neighbourOn  = "on"
)

func parseNeighbour(word string) (string, error) {
	if word != neighbourOff && word != neighbourOn {
		return "", fmt.Errorf("%q is neither %s nor %s", word, neighbourOff, neighbourOn)
	}
	return word, nil
}

// hasNeighbour tells whether a cell has a neighbour.
func hasNeighbour(c plan.Cell) bool { return c.Key(schema.KeyNeighbour) == neighbourOn }

// A neighbour is a process of ordinary priority that computes on the receiver's CPU. What it does of what it would do
// alone is what the receiver's way of waiting leaves to others.
type neighbour struct {
	*worker.Worker
	before, ended int64   // when the last pass began, and when the receiver was done with it
	beside        float64 // rounds of the work in a ns, in the last pass
	sum           uint64
}

// neighbourRounds are the rounds of the work between two looks at the clock: some 5 µs.
const neighbourRounds = 1_000

// The ends of a pass that the neighbour watches.
const (
	pacedSender   = 0
	pacedReceiver = 1
)

func openNeighbour(w *worker.Worker) (*worker.Role, error) {
	if err := w.Settle(); err != nil {
		return nil, err
	}
	n := &neighbour{Worker: w}
	return &worker.Role{Alone: n.alone, Pass: n.pass, Judge: n.judge}, nil
}

// work works until over says that it is time to stop, and returns how many rounds it did in a ns.
func (n *neighbour) work(over func(now int64) bool) float64 {
	rounds, began := 0, sys.Nanotime()
	for {
		n.sum = step.Additions(n.sum, uint64(rounds), n.sum+1, neighbourRounds)
		rounds += neighbourRounds
		if now := sys.Nanotime(); over(now) {
			return float64(rounds) / float64(now-began)
		}
	}
}

// alone works while no other end does.
func (n *neighbour) alone(d time.Duration) (float64, error) {
	n.before, n.ended = n.BeganBy(pacedSender), n.BeganBy(pacedReceiver)
	end := sys.Nanotime() + int64(d)
	return n.work(func(now int64) bool { return now >= end }), nil
}

// pass works from the first moment of the pass until the receiver is done with it.
func (n *neighbour) pass() error {
	gone := n.End.Peer.Gone
	for n.BeganBy(pacedSender) == n.before {
		if gone() {
			return mechanisms.ErrPeerGone
		}
		sys.SleepUntil(sys.Nanotime() + int64(100*time.Microsecond))
	}
	n.beside = n.work(func(int64) bool { return gone() || n.BeganBy(pacedReceiver) != n.ended })
	if gone() {
		return mechanisms.ErrPeerGone
	}
	return nil
}

// judge reports the pass.
func (n *neighbour) judge(_ worker.Order, r *worker.Report) { r.Rate = n.beside }
