package gate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ipcbench/internal/stat"

	"golang.org/x/perf/benchfmt"
)

// parsePrinted reads ns per op of each benchmark from the output of a program in Go benchmark format: the median where
// a benchmark stands there several times. The names are those of the cells, with the suffix for GOMAXPROCS if it has
// one.
func parsePrinted(out []byte) (ns map[string]float64, order []string, err error) {
	all := map[string][]float64{}
	reader := benchfmt.NewReader(bytes.NewReader(out), "its output")
	for reader.Scan() {
		result, ok := reader.Result().(*benchfmt.Result)
		if !ok {
			continue
		}
		seconds, ok := result.Value("sec/op")
		if !ok || !(seconds > 0) {
			continue
		}
		name := "Benchmark" + result.Name.String()
		if all[name] == nil {
			order = append(order, name)
		}
		all[name] = append(all[name], seconds*1e9)
	}
	if err := reader.Err(); err != nil {
		return nil, nil, fmt.Errorf("its output: %w", err)
	}
	if len(order) == 0 {
		return nil, nil, errors.New("neither obeyed orders nor printed results in Go benchmark format with ns/op; " +
			"it must run benchmarks, as by -test.bench=. or -ipc.matrix=gate")
	}
	ns = map[string]float64{}
	for name, values := range all {
		ns[name] = stat.Median(values)
	}
	return ns, order, nil
}

// printToo runs both programs as ones that print, because one of them cannot obey orders.
func (s *session) printToo(ctx context.Context) error {
	for _, p := range s.programs {
		p.end(closePatience)
		p.hello = nil
	}
	s.Show("running A and B")
	if err := s.whole([2]int{0, 1}, func(p *program) error { return p.again(ctx) }); err != nil {
		return err
	}
	s.trials = nil
	s.result.Gone, s.result.New = nil, nil
	return s.choose()
}

// printed compares two programs by what they print, again and again: a run of each gives a ratio of every cell.
func (s *session) printed(ctx context.Context) error {
	s.result.Printed = true
	for round := 1; ; round++ {
		open := 0
		for _, t := range s.trials {
			old, ok1 := s.programs[0].printed[t.name]
			new, ok2 := s.programs[1].printed[t.name]
			if !t.open() || !ok1 || !ok2 {
				continue
			}
			t.add(new/old, old, new)
			open++
		}
		decide(s.trials)
		if open == 0 || s.over(ctx) || !slices.ContainsFunc(s.trials, (*trial).open) {
			return nil
		}
		s.Show("round %d, %s left · %s", round+1, seconds(time.Until(s.end)), s.tally())
		first := s.lots.IntN(2)
		if err := s.whole([2]int{first, 1 - first}, func(p *program) error { return p.again(ctx) }); err != nil {
			return err
		}
	}
}
