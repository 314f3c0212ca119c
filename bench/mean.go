package bench

import (
	"errors"

	"ipcbench/internal/pair"
	"ipcbench/mechanisms"
)

// Workers is for the main function of a program that calls [Mean]: it is where the program's worker processes begin, and
// must come before anything else. The function it returns is called at the end and removes what is left of them.
func Workers(all ...mechanisms.Mechanism) (end func() error) {
	pair.Intercept(withFloors(all), handlers)
	return pair.End
}

// Mean is what an op of cell c takes, in ns: n of them between two clock readings, in a fresh pair of processes that has been
// verified and warmed up. It is the first thing that [Run] measures, without the others.
func Mean(c Cell, n int) (float64, error) {
	s, err := openSample(c, *idleFlag)
	if err != nil {
		return 0, err
	}
	m, err := s.run(n)
	if err != nil {
		return 0, errors.Join(err, s.pair.Kill())
	}
	return m.nsPerOp, s.close()
}
