package bench

import (
	"errors"
	"slices"
	"testing"
	"time"

	"ipcbench/bench/pattern"
	"ipcbench/bench/plan"
)

func TestOnlyLongStandstillsAreWarnedOf(t *testing.T) {
	longest := map[int]time.Duration{
		0: 30 * time.Microsecond, 1: time.Millisecond, 2: 2500 * time.Microsecond, 4: time.Second,
	}
	look := func(cpu int) (time.Duration, error) {
		if d, ok := longest[cpu]; ok {
			return d, nil
		}
		return time.Hour, errors.New("no such CPU")
	}
	if got := stoodStill([]int{0, 1, 3}, look); got != "" {
		t.Errorf("of CPUs that are still for a millisecond at most, and one that is not there: %q", got)
	}
	const want = "before the benchmarks the machine took a thread that did nothing off its CPU, CPU 2 for 2.5 ms, " +
		"CPU 4 for 1000.0 ms: the longest ops may be the machine's own (BenchmarkFloor/what=jitter measures it)"
	if got := stoodStill([]int{0, 1, 2, 3, 4}, look); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// The CPUs that are looked at are those of the benchmarks that will run.
func TestCPUsOfAPlanAreThoseOfItsSelectedCells(t *testing.T) {
	r, err := selected(nil)
	if err != nil {
		t.Fatal(err)
	}
	p := plan.Make(r.Selection, pattern.Shapes())
	var want []int
	for _, c := range p.Cells {
		if c.FullName() == "BenchmarkFloor/what=syscall" {
			want, err = c.Place.CPUs()
		}
	}
	if got := cpusOf(p, plan.NewMatcher("Floor/what=syscall")); err != nil || len(want) != 1 || !slices.Equal(got,
		want) {
		t.Errorf("CPUs %v, want %v; %v", got, want, err)
	}
	if got := cpusOf(p, plan.NewMatcher("Nothing")); got != nil {
		t.Errorf("CPUs %v of no cell", got)
	}
}
