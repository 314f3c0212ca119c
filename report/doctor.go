package main

import (
	"ipcbench/report/internal/doctor"
	"ipcbench/report/internal/table"
)

// doctorCommand looks at the machine before a run.
type doctorCommand struct {
	JSON      bool `name:"json" help:"Print JSON: topic, verdict (ok, note, warn), found, effect and change of each."`
	NoMeasure bool `help:"Only read what the kernel shows; measure nothing."`
	Width     int  `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// Run prints what it finds. What it finds is no error.
func (c *doctorCommand) Run(s streams) error {
	width, err := widthOf(c.Width, s.out)
	if err != nil {
		return err
	}
	m, err := doctor.Here()
	if err != nil {
		return err
	}
	findings := m.Look()
	if !c.NoMeasure {
		findings = append(findings, m.Measure()...)
	}
	if c.JSON {
		return table.JSON(s.out, findings)
	}
	return doctor.Text(s.out, findings, width)
}
