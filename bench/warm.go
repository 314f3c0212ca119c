package bench

import (
	"math"
	"time"
)

const (
	// The warm-up ends when warmAgree successive batches, each of at least warmBatch, lie within warmWithin of each
	// other. A slow start that lasts less than warmAgree × warmBatch cannot agree with itself for so long, so none of it
	// reaches the result. A pair that never settles is measured after warmMost as it is.
	warmBatch  = 20 * time.Millisecond
	warmAgree  = 3
	warmWithin = 0.10
	warmMost   = 400 * time.Millisecond
)

// warm runs batches until they agree.
func (s *sample) warm() error {
	began := time.Now()
	defer func() { s.warmed = time.Since(began) }()
	var batches []float64 // ns/op
	for n := 1; time.Since(began) < warmMost; {
		m, err := s.run(n)
		if err != nil {
			return err
		}
		if took := time.Duration(m.nsPerOp * float64(n)); took < warmBatch {
			n = grow(n, took)
			continue
		}
		batches = append(batches, m.nsPerOp)
		if settled(batches) {
			return nil
		}
	}
	return nil
}

// settled tells whether the latest batches agree.
func settled(batches []float64) bool {
	return len(batches) >= warmAgree && spread(batches[len(batches)-warmAgree:]) <= warmWithin
}

// grow is how many ops would fill a batch, at most 100 times as many as before.
func grow(n int, took time.Duration) int {
	if took <= 0 {
		return 100 * n
	}
	return min(100*n, n+int(1.2*float64(n)*float64(warmBatch)/float64(took)))
}

// spread is (max-min)/min.
func spread(v []float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	return (high - low) / low
}
