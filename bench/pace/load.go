package pace

// A Load is what the times at which the messages of a pass were due, left and arrived say of it. All times are in ns
// by one clock; the due times are relative to the first moment of the pass.
type Load struct {
	Late    float64 // the share of messages that left more than one mean gap after they were due: 0 to 1
	Backlog int     // the most messages that were due and had not left, at any departure
}

// Departed sums up the departures of the messages whose due times are given. start is the first moment of the pass.
func Departed(dues, departures []int64, start int64) (l Load) {
	if len(departures) == 0 {
		return l
	}
	gap := dues[len(dues)-1] / int64(len(dues))
	late, ahead := 0, 0
	for i, left := range departures {
		since := left - start
		if since-dues[i] > gap {
			late++
		}
		for ahead < len(dues) && dues[ahead] <= since {
			ahead++
		}
		// Message i itself leaves now.
		l.Backlog = max(l.Backlog, ahead-i-1)
	}
	l.Late = float64(late) / float64(len(departures))
	return l
}

// Latencies are the times from when each message was due until it arrived, in ns. They replace the arrivals.
func Latencies(dues, arrivals []int64, start int64) []int64 {
	for i := range arrivals {
		arrivals[i] -= start + dues[i]
	}
	return arrivals
}

// A rate is held if the last message arrives soon after it was due. If messages come faster than they are taken, their
// latency grows as long as the pass lasts, and depends on nothing else: it is no latency of that rate.
const (
	heldShare = 0.01      // of the pass
	heldLeast = 1_000_000 // ns: a stall of the machine at the end of a short pass
)

// Unheld is by which part of itself a rate was missed: 0 if it was held. span is from the first moment of a pass until
// the last message was due, lag from then until it arrived, both in ns. A sender that gave up because it was too far
// behind held nothing, however long the lag is.
func Unheld(span, lag int64, gaveUp bool) float64 {
	if !gaveUp && float64(lag) <= heldLeast+heldShare*float64(span) {
		return 0
	}
	return float64(lag) / float64(span+lag)
}

// TooFar tells whether a sender is so far behind that it gives up: by a quarter of the pass, and at least 100 ms. From
// then on the pass only repeats that the rate is not held, and may take a thousand times as long as it should.
func TooFar(behind, span int64) bool { return behind > max(span/4, 100_000_000) }
