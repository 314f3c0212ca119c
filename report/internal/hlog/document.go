package hlog

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"time"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/page"
)

// shares are those of the readings whose quantiles a table has.
var shares = []float64{0.5, 0.99, 0.999, 0.9999}

// A Document is some logs, to be shown.
type Document struct {
	page.Report
	Logs []*Log
	Unit float64 // of their values, in seconds
}

// Markdown has no pictures: there is no directory beside standard output.
func (d Document) Markdown(w io.Writer) error { return d.Report.Markdown(w, false) }

// A jsonLogs is the JSON of report histograms.
type jsonLogs struct {
	output.Head
	Logs []jsonLog `json:"logs"`
}

type jsonLog struct {
	File    string                    `json:"file"`
	Tag     string                    `json:"tag,omitempty"`
	Began   string                    `json:"began,omitempty"`
	Seconds float64                   `json:"seconds"` // from the first interval's begin to the last one's end
	Figures map[string]*output.Figure `json:"figures"`
}

// JSON has the quantiles of each log.
func (d Document) JSON() any {
	j := jsonLogs{Head: output.Version("histograms"), Logs: []jsonLog{}}
	for _, l := range d.Logs {
		one := jsonLog{l.File, l.Tag, l.began(), l.seconds(), map[string]*output.Figure{}}
		for _, f := range l.figures(d.Unit) {
			one.Figures[f.name] = f.Figure
		}
		j.Logs = append(j.Logs, one)
	}
	return j
}

// CSV has a row for each quantile of each log.
func (d Document) CSV() [][]string {
	rows := [][]string{{"file", "tag", "began", "measure", "unit", "value", "n"}}
	for _, l := range d.Logs {
		for _, f := range l.figures(d.Unit) {
			rows = append(rows, []string{
				l.File, l.Tag, l.began(), f.name, f.Unit, output.Number(f.Value), strconv.Itoa(f.N),
			})
		}
	}
	return rows
}

// A named figure is a quantile of a log.
type named struct {
	name string
	*output.Figure
}

// figures are the quantiles that have readings enough, and the longest.
func (l *Log) figures(unit float64) (list []named) {
	none, n := math.NaN(), int(l.all.TotalCount())
	add := func(name string, v int64) {
		list = append(list, named{name, output.NewFigure(float64(v)*unit, none, none, n, "s")})
	}
	for _, share := range shares {
		if v, ok := quantile(l.all, share); ok {
			add(fmt.Sprintf("p%g", 100*share), v)
		}
	}
	add("max", l.all.Max())
	return list
}

// began is when the log began, in RFC 3339; "" if it does not say.
func (l *Log) began() string {
	if l.Began.IsZero() {
		return ""
	}
	return l.Began.Format(time.RFC3339)
}

// seconds is how long the log goes on.
func (l *Log) seconds() float64 { return l.Intervals[len(l.Intervals)-1].To - l.Intervals[0].From }
