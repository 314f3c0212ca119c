package results

import (
	"math"
	"slices"

	"ipcbench/internal/schema"
	"ipcbench/internal/stat"
	"ipcbench/report/internal/benchname"
)

// Held is how well the rate of an open loop was held.
type Held struct {
	Held, Of int     // by how many of the samples that make the figures, of how many; 0 of 0 if there was no rate
	Missed   float64 // by which part of itself the others missed it: their median; 0 if there are none
}

// All tells whether every sample held its rate.
func (h Held) All() bool { return h.Held == h.Of }

// Held says how well the rate of the cell was held. The latencies of samples that held it say nothing of a rate that
// others missed: the machine was only just fast enough for them, or lucky.
func (c *Cell) Held() Held {
	missed := c.values(schema.UnheldPercent, c.MostlyDisturbed())
	h := Held{Of: len(missed)}
	missed = slices.DeleteFunc(missed, func(percent float64) bool { return percent <= 0 })
	h.Held = h.Of - len(missed)
	if len(missed) > 0 {
		h.Missed = stat.Median(missed) / 100
	}
	return h
}

// Due is how many messages were due a second at a rate, which is the cell's; NaN if that is not known. Of a share it
// follows from what arrived: that fell short of what was due by the part by which the rate was missed.
func (c *Cell) Due(rate benchname.Rate) float64 {
	if rate.Percent == 0 {
		return rate.PerSecond
	}
	missed := c.Value(schema.UnheldPercent) / 100
	if math.IsNaN(missed) {
		missed = 0
	}
	due := c.Value(schema.MsgPerSec) / (1 - missed)
	if !(due > 0) || math.IsInf(due, 0) {
		return math.NaN()
	}
	return due
}
