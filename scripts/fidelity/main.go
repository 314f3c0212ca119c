// Fidelity compares ipcbench's loops with the same loops in plain C (c/): fresh processes of each, side by side,
// that measure in turn, Go, C, C, Go, Go, C … while the others sleep, so that a drift of the machine hits both
// alike; then fresh ones again. It prints, in Go benchmark format, the Hodges–Lehmann estimate of the ratio Go ÷ C
// over these pairs and its 95 % interval. make fidelity builds what it needs and runs it.
package main

import (
	"fmt"
	"math"
	"os"
	"runtime"
	"time"

	"ipcbench/bench/sample"
	"ipcbench/internal/alternate"
	"ipcbench/internal/statusline"
	"ipcbench/mechanisms/catalogue"
)

var units = []string{"ratio", "ratio-lo", "ratio-hi", "go-ns", "c-ns"}

func main() {
	end := sample.Workers(catalogue.All()...)
	runtime.LockOSThread() // the kernel kills the programs when the thread that started them ends
	o, help, err := parse(os.Args[1:], os.Stdout)
	if help {
		return
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fidelity:", err)
		os.Exit(2)
	}
	can, skips := comparisons()
	var trials []*trial
	for _, c := range can {
		if !o.Only.MatchString(c.name()) || o.Itself && (c.reference != "" || c.peer) {
			continue
		}
		for range o.Repeat {
			trials = append(trials, newTrial(c))
		}
	}
	if len(trials) == 0 {
		fmt.Fprintf(os.Stderr, "fidelity: --only matches none of the %d comparisons%s\n", len(can), suchAs(can))
		os.Exit(2)
	}
	status := 0
	line := statusline.New()
	theirs := func(c comparison) (alternate.Run, error) {
		if c.peer {
			return o.Peers.start(c)
		}
		return o.Reference.start(c)
	}
	if o.Itself {
		theirs = ours
	}
	s := session{pairs: o.Pairs, precision: o.Precision / 100}
	s.run(trials, o.Budget, func(at alternate.Turn, t *trial, left time.Duration) {
		line.Show("round %d [%d/%d] at most %.0f s left · %s", at.Round, at.Place, at.Of, left.Seconds(), t.name())
		if t.err = s.pair(t, ours, theirs); t.err != nil {
			line.Clear()
			fmt.Fprintf(os.Stderr, "fidelity: %s: %v\n", t.name(), t.err)
			status = 1
		}
	})
	line.Clear()
	print(trials, skips)
	if o.Itself {
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

// suchAs names one of the comparisons, if there are any.
func suchAs(can []comparison) string {
	if len(can) == 0 {
		return ""
	}
	return ", such as " + can[0].name()
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
