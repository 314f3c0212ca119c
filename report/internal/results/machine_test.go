package results

import (
	"fmt"
	"math"
	"testing"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/resultfile"
)

// A quantile is there from ten readings beyond it on, whether the file counts the readings or is older than that.
func TestAQuantileNeedsReadingsBeyondIt(t *testing.T) {
	const values = "900 ns/op 910 p50-ns 920 p90-ns 930 p99-ns 940 p99.9-ns 950 p99.99-ns 960 max-ns"
	for _, pattern := range []string{"Latency", "Setup"} {
		name := "Benchmark" + pattern + "/mech=pipe/wait=block/place=cross/size=64-2"
		for unit, least := range map[string]int{
			schema.P50Sec: 20, schema.P90Sec: 100, schema.P99Sec: 1_000, schema.P999Sec: 10_000,
			schema.P9999Sec: 100_000,
		} {
			for _, n := range []int{1, least - 1, least, 1_000_000} {
				for form, text := range map[string]string{
					"counted":        fmt.Sprintf("%s 7 %s %d readings 1 ops/clock\n", name, values, n),
					"counted, old":   fmt.Sprintf("%s %d %s\n", name, n, values),
					"shared, by 50":  fmt.Sprintf("%s %d %s 50 ops/clock\n", name, 50*n, values),
					"counted shared": fmt.Sprintf("%s 7 %s %d readings 50 ops/clock\n", name, values, n),
				} {
					set := Read([]resultfile.Input{input("f", text)})
					if len(set.Problems) > 0 {
						t.Fatal(set.Problems)
					}
					c := set.Machines[0].Cell(pattern, pipe, 64)
					if shown := !math.IsNaN(c.Value(unit)); shown != (n >= least) {
						t.Errorf("%s: %s of %d readings, %s: shown %v", pattern, unit, n, form, shown)
					}
					if c.Value(schema.Readings) != float64(n) || math.IsNaN(c.Value(schema.MaxSec)) {
						t.Errorf("%s: %v readings, %d were taken", form, c.Value(schema.Readings), n)
					}
				}
			}
		}
	}
}

func TestWhatTheMachineDidNotAllowSetsItApart(t *testing.T) {
	set := Read([]resultfile.Input{input("f", machineA+line), input("g",
		machineA+"without: CPU affinity; own descriptor table\n"+line)})
	if len(set.Machines) != 2 || set.Machines[1].Get("without") != "CPU affinity; own descriptor table" {
		t.Errorf("%d machines: %+v", len(set.Machines), set.Machines[0].Config)
	}
	// What may not count system calls takes the same times.
	set = Read([]resultfile.Input{input("f", machineA+line), input("g", machineA+"without: system call counts\n"+line),
		input("h", machineA+"without: memfd_create; system call counts\n"+line)})
	if len(set.Machines) != 2 || set.Machines[1].Get("without") != "memfd_create" {
		t.Errorf("%d machines: %+v", len(set.Machines), set.Machines[0].Config)
	}
}
