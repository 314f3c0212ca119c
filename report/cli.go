package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/alecthomas/kong"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/resultfile"
)

// Exit statuses.
const (
	exitOK      = 0
	exitNothing = 1 // nothing could be drawn, or a benchmark of the inputs failed
	exitUsage   = 2
)

// cli is the command line. A new sub-command is a file with a struct and its Run, and a line here and in commandHelp.
type cli struct {
	Show       show              `cmd:"" default:"withargs" help:"${show}"`
	Claims     claimsCommand     `cmd:"" help:"${claims}"`
	AB         abCommand         `cmd:"" name:"ab" help:"${ab}"`
	Choose     chooseCommand     `cmd:"" help:"${choose}"`
	Compare    compareCommand    `cmd:"" help:"${compare}"`
	History    historyCommand    `cmd:"" help:"${history}"`
	Doctor     doctorCommand     `cmd:"" help:"${doctor}"`
	Histograms histogramsCommand `cmd:"" help:"${histograms}"`
	Rounds     roundsCommand     `cmd:"" help:"${rounds}"`
}

// commandHelp says what each command does.
var commandHelp = kong.Vars{
	"show":       "Draw tables and charts of result files (the default command).",
	"claims":     "Judge what textbooks say of inter-process communication by results: nine claims.",
	"ab":         "Compare two versions of a benchmark program in one sitting: the regression gate.",
	"choose":     "Answer which mechanisms carry a load within bounds.",
	"compare":    "Set two result files against each other, benchmark by benchmark.",
	"history":    "Find where a series of result files changes.",
	"rounds":     "Run a benchmark program in rounds; make bench does.",
	"histograms": "Draw HdrHistogram logs: percentiles, and latency over time.",
	"doctor":     "Look at this machine before a run: what bears on results, and the command that changes it.",
}

// streams are the process's standard streams; tests put their own in their place.
type streams struct {
	in       *os.File
	out, err io.Writer
}

// errNothing says that no input held a result to draw; what was wrong has been told already.
var errNothing = errors.New("nothing to draw: no input held a usable benchmark result")

// failed is the error of inputs in which benchmarks failed, nil if none did. Whatever else the inputs held is drawn
// all the same.
func failed(list []resultfile.Failure) error {
	if len(list) == 0 {
		return nil
	}
	return fmt.Errorf("failed: %s", resultfile.FailedNames(list, 5))
}

// usageError is a command line that cannot be obeyed.
type usageError struct{ error }

// run obeys one command line and returns the exit status.
func run(args []string, s streams) int {
	var c cli
	status := -1
	parser, err := kong.New(&c,
		kong.Name("report"),
		kong.Description("Tables and charts of ipcbench results. report FILE… is short for report show FILE…; "+
			"report show --help lists its flags."),
		kong.Writers(s.out, s.err),
		kong.Exit(func(code int) { status = code }),
		commandHelp, kong.Vars(output.Vars), chooseHelp, compareHelp, historyHelp, abHelp, histogramsHelp,
	)
	if err != nil {
		fmt.Fprintln(s.err, "report:", err)
		return exitUsage
	}
	ctx, err := parser.Parse(args)
	if status >= 0 { // --help has been answered
		return status
	}
	if err != nil {
		fmt.Fprintf(s.err, "report: %v (see report --help)\n", err)
		return exitUsage
	}
	err = ctx.Run(s)
	var usage usageError
	var told exitStatus
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &told):
		return int(told)
	case errors.As(err, &usage):
		fmt.Fprintf(s.err, "report: %v\n", err)
		return exitUsage
	default:
		for _, line := range strings.Split(err.Error(), "\n") { // of errors.Join
			fmt.Fprintf(s.err, "report: %s\n", line)
		}
		return exitNothing
	}
}
