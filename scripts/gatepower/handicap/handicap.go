// Package handicap makes mechanisms slower by a known amount, to measure what the regression gate finds.
//
// The amount stands in the environment variable [Variable], so that one program is both the old version and the new:
// mechanism=amount, where the amount is a time that each message takes longer, 125ns; the same by probability,
// 125ns:0.1, which one message in ten then takes ten times over; or syscall, one more system call in each message of
// one side.
package handicap

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"ipcbench/mechanisms"

	"golang.org/x/sys/unix"
)

// Variable is the environment variable with the handicap.
const Variable = "IPCBENCH_HANDICAP"

// A Mechanism is another that may have a handicap.
type Mechanism struct{ mechanisms.Mechanism }

// Open opens the mechanism's end. It is in the same wrapping whether or not there is a handicap.
func (m Mechanism) Open(e *mechanisms.End) (mechanisms.Link, error) {
	inner, err := m.Mechanism.Open(e)
	if err != nil {
		return nil, err
	}
	l := &link{Link: inner, probability: 1, lots: rand.NewPCG(1, uint64(e.Side))}
	name, amount, ok := strings.Cut(os.Getenv(Variable), "=")
	if !ok || name != m.Traits().Name {
		return l, nil
	}
	if amount == "syscall" {
		l.calls = e.Side == mechanisms.A
		return l, nil
	}
	duration, chance, ok := strings.Cut(amount, ":")
	if ok {
		l.probability, err = strconv.ParseFloat(chance, 64)
		if err != nil || !(l.probability > 0 && l.probability <= 1) {
			return nil, fmt.Errorf("%s=%s: no probability", Variable, amount)
		}
	}
	extra, err := time.ParseDuration(duration)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Variable, err)
	}
	l.turns = int(float64(extra) / l.probability / turnCost())
	return l, nil
}

type link struct {
	mechanisms.Link
	turns       int // of work for a message that has it
	probability float64
	calls       bool
	lots        *rand.PCG
	state       uint64
}

// Send sends after the handicap.
func (l *link) Send(p []byte) error {
	if l.turns > 0 && (l.probability == 1 || float64(l.lots.Uint64()>>11)/(1<<53) < l.probability) {
		l.state = work(l.turns, l.state)
	}
	if l.calls {
		unix.Getppid()
	}
	return l.Link.Send(p)
}

// work is n turns of something that cannot be done faster.
func work(n int, state uint64) uint64 {
	for range n {
		state = state*6364136223846793005 + 1442695040888963407
	}
	return state
}

// turnCost is what a turn takes, in ns: the least of some tries.
func turnCost() float64 {
	const turns, tries = 1_000_000, 5
	least, state := time.Duration(1<<62), uint64(0)
	for range tries {
		began := time.Now()
		state = work(turns, state)
		least = min(least, time.Since(began))
	}
	if state == 0 { // never, but the work is not left out for it
		return 1
	}
	return float64(least) / turns
}
