package sample

import (
	"math"
	"time"

	"ipcbench/bench/worker"
)

const (
	// The warm-up ends when warmAgree successive batches, each of at least warmBatch, lie within warmWithin of each
	// other and do not fall steadily. A slow start that lasts less than warmAgree × warmBatch cannot agree with
	// itself for so long, so none of it reaches the result. A pair that never settles is measured after warmMost as
	// it is.
	warmBatch  = 20 * time.Millisecond
	warmAgree  = 3
	warmWithin = 0.10
	warmMost   = 300 * time.Millisecond
)

// warm runs batches until they agree; for a trial one is enough.
func (s *Sample) warm() (err error) {
	if s.options.Trial {
		return s.warmBriefly()
	}
	s.warmed, err = warmUp(time.Now, func() (float64, error) {
		m, err := s.runFor(0, worker.Lasting(warmBatch))
		return m.NsPerOp, err
	})
	return err
}

// warmBriefly runs one batch of half the length: enough where passes are only compared with those of another pair that
// was started like this one, or are not to be compared at all.
func (s *Sample) warmBriefly() error {
	began := time.Now()
	_, err := s.runFor(0, worker.Lasting(warmBatch/2))
	s.warmed = time.Since(began)
	return err
}

// warmUp is told the time and runs batches, which return ns/op. It says how long it took.
func warmUp(now func() time.Time, batch func() (nsPerOp float64, err error)) (time.Duration, error) {
	began := now()
	var batches []float64 // ns/op
	for now().Sub(began) < warmMost && !settled(batches) {
		nsPerOp, err := batch()
		if err != nil {
			return now().Sub(began), err
		}
		batches = append(batches, nsPerOp)
	}
	return now().Sub(began), nil
}

// settled tells whether the latest batches agree. Three that fall steadily are on their way down, however near they
// are: chance alone makes one in six so, and costs one batch more.
func settled(batches []float64) bool {
	if len(batches) < warmAgree {
		return false
	}
	latest := batches[len(batches)-warmAgree:]
	falling := true
	for i, b := range latest[1:] {
		falling = falling && b < latest[i]
	}
	return !falling && spread(latest) <= warmWithin
}

// spread is (max-min)/min.
func spread(v []float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	return (high - low) / low
}
