package pattern

import (
	"slices"
	"testing"

	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/memory"
	"ipcbench/mechanisms/pipe"
	"ipcbench/mechanisms/signal"
)

// The gate's matrix has streams of short messages for mechanisms that batch, with each wait strategy that has cells,
// and for no others: only these show when batching is lost.
func TestTheGateStreamsShortMessagesOfMechanismsThatBatch(t *testing.T) {
	all := []mechanisms.Mechanism{memory.Ring{Batch: true}, memory.Ring{}, pipe.Pipe{}, signal.Eventfd{}}
	var has []string
	s := plan.Selection{Matrix: named(t, "gate"), Mechanisms: all}
	for _, c := range plan.Make(s, []plan.Shape{throughput.Shape}).Cells {
		has = append(has, c.Name())
	}
	want := []string{
		"mech=shm-ring-batch/wait=block/place=same/size=64",
		"mech=shm-ring-batch/wait=spin/place=cross/size=64",
		"mech=pipe/wait=block/place=same/size=65536",
	}
	if _, err := place.Cross.CPUs(); err != nil {
		want = slices.Delete(want, 1, 2)
	}
	if !slices.Equal(has, want) {
		t.Errorf("the gate has the streams %q, want %q", has, want)
	}
}
