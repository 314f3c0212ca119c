package main

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/alecthomas/kong"

	"ipcbench/report/internal/hlog"
	"ipcbench/report/internal/output"
)

// histogramsCommand draws HdrHistogram logs.
type histogramsCommand struct {
	Paths []string  `arg:"" predictor:"dir" name:"dir" help:"HdrHistogram logs (.hlog), or directories with such."`
	Out   directory `short:"o" predictor:"dir" placeholder:"DIR" help:"${histograms_out}"`
	Unit  string    `enum:"ns,us,ms,s" default:"ns" help:"Unit of the logs' values: ns, us, ms or s."`

	output.Flags `embed:""`
	Width        int `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// histogramsHelp are the help texts that are longer than a line.
var histogramsHelp = kong.Vars{
	"histograms_out": "Also write summary.md, index.html and charts of percentiles and of latency over time into DIR.",
}

// Run reads and draws. A damaged log is an error, and nothing is drawn.
func (c *histogramsCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	files, err := hlog.Files(c.Paths)
	if err != nil {
		return usageError{fmt.Errorf("%w; name the directory that -ipc.histograms named, or a log in it", err)}
	}
	var logs []*hlog.Log
	for _, name := range files {
		some, err := hlog.Open(name)
		if err != nil {
			return fmt.Errorf("%w; leave this one out, or have it written anew (-ipc.histograms)", err)
		}
		logs = append(logs, slices.DeleteFunc(some, (*hlog.Log).Empty)...)
	}
	if len(logs) == 0 {
		return fmt.Errorf("nothing to draw: no %s file with readings; go test -bench . -ipc.histograms=DIR writes some",
			hlog.Ending)
	}
	report := hlog.Report(logs, hlog.Units[c.Unit])
	var out bytes.Buffer
	d := hlog.Document{Report: report, Logs: logs, Unit: hlog.Units[c.Unit]}
	if err := output.Write(&out, format, width, d); err != nil {
		return err
	}
	return deliver(s, out.Bytes(), c.Out, report)
}
