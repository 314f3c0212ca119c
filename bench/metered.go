package bench

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"ipcbench/internal/meter"
	"ipcbench/internal/sys"
	"ipcbench/mechanisms"
)

// serveMeter measures what another program asks for, through the socket that it names.
func serveMeter(socket string, p plan) error {
	m := metered{cells: map[string]Cell{}}
	hello := meter.Hello{Config: map[string]string{}}
	match := benchMatcher(".")
	for _, c := range p.cells {
		// A floor is no mechanism's, and making a channel has no pair that stays.
		if name := c.FullName(); match.matches(name) && c.Pattern != Floor && c.Pattern != Setup && c.pairs() == 1 {
			m.cells[name] = c
			hello.Cells = append(hello.Cells, name)
			t := c.Mechanism.Traits()
			if !t.Raw {
				hello.Managed = append(hello.Managed, name)
			}
			if t.Deferred {
				hello.Deferred = append(hello.Deferred, name)
			}
		}
	}
	for _, s := range p.skips {
		hello.Skips = append(hello.Skips, s.String())
	}
	for _, kv := range machineConfig() {
		hello.Config[kv[0]] = kv[1]
	}
	err := meter.Serve(socket, hello, m.obey)
	return errors.Join(err, m.end(), m.letGo())
}

// metered is what is measured from outside: one pair at a time.
type metered struct {
	cells map[string]Cell
	meter *Meter
	held  *sys.SyscallCounter // while cold pairs are asked for; see hold
}

// hold keeps a counter of system calls open, which counts nothing, so that those to come find the tracepoint enabled, which takes the kernel its time: without it
// a pass over the gate's 81 cells took 28 and 32 s, with it 23 and 28. It is let go before times are taken, for each system call is slower meanwhile.
func (m *metered) hold() {
	if tracepoint, err := sys.SyscallTracepoint(); err == nil && m.held == nil {
		m.held, _ = sys.CountSyscalls(tracepoint, []int{0})
	}
}

func (m *metered) letGo() error {
	if m.held == nil {
		return nil
	}
	err := m.held.Close()
	m.held = nil
	return err
}

func (m *metered) obey(o meter.Order) (a meter.Answer) {
	var err error
	switch o.Task {
	case meter.Open, meter.Cold:
		if err = m.open(o); err == nil {
			a.Nanoseconds = m.meter.sample.estimate
		}
	case meter.Close:
		err = m.end()
	case meter.Mean, meter.Count:
		switch {
		case m.meter == nil:
			err = errors.New("no cell is open")
		case o.Ops < 1:
			err = fmt.Errorf("%d ops", o.Ops)
		case o.Task == meter.Mean:
			a.Nanoseconds, err = m.meter.meanBeside(o.Ops)
		default:
			a.Counts, err = m.meter.count(o.Ops)
		}
		if err != nil {
			m.meter = nil // which has ended its pair
		}
	default:
		err = fmt.Errorf("unknown task %q", o.Task)
	}
	if err != nil {
		a.Error = strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	return a
}

func (m *metered) open(o meter.Order) error {
	c, ok := m.cells[o.Cell]
	if !ok {
		return fmt.Errorf("%s: no such cell", o.Cell)
	}
	if err := m.end(); err != nil {
		return err
	}
	if o.Task == meter.Cold {
		m.hold()
		if o.Elsewhere && c.Place == Same {
			c.Place = elsewhere
		}
	} else if err := m.letGo(); err != nil {
		return err
	}
	s, err := openCold(c, *idleFlag)
	if err == nil && o.Task == meter.Open {
		if err = s.warmBriefly(); err != nil {
			err = s.killed(err)
		}
	}
	if err == nil {
		m.meter = &Meter{s}
	}
	return err
}

func (m *metered) end() error {
	if m.meter == nil {
		return nil
	}
	err := m.meter.Close()
	m.meter = nil
	return err
}

// meanBeside is what an op takes in a pass that is only compared with one of another pair beside it. Where the sides block, the lead-in is left out, which
// takes three times as long as a short pass: what it keeps out makes the passes of both programs longer alike. Pairs that spin differ by a tenth
// without it, depending on which went first.
func (m *Meter) meanBeside(n int) (float64, error) {
	if m.sample.cell.Wait == mechanisms.Block {
		return m.mean(m.sample.try, n)
	}
	return m.mean(m.sample.run, n)
}

// count is what n ops count. The switches are the voluntary ones: how often others take a CPU away is no property of a mechanism.
func (m *Meter) count(n int) (meter.Counts, error) {
	result, err := m.sample.run(n)
	if err != nil {
		return nil, m.sample.killed(err)
	}
	calls, err := m.sample.countCalls(n)
	if err != nil {
		return nil, m.sample.killed(err)
	}
	counted := meter.Counts{
		"csw/op": result.switchesPerOp - result.oustedPerOp, "allocs/op": result.mallocs, "B/op": result.bytes,
	}
	if !math.IsNaN(calls) {
		counted["syscalls/op"] = calls
	}
	return counted, nil
}

// countCalls is how many system calls an op makes, counted by the tracepoint or a tracer; NaN where the kernel allows neither.
func (s *sample) countCalls(n int) (float64, error) {
	if _, unable := sys.SyscallTracepoint(); unable == nil {
		c, err := s.count(n)
		return c.syscallsPerOp, err
	}
	calls, err := s.countTraced(n)
	if errors.Is(err, errUntraceable) {
		return math.NaN(), nil
	}
	return calls, err
}
