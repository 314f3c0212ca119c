package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"ipcbench/report/internal/claims"
	"ipcbench/report/internal/results"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// claimsCommand judges what textbooks say by results.
type claimsCommand struct {
	Files  []string `arg:"" optional:"" name:"file" help:"Result files in Go benchmark format; - is standard input."`
	Width  int      `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
	State  []string `placeholder:"NAME" help:"Where the machine had several states: judge by this one, or all."`
	Format string   `enum:"text,markdown" default:"text" help:"Form of standard output: text or markdown."`
	Short  bool     `help:"A line for each claim."`
}

// Run reads, judges and prints, for each machine by itself.
func (c *claimsCommand) Run(s streams) error {
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
	for _, p := range set.Problems {
		fmt.Fprintln(s.err, p)
	}
	p := words.English()
	machines := 0
	for _, computer := range set.Computers() {
		if computer.Within == nil {
			continue
		}
		if machines++; machines > 1 {
			fmt.Fprintln(s.out)
		}
		if err := c.print(s.out, width, p, computer.Within, claims.Judge(p, computer.Within, set.Mechanisms)); err != nil {
			return err
		}
	}
	if machines == 0 {
		return cmp.Or(failed(set.Failures), errors.New("nothing to judge: the claims are of processes of one "+
			"computer, and no input held a result of these (make quick measures all of them)"))
	}
	return failed(set.Failures)
}

// print prints the verdicts on a machine.
func (c *claimsCommand) print(
	w io.Writer, width int, p *words.Printer, m *results.Machine, verdicts []claims.Verdict,
) error {
	var about []string
	for _, setting := range m.Config {
		about = append(about, setting.Key+": "+setting.Value)
	}
	machine := strings.Join(about, " · ")
	if c.Format == "markdown" {
		fmt.Fprintf(w, "%s\n\n", table.Escape(machine))
		return claims.Markdown(w, p, verdicts, 2)
	}
	fmt.Fprintf(w, "%s\n", table.Wrap(machine, width))
	if c.Short {
		for _, line := range claims.Lines(p, verdicts) {
			fmt.Fprint(w, table.Wrap(line, width))
		}
		return nil
	}
	fmt.Fprintf(w, "%s%s\n", table.Wrap(claims.Title(p), width), table.Wrap(claims.Legend(p), width))
	for _, l := range claims.Lists(p, verdicts) {
		if err := l.Text(w, width); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
