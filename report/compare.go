package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"ipcbench/report/internal/compare"
	"ipcbench/report/internal/output"
)

// compareCommand sets two result files against each other.
type compareCommand struct {
	Old     string   `arg:"" predictor:"file" help:"The old result file; - is standard input, label=FILE names it."`
	New     string   `arg:"" predictor:"file" help:"The new one."`
	By      string   `default:".fullname" help:"${compare_by}"`
	Filter  string   `default:"*" help:"${compare_filter}"`
	Units   []string `name:"unit" default:"ns/op" help:"Units to compare, such as ns/op,cpu-ns/op,syscalls/op."`
	Alpha   float64  `default:"0.05" help:"The corrected p-value up to which a difference is told."`
	Despite []string `placeholder:"KEYS" help:"${compare_despite}"`

	SameClock bool `help:"${compare_same_clock}"`

	output.Flags `embed:""`
	Width        int `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// compareHelp are the help texts that are longer than a line.
var compareHelp = kong.Vars{
	"compare_by": "What makes a row: keys of benchmark names or of the configuration, such as /mech,/wait,/size " +
		"(benchproc syntax).",
	"compare_filter": "Which results: such as .name:Latency AND /mech:(pipe OR tcp) (benchproc syntax).",
	"compare_despite": "Compare although these configuration keys differ, such as kernel,go; or all; or although " +
		"pkg or gomaxprocs differ, which all does not mean.",
	"compare_same_clock": "Compare times and rates as they would be if the CPUs' clock (clock-%) had been as fast in " +
		"each sample as in most of the old file.",
}

// Run compares and prints.
func (c *compareCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	if !(c.Alpha > 0 && c.Alpha < 1) {
		return usageError{fmt.Errorf("--alpha=%v: must lie between 0 and 1; 0.05 is usual", c.Alpha)}
	}
	o := compare.Options{By: c.By, Filter: c.Filter, Units: c.Units, Despite: c.Despite, Alpha: c.Alpha,
		SameClock: c.SameClock}
	oldLabel, old := labelled(c.Old)
	newLabel, new := labelled(c.New)
	o.Labels = [2]string{cmp.Or(oldLabel, "old"), cmp.Or(newLabel, "new")}
	switch {
	case o.Labels[0] == o.Labels[1]:
		return usageError{fmt.Errorf("both files are labelled %s; give each its own, as in before=%s after=%s",
			o.Labels[0], old, new)}
	case old == "-" && new == "-":
		return usageError{errors.New("- stands twice: standard input can be read but once; name a file for the other")}
	case (old == "-" || new == "-") && term.IsTerminal(int(s.in.Fd())):
		return usageError{errTerminal}
	}
	for _, name := range []string{old, new} {
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			return usageError{errors.New(isDirectory(name))}
		}
	}
	o.Old, o.New = inputOf(old, s), inputOf(new, s)
	result, err := compare.Run(o)
	for _, p := range result.Problems {
		fmt.Fprintln(s.err, p)
	}
	switch {
	case errors.Is(err, compare.ErrNothing):
		return errors.Join(err, failed(result.Failures))
	case err != nil:
		return usageError{err}
	}
	if err := output.Write(s.out, format, width, result); err != nil {
		return err
	}
	return failed(result.Failures)
}
