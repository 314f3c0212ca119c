package e2e

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"
)

// moments are random times at which something happens to a run.
type moments struct {
	*rand.Rand
	taken int
}

// newMoments takes the seed from IPCBENCH_SEED, or a new one.
func newMoments(t *testing.T) *moments {
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv("IPCBENCH_SEED"); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatalf("IPCBENCH_SEED: %v", err)
		}
	}
	t.Logf("IPCBENCH_SEED=%d", seed)
	return &moments{Rand: rand.New(rand.NewPCG(seed, 0))}
}

// begin starts the quick matrix in a random order, waits for a moment, and tells whether worker processes were
// running by then. Every other moment comes soon after the start, when the run looks at the machine and creates its
// files and processes, and every other soon after the first worker process has been started.
func (m *moments) begin(t *testing.T) (r *run, busy bool) {
	t.Helper()
	arguments := []string{
		"-test.bench=.", "-ipc.matrix=quick", "-test.benchtime=10ms", fmt.Sprintf("-test.shuffle=%d", m.Uint32()),
	}
	if m.IntN(3) == 0 && canMakeNamespaces() == nil {
		arguments = append(arguments, "-ipc.host=netns", "-ipc.scopes=process,host")
	}
	r = newRun(t, arguments...)
	r.start(t)
	most := 1500 * time.Millisecond
	if m.taken++; m.taken%2 == 0 {
		for began := time.Now(); r.worker("") == 0 && time.Since(began) < patience; {
			time.Sleep(time.Millisecond)
		}
		most = 500 * time.Millisecond
	} else if m.IntN(2) == 0 {
		most = 100 * time.Millisecond
	}
	time.Sleep(time.Duration(m.Int64N(int64(most))))
	return r, r.worker("") > 0
}
