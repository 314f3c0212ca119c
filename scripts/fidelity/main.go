// Fidelity compares ipcbench's loops with the same loops in plain C (c/): fresh processes of each, side by side,
// that measure in turn, Go, C, C, Go, Go, C … while the others sleep, so that a drift of the machine hits both
// alike; then fresh ones again. It prints, in Go benchmark format, the Hodges–Lehmann estimate of the ratio Go ÷ C
// over these pairs and its 95 % interval. make fidelity builds what it needs and runs it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"runtime"
	"time"

	"ipcbench/bench/sample"
	"ipcbench/internal/stat"
	"ipcbench/internal/statusline"
	"ipcbench/mechanisms/catalogue"
)

var units = []string{"ratio", "ratio-lo", "ratio-hi", "go-ns", "c-ns"}

// options are the flags.
type options struct {
	session
	reference reference
	peers     reference
	itself    bool
	repeat    int
	only      *regexp.Regexp
}

func parse(args []string) (o options, err error) {
	flags := flag.NewFlagSet("fidelity", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar((*string)(&o.reference), "reference", "", "the compiled `program` of c/; make fidelity gives it")
	flags.StringVar((*string)(&o.peers), "peers", "", "the compiled `program` of scripts/peers; make fidelity gives it")
	flags.DurationVar(&o.budget, "budget", 270*time.Second, "end after this `time`, whatever the intervals")
	flags.BoolVar(&o.itself, "itself", false, "compare ipcbench with itself instead, and tell how many of the intervals contain 1")
	flags.IntVar(&o.repeat, "repeat", 1, "make each comparison this many `times`, as if they were others")
	flags.IntVar(&o.pairs, "pairs", stat.FirstLook, "at least so many `pairs` of one Go and one C run of each comparison, if the budget allows; their intervals are looked at after 8, 12, 18, 27 …")
	percent := flags.Float64("precision", 1, "go on until each interval lies within this `percentage` of its median")
	only := flags.String("only", "", "only comparisons whose name this regular `expression` matches")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			flags.SetOutput(os.Stdout)
			flags.Usage()
		}
		return o, err
	}
	o.precision = *percent / 100
	if o.only, err = regexp.Compile(*only); err != nil {
		return o, fmt.Errorf("-only=%s: not a regular expression", *only)
	}
	switch {
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q: no arguments are taken, only flags (-help lists them)", flags.Arg(0))
	case (o.reference == "" || o.peers == "") && !o.itself:
		return o, errors.New("-reference and -peers are needed; make fidelity gives them")
	case o.repeat < 1:
		return o, fmt.Errorf("-repeat=%d: must be at least 1", o.repeat)
	case o.budget <= 0:
		return o, fmt.Errorf("-budget=%v: must be positive, for example 4m", o.budget)
	case o.pairs < 1:
		return o, fmt.Errorf("-pairs=%d: must be at least 1", o.pairs)
	case !(*percent > 0):
		return o, fmt.Errorf("-precision=%v: must be a percentage above 0, for example 1", *percent)
	}
	return o, nil
}

func main() {
	end := sample.Workers(catalogue.All()...)
	runtime.LockOSThread() // the programs are to die with the thread that started them
	o, err := parse(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fidelity:", err)
		os.Exit(2)
	}
	can, skips := comparisons()
	var trials []*trial
	for _, c := range can {
		if !o.only.MatchString(c.name()) || o.itself && (c.reference != "" || c.peer) {
			continue
		}
		for range o.repeat {
			trials = append(trials, newTrial(c))
		}
	}
	if len(trials) == 0 {
		fmt.Fprintf(os.Stderr, "fidelity: -only=%s: matches none of the %d comparisons, such as %s\n", o.only, len(can), can[0].name())
		os.Exit(2)
	}
	status := 0
	line := statusline.New()
	theirs := func(c comparison) (program, error) {
		if c.peer {
			return o.peers.start(c)
		}
		return o.reference.start(c)
	}
	if o.itself {
		theirs = ours
	}
	show := func(round, at, of int, t *trial, left time.Duration) {
		line.Show("round %d [%d/%d] at most %.0f s left · %s", round, at, of, left.Seconds(), t.name())
	}
	o.session.run(theirs, trials, show, func(t *trial) {
		line.Clear()
		fmt.Fprintf(os.Stderr, "fidelity: %s: %v\n", t.name(), t.err)
		status = 1
	})
	line.Clear()
	print(trials, skips)
	if o.itself {
		fmt.Println("#", coverage(trials))
	}
	if err := end(); err != nil {
		fmt.Fprintln(os.Stderr, "fidelity: cleaning up:", err)
		status = 1
	}
	os.Exit(status)
}

func print(trials []*trial, skips []string) {
	for _, unit := range units {
		fmt.Printf("Unit %s better=lower\n", unit)
	}
	for _, s := range skips {
		fmt.Println("#", s)
	}
	for _, t := range trials {
		if t.err == nil && len(t.ratios) > 0 {
			fmt.Println(t)
		} else if t.err == nil {
			fmt.Printf("# skip %s: the budget ended before its first pair\n", t.name())
		}
	}
}

// coverage says how many of the intervals of a program's ratio to itself contain 1, as 95 % of them should.
func coverage(trials []*trial) string {
	contain, of := 0, 0
	for _, t := range trials {
		if r := t.ratio(); t.err == nil && !math.IsInf(r.Hi, 1) {
			of++
			if r.Lo <= 1 && 1 <= r.Hi {
				contain++
			}
		}
	}
	return fmt.Sprintf("%d of %d intervals of 95 %% contain 1", contain, of)
}
