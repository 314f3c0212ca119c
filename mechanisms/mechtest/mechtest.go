// Package mechtest is the conformance suite: the promises of every mechanism, as tests. It is called from a _test.go:
//
//	func TestPigeon(t *testing.T) { mechtest.Run(t, pigeon.Mechanism{}) }
//
// It starts real pairs of worker processes: the test binary starts itself again. So a test function calls Run, or
// Apart, once.
package mechtest

import (
	"regexp"
	"strings"
	"testing"

	"ipcbench/internal/proc"
	"ipcbench/mechanisms"
)

// Run tests everything that m promises, for each wait strategy that it offers, and for hybrid once more with each of
// spins. It skips a mechanism that cannot run here, with the reason that the mechanism gives.
//
// A mechanism that leaves waiting to the packages of ipcbench/mechanisms/kit needs no spins: that is tested with them.
func Run(t *testing.T, m mechanisms.Mechanism, spins ...mechanisms.SpinTime) {
	begin(t, m)
	t.Run("DeclaresItself", func(t *testing.T) { declaresItself(t, m.Traits()) })
	for _, wait := range m.Traits().Waits {
		t.Run(string(wait), func(t *testing.T) { keepsPromises(t, subject{m, m.Traits(), wait, 0, nil}) })
	}
	for _, spin := range spins {
		t.Run(string(mechanisms.Hybrid)+"-"+spin.String(), func(t *testing.T) {
			keepsPromises(t, subject{m, m.Traits(), mechanisms.Hybrid, spin, nil})
		})
	}
}

// begin serves, in a worker, and otherwise gets ready to start some.
func begin(t *testing.T, m mechanisms.Mechanism) {
	t.Helper()
	proc.Intercept([]mechanisms.Mechanism{m}, map[string]proc.Handler{handlerName: serve, roundsHandler: serveRounds})
	proc.Via("-test.run=" + only(t.Name()))
	if err := m.Available(); err != nil {
		t.Skipf("%s: %v", m.Traits().Name, err)
	}
	t.Cleanup(func() {
		if err := proc.End(); err != nil {
			t.Errorf("ending: %v", err)
		}
	})
}

// A subject is a mechanism with the wait strategy under test.
type subject struct {
	mechanisms.Mechanism
	traits mechanisms.Traits
	wait   mechanisms.Wait
	spin   mechanisms.SpinTime
	hosts  *proc.Networks // where the ends are, if that is not this host
}

func keepsPromises(t *testing.T, s subject) {
	for _, promise := range promises {
		t.Run(promise.name, func(t *testing.T) { promise.test(t, s) })
	}
}

// promises are the tests, in the order in which a failure tells most.
var promises = []struct {
	name string
	test func(*testing.T, subject)
}{
	{"KeepsOrderAndContent", keepsOrderAndContent},
	{"KeepsEveryMessage", keepsEveryMessage},
	{"MovesWholeMessages", movesWholeMessages},
	{"CarriesBothDirectionsAtOnce", carriesBothDirectionsAtOnce},
	{"HandsOverWhenItReceives", handsOverWhenItReceives},
	{"RefusesTooLarge", refusesTooLarge},
	{"SurvivesPeerDeathInRecv", survivesPeerDeathInRecv},
	{"SurvivesPeerDeathInSend", survivesPeerDeathInSend},
	{"ReachesAnotherHost", reachesAnotherHost},
	{"SleepsWhileBlocked", sleepsWhileBlocked},
	{"KeepsOutOfTheRuntime", keepsOutOfTheRuntime},
	{"LeavesNothingBehind", leavesNothingBehind},
	{"GivesBackEachTime", givesBackEachTime},
}

// only is the -test.run pattern of one test function or subtest.
func only(name string) string {
	levels := strings.Split(name, "/")
	for i, level := range levels {
		levels[i] = "^" + regexp.QuoteMeta(level) + "$"
	}
	return strings.Join(levels, "/")
}
