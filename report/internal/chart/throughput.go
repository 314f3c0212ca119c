package chart

import "ipcbench/internal/schema"

// throughputBySize shows what a mechanism moves in one direction.
func throughputBySize(v view) (Chart, string) {
	return bySize{
		pattern: schema.Throughput, unit: schema.BytesPerSec,
		title: "Throughput: payload per second, one way",
		subtitle: "To the last receive. Median over samples, and upright its 95 % interval (of fewer than 6, their " +
			"range). Higher is better. Logarithmic axes.",
		axis: "payload per second", label: rateLabel,
		better: func(a, b float64) bool { return a > b },
	}.chart(v)
}
