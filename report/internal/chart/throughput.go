package chart

import "ipcbench/report/internal/results"

// throughputBySize shows what a mechanism moves in one direction.
func throughputBySize(v view) (Chart, string) {
	return bySize{
		pattern: results.Throughput, unit: results.Bytes,
		title:    "Throughput: payload per second, one way",
		subtitle: "From the first send to the last receive; median, upright bars: its 95 % interval. Higher is better. Both axes logarithmic.",
		axis:     "payload per second", label: rateLabel,
		better: func(a, b float64) bool { return a > b },
	}.chart(v)
}
