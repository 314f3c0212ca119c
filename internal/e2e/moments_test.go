package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// moments are random times at which something befalls a run.
type moments struct{ *rand.Rand }

// newMoments seeds them from IPCBENCH_SEED, or anew.
func newMoments(t *testing.T) moments {
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("IPCBENCH_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("IPCBENCH_SEED: %v", err)
		}
	}
	t.Logf("IPCBENCH_SEED=%d", seed)
	return moments{rand.New(rand.NewPCG(seed, 0))}
}

// begin starts the quick matrix in an order of its own, waits for a moment, and tells whether a pair was running by
// then.
func (m moments) begin(t *testing.T) (r *run, busy bool) {
	t.Helper()
	shuffle := fmt.Sprintf("-test.shuffle=%d", m.Uint32())
	r = newRun(t, "-test.bench=.", "-ipc.matrix=quick", "-test.benchtime=10ms", shuffle)
	r.start(t)
	time.Sleep(m.moment())
	return r, r.worker("") > 0
}

// moment is up to a second and a half, every other time among the first 100 ms, in which everything is made.
func (m moments) moment() time.Duration {
	most := 1500 * time.Millisecond
	if m.IntN(2) == 0 {
		most = 100 * time.Millisecond
	}
	return time.Duration(m.Int64N(int64(most)))
}
