package gate

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"ipcbench/report/internal/output"
)

// A jsonResult is the JSON of report ab.
type jsonResult struct {
	output.Head
	Verdict Outcome    `json:"verdict"` // of the whole
	Exit    int        `json:"exit"`
	A       string     `json:"a"` // what was compared
	B       string     `json:"b"`
	Least   float64    `json:"smallestDifference,omitempty"` // of times, as a fraction, if a cell has none of its own
	Seconds float64    `json:"seconds"`
	Seed    uint64     `json:"seed"`
	Printed bool       `json:"printed,omitempty"`    // the programs did not obey orders: whole runs were compared
	Counted bool       `json:"countsOnly,omitempty"` // no times were compared
	Same    bool       `json:"sameProgram,omitempty"`
	Error   string     `json:"error,omitempty"` // why B does not run, where A does
	Cells   []jsonCell `json:"cells"`

	Gone  []string          `json:"gone,omitempty"` // cells that only A has
	New   []string          `json:"new,omitempty"`  // cells that only B has
	Skips []string          `json:"skips,omitempty"`
	Host  map[string]string `json:"machine,omitempty"`
}

// A jsonCell is a cell in it. Old and New are medians over the pairs.
type jsonCell struct {
	Name      string         `json:"name"`
	Outcome   Outcome        `json:"outcome"`
	Matters   bool           `json:"matters"`
	Least     float64        `json:"smallestDifference,omitempty"`
	Pairs     int            `json:"pairs"`
	Old       *output.Figure `json:"old,omitempty"`
	New       *output.Figure `json:"new,omitempty"`
	Ratio     *output.Figure `json:"ratio,omitempty"` // new ÷ old; its interval holds however often it was looked at
	P         float64        `json:"p"`               // that it is not slower, corrected for looks and cells
	PFine     float64        `json:"pEquivalent"`     // that it is slower by the smallest difference or more
	More      []Count        `json:"more,omitempty"`
	Fewer     []Count        `json:"fewer,omitempty"`
	Uncounted []string       `json:"uncounted,omitempty"` // units that one of the programs could not count
	Fails     string         `json:"fails,omitempty"`     // which program fails, in words
	Error     string         `json:"error,omitempty"`     // and its last words
}

// JSON is the result for programs.
func (r *Result) JSON() any {
	j := jsonResult{
		Head: output.Version("ab"), Verdict: r.Verdict, Exit: r.Exit, A: r.A, B: r.B, Least: r.Least,
		Seconds: r.Seconds, Seed: r.Seed, Printed: r.Printed, Counted: r.Counted, Same: r.Same, Error: r.Error,
		Cells: []jsonCell{}, Gone: r.Gone, New: r.New, Skips: r.Skips, Host: r.Host,
	}
	for _, c := range r.Cells {
		old, new, ratio := c.measured()
		j.Cells = append(j.Cells, jsonCell{
			Name: c.Name, Outcome: c.Outcome, Matters: c.Matters, Least: c.Least, Pairs: c.Pairs, Old: old, New: new,
			Ratio: ratio, P: c.P, PFine: c.PFine, More: c.More, Fewer: c.Fewer, Uncounted: c.Uncounted, Fails: c.Fails,
			Error: c.Error,
		})
	}
	return j
}

// measured are the figures of a cell; nil if it was not timed.
func (c Cell) measured() (old, new, ratio *output.Figure) {
	if c.Ratio == nil {
		return nil, nil, nil
	}
	const nanosecond = 1e-9
	none := math.NaN()
	low, high := none, none
	if c.RatioLow != nil {
		low, high = *c.RatioLow, *c.RatioHigh
	}
	return output.NewFigure(*c.Old*nanosecond, none, none, c.Pairs, "s"),
		output.NewFigure(*c.New*nanosecond, none, none, c.Pairs, "s"),
		output.NewFigure(*c.Ratio, low, high, c.Pairs, output.Pure)
}

// CSV has a row for each cell; old and new are in seconds an op.
func (r *Result) CSV() [][]string {
	rows := [][]string{{
		"benchmark", "outcome", "matters", "pairs", "old_s", "new_s", "ratio", "ratio_low", "ratio_high", "p",
		"p_equivalent", "smallest_difference", "more", "fewer", "error",
	}}
	for _, c := range r.Cells {
		old, new, ratio := c.measured()
		row := []string{c.Name, string(c.Outcome), strconv.FormatBool(c.Matters), strconv.Itoa(c.Pairs)}
		row = append(row, old.Fields()[0], new.Fields()[0])
		row = append(row, ratio.Fields()[:3]...)
		rows = append(rows, append(row, output.Number(c.P), output.Number(c.PFine), output.Number(c.Least),
			inWords(c.More), inWords(c.Fewer), c.Error))
	}
	return rows
}

func inWords(counts []Count) string {
	var words []string
	for _, c := range counts {
		words = append(words, fmt.Sprint(c))
	}
	return strings.Join(words, "; ")
}
