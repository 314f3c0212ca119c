package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"

	"ipcbench/internal/ssh"
	"ipcbench/report/internal/doctor"
	"ipcbench/report/internal/table"
)

// doctorCommand looks at the machine before a run.
type doctorCommand struct {
	Host      string `placeholder:"ssh://NAME" help:"Look at this host too, by ssh: side B's of a run between hosts."`
	Binary    string `placeholder:"FILE" help:"With --host: this program for a host of another architecture."`
	JSON      bool   `name:"json" help:"Print JSON: topic, verdict (ok, note, warn), found, effect, change."`
	NoMeasure bool   `help:"Only read what the kernel shows; measure nothing."`
	Width     int    `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// Run prints what it finds. What it finds is no error.
func (c *doctorCommand) Run(s streams) error {
	width, err := widthOf(c.Width, s.out)
	if err != nil {
		return err
	}
	var other *ssh.Program
	if c.Host != "" {
		if other, err = c.start(width); err != nil { // before it measures here: most likely to fail
			return err
		}
		defer other.Close()
	}
	m, err := doctor.Here()
	if err != nil {
		return err
	}
	findings := m.Look()
	if !c.NoMeasure {
		findings = append(findings, m.Measure()...)
	}
	switch {
	case other == nil && c.JSON:
		return table.JSON(s.out, findings)
	case other == nil:
		return doctor.Text(s.out, findings, width)
	}
	text, err := io.ReadAll(other)
	if err == nil {
		err = other.Close()
	}
	if err != nil {
		return other.Why(err)
	}
	if c.JSON {
		return table.JSON(s.out, map[string]any{"here": findings, other.Name(): json.RawMessage(text)})
	}
	fmt.Fprintf(s.out, "Here\n\n")
	if err := doctor.Text(s.out, findings, width); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.out, "\nOn %s\n\n%s", other.Name(), text)
	return err
}

// start has this program look at the other host.
func (c *doctorCommand) start(width int) (*ssh.Program, error) {
	at, err := ssh.Parse(c.Host)
	if err != nil {
		return nil, usageError{fmt.Errorf("--host=%s: %w", c.Host, err)}
	}
	at.Binary = c.Binary
	at.Build = "build the program for it by `GOARCH=%[2]s go build -o report-%[2]s ./report`, and name that in --binary"
	arguments := []string{"doctor", "--width=" + strconv.Itoa(width)}
	if c.JSON {
		arguments = append(arguments, "--json")
	}
	if c.NoMeasure {
		arguments = append(arguments, "--no-measure")
	}
	return at.Start(arguments...)
}
