package main

import (
	"cmp"
	"errors"
	"fmt"

	"ipcbench/report/internal/claims"
	"ipcbench/report/internal/output"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/words"
)

// claimsCommand judges what textbooks say by results.
type claimsCommand struct {
	Files []string `arg:"" optional:"" predictor:"file" name:"file" help:"Result files (default: the newest)."`
	State []string `placeholder:"NAME" help:"Where the machine had several states: judge by this one, or all."`
	Short bool     `help:"A line for each claim, as text."`

	output.Flags `embed:""`
	Lang         string `enum:"en,ko" default:"en" help:"Language: en or ko."`
	Width        int    `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// Run reads, judges and prints, for each machine by itself.
func (c *claimsCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	if c.Short && format != output.Text {
		return usageError{fmt.Errorf("--short is for text: leave it out with --format=%s", format)}
	}
	p, err := words.In(c.Lang)
	if err != nil {
		return usageError{err}
	}
	if len(c.Files) == 0 {
		var note string
		if c.Files, note, err = usual(p, s); err != nil {
			return err
		}
		if note != "" {
			fmt.Fprintln(s.err, note)
		}
	}
	inputs, err := inputsOf(c.Files, s)
	if err != nil {
		return err
	}
	set := results.Read(inputs)
	if err := set.ShowStates(c.State...); err != nil {
		return usageError{err}
	}
	for _, problem := range set.Problems {
		fmt.Fprintln(s.err, problem)
	}
	report := claims.Of(set, p)
	report.Short = c.Short
	if len(report.Machines) == 0 {
		return cmp.Or(failed(set.Failures), errors.New("nothing to judge: the claims are of the processes of one "+
			"computer, and no input held a result of these; make quick measures all of them"))
	}
	return errors.Join(output.Write(s.out, format, width, report), failed(set.Failures))
}
