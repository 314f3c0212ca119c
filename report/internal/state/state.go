// Package state tells the states of a machine apart: on some machines a cache line takes 60 ns from one CPU to the
// other for some minutes, and 460 ns for the next, as the host moves the CPUs. Every sample has probes of the state
// it was taken in (see [schema.LineNs]). They alone decide: the figures that a state explains do not take part in
// finding it.
package state

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
)

// A Split is a probe whose values form several groups. The samples of one group were measured on what is, in this
// respect, another machine than those of another.
type Split struct {
	Unit   string // of the probe, tidied
	Place  string // of the samples; "" if the probe is the same at every place
	States []State
	Total  int // how many samples have the probe
}

// A State is one group of a split, the smallest values first.
type State struct {
	Name    string
	Range   stat.Range // of the probe's values
	Samples int
}

// A probe is one by which samples are told apart.
type probe struct {
	unit  string  // tidied
	least float64 // the factor by which two states differ at least; see stateProbes in bench/sample
	// byPlace says that the probe is about the two CPUs of a place: samples of other places have other values, and are
	// in no other state for that.
	byPlace bool
	two     [2]string // names of states, the smallest values first
	three   [3]string
}

var probes = []probe{
	{schema.LineSec, 1.5, true, [2]string{"near", "far"}, [3]string{"near", "middle", "far"}},
	{
		schema.CallSec, 1.5, false,
		[2]string{"quick-calls", "slow-calls"}, [3]string{"quick-calls", "middling-calls", "slow-calls"},
	},
	{
		schema.ClockPercent, 1.15, false,
		[2]string{"slow-clock", "fast-clock"}, [3]string{"slow-clock", "middling-clock", "fast-clock"},
	},
}

// name is that of state i of n.
func (p probe) name(i, n int) string {
	switch n {
	case 2:
		return p.two[i]
	case 3:
		return p.three[i]
	}
	return fmt.Sprintf("%s-%d", strings.TrimSuffix(schema.UnitName(p.unit), "-ns"), i+1)
}

// Find finds out in which states the machine was while some samples were taken. For each unit that it asks for, each
// calls do with the place and the value of every sample that has the unit. Find returns the probes that show several
// states, none where the machine stood still.
func Find(each func(unit string, do func(place string, value float64))) (splits []Split) {
	for _, p := range probes {
		values := map[string][]float64{} // by place
		each(p.unit, func(place string, value float64) {
			if !p.byPlace {
				place = ""
			}
			values[place] = append(values[place], value)
		})
		for _, at := range slices.Sorted(maps.Keys(values)) {
			if clusters := stat.Clusters(values[at], p.least); len(clusters) > 1 {
				splits = append(splits, p.split(at, values[at], clusters))
			}
		}
	}
	return splits
}

func (p probe) split(place string, values []float64, clusters []stat.Range) Split {
	split := Split{Unit: p.unit, Place: place, Total: len(values)}
	for i, r := range clusters {
		inside := 0
		for _, v := range values {
			if r.Contains(v) {
				inside++
			}
		}
		split.States = append(split.States, State{p.name(i, len(clusters)), r, inside})
	}
	return split
}

// Concerns tells whether the split tells samples of a place apart.
func (split Split) Concerns(place string) bool { return split.Place == "" || split.Place == place }

// Of is the state of a sample with this value of the probe: its index, or -1 if it is in none of them.
func (split Split) Of(value float64) int {
	return slices.IndexFunc(split.States, func(one State) bool { return one.Range.Contains(value) })
}

// Label names the states of a sample in all splits that concern it, "" if none does. The function gives the sample's
// value in a unit, false if it has none.
func Label(splits []Split, place string, value func(unit string) (float64, bool)) string {
	var names []string
	for _, split := range splits {
		v, ok := value(split.Unit)
		if !ok || !split.Concerns(place) {
			continue
		}
		if i := split.Of(v); i >= 0 {
			names = append(names, split.States[i].Name)
		} else {
			names = append(names, "between")
		}
	}
	return strings.Join(names, " ")
}
