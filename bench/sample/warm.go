package sample

import (
	"math"
	"slices"
	"time"

	"ipcbench/bench/worker"
)

const (
	// The warm-up ends when the times of warmAgree successive batches do not fall steadily by more than warmFall, and
	// either differ by at most warmWithin, or the fastest of them is not faster than all batches before by more than
	// warmGain: the ends vary then, but no longer become faster. Each batch lasts at least warmBatch, or warmBrief
	// before a brief sample. A slow start that is shorter than warmAgree batches cannot be all of them, so it does not
	// get into the result. Ends that never settle are measured after warmMost all the same.
	warmBatch  = 17 * time.Millisecond
	warmBrief  = 8 * time.Millisecond
	warmAgree  = 3
	warmWithin = 0.10
	warmGain   = 0.05
	warmFall   = 0.01
	warmMost   = 300 * time.Millisecond
)

// warm runs batches until they agree. For a trial one batch is enough.
func (s *Sample) warm() (err error) {
	if s.options.Trial {
		return s.warmBriefly()
	}
	batch := warmBatch
	if s.options.Brief {
		batch = warmBrief
	}
	s.warmed, err = warmUp(time.Now, func() (float64, error) {
		m, err := s.runFor(0, worker.Lasting(batch))
		return m.NsPerOp, err
	})
	return err
}

// warmBriefly runs one batch. That is enough if passes are only compared with those of other ends that were started in
// the same way, or not at all.
func (s *Sample) warmBriefly() error {
	began := time.Now()
	_, err := s.runFor(0, worker.Lasting(warmBrief))
	s.warmed = time.Since(began)
	return err
}

// warmUp runs batches, which return ns/op, until they agree or warmMost has passed. It returns how long it took.
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

// settled tells whether the ends no longer become faster. While batches fall steadily they do, even if they are close
// together. By chance alone one of six triples falls steadily, which costs one more batch.
func settled(batches []float64) bool {
	if len(batches) < warmAgree {
		return false
	}
	before, latest := batches[:len(batches)-warmAgree], batches[len(batches)-warmAgree:]
	falling := true
	for i, b := range latest[1:] {
		falling = falling && b < latest[i]
	}
	gained := len(before) == 0 || slices.Min(latest) < (1-warmGain)*slices.Min(before)
	falling = falling && spread(latest) > warmFall
	return !falling && (spread(latest) <= warmWithin || !gained)
}

// spread is (max-min)/min.
func spread(v []float64) float64 {
	low, high := math.Inf(1), math.Inf(-1)
	for _, x := range v {
		low, high = min(low, x), max(high, x)
	}
	return (high - low) / low
}
