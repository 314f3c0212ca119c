package sentences

import (
	"math"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/paced"
	"ipcbench/report/internal/quantity"
)

// spinning says at which rate of messages spinning starts to pay: to cost the receiver less CPU time for a message than
// sleeping does. If it does so nowhere, it says how much more it costs at the lowest and the highest rate. It is left
// out if no mechanism was measured at three rates in both waits, or if nothing is certain at the lowest.
func spinning(v view) (string, bool) {
	curves := paced.Curves(v.m)
	sleeping := map[paced.Way]paced.Curve{}
	for _, c := range curves {
		if c.Wait == schema.Block {
			sleeping[c.Way] = c
		}
	}
	lowest, highest, pays := math.Inf(1), 0.0, math.Inf(1)
	var least, most, last float64 // times at the lowest rate, and the least at the highest
	payer := ""
	for _, c := range curves {
		base, ok := sleeping[c.Sleeping()]
		if !ok || c.Wait != schema.Spin || c.Scope != "" || c.Extra != "" || c.Place != v.place || c.Size != v.size {
			continue
		}
		list := paced.Differences(c, base, schema.CPUSecPerOp)
		if len(list) < fewestRates || list[0].Doubtful || list[0].Sign <= 0 {
			continue
		}
		first, end := list[0], list[len(list)-1]
		if math.IsInf(lowest, 1) || first.Rate == lowest {
			lowest = first.Rate
			most = max(most, first.Ratio)
			if least == 0 || first.Ratio < least {
				least = first.Ratio
			}
		}
		if end.Rate > highest || end.Rate == highest && end.Ratio < last {
			highest, last = end.Rate, end.Ratio
		}
		if b := paced.Break(list); b.To > 0 && !b.Again && b.To < pays {
			pays, payer = b.To, c.Series.Name()
		}
	}
	switch {
	case math.IsInf(lowest, 1):
		return "", false
	case payer != "":
		return v.p.Sprintf("Spinning pays from %s messages a second on, first with %s: there it costs the receiver "+
			"less CPU time than sleeping; at %s a second it costs %s to %s times as much.", quantity.Rate(pays), payer,
			quantity.Rate(lowest), times(least), times(most)), true
	}
	return v.p.Sprintf("At no measured rate does spinning save CPU time for certain: at %s messages a second it costs "+
		"the receiver %s to %s times as much as sleeping, by mechanism, and at %s a second still %s times at best.",
		quantity.Rate(lowest),
		times(least), times(most), quantity.Rate(highest), times(last)), true
}

// fewestRates is how many rates two curves must share.
const fewestRates = 3
