package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"

	"github.com/alecthomas/kong"

	"ipcbench/report/internal/history"
	"ipcbench/report/internal/output"
)

// historyCommand finds where a series of result files changes.
type historyCommand struct {
	Dir    string    `arg:"" predictor:"dir" help:"Directory with the result files, one a run; .txt or .gz."`
	Out    directory `short:"o" predictor:"dir" placeholder:"DIR" help:"${history_out}"`
	Least  string    `default:"1%" help:"The smallest change worth telling."`
	Seed   uint64    `default:"1" help:"Seed of the permutation tests: the same gives the same answer."`
	Charts int       `default:"40" help:"Draw at most so many benchmarks that changed, largest changes first."`

	output.Flags `embed:"" set:"formats=text,markdown,json,csv,github,bencher"`
	Width        int `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// historyHelp are the help texts that are longer than a line.
var historyHelp = kong.Vars{
	"history_out": "Also write summary.md, index.html, an overview and a chart of each benchmark that changed into " +
		"DIR.",
}

// Run reads, finds and prints.
func (c *historyCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	least, err := parsePercent(c.Least)
	if err != nil {
		return usageError{fmt.Errorf("--least=%s: not a percentage, such as 1%%", c.Least)}
	}
	if c.Charts < 0 {
		return usageError{fmt.Errorf("--charts=%d: must not be negative; 0 draws none", c.Charts)}
	}
	loaded, err := history.Load(c.Dir)
	if err != nil {
		return usageError{err}
	}
	for _, p := range loaded.Problems {
		fmt.Fprintln(s.err, p)
	}
	runs, failures := loaded.Runs, failed(history.NewestOf(loaded.Failures))
	if len(runs) == 0 {
		return cmp.Or(failures, errNothing)
	}
	series := history.Collect(runs)
	history.Find(runs, series, least, c.Seed)
	report := history.Report(loaded, series, least, c.Charts)
	var out bytes.Buffer
	d := history.Document{Report: report, Runs: runs, Series: series}
	if err := output.Write(&out, format, width, d); err != nil {
		return err
	}
	return errors.Join(deliver(s, out.Bytes(), c.Out, report), failures)
}
