package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"

	"ipcbench/report/internal/page"
	"ipcbench/report/internal/results"
)

// show is the default command: tables on standard output and, with Out, pages and charts.
type show struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Result files in Go benchmark format; - is standard input."`
	Out    string   `short:"o" placeholder:"DIR" help:"Also write summary.md, index.html and the charts into DIR."`
	Width  int      `placeholder:"N" help:"Width of the tables in columns (default: the terminal's)."`
	State  []string `placeholder:"NAME" help:"Where the machine had several states: show this one, or all."`
	Format string   `enum:"text,markdown" default:"text" help:"Form of standard output: text or markdown."`
}

// Run reads and draws. The tables come first, so that a DIR that cannot be written does not cost them too.
func (c *show) Run(s streams) error {
	width, err := widthOf(c.Width, s.out)
	if err != nil {
		return err
	}
	inputs, err := inputsOf(c.Files, s)
	if err != nil {
		return err
	}
	set := results.Read(inputs)
	if err := set.ShowStates(c.State...); err != nil {
		return usageError{err}
	}
	report := page.Build(set)
	for _, p := range report.Problems {
		fmt.Fprintln(s.err, p)
	}
	if !report.Usable() {
		return cmp.Or(failed(set.Failures), errNothing)
	}
	var out bytes.Buffer
	if c.Format == "markdown" {
		err = report.Markdown(&out, false)
	} else {
		err = report.Text(&out, width)
	}
	if err != nil {
		return err
	}
	return errors.Join(deliver(s, out.Bytes(), c.Out, report), failed(set.Failures))
}
