package chart

import "ipcbench/internal/schema"

// latencyBySize shows how the round trip grows with the message.
func latencyBySize(v view) (Chart, string) {
	return bySize{
		pattern: schema.Latency, unit: schema.SecPerOp,
		title: "Latency: the mean of the whole round trip of one message",
		subtitle: "Means of samples: their median, and upright its 95 % interval (of fewer than 6, their range). " +
			"Lower is better. Logarithmic axes.",
		axis: "mean round trip", label: timeLabel,
		better: func(a, b float64) bool { return a < b },
	}.chart(v)
}
