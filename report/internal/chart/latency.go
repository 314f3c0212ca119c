package chart

import "ipcbench/report/internal/results"

// latencyBySize shows how the round trip grows with the message.
func latencyBySize(v view) (Chart, string) {
	return bySize{
		pattern: results.Latency, unit: results.TimePerOp,
		title:    "Latency: the whole round trip of one message",
		subtitle: "Median of the samples, upright bars: its 95 % interval. Lower is better. Both axes logarithmic.",
		axis:     "round trip", label: timeLabel,
		better: func(a, b float64) bool { return a < b },
	}.chart(v)
}
