package e2e

import (
	"bytes"
	"strconv"
	"sync"
	"testing"

	"golang.org/x/perf/benchfmt"
)

const quickCount = 1

// someMechanisms are a few of each family; scripts/bench.sh quick runs all.
const someMechanisms = "shm-slot,shm-ring-inplace,file,pipe,fifo,udp,uring-unix,go-unix,eventfd,grpc,go-chan"

// quick is the output of the quick matrix with some mechanisms of each family. It runs once, for all tests that read
// it.
func quick(t *testing.T) []byte {
	t.Helper()
	quickOnce.Do(func() {
		r := newRun(t, "-ipc.matrix=quick", "-ipc.mechs="+someMechanisms, "-test.bench=.",
			"-test.benchtime=20x", "-test.count="+strconv.Itoa(quickCount))
		r.start(t)
		quickStatus = r.wait(t).ExitStatus()
		r.leavesNothing(t)
		quickOut, quickErr = r.stdout.Bytes(), r.stderr.String()
	})
	if quickStatus != 0 {
		t.Fatalf("the quick matrix ended with status %d\n%s%s", quickStatus, quickOut, quickErr)
	}
	return quickOut
}

var (
	quickOnce   sync.Once
	quickStatus = -1
	quickOut    []byte
	quickErr    string
)

// parse reads every result of an output. A line that benchfmt does not accept is an error.
func parse(t *testing.T, out []byte) []*benchfmt.Result {
	t.Helper()
	var results []*benchfmt.Result
	reader := benchfmt.NewReader(bytes.NewReader(out), "stdout")
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.Result:
			results = append(results, record.Clone())
		case *benchfmt.SyntaxError:
			t.Error(record)
		}
	}
	if err := reader.Err(); err != nil {
		t.Error(err)
	}
	return results
}

// value is a measurement in the unit of the file; benchfmt converts ns to sec.
func value(r *benchfmt.Result, unit string) (float64, bool) {
	for _, v := range r.Values {
		if v.OrigUnit == unit {
			return v.OrigValue, true
		}
		if v.OrigUnit == "" && v.Unit == unit {
			return v.Value, true
		}
	}
	return 0, false
}
