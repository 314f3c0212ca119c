package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"time"

	"ipcbench/internal/signals"
	"ipcbench/internal/statusline"
	"ipcbench/report/internal/sitting"
)

// roundsCommand runs a benchmark program in rounds. scripts/bench.sh calls it.
type roundsCommand struct {
	Out    string        `short:"o" required:"" placeholder:"FILE" help:"Write the results into this new file."`
	Rounds int           `default:"12" help:"How many samples each cell is to have at least."`
	Budget time.Duration `help:"Go on with the cells that are known least until so much time is spent (0: do not)."`
	Whole  int           `default:"1" help:"How many rounds take whole samples; the others take brief ones."`
	Timed  int           `help:"How many rounds, the first ones, have percentiles (0: all of --rounds)."`
	First  string        `default:"." placeholder:"REGEXP" help:"The benchmarks of the first round (-test.bench)."`
	Again  string        `default:"." placeholder:"REGEXP" help:"The benchmarks of the later rounds."`

	Few   string `placeholder:"REGEXP" help:"Benchmarks that only the first rounds have, beside the others; later none of their patterns is measured."`
	FewIn int    `default:"4" help:"How many rounds these are."`

	Program []string `arg:"" passthrough:"" help:"The benchmark program and its flags."`
}

// Run measures and says by its error how it went.
func (c *roundsCommand) Run(s streams) error {
	switch {
	case c.Rounds < 1:
		return usageError{fmt.Errorf("--rounds=%d: choose at least 1", c.Rounds)}
	case c.Whole < 0:
		return usageError{fmt.Errorf("--whole=%d: choose 0 or more", c.Whole)}
	case c.Timed < 0:
		return usageError{fmt.Errorf("--timed=%d: choose 0 or more", c.Timed)}
	case c.FewIn < 1:
		return usageError{fmt.Errorf("--few-in=%d: choose at least 1", c.FewIn)}
	case c.Budget < 0:
		return usageError{fmt.Errorf("--budget=%v: choose a time such as 15m, or 0", c.Budget)}
	}
	if _, err := regexp.Compile(c.Few); err != nil {
		return usageError{fmt.Errorf("--few=%s: not a regular expression (%w); put a backslash before what has a "+
			"meaning in one", c.Few, err)}
	}
	out, err := os.OpenFile(c.Out, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return usageError{fmt.Errorf("--out: %w; name a file that does not exist yet, in a directory that does", err)}
	}
	if c.Budget > 0 {
		_, err = fmt.Fprintln(out, sitting.Line)
	}
	if err := errors.Join(err, out.Close()); err != nil {
		return err
	}
	relay := make(chan os.Signal, 2)
	signals.Notify(relay)
	line := statusline.New()
	defer line.Clear()
	program := sitting.Program{Command: c.Program, Out: c.Out, Err: s.err}
	err = sitting.Run(sitting.Options{
		Out: c.Out, First: c.First, Again: c.Again, Rounds: c.Rounds, Whole: c.Whole,
		Timed: c.Timed, Budget: c.Budget, Few: c.Few, FewIn: c.FewIn,
		Measure: program.Measure(relay), Show: line.Show, Now: time.Now,
	})
	var ended sitting.Ended
	switch {
	case errors.As(err, &ended):
		fmt.Fprintln(s.err, "report rounds:", err)
		return exitStatus(max(ended.Status, exitUsage))
	case err != nil:
		return usageError{err}
	case program.Failed:
		return exitStatus(exitNothing)
	}
	return nil
}
