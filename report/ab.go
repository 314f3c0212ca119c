package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"ipcbench/internal/signals"
	"ipcbench/internal/statusline"
	"ipcbench/report/internal/gate"
	"ipcbench/report/internal/output"
)

// abCommand is the regression gate.
type abCommand struct {
	Base   string `placeholder:"REF" help:"The commit to compare the working tree with: a branch, tag or id."`
	Pkg    string `default:"." help:"The package whose benchmarks they are, a path below the current directory."`
	Matrix string `name:"flags" default:"-ipc.matrix=gate" help:"Flags of the programs: which cells they have."`
	A      string `name:"a" placeholder:"COMMAND" help:"Instead of a commit: the old program's command, for the shell."`
	B      string `name:"b" placeholder:"COMMAND" help:"And that of the new one."`

	Budget time.Duration `default:"5m" help:"End after this time; building comes before."`
	Cells  string        `placeholder:"REGEXP" help:"Only cells whose name this matches."`
	Matter string        `placeholder:"REGEXP" help:"${matter}"`
	Least  []string      `sep:"none" placeholder:"3% | REGEXP=5%" help:"${least}"`
	Exact  bool          `help:"${exact}"`
	First  bool          `help:"End at the first regression."`
	Force  bool          `help:"Measure even if both programs are the same, byte by byte."`
	Bisect bool          `help:"Exit with 125 where the gate cannot tell, as git bisect run wants it."`

	output.Flags `embed:""`
	All          bool   `help:"List the cells that passed, too."`
	Width        int    `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
	Seed         uint64 `help:"Seed of the lots that say which program begins (default: another each time)."`
}

// abHelp are the longer texts of the help.
var abHelp = kong.Vars{
	"matter": "Only in these cells is undecided not good enough (default: in all whose loops bypass the Go runtime).",
	"least": "The smallest difference worth telling, of all cells or of those that match. It may be given several " +
		"times; the last that matches a cell counts (default: 3%, and 10% where a kernel thread carries the messages).",
	"exact": "Compare only what can be counted, in seconds: system calls, context switches, allocations.",
}

// Help is the long help.
func (abCommand) Help() string {
	return `Exit status: 0 nothing regressed, 1 a cell regressed, 2 something could not be measured, ` +
		`3 undecided on cells that matter.`
}

// exitStatus is an error that has been told already.
type exitStatus int

func (e exitStatus) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// cannotTell is the exit status by which git bisect run knows that a commit cannot be judged.
const cannotTell = 125

// Run compares, prints and says by its error how it went.
func (c *abCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out) // before it measures for minutes
	if err != nil {
		return err
	}
	ctx, stop := signals.NotifyContext(context.Background())
	defer stop()
	result, err := c.compare(ctx, s)
	if err == nil {
		err = output.Write(s.out, format, width, gate.Document{Result: result, All: c.All})
	}
	status := gate.ExitBadUse
	if err == nil {
		status = result.Exit
	} else {
		fmt.Fprintln(s.err, "report ab:", strings.ReplaceAll(err.Error(), "\n", "; "))
	}
	if c.Bisect && status > gate.ExitRegressed {
		status = cannotTell
	}
	if status == gate.ExitFine {
		return nil
	}
	return exitStatus(status)
}

func (c *abCommand) compare(ctx context.Context, s streams) (result *gate.Result, err error) {
	o, err := c.options()
	if err != nil {
		return nil, err
	}
	line := statusline.New()
	defer line.Clear()
	o.Show = line.Show
	var tree string
	if c.Base != "" {
		dir, remove, err := gate.TempDir("ipcbench-ab-")
		if err != nil {
			return nil, err
		}
		defer func() { err = errors.Join(err, remove()) }()
		built, err := gate.BuildBoth(ctx, dir, c.Base, c.Pkg, line.Show)
		if err != nil {
			return nil, err
		}
		if built.Same && !c.Force {
			return gate.Identical(c.Base, built.Tree), nil
		}
		tree = built.Tree
		o.A.Shell, o.B.Shell = quote(built.Old)+" "+c.Matrix, quote(built.New)+" "+c.Matrix
	}
	result, err = gate.Run(ctx, o)
	if err == nil && c.Base != "" {
		result.A, result.B = c.Base, tree
	}
	return result, err
}

func quote(path string) string { return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'" }

// options checks the flags.
func (c *abCommand) options() (o gate.Options, err error) {
	switch {
	case c.Base == "" && (c.A == "" || c.B == ""):
		return o, errors.New("say what to compare: BASE=<commit> with the working tree, or two commands, A='…' " +
			"and B='…'")
	case c.Base != "" && c.A+c.B != "":
		return o, errors.New("either a commit (BASE=…) or two commands (A=… B=…), not both")
	case c.Budget <= 0:
		return o, fmt.Errorf("BUDGET=%v: must be positive, for example 5m", c.Budget)
	}
	o = gate.Options{
		A: gate.Command{Side: "A", Shell: c.A}, B: gate.Command{Side: "B", Shell: c.B},
		Budget: c.Budget, Counts: true, Times: !c.Exact, First: c.First, Seed: c.Seed,
	}
	if c.Seed == 0 {
		o.Seed = rand.Uint64()
	}
	if o.Cells, err = matching("CELLS", c.Cells); err != nil {
		return o, err
	}
	if c.Matter != "" {
		if o.Matter, err = matching("MATTER", c.Matter); err != nil {
			return o, err
		}
	}
	o.Least, err = leasts(c.Least)
	return o, err
}

func matching(name, expression string) (func(string) bool, error) {
	re, err := regexp.Compile(expression)
	if err != nil {
		return nil, fmt.Errorf("%s=%s: not a regular expression, such as 'mech=(pipe|tcp)/'", name, expression)
	}
	return re.MatchString, nil
}

// leasts reads smallest differences: the last that matches a cell counts. Where none does it is 0, for the usual one.
func leasts(list []string) (func(cell string) float64, error) {
	type rule struct {
		cells func(string) bool
		least float64
	}
	var rules []rule
	for _, text := range list {
		expression, number := "", text
		if i := strings.LastIndexByte(text, '='); i >= 0 {
			expression, number = text[:i], text[i+1:]
		}
		cells, err := matching("LEAST", expression)
		if err != nil {
			return nil, err
		}
		least, err := parsePercent(number)
		if err != nil || least == 0 {
			return nil, fmt.Errorf("LEAST=%s: %q is not a percentage above 0, such as 3%%", text, number)
		}
		rules = append(rules, rule{cells, least})
	}
	return func(cell string) float64 {
		least := 0.0
		for _, r := range rules {
			if r.cells(cell) {
				least = r.least
			}
		}
		return least
	}, nil
}
