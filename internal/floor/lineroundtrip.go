package floor

import (
	"errors"
	"fmt"
	"sync/atomic"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"ipcbench/internal/sys"
)

const (
	lineBatches = 51
	lineBatch   = 1000
)

// LineRoundTrip is the time in ns in which one cache line goes from CPU a to CPU b and back, the median over batches: two
// threads take turns to store in one word and poll it, without a pause. No message between the two CPUs is faster. It
// ends after 51,000 round trips or when budget is over. Source: the idea is that of core-to-core-latency (Viennot).
func LineRoundTrip(a, b int, budget time.Duration) (float64, error) {
	if a == b {
		return 0, errors.New("a cache line does not leave its CPU")
	}
	page, err := unix.Mmap(-1, 0, unix.Getpagesize(), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_ANONYMOUS)
	if err != nil {
		return 0, fmt.Errorf("mmap: %w", err)
	}
	defer unix.Munmap(page)
	word := (*uint64)(unsafe.Pointer(unsafe.SliceData(page)))
	var trips []float64
	err = onThreads(
		thread{b, func() { answerLine(word) }},
		thread{a, func() { trips = callLine(word, budget) }},
	)
	if err != nil {
		return 0, err
	}
	return quantile(trips, 0.5), nil
}

// callLine stores odd numbers and waits for the even ones that follow; then lineOver.
func callLine(word *uint64, budget time.Duration) (trips []float64) {
	next := uint64(1)
	first := now()
	for len(trips) < lineBatches && (len(trips) == 0 || now()-first < int64(budget)) {
		began := now()
		for range lineBatch {
			sys.StoreRelease(word, next)
			for atomic.LoadUint64(word) == next {
			}
			next += 2
		}
		trips = append(trips, float64(now()-began)/lineBatch)
	}
	sys.StoreRelease(word, lineOver)
	return trips
}

// lineOver ends the answers.
const lineOver = ^uint64(0)

func answerLine(word *uint64) {
	for seen := uint64(0); ; {
		v := atomic.LoadUint64(word)
		if v == lineOver {
			return
		}
		if v != seen {
			seen = v + 1
			sys.StoreRelease(word, seen)
		}
	}
}
