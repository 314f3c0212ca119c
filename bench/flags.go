package bench

import (
	"flag"
	"fmt"
	"slices"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/sample"
	"ipcbench/internal/condition"
	"ipcbench/mechanisms"
)

// The flags, beside those of the testing package.
var (
	matrixFlag   = flag.String("ipc.matrix", "default", "which benchmarks to run: quick, default, full, gate or curves")
	mechsFlag    = flag.String("ipc.mechs", "", "only these mechanisms: comma-separated names or globs")
	familiesFlag = flag.String("ipc.families", "",
		"only the mechanisms of these families: comma-separated names or globs of memory, file, pipe, queue, socket, "+
			"signal, rpc, inproc")
	sizesFlag = flag.String("ipc.sizes", "",
		"these message sizes instead of the matrix's: comma-separated, in bytes or with a unit, such as 64,4KiB,1MiB")
	placesFlag = flag.String("ipc.places", "",
		"these places instead of the matrix's: comma-separated names or globs of cross, same, smt, numa")
	cpusFlag = flag.String("ipc.cpus", "",
		"use these CPUs only, preferring those that come first: comma-separated numbers and ranges, such as "+
			"2,3 or 4-7")
	waitsFlag = flag.String("ipc.waits", "",
		"these wait strategies instead of the matrix's: comma-separated names or globs of block, spin, "+
			"yield, hybrid, poll")
	precisionFlag = flag.String("ipc.precision", "",
		"take samples of each benchmark until the 95 % confidence interval of its median is within ± this, such as "+
			"2%, instead of -count samples")
	budgetFlag = flag.Duration("ipc.budget", time.Minute,
		"with -ipc.precision, stop sampling a benchmark after this time in any case")
	idleFlag = flag.Duration("ipc.idle", sample.DefaultIdle,
		"fail a benchmark whose processes make no progress for this long")
	checkFlag = flag.String("ipc.check", checkMarks,
		"what the receiver checks of each message while the clock runs: marks (its number, at its beginning and "+
			"end) or bytes (every byte, so that the time to read them is measured too)")
	briefFlag = flag.Bool("ipc.brief", false,
		"take samples that last no longer than their means need: percentiles are of fewer round trips, or absent, and "+
			"system calls are not counted")
	percentilesFlag = flag.Bool("ipc.percentiles", true,
		"time single ops, for percentiles; without them a sample is the sooner over")
	histogramsFlag = flag.String("ipc.histograms", "",
		"write an HdrHistogram log (.hlog) of each sample that has percentiles into this directory")
	listFlag = flag.Bool("ipc.list", false,
		"print the benchmarks that would run, and what is skipped and why; run nothing")
)

// keyFlags are the flags that choose values of the patterns' own keys, by the key's name.
var keyFlags = map[string]*string{}

func init() { defineKeyFlags() }

// defineKeyFlags defines the flag of each key that has none yet. A pattern may have been added since the last call.
func defineKeyFlags() {
	for _, p := range pattern.All() {
		for _, k := range p.Shape.Keys {
			if k.Flag != "" && keyFlags[k.Name] == nil {
				keyFlags[k.Name] = flag.String(k.Flag, "", k.Usage)
			}
		}
	}
}

// The values of -ipc.check.
const (
	checkMarks = "marks"
	checkBytes = "bytes"
)

// A request is what the flags ask for, once they have been checked.
type request struct {
	plan.Selection
	goal      goal
	condition condition.Condition // what Selection.Under has the keys of
}

// selected checks the flags, whose mechanisms are chosen from all. Its error is one line that names the flag, its
// value and the choices.
func selected(all []mechanisms.Mechanism) (r request, err error) {
	m, ok := plan.MatrixNamed(*matrixFlag)
	if !ok {
		return r, fmt.Errorf("-ipc.matrix=%s: choose %s", *matrixFlag, plan.MatrixChoices())
	}
	r.Matrix = m
	if *idleFlag <= 0 {
		return r, fmt.Errorf("-ipc.idle=%v: must be positive, for example 5s", *idleFlag)
	}
	if *checkFlag != checkMarks && *checkFlag != checkBytes {
		return r, fmt.Errorf("-ipc.check=%s: choose %s or %s", *checkFlag, checkMarks, checkBytes)
	}
	if r.goal, err = parseGoal(*precisionFlag, *budgetFlag); err != nil {
		return r, err
	}
	if r.Mechanisms, err = chosenMechanisms(all); err != nil {
		return r, err
	}
	r.Asked = *mechsFlag != "" || *familiesFlag != ""
	if r.Places, err = plan.Choose("-ipc.places", *placesFlag, place.All); err != nil {
		return r, err
	}
	if r.Waits, err = plan.Choose("-ipc.waits", *waitsFlag, mechanisms.Waits); err != nil {
		return r, err
	}
	cpus, err := place.ParseCPUs(*cpusFlag)
	if err != nil {
		return r, err
	}
	place.Prefer(cpus)
	if r.Keys, err = chosenValues(); err != nil {
		return r, err
	}
	if r.condition, err = chosenCondition(); err != nil {
		return r, err
	}
	r.Under = keysOf(r.condition)
	if err = chosenScopes(&r.Selection, all); err != nil {
		return r, err
	}
	r.Sizes, err = plan.ParseSizes(*sizesFlag)
	return r, err
}

func chosenMechanisms(all []mechanisms.Mechanism) (chosen []mechanisms.Mechanism, err error) {
	byName := map[string]mechanisms.Mechanism{}
	var names []string
	for _, m := range all {
		name := m.Traits().Name
		byName[name] = m
		names = append(names, name)
	}
	picked, err := plan.Choose("-ipc.mechs", *mechsFlag, names)
	if err != nil {
		return nil, err
	}
	if picked == nil {
		picked = names
	}
	families, err := chosenFamilies(all)
	if err != nil {
		return nil, err
	}
	for _, name := range picked {
		if m := byName[name]; families == nil || slices.Contains(families, m.Traits().Family) {
			chosen = append(chosen, m)
		}
	}
	if len(chosen) == 0 && families != nil {
		return nil, fmt.Errorf("-ipc.families=%s: none of -ipc.mechs=%s is of that family; leave out one of the flags",
			*familiesFlag, *mechsFlag)
	}
	return chosen, nil
}

// chosenFamilies are the families that -ipc.families asks for; nil if it asks for none.
func chosenFamilies(all []mechanisms.Mechanism) ([]string, error) {
	var families []string
	for _, m := range all {
		if f := m.Traits().Family; !slices.Contains(families, f) {
			families = append(families, f)
		}
	}
	return plan.Choose("-ipc.families", *familiesFlag, families)
}

// chosenValues are the values that the flags ask for of the patterns' own keys, by the key's name.
func chosenValues() (map[string][]string, error) {
	chosen := map[string][]string{}
	for _, p := range pattern.All() {
		for _, k := range p.Shape.Keys {
			if text := keyFlags[k.Name]; text != nil && *text != "" {
				values, err := k.Parse(*text)
				if err != nil {
					return nil, err
				}
				chosen[k.Name] = values
			}
		}
	}
	return chosen, nil
}

// options says how samples are taken.
func options() sample.Options {
	o := sample.Options{
		Idle: *idleFlag, Whole: *checkFlag == checkBytes, Trial: trial(), Traceable: driven(),
		Brief: *briefFlag, MeansOnly: !*percentilesFlag, Log: *histogramsFlag != "",
	}
	if second != nil && second.Starter != nil {
		o.Hosts = second.Starter
	}
	return o
}
