package handicap_test

import (
	"os"
	"testing"

	"ipcbench/bench"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/mechtest"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/queue"
	"ipcbench/mechanisms/socket"
	"ipcbench/scripts/gatepower/handicap"
)

// all are mechanisms whose links have no optional methods, which the wrapping would hide.
var all = []mechanisms.Mechanism{
	handicap.Mechanism{Mechanism: memory.Slot{}}, handicap.Mechanism{Mechanism: pipe.Pipe{}},
	handicap.Mechanism{Mechanism: queue.POSIX{}}, handicap.Mechanism{Mechanism: socket.UnixStream{}},
	handicap.Mechanism{Mechanism: socket.TCP{}},
}

func TestMain(m *testing.M) { os.Exit(bench.Main(m, all...)) }

func BenchmarkLatency(b *testing.B)    { bench.Run(b, bench.Latency, all...) }
func BenchmarkThroughput(b *testing.B) { bench.Run(b, bench.Throughput, all...) }

// blocking is a pipe that only blocks: one wait strategy is enough to test.
type blocking struct{ pipe.Pipe }

func (b blocking) Traits() mechanisms.Traits {
	t := b.Pipe.Traits()
	t.Waits = []mechanisms.Wait{mechanisms.Block}
	return t
}

// The wrapping leaves a mechanism what it is.
func TestHandicapped(t *testing.T) {
	t.Setenv(handicap.Variable, "pipe=1us:0.5")
	mechtest.Run(t, handicap.Mechanism{Mechanism: blocking{}})
}
