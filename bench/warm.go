package bench

import (
	"math"
	"time"
)

const (
	// The warm-up ends when warmAgree successive batches, each of at least warmBatch, lie within warmWithin of each other
	// and do not fall steadily. A slow start that lasts less than warmAgree × warmBatch cannot agree with itself for so
	// long, so none of it reaches the result. A pair that never settles is measured after warmMost as it is.
	warmBatch  = 20 * time.Millisecond
	warmAgree  = 3
	warmWithin = 0.10
	warmMost   = 300 * time.Millisecond
)

// warm runs batches until they agree.
func (s *sample) warm() (err error) {
	s.warmed, err = warmUp(time.Now, func(n int) (float64, error) {
		m, err := s.run(n)
		return m.nsPerOp, err
	})
	return err
}

// warmBriefly runs up to one batch of half the length, however it compares: enough where passes are only compared with those of another pair that
// was started like this one.
func (s *sample) warmBriefly() error {
	began := time.Now()
	for n := 1; ; {
		m, err := s.run(n)
		if err != nil {
			return err
		}
		took := time.Duration(m.nsPerOp * float64(n))
		if took >= warmBatch/2 {
			s.warmed = time.Since(began)
			return nil
		}
		n = grow(n, took)
	}
}

// warmUp is told the time and does n ops by run, which returns ns/op. It says how long it took.
func warmUp(now func() time.Time, run func(n int) (nsPerOp float64, err error)) (time.Duration, error) {
	began := now()
	var batches []float64 // ns/op
	for n := 1; now().Sub(began) < warmMost && !settled(batches); {
		nsPerOp, err := run(n)
		if err != nil {
			return now().Sub(began), err
		}
		if took := time.Duration(nsPerOp * float64(n)); took < warmBatch {
			n = grow(n, took)
			continue
		}
		batches = append(batches, nsPerOp)
	}
	return now().Sub(began), nil
}

// settled tells whether the latest batches agree. Three that fall steadily are on their way down, however near they are:
// chance alone makes one in six so, and costs one batch more.
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
