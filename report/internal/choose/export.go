package choose

import (
	"slices"
	"strconv"
	"strings"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/words"
)

// A jsonReport is the JSON of report choose.
type jsonReport struct {
	output.Head
	Question Question      `json:"question"` // its bounds in s and B/s
	Notes    []string      `json:"notes"`
	Machines []jsonMachine `json:"machines"`
}

type jsonMachine struct {
	Machine string     `json:"machine"`
	Files   []string   `json:"files"`
	Answer  jsonAnswer `json:"answer"`
}

type jsonAnswer struct {
	State    string    `json:"state,omitempty"`
	Fits     []jsonRow `json:"fits"`
	Misses   []jsonRow `json:"misses"`
	Unknown  []jsonRow `json:"unknown"`
	Unfit    []jsonRow `json:"unfit"`
	Commands []string  `json:"commands"`
}

type jsonRow struct {
	Mechanism string                  `json:"mechanism"`
	Wait      string                  `json:"wait"`
	Spin      string                  `json:"spin,omitempty"`
	Figures   map[string]jsonEstimate `json:"figures"` // by the field of the question that bounds it
	Burden    int                     `json:"burden"`
	Uncertain bool                    `json:"uncertain"`
	Tied      bool                    `json:"tied"`
	Unfit     []Unfit                 `json:"unfit,omitempty"`
	Exceeded  []jsonExceeded          `json:"exceeded,omitempty"`
	Missing   []Missing               `json:"missing,omitempty"`
}

// A jsonEstimate is a figure at the size and rate of the question.
type jsonEstimate struct {
	output.Figure
	Interpolated bool     `json:"interpolated,omitempty"`
	Lowest       *float64 `json:"lowest,omitempty"` // of samples that are too few for an interval
	Highest      *float64 `json:"highest,omitempty"`
}

type jsonExceeded struct {
	Bound string  `json:"bound"`
	Limit float64 `json:"limit"` // in the unit of the figure
	By    float64 `json:"by"`
}

// measures are the SI units of the figures of the bounds, and how much of it one of the engine's own is.
var measures = map[string]struct {
	unit  string
	scale float64
}{"p50": {"s", 1e-9}, "p99": {"s", 1e-9}, "maxCores": {output.Pure, 1}, "throughput": {"B/s", 1e6}}

// JSON is the report as data; docs/json.md describes it.
func (r Report) JSON() any {
	j := jsonReport{Head: output.Version("choose"), Question: r.Question, Notes: []string{}, Machines: []jsonMachine{}}
	j.Notes = append(j.Notes, r.Notes...)
	q := &j.Question
	q.P50, q.P99, q.Throughput = inSI("p50", q.P50), inSI("p99", q.P99), inSI("throughput", q.Throughput)
	for _, m := range r.Machines {
		j.Machines = append(j.Machines, jsonMachine{m.Machine, m.Files, jsonAnswer{
			State: m.Answer.State, Fits: jsonRows(m.Answer.Fits), Misses: jsonRows(m.Answer.Misses),
			Unknown: jsonRows(m.Answer.Unknown), Unfit: jsonRows(m.Answer.Unfit),
			Commands: append([]string{}, m.Answer.Commands...),
		}})
	}
	return j
}

func jsonRows(rows []Row) []jsonRow {
	list := []jsonRow{}
	for _, r := range rows {
		row := jsonRow{
			Mechanism: r.Mechanism, Wait: r.Wait, Spin: r.Spin, Figures: map[string]jsonEstimate{}, Burden: r.Burden,
			Uncertain: r.Uncertain, Tied: r.Tied, Unfit: r.Unfit, Missing: r.Missing,
		}
		for _, b := range bounds {
			if e, ok := b.estimate(b.figure(r.Figures)); ok {
				row.Figures[b.name] = e
			}
		}
		for _, e := range r.Exceeded {
			row.Exceeded = append(row.Exceeded, jsonExceeded{e.Bound, inSI(e.Bound, e.Limit), e.By})
		}
		list = append(list, row)
	}
	return list
}

// inSI is a value of a bound in its SI unit.
func inSI(name string, v float64) float64 {
	if f := output.NewFigure(measures[name].scale*v, 0, 0, 0, ""); f != nil {
		return f.Value
	}
	return 0
}

// estimate is the figure of a bound in its SI unit; false if there is none.
func (b bound) estimate(f Found) (e jsonEstimate, ok bool) {
	m := measures[b.name]
	figure := output.NewFigure(m.scale*f.Mid, m.scale*f.Low, m.scale*f.High, 0, m.unit)
	if !f.Known() || figure == nil {
		return e, false
	}
	e = jsonEstimate{Figure: *figure, Interpolated: f.Interpolated}
	if f.Range {
		e.Lowest, e.Highest, e.Low, e.High = e.Low, e.High, nil, nil
	}
	return e, true
}

// CSV is one line for each figure of each way to hand over messages, the best first.
func (r Report) CSV() [][]string {
	rows := [][]string{{"machine", "state", "verdict", "rank", "mechanism", "wait", "spin", "figure", "value", "low",
		"high", "unit", "interpolated", "why"}}
	for _, m := range r.Machines {
		a := m.Answer
		for _, part := range []struct {
			verdict string
			rows    []Row
		}{{"fits", a.Fits}, {"misses", a.Misses}, {"unknown", a.Unknown}, {"unfit", a.Unfit}} {
			for i, row := range part.rows {
				begin := []string{m.Machine, a.State, part.verdict, strconv.Itoa(i + 1)}
				rows = append(rows, row.csv(r.Printer, r.Question, begin)...)
			}
		}
	}
	return rows
}

// csv are the lines of a row, one for each figure that is known; one line if none is. Of samples that are too few for
// an interval, low and high are the extremes.
func (r Row) csv(p *words.Printer, q Question, begin []string) (lines [][]string) {
	why := r.reasons(p, q)
	for _, u := range r.Unfit {
		why = append(why, u.fails(p))
	}
	begin = append(slices.Clone(begin), r.Mechanism, r.Wait, r.Spin)
	end := strings.Join(why, "; ")
	for _, b := range bounds {
		e, ok := b.estimate(b.figure(r.Figures))
		if !ok {
			continue
		}
		figure := e.Figure
		if e.Lowest != nil {
			figure.Low, figure.High = e.Lowest, e.Highest
		}
		line := append(slices.Clone(begin), b.name)
		line = append(line, figure.Fields()[:3]...)
		lines = append(lines, append(line, figure.Unit, strconv.FormatBool(e.Interpolated), end))
	}
	if lines == nil {
		lines = append(lines, append(slices.Clone(begin), "", "", "", "", "", "", end))
	}
	return lines
}
