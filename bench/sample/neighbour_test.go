package sample

import (
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/internal/schema"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/pipe"
)

// A process on the receiver's CPU keeps nearly all of what it does alone beside a receiver that sleeps, and loses much
// of it to one that spins. On a busy machine others take from both: then the two are compared.
func TestTheNeighbourLosesWhatTheReceiverTakes(t *testing.T) {
	if _, err := place.Cross.CPUs(); err != nil {
		t.Skip(err)
	}
	var kept map[mechanisms.Wait]float64
	for range proofTries {
		kept = map[mechanisms.Wait]float64{}
		for _, wait := range []mechanisms.Wait{mechanisms.Block, mechanisms.Spin} {
			c := paired(cell(pattern.Paced, pipe.Pipe{}, wait, place.Cross, 64), "rate=100/neighbour=on")
			s, err := open(c, Options{Idle: 30 * time.Second, Trial: true})
			if err != nil {
				t.Fatal(err)
			}
			r, err := s.Take(Length{Ops: 50})
			if err != nil {
				s.ends.Kill()
				t.Fatal(err)
			}
			for _, f := range r.Figures {
				if f.Unit == schema.NeighbourPercent {
					kept[wait] = f.Value
				}
			}
		}
		if kept[mechanisms.Spin] <= 0 || kept[mechanisms.Block] <= 0 {
			t.Fatalf("%v: nothing was counted", kept)
		}
		if kept[mechanisms.Spin] < 0.8*kept[mechanisms.Block] {
			return
		}
	}
	t.Skipf("the machine was too busy in each of %d tries, in the last: %.0f %% beside a receiver that sleeps, "+
		"%.0f %% beside one that spins", proofTries, kept[mechanisms.Block], kept[mechanisms.Spin])
}
