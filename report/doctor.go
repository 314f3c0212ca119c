package main

import (
	"encoding/json"
	"fmt"
	"io"

	"ipcbench/internal/ssh"
	"ipcbench/report/internal/doctor"
	"ipcbench/report/internal/output"
)

// doctorCommand looks at the machine before a run.
type doctorCommand struct {
	Host      string `placeholder:"ssh://NAME" help:"Look at this host too, by ssh: side B's of a run between hosts."`
	Binary    string `placeholder:"FILE" help:"With --host: this program for a host of another architecture."`
	NoMeasure bool   `help:"Only read what the kernel shows; measure nothing."`

	output.Flags `embed:""`
	Width        int `placeholder:"N" help:"Width of the text in columns (default: the terminal's)."`
}

// Run prints what it finds. What it finds is no error.
func (c *doctorCommand) Run(s streams) error {
	width, format, err := formOf(c.Width, c.Flags, s.out)
	if err != nil {
		return err
	}
	var other *ssh.Program
	if c.Host != "" {
		if other, err = c.start(); err != nil { // before it measures here: most likely to fail
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
	hosts := []doctor.Host{{Name: "here", Findings: findings}}
	if other != nil {
		there, err := findingsOf(other)
		if err != nil {
			return other.Why(err)
		}
		hosts = append(hosts, doctor.Host{Name: other.Name(), Findings: there})
	}
	return output.Write(s.out, format, width, doctor.OfHosts(hosts...))
}

// findingsOf are those of this program on another host, which prints them as JSON.
func findingsOf(other *ssh.Program) ([]doctor.Finding, error) {
	text, err := io.ReadAll(other)
	if err == nil {
		err = other.Close()
	}
	if err != nil {
		return nil, err
	}
	var there doctor.Document
	if err := json.Unmarshal(text, &there); err != nil || len(there.Hosts) != 1 {
		return nil, fmt.Errorf("%s did not answer as this version of report does (%.60q): give it the same version by "+
			"--binary", other.Name(), text)
	}
	return there.Hosts[0].Findings, nil
}

// start has this program look at the other host.
func (c *doctorCommand) start() (*ssh.Program, error) {
	at, err := ssh.Parse(c.Host)
	if err != nil {
		return nil, usageError{fmt.Errorf("--host=%s: %w", c.Host, err)}
	}
	at.Binary = c.Binary
	at.Build = "build the program for it by `GOARCH=%[2]s go build -o report-%[2]s ./report`, and name that in --binary"
	arguments := []string{"doctor", "--json"}
	if c.NoMeasure {
		arguments = append(arguments, "--no-measure")
	}
	return at.Start(arguments...)
}
