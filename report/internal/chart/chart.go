// Package chart draws the report's charts with gonum/plot: one chart a file.
//
// A chart is read without the code that drew it: axes have units, lines have their names at their ends or in a legend,
// names never overlap, and a caption says which machine measured it and when. A mechanism has the same colour and
// marker in every chart, by its place in the reading order, and so has a wait where the lines are waits. Where there
// are too many mechanisms for one picture, each family has a small one.
package chart

import (
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"ipcbench/internal/schema"
	"ipcbench/report/internal/results"
)

// Chart is one chart, laid out and ready to be drawn on any canvas.
type Chart struct {
	Name   string // file name without ending
	Title  string
	Labels []string // every name written in it
	Series []Style  // every style drawn in it

	width, height vg.Length
	draw          func(draw.Canvas)
}

// kind makes one sort of chart; it returns why not when the data for it is absent.
type kind struct {
	name string
	make func(view) (Chart, string)
	// only says that a place where it has nothing to draw from does without the chart, and without a word of it. It is
	// nil for a chart that every report is expected to have.
	only func(view) bool
}

// kinds lists the charts in the order in which they are shown. A new chart is a file and a line here.
var kinds = []kind{
	{"latency", latencyBySize, sizesOf(schema.Latency)},
	{"ranked", rankedLatency, nil},
	{"throughput", throughputBySize, sizesOf(schema.Throughput)},
	{"cpu-cost", cpuCost, nil},
	{"paced-latency", pacedLatency, view.isPaced},
	{"paced-cores", pacedCores, view.isPaced},
	{"paced-spin", pacedSpin, view.spinsDiffer},
}

// view is what a chart may draw from: one machine at one place.
type view struct {
	machine  *results.Machine
	place    string
	styles   styles
	families map[string]string // of each mechanism
}

// titled is a chart's title, with what sets apart what was measured between two hosts.
func (v view) titled(title string) string {
	if v.machine.Between {
		return title + ", between hosts"
	}
	return title
}

// All lays out every chart for which there is data, and says of the others why they are left out. The suffix keeps the
// files of several machines apart.
func All(m *results.Machine, order []string, families map[string]string, suffix string) (
	charts []Chart, undrawn []string,
) {
	places := m.Places()
	for _, place := range places {
		v := view{machine: m, place: place, styles: styles{order: order}, families: families}
		for _, k := range kinds {
			if k.only != nil && !k.only(v) {
				continue
			}
			c, why := k.make(v)
			name := k.name + suffix
			if len(places) > 1 {
				name += "-" + fileName(place)
			}
			if why != "" {
				undrawn = append(undrawn, name+": "+why)
				continue
			}
			c.Name = name
			charts = append(charts, c)
		}
	}
	return charts, undrawn
}

// fileName makes a place safe in a file name: it comes from a file.
func fileName(place string) string {
	safe := []rune(place)
	for i, r := range safe {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			safe[i] = '_'
		}
	}
	return string(safe)
}
