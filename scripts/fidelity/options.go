package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"time"

	"github.com/alecthomas/kong"

	"ipcbench/internal/stat"
	"ipcbench/scripts/internal/commandline"
)

// options are the flags.
type options struct {
	Reference reference      `placeholder:"PROGRAM" help:"The compiled program of scripts/fidelity/c."`
	Peers     reference      `placeholder:"PROGRAM" help:"The compiled program of scripts/peers."`
	Budget    time.Duration  `default:"270s" help:"End after this time, whatever the intervals."`
	Itself    bool           `help:"Compare ipcbench with itself instead, and count the intervals that contain 1."`
	Repeat    int            `default:"1" help:"Make each comparison so many times, as if they were others."`
	Pairs     int            `default:"${pairs}" help:"Take at least so many pairs of each within the budget. ${looks}"`
	Precision float64        `default:"1" help:"Go on until each interval lies within this percentage of its estimate."`
	Only      expressionFlag `placeholder:"REGEXP" help:"Make only the comparisons whose name this matches."`
}

// vars are what the options' tags refer to.
var vars = kong.Vars{
	"pairs": strconv.Itoa(stat.FirstLook),
	"looks": "A pair is one run of Go and one of C; the intervals are looked at after 8, 12, 18, 27 … pairs.",
}

// An expressionFlag is a regular expression; the zero one matches everything.
type expressionFlag struct{ *regexp.Regexp }

// Decode implements [kong.MapperValue].
func (e *expressionFlag) Decode(ctx *kong.DecodeContext) error {
	var text string
	if err := ctx.Scan.PopValueInto("regexp", &text); err != nil {
		return err
	}
	var err error
	if e.Regexp, err = regexp.Compile(text); err != nil {
		return fmt.Errorf("%q is not a regular expression", text)
	}
	return nil
}

// MatchString tells whether a name is asked for.
func (e expressionFlag) MatchString(name string) bool {
	return e.Regexp == nil || e.Regexp.MatchString(name)
}

// Validate says what is wrong with the flags.
func (o *options) Validate() error {
	switch {
	case (o.Reference == "" || o.Peers == "") && !o.Itself:
		return errors.New("--reference and --peers are needed; make fidelity gives them")
	case o.Repeat < 1:
		return fmt.Errorf("--repeat=%d: must be at least 1", o.Repeat)
	case o.Budget <= 0:
		return fmt.Errorf("--budget=%v: must be positive, for example 4m", o.Budget)
	case o.Pairs < 1:
		return fmt.Errorf("--pairs=%d: must be at least 1", o.Pairs)
	case !(o.Precision > 0):
		return fmt.Errorf("--precision=%v: must be a percentage above 0, for example 1", o.Precision)
	}
	return nil
}

// parse reads the command line.
func parse(args []string, out io.Writer) (o options, help bool, err error) {
	help, err = commandline.Parse(&o, "fidelity",
		"Compares ipcbench's loops with the same loops in plain C, and with other projects' programs.", vars, args, out)
	return o, help, err
}
