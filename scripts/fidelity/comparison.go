package main

import (
	"fmt"
	"slices"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/mechanisms"
	"ipcbench/mechanisms/catalogue"
)

// A comparison is one cell of ipcbench beside a reference program.
type comparison struct {
	cell      plan.Cell
	reference string // the reference program's name for it, if it is not the mechanism's: it then does other work
	peer      bool   // beside the program of another project, in Go like ours, not one in C
}

func (c comparison) name() string {
	name := "BenchmarkFidelity/pattern=" + string(c.cell.Pattern) + "/" + c.cell.Name()
	if c.peer {
		name += "/ref=peer"
	}
	if c.reference != "" {
		name += "/ref=" + c.reference
	}
	return name
}

// A cellRange spells out comparisons: each pattern with each place and size.
type cellRange struct {
	mechanism string
	wait      mechanisms.Wait
	patterns  []plan.Pattern
	places    []place.Place
	sizes     []int
	reference string // "peer" is the program of another project
}

// peer as a cellRange's reference is the program of scripts/peers.
const peer = "peer"

var (
	latency      = []plan.Pattern{pattern.Latency}
	throughput   = []plan.Pattern{pattern.Throughput}
	both         = []plan.Pattern{pattern.Latency, pattern.Throughput}
	same         = []place.Place{place.Same}
	cross        = []place.Place{place.Cross}
	sameAndCross = []place.Place{place.Same, place.Cross}
	sizes        = []int{64, 64 << 10} // what a mechanism cannot carry is cut to its largest message
)

// Two sides that spin on one CPU measure the scheduler's time slice; there the file waits with sched_yield.
var ranges = []cellRange{
	{"pipe", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"fifo", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"mq-posix", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"unix-stream", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"unix-seqpacket", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"unix-dgram", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"uring-unix", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"uring-unix", mechanisms.Spin, latency, cross, sizes, ""},
	{"pipe-vmsplice", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"mq-sysv", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"semop", mechanisms.Block, latency, sameAndCross, []int{8}, ""},
	{"tcp", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"eventfd", mechanisms.Block, latency, sameAndCross, []int{8}, ""},
	{"file", mechanisms.Yield, both, same, sizes, ""},
	{"file", mechanisms.Spin, both, cross, sizes, ""},
	{"shm-slot", mechanisms.Block, both, sameAndCross, sizes, ""},
	{"shm-slot", mechanisms.Spin, both, cross, sizes, ""},
	{"shm-slot", mechanisms.Spin, latency, cross, []int{8, 64}, "atomics"},
	{"shm-ring", mechanisms.Spin, latency, cross, []int{64}, "atomics"},
	{"shm-ring", mechanisms.Spin, throughput, cross, []int{8, 4 << 10, 64 << 10}, "spsc"},
	{"shm-ring-batch", mechanisms.Spin, throughput, cross, []int{8}, "spsc"},
	{"grpc-tcp", mechanisms.Block, latency, cross, []int{64}, peer},
	{"http-tcp", mechanisms.Block, latency, cross, []int{64}, peer},
	{"nats", mechanisms.Block, latency, cross, []int{64}, peer},
}

// comparisons are those that can run here, and for the others a line each with the reason.
func comparisons() (can []comparison, skips []string) {
	for _, r := range ranges {
		all := catalogue.All()
		i := slices.IndexFunc(all, func(m mechanisms.Mechanism) bool { return m.Traits().Name == r.mechanism })
		if i < 0 {
			skips = append(skips, fmt.Sprintf("skip %s: not in the catalogue", r.mechanism))
			continue
		}
		m := all[i]
		if err := m.Available(); err != nil {
			skips = append(skips, fmt.Sprintf("skip %s: %v", r.mechanism, err))
			continue
		}
		for _, pattern := range r.patterns {
			for _, place := range r.places {
				if _, err := place.CPUs(); err != nil {
					skips = append(skips, fmt.Sprintf("skip %s: place=%s: %v", r.mechanism, place, err))
					continue
				}
				for _, size := range r.sizes {
					if most := m.Traits().Largest; most > 0 {
						size = min(size, most)
					}
					cell := plan.Cell{Pattern: pattern, Mechanism: m, Wait: r.wait, Place: place, Size: size}
					c := comparison{cell: cell}
					if c.peer = r.reference == peer; !c.peer {
						c.reference = r.reference
					}
					can = append(can, c)
				}
			}
		}
	}
	slices.Sort(skips)
	return can, slices.Compact(skips)
}
