package choose

import (
	"strconv"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/quantity"
	"ipcbench/report/internal/table"
	"ipcbench/report/internal/words"
)

// A bound is one that a question may set, and the figure that must keep it.
type bound struct {
	name   string // the question's field, by which answers name it
	limit  func(Question) float64
	figure func(Figures) Found
	print  func(v, half float64) string
	unit   func(limit float64) (in float64, unit string) // how a limit is written
	// says is the bound in words: its limit is given as text.
	says func(p *words.Printer, limit string) string
	// title heads a column of such figures.
	title func(p *words.Printer, q Question) string
}

var bounds = []bound{
	{
		name: "p50", limit: func(q Question) float64 { return q.P50 }, figure: func(f Figures) Found { return f.P50 },
		print: nanoseconds, unit: unitOfTime,
		says:  func(p *words.Printer, limit string) string { return p.Sprintf("p50 of at most %s", limit) },
		title: func(p *words.Printer, _ Question) string { return p.Sprintf("p50") },
	},
	{
		name: "p99", limit: func(q Question) float64 { return q.P99 }, figure: func(f Figures) Found { return f.P99 },
		print: nanoseconds, unit: unitOfTime,
		says:  func(p *words.Printer, limit string) string { return p.Sprintf("p99 of at most %s", limit) },
		title: func(p *words.Printer, _ Question) string { return p.Sprintf("p99") },
	},
	{
		name: "maxCores", limit: func(q Question) float64 { return q.MaxCores },
		figure: func(f Figures) Found { return f.Cores }, print: quantity.Count,
		unit: func(limit float64) (float64, string) { return limit, "" },
		says: func(p *words.Printer, limit string) string { return p.Sprintf("at most %s of a CPU", limit) },
		title: func(p *words.Printer, q Question) string {
			if q.Rate > 0 {
				return p.Sprintf("receiver's CPU")
			}
			return p.Sprintf("CPUs of both")
		},
	},
	{
		name: "throughput", limit: func(q Question) float64 { return q.Throughput },
		figure: func(f Figures) Found { return f.Throughput },
		print:  func(v, half float64) string { return quantity.Throughput(1e6*v, 1e6*half) },
		unit: func(limit float64) (float64, string) {
			if limit >= 1e3 {
				return limit / 1e3, " GB/s"
			}
			return limit, " MB/s"
		},
		says:  func(p *words.Printer, limit string) string { return p.Sprintf("a stream of at least %s", limit) },
		title: func(p *words.Printer, _ Question) string { return p.Sprintf("as a stream") },
	},
}

// boundNamed is the bound on a field of the question; that on p99 for what is no bound.
func boundNamed(name string) bound {
	for _, b := range bounds {
		if b.name == name {
			return b
		}
	}
	switch Preference(name) {
	case ByCores:
		return boundNamed("maxCores")
	case ByThroughput:
		return boundNamed("throughput")
	}
	return boundNamed("p99")
}

// asked prints a limit as it was asked for: no digit of it is noise.
func (b bound) asked(limit float64) string {
	in, unit := b.unit(limit)
	return strconv.FormatFloat(output.Round(in), 'f', -1, 64) + unit
}

func unitOfTime(ns float64) (float64, string) {
	switch {
	case ns >= 1e9:
		return ns / 1e9, " s"
	case ns >= 1e6:
		return ns / 1e6, " ms"
	case ns >= 1e3:
		return ns / 1e3, " µs"
	}
	return ns, " ns"
}

func nanoseconds(v, half float64) string { return quantity.Duration(v/1e9, half/1e9) }

// value prints the figure of a bound, with a sign where it is interpolated.
func (b bound) value(f Found) string {
	sign := ""
	if f.Interpolated {
		sign = "≈ "
	}
	return sign + b.print(f.Mid, max(f.High-f.Mid, f.Mid-f.Low))
}

// interval prints how well the figure is known: from low to high.
func (b bound) interval(f Found) string {
	return b.print(f.Low, 0) + " – " + b.print(f.High, 0)
}

// half prints how well the figure is known: the longer half of its interval, as a part of it. Of samples that are too
// few for one it is their range, in brackets; of a single one nothing is known. So do tables.
func (f Found) half() string {
	part := quantity.Percent(f.Mid, max(f.High-f.Mid, f.Mid-f.Low))
	switch {
	case !f.Range:
		return part
	case f.Low == f.High:
		return table.Missing
	}
	return "(" + part + ")"
}
