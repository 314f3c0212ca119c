package compare

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"ipcbench/report/internal/output"
	"ipcbench/report/internal/table"
)

// Text writes the comparison for a terminal.
func (c *Comparison) Text(w io.Writer, width int) error {
	for _, t := range c.Tables() {
		if err := t.Text(w, width); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	for _, remark := range c.remarks() {
		if _, err := fmt.Fprint(w, table.Wrap(remark, width)); err != nil {
			return err
		}
	}
	return nil
}

// Markdown writes it for a comment.
func (c *Comparison) Markdown(w io.Writer) error {
	for _, t := range c.Tables() {
		if err := t.Markdown(w, 3); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	for _, remark := range c.remarks() {
		if _, err := fmt.Fprintf(w, "%s\n\n", table.Escape(remark)); err != nil {
			return err
		}
	}
	return nil
}

// A jsonComparison is the JSON of report compare.
type jsonComparison struct {
	output.Head
	Old     jsonSide `json:"old"`
	New     jsonSide `json:"new"`
	Alpha   float64  `json:"alpha"`
	Despite []string `json:"despite,omitempty"`

	SameClock bool `json:"sameClock,omitempty"` // times and rates are those at one clock rate

	Keys   []string   `json:"keys"` // what the values of a row's key are of
	Rows   []jsonRow  `json:"rows"`
	Failed []jsonFail `json:"failures"`
}

type jsonSide struct {
	Label string `json:"label"`
	File  string `json:"file"`
	Only  int    `json:"onlyHere"` // rows that the other has not
}

type jsonRow struct {
	Key     []string       `json:"key"`
	Measure string         `json:"measure"`
	Old     *output.Figure `json:"old"`
	New     *output.Figure `json:"new"`
	Ratio   *float64       `json:"ratio,omitempty"` // new ÷ old
	P       *float64       `json:"p,omitempty"`
	Verdict Verdict        `json:"verdict"`
}

type jsonFail struct {
	Benchmark string `json:"benchmark,omitempty"`
	Text      string `json:"text"`
	File      string `json:"file"`
}

// JSON is the comparison for programs.
func (c *Comparison) JSON() any {
	j := jsonComparison{
		Head: output.Version("compare"), Alpha: c.Alpha, Despite: c.Despite, SameClock: c.SameClock,
		Keys: c.keys(), Rows: []jsonRow{},
		Old:    jsonSide{c.Labels[0], c.Old.Name, c.OnlyOld},
		New:    jsonSide{c.Labels[1], c.New.Name, c.OnlyNew},
		Failed: []jsonFail{},
	}
	for _, r := range c.Rows {
		old, new := r.figures()
		row := jsonRow{Key: r.Key, Measure: r.Unit, Old: old, New: new, Verdict: r.verdict(c.Alpha)}
		if r.Old.Center != 0 {
			ratio := r.New.Center / r.Old.Center
			row.Ratio = &ratio
		}
		if !math.IsNaN(r.P) {
			row.P = &r.P
		}
		j.Rows = append(j.Rows, row)
	}
	for _, f := range c.Failures {
		j.Failed = append(j.Failed, jsonFail{f.Name, f.Text, f.File})
	}
	return j
}

// CSV has a line for each row of each unit.
func (c *Comparison) CSV() [][]string {
	keys := c.keys()
	rows := [][]string{append(slices.Clone(keys), "measure", "unit", "old", "old_low", "old_high", "old_n", "new",
		"new_low", "new_high", "new_n", "p", "verdict")}
	for _, r := range c.Rows {
		old, new := r.figures()
		row := append(slices.Clone(r.Key), r.Unit, old.Unit)
		row = append(append(row, old.Fields()...), new.Fields()...)
		rows = append(rows, append(row, output.Number(r.P), string(r.verdict(c.Alpha))))
	}
	return rows
}

// keys are the names of a row's keys.
func (c *Comparison) keys() []string { return append(slices.Clone(c.Apart), c.By) }

// figures are the medians of both sides with their intervals. The samples are finite, and so are the medians.
func (r Row) figures() (old, new *output.Figure) {
	return output.Measured(r.Unit, r.Old.Center, r.Old.Lo, r.Old.Hi, r.N[0]),
		output.Measured(r.Unit, r.New.Center, r.New.Lo, r.New.Hi, r.N[1])
}

// remarks are Remarks and what the comparison passes over.
func (c *Comparison) remarks() []string {
	list := c.Remarks()
	if len(c.Despite) > 0 {
		list = append(list, "Compared despite other "+strings.Join(c.Despite, ", ")+".")
	}
	return list
}
