package bench

import (
	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// Workers is for the main function of a program that makes a [Meter]: it is where the program's worker processes begin, and
// must come before anything else. The function it returns is called at the end and removes what is left of them.
func Workers(all ...mechanisms.Mechanism) (end func() error) {
	pair.Intercept(withFloors(all), handlers)
	return pair.End
}

// A Meter is a fresh pair of processes that has been verified and warmed up, from which single means are taken.
type Meter struct{ sample *sample }

// NewMeter starts a pair for cell c. Close ends it.
func NewMeter(c Cell) (*Meter, error) {
	s, err := openSample(c, *idleFlag)
	if err != nil {
		return nil, err
	}
	return &Meter{s}, nil
}

// Mean is what an op takes, in ns: n of them between two clock readings. It is the first thing that [Run] measures, without
// the others. Between two calls both processes sleep. After an error only Close is left to call.
func (m *Meter) Mean(n int) (float64, error) { return m.mean(m.sample.run, n) }

// mean is what an op takes in a pass of n.
func (m *Meter) mean(pass func(n int) (measurement, error), n int) (float64, error) {
	result, err := pass(n)
	if err != nil {
		return 0, m.sample.killed(err)
	}
	return result.nsPerOp, nil
}

// Close ends the pair.
func (m *Meter) Close() error { return m.sample.close() }
