package bench

import (
	"errors"
	"fmt"
	"strings"

	"ipcbench/bench/pattern"
	"ipcbench/bench/place"
	"ipcbench/bench/plan"
	"ipcbench/bench/record"
	"ipcbench/bench/sample"
	"ipcbench/internal/meter"
)

// serveMeter connects to the socket and measures what the program at its other end orders; see package meter.
func serveMeter(socket string, p plan.Plan) error {
	m := metered{cells: map[string]plan.Cell{}}
	hello := meter.Hello{Config: map[string]string{}, Probes: true}
	match := benchMatcher(".")
	for _, c := range p.Cells {
		name := c.FullName()
		if !match.Matches(name) || !offered(c) {
			continue
		}
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
	for _, s := range p.Skips {
		hello.Skips = append(hello.Skips, s.String())
	}
	for _, kv := range record.Machine() {
		hello.Config[kv[0]] = kv[1]
	}
	err := meter.Serve(socket, hello, m.obey)
	m.letGo()
	return errors.Join(err, m.end())
}

// offered tells whether a cell can be measured by orders. That needs one pair of ends that stays: Setup makes new
// ends in each op, in a step of Floor one process may do everything, what Claim measures are no times that a change to
// a mechanism would move, and a cell may have several pairs.
func offered(c plan.Cell) bool {
	return pattern.Of(c).Together == nil && pattern.Named(c.Pattern).Kind == nil && c.Pairs() == 1
}

// A metered measures by orders, with one pair of processes at a time.
type metered struct {
	cells map[string]plan.Cell
	meter *sample.Meter
	holds bool // the counters; see [sample.HoldCounters]
}

// letGo lets counters go, before times are measured.
func (m *metered) letGo() {
	if m.holds {
		sample.LetCountersGo()
		m.holds = false
	}
}

func (m *metered) obey(o meter.Order) (a meter.Answer) {
	var err error
	switch o.Task {
	case meter.Open, meter.Cold:
		if err = m.open(o); err == nil {
			a.Nanoseconds = m.meter.Estimate()
		}
	case meter.Close:
		err = m.end()
	case meter.Mean, meter.Count, meter.Probe:
		switch {
		case m.meter == nil:
			err = errors.New("no cell is open")
		case o.Task == meter.Probe:
			a.Changed, err = m.meter.Changed()
		case o.Ops < 1:
			err = fmt.Errorf("%d ops", o.Ops)
		case o.Task == meter.Mean:
			a.Nanoseconds, err = m.meter.MeanBeside(o.Ops)
		default:
			a.Counts, err = m.meter.Count(o.Ops)
		}
		if err != nil {
			m.meter = nil // it has ended its processes
		}
	default:
		err = fmt.Errorf("unknown task %q", o.Task)
	}
	if err != nil {
		a.Error = strings.ReplaceAll(err.Error(), "\n", "; ")
	}
	return a
}

func (m *metered) open(o meter.Order) (err error) {
	c, ok := m.cells[o.Cell]
	if !ok {
		return fmt.Errorf("%s: no such cell", o.Cell)
	}
	if err := m.end(); err != nil {
		return err
	}
	cold := o.Task == meter.Cold
	if cold {
		if !m.holds { // while orders only count
			sample.HoldCounters()
			m.holds = true
		}
		if o.Elsewhere && c.Place == place.Same {
			c.Place = place.Elsewhere
		}
	} else {
		m.letGo()
	}
	m.meter, err = sample.NewBriefMeter(c, options(), cold)
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
